/** Which bytes of a stop are shown beside its text. Pure; `StopBytes.tsx` draws them. */
import { bytesOf, textOf } from '../../../wire/trace/queries/sides.ts'
import { utf8 } from '../../../wire/bytes/bytes.ts'
import { frameOf, payloadOf, wholeMessages, type FrameFacts } from '../../../wire/trace/queries/frames.ts'
import type { Found } from '../../../wire/trace/queries/query.ts'
import type { Side, TraceView } from '../../../wire/trace/views.ts'
import { sideOf } from './stop-numbers.ts'
import type { ShownBytes } from './story-stop.ts'

/** So many bytes, or characters, are shown. */
const BYTES = 14
const CHARACTERS = 64

/** Undefined where nothing crossed. */
export function stopBytes(view: TraceView, found: Found): ShownBytes | undefined {
  const side = sideOf(view, found)
  const unit = found.unit === undefined ? undefined : view.conversation.unit(found.unit)
  if (side === undefined || unit === undefined) return undefined
  const facts = frameOf(unit, side)
  if (facts === undefined) return { line: cut(textOf(unit, side, CHARACTERS + 1).split(/\r?\n/, 1)[0] ?? '') }
  const { start, end } = unit.range
  const header = facts.maskingKey?.start ?? facts.payload.start
  const bytes = bytesOf(unit, side, BYTES)
  const parts = [
    { kind: 'head', from: start, to: start + 1 },
    { kind: 'length', from: start + 1, to: header },
    { kind: 'mask', from: header, to: facts.payload.start },
    { kind: 'payload', from: facts.payload.start, to: end },
  ]
    .filter(({ from, to }) => to > from && from < start + BYTES)
    .map(({ kind, from, to }) => {
      const isCut = end - start > BYTES && to >= start + BYTES
      return { kind, hex: hex(bytes.subarray(from - start, to - start)) + (isCut ? ' …' : '') }
    })
  const said = facts.name === 'text' ? payloadSaid(facts, side) : undefined
  return said === undefined ? { parts } : { parts, said: cut(utf8(said.subarray(0, CHARACTERS + 1))) }
}

/** The text of a frame as it was meant; of a compressed one what it inflates to, and nothing where it does not: that is no text. */
function payloadSaid(facts: FrameFacts, side: Side): Uint8Array | undefined {
  if (!facts.rsv1) return payloadOf(facts, side, CHARACTERS + 1)
  const message = wholeMessages(side).find(({ end }) => end === facts.unit.range.end)
  return message?.isCompressed === false ? message.bytes : undefined
}

function cut(text: string): string {
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
