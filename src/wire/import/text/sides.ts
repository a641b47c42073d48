/** Whatever shows both sides of a connection in a text, by whichever tool it was printed. */
import { readCurlVerbose } from './curl-verbose.ts'
import { readFollowedDump } from './followed-dump.ts'
import { withoutFramingTakenOff, type PrintedConnection } from './pieces.ts'
import { readPrintedForm } from './printed-forms.ts'

/** Reads it; `undefined` for another text. Wireshark follows HTTP with chunks and codings taken off. */
export function readSides(text: string): PrintedConnection | undefined {
  const lines = text.replace(/\r\n?/g, '\n')
  const read = readPrintedForm(lines) ?? readFollowedDump(lines) ?? readCurlVerbose(lines)
  return read && withoutFramingTakenOff(read, /^Follow: http/m.test(lines))
}
