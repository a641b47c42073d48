import type { Goals } from '../../bench/model/goal.ts'
import { findField } from '../../wire/trace/queries/fields.ts'
import { framesOf, isWholeFrame, numberIn, webSockets } from '../../wire/trace/queries/frames-crossed.ts'
import { lanesOf } from '../../wire/trace/lanes.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'

const [TEXT, PONG] = [0x1, 0xa]

export const GOALS = {
  /** The browser sent a pong; no line of any script here can. */
  'unsent-pong': ({ conversation }) =>
    framesOf(conversation, 'client-to-server').some((frame) => numberIn(frame, 'websocket.opcode') === PONG),

  /** The page sent one text twice on one connection, under two keys. */
  'same-text-two-keys': ({ conversation }) => webSockets(conversation).some(hasTextUnderTwoKeys),

  /** Bytes came back as bytes: a binary message reached the script. */
  'binary-message': ({ timeline }) =>
    lanesOf(timeline, 'ws').some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'message' && note.type === 'binary'),
    ),
} as const satisfies Goals

/** A side's masked frames and its unmasked payloads come in one order; an empty payload has no unit. */
function hasTextUnderTwoKeys({ sides }: ExchangeView): boolean {
  const side = sides['client-to-server']
  const keys = new Map<string, string>()
  const payloads = side.units.filter(({ kind }) => kind === 'payload')
  const unmasked = side.derived.find(
    (source) => source.kind === 'derived' && source.derivation === 'unmasked',
  )
  let nth = 0
  for (const frame of side.units.filter(isWholeFrame)) {
    if (findField(frame.fields, 'websocket.masked-payload') === undefined) continue
    const payload = payloads[nth++]
    if (payload === undefined || numberIn(frame, 'websocket.opcode') !== TEXT) continue
    const text = String(unmasked?.bytes.slice(payload.range.start, payload.range.end))
    const key = String(findField(frame.fields, 'websocket.masking-key')?.value)
    const before = keys.get(text)
    if (before !== undefined && before !== key) return true
    keys.set(text, key)
  }
  return false
}
