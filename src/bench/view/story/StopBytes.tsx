/** The bytes of a stop at a glance: of a frame its first bytes, part by part, and what a text says without its mask; of what is text its first line. */
import { bytesOf, textOf } from '../../../wire/trace/queries/sides.ts'
import { utf8 } from '../../../wire/bytes/bytes.ts'
import { frameOf, payloadOf } from '../../../wire/trace/queries/frames.ts'
import type { Found } from '../../../wire/trace/queries/query.ts'
import type { Frame } from '../frame.ts'
import { sideOf } from './stop-numbers.ts'

/** So many bytes, or characters, are shown. */
const BYTES = 14
const CHARACTERS = 64

export function StopBytes({ frame, found }: { readonly frame: Frame; readonly found: Found }) {
  const side = sideOf(frame, found)
  const unit = found.unit === undefined ? undefined : frame.conversation.unit(found.unit)
  if (side === undefined || unit === undefined) return null
  const facts = frameOf(unit, side)
  if (facts === undefined) {
    const [line = ''] = textOf(unit, side, CHARACTERS + 1).split(/\r?\n/, 1)
    return (
      <p class="story-bytes">
        <code>{line.length > CHARACTERS ? `${line.slice(0, CHARACTERS)}…` : line}</code>
      </p>
    )
  }
  const { start, end } = unit.range
  const header = facts.maskingKey?.start ?? facts.payload.start
  const parts = [
    { kind: 'head', from: start, to: start + 1 },
    { kind: 'length', from: start + 1, to: header },
    { kind: 'mask', from: header, to: facts.payload.start },
    { kind: 'payload', from: facts.payload.start, to: end },
  ].filter(({ from, to }) => to > from && from < start + BYTES)
  const bytes = bytesOf(unit, side, BYTES)
  const isCut = end - start > BYTES
  const text = facts.name === 'text' ? textStart(payloadOf(facts, side, CHARACTERS + 1)) : undefined
  return (
    <p class="story-bytes">
      {parts.map(({ kind, from, to }) => (
        <code key={kind} class={`story-part story-part-${kind}`}>
          {hex(bytes.subarray(from - start, to - start))}
          {isCut && to >= start + BYTES ? ' …' : ''}
        </code>
      ))}
      {text === undefined ? null : <code class="story-said">{text}</code>}
    </p>
  )
}

/** What a text says, as far as it is shown. */
function textStart(payload: Uint8Array): string {
  const text = utf8(payload)
  return text.length > CHARACTERS ? `${text.slice(0, CHARACTERS)}…` : text
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}
