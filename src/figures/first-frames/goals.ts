import type { Goals } from '../../bench/model/goal.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'
import { framesIn, framesOf, payloadOf } from '../../wire/trace/queries/frames.ts'
import { lanesOf } from '../../wire/trace/queries/lanes.ts'
import type { Arrow, ExchangeView } from '../../wire/trace/views.ts'

export const GOALS = {
  /** The browser sent a pong; no line of any script here can. */
  'unsent-pong': ({ conversation }) =>
    framesOf(conversation, 'client-to-server').some(({ name }) => name === 'pong'),

  /** The server sent an event, and after it the page a text: neither had been asked. */
  'both-spoke': ({ timeline }) =>
    lanesOf(timeline, 'ws').some(({ arrows }) => {
      const carrying = (kind: string) => (arrow: Arrow) =>
        arrow.carries.kind === 'stream' && arrow.carries.parts.some((part) => part.kind === kind)
      const first = arrows.find(carrying('event'))
      const last = arrows.findLast(carrying('text'))
      return first !== undefined && last !== undefined && last.moment > first.moment
    }),

  /** The page sent one text twice on one connection, under two keys. */
  'same-text-two-keys': ({ conversation }) =>
    exchangesOfTransport(conversation, 'ws').some(hasTextUnderTwoKeys),

  /** Bytes came back as bytes: a binary message reached the script. */
  'binary-message': ({ timeline }) =>
    lanesOf(timeline, 'ws').some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'message' && note.type === 'binary'),
    ),
} as const satisfies Goals

function hasTextUnderTwoKeys({ sides }: ExchangeView): boolean {
  const side = sides['client-to-server']
  const keys = new Map<string, string>()
  for (const frame of framesIn(side)) {
    const { name, maskingKey, payload } = frame
    if (name !== 'text' || maskingKey === undefined || payload.end === payload.start) continue
    const text = String(payloadOf(frame, side))
    const key = String(side.source.bytes.subarray(maskingKey.start, maskingKey.end))
    if ((keys.get(text) ?? key) !== key) return true
    keys.set(text, key)
  }
  return false
}
