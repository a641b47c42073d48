/**
 * Unmasking, XOR by XOR: one byte of the payload and the byte of the key that it meets, in bits, and under it all bytes
 * as they crossed, with their key bytes and what comes out. What a step has not reached yet is pale.
 */
import { useMemo, useState } from 'preact/hooks'
import { maskStep } from '../wire/websocket/masking.ts'
import { AlignedGrid } from './AlignedGrid.tsx'
import { binary, byteName, hex } from './byte-text.ts'
import type { LensProps } from './lens.ts'
import { maskedPayloadOf } from './masked-payload.ts'
import { unmaskRows } from './unmask-rows.ts'
import { named, sentences } from '../words/punctuation.ts'
import { SignButton } from '../ui/Button.tsx'
import { Heard } from '../ui/Heard.tsx'

export function UnmaskSteps(props: LensProps) {
  const { unit, source, side, byte, isChosen, words, selectByte } = props
  const [said, setSaid] = useState('')
  const payload = useMemo(() => maskedPayloadOf(unit, source, side), [unit, source, side])
  if (payload === undefined || payload.masked.length === 0)
    return <p class="lens-note">{words.unmask.none}</p>

  const { here, key, masked } = payload
  const isInside = byte >= here.start && byte < here.end
  const index = isInside ? byte - here.start : 0
  const reached = isChosen && isInside ? index : masked.length
  const step = maskStep(masked, key, index)
  const go = (to: number): void => {
    const next = maskStep(masked, key, to)
    if (next === undefined) return
    selectByte(here.start + to)
    const { unmasked } = next
    setSaid(words.unmask.said(hex(next.masked), hex(next.key), hex(unmasked), byteName(unmasked)))
  }
  return (
    <div class="lens-column">
      {step === undefined ? null : (
        <div class="xor">
          <div class="xor-lines">
            <XorLine sign="" byte={step.masked} label={words.unmask.masked(index)} />
            <XorLine sign="⊕" byte={step.key} label={words.unmask.key(index, step.keyIndex)} />
            <XorLine
              sign="="
              byte={step.unmasked}
              flips={step.key}
              label={named(words.unmask.plain, byteName(step.unmasked))}
            />
          </div>
          <p class="xor-steps needs-script">
            <SignButton
              sign="←"
              label={words.unmask.previous}
              disabled={index === 0}
              onClick={() => go(index - 1)}
            />
            <span>{words.unmask.of(index, masked.length)}</span>
            <SignButton
              sign="→"
              label={words.unmask.next}
              disabled={index === masked.length - 1}
              onClick={() => go(index + 1)}
            />
          </p>
        </div>
      )}
      <AlignedGrid
        columns={here}
        rows={unmaskRows(payload, reached, props)}
        current={isInside ? byte : here.start}
        label={sentences(words.unmask.steps, words.views.help)}
        onSelect={(column) => go(column - here.start)}
      />
      <Heard>{said}</Heard>
    </div>
  )
}

/** A byte in bits and in hex. `flips`: the key, whose ones turn a bit around; those are strong in the result. */
function XorLine({
  sign,
  byte,
  flips,
  label,
}: {
  readonly sign: string
  readonly byte: number
  readonly flips?: number
  readonly label: string
}) {
  return (
    <p class="xor-line">
      <span class="xor-sign">{sign}</span>
      <code>
        {[...binary(byte)].map((bit, index) => {
          const turned = flips !== undefined && ((flips >> (7 - index)) & 1) === 1
          return (
            <span key={index} class={`xor-bit${turned ? ' xor-turned' : ''}`}>
              {bit}
            </span>
          )
        })}
      </code>{' '}
      <code class="xor-hex">{hex(byte)}</code> <span>{label}</span>
    </p>
  )
}
