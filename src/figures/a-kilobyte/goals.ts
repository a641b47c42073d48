import type { Goals } from '../../bench/model/goal.ts'
import { fromBase64 } from '../../wire/bytes/base64.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'
import { findField } from '../../wire/trace/queries/fields.ts'
import { framesIn, payloadOf } from '../../wire/trace/queries/frames.ts'
import { textOf, unitsOf } from '../../wire/trace/queries/sides.ts'
import type { ExchangeView, Side } from '../../wire/trace/views.ts'

const KILOBYTE = 1024

export const GOALS = {
  /** The same thousand bytes came back as a binary frame, and as base64 in an event of the stream. */
  'kilobyte-both-ways': ({ conversation }) => {
    const inText = new Set(exchangesOfTransport(conversation, 'sse').flatMap(base64In))
    return exchangesOfTransport(conversation, 'ws')
      .flatMap(({ sides }) => binaryIn(sides['server-to-client']))
      .some((bytes) => bytes.length >= KILOBYTE && inText.has(String(bytes)))
  },
} as const satisfies Goals

/** What the events of a stream hold as base64, decoded, each as a text that two equal ones share. */
function base64In({ sides }: ExchangeView): readonly string[] {
  const side = sides['server-to-client']
  return unitsOf(side, 'event-block').flatMap(({ fields }) => {
    const bytes = decoded(textOf(findField(fields, 'json.event'), side))
    return bytes === undefined ? [] : [String(bytes)]
  })
}

function decoded(json: string): Uint8Array | undefined {
  const base64 = /"base64":"([A-Za-z0-9+/=]*)"/.exec(json)?.[1]
  return base64 === undefined ? undefined : fromBase64(base64)
}

function binaryIn(side: Side): readonly Uint8Array[] {
  return framesIn(side)
    .filter(({ name }) => name === 'binary')
    .map((frame) => payloadOf(frame, side))
}
