/** Whatever shows both sides of a connection in a text, by whichever tool it was printed. */
import { readConversation } from './conversations.ts'
import { readCurlVerbose } from './curl-verbose.ts'
import { withoutFramingTakenOff, type PrintedConnection } from './pieces.ts'
import { readRelayed } from './relays.ts'
import { readWireLog } from './wire-logs.ts'

/** Reads it; `undefined` for another text. Wireshark follows HTTP with chunks and codings taken off. */
export function readSides(text: string): PrintedConnection | undefined {
  const read = readConversation(text) ?? readRelayed(text) ?? readWireLog(text)
  return read === undefined
    ? readCurlVerbose(text)
    : withoutFramingTakenOff(read, /^Follow: http/m.test(text))
}
