/** Which bytes of a stop are shown beside its text. Pure; `StopBytes.tsx` draws them. */
import { bytesOf, textOf } from '../../../wire/trace/queries/sides.ts'
import { utf8 } from '../../../wire/bytes/bytes.ts'
import { frameOf, payloadOf } from '../../../wire/trace/queries/frames.ts'
import type { Found } from '../../../wire/trace/queries/query.ts'
import type { TraceView } from '../../../wire/trace/views.ts'
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
  if (facts.name !== 'text') return { parts }
  return { parts, said: cut(utf8(payloadOf(facts, side, CHARACTERS + 1))) }
}

function cut(text: string): string {
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
