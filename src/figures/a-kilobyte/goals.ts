import type { Goals } from '../../bench/model/goal.ts'
import { fromBase64 } from '../../wire/bytes/base64.ts'
import { utf8 } from '../../wire/bytes/bytes.ts'
import { type Unit } from '../../wire/field/field.ts'
import { findField } from '../../wire/trace/queries/fields.ts'
import { webSockets } from '../../wire/trace/queries/frames-crossed.ts'
import type { ExchangeView, Side } from '../../wire/trace/views.ts'

const KILOBYTE = 1024
const BINARY = 2

export const GOALS = {
  /** The same thousand bytes came back as a binary frame, and as base64 in an event of the stream. */
  'kilobyte-both-ways': ({ conversation }) => {
    const streams = conversation.exchanges.filter(({ transport }) => transport === 'sse')
    const inText = new Set(streams.flatMap(base64In))
    return webSockets(conversation)
      .flatMap(({ sides }) => binaryIn(sides['server-to-client']))
      .some((bytes) => bytes.length >= KILOBYTE && inText.has(String(bytes)))
  },
} as const satisfies Goals

/** What the events of a stream hold as base64, decoded, each as a text that two equal ones share. */
function base64In({ sides }: ExchangeView): readonly string[] {
  const side = sides['server-to-client']
  return side.units.flatMap((unit) => {
    const event = unit.kind === 'event-block' ? findField(unit.fields, 'json.event') : undefined
    const source = [side.source, ...side.derived].find(({ id }) => id === event?.source)
    if (event === undefined || source === undefined) return []
    const bytes = decoded(utf8(source.bytes, event.range.start, event.range.end))
    return bytes === undefined ? [] : [String(bytes)]
  })
}

function decoded(json: string): Uint8Array | undefined {
  const base64 = /"base64":"([A-Za-z0-9+/=]*)"/.exec(json)?.[1]
  return base64 === undefined ? undefined : fromBase64(base64)
}

function binaryIn(side: Side): readonly Uint8Array[] {
  const isBinary = ({ kind, complete, fields }: Unit): boolean =>
    kind === 'frame' && complete && findField(fields, 'websocket.opcode')?.value === BINARY
  return side.units.filter(isBinary).flatMap(({ fields }) => {
    const payload = findField(fields, 'websocket.payload')
    return payload === undefined ? [] : [side.source.bytes.slice(payload.range.start, payload.range.end)]
  })
}
