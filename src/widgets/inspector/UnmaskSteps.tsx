/**
 * Unmasking, XOR by XOR: one byte of the payload and the byte of the key that it meets, in bits, and under it all bytes
 * as they crossed, with their key bytes and what comes out. What a step has not reached yet is pale.
 */
import { useMemo, useState } from 'preact/hooks'
import { maskStep } from '../../wire/websocket/masking.ts'
import { sourcesOf, textCells } from './aligned-views.ts'
import { AlignedGrid, type AlignedRow } from './AlignedGrid.tsx'
import { binary, byteName, hex, offsetText } from './byte-text.ts'
import type { LensProps } from './lens.ts'
import { maskedPayloadOf, type MaskedPayload } from './masked-payload.ts'

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
              label={`${words.unmask.plain}: ${byteName(step.unmasked)}`}
            />
          </div>
          <p class="xor-steps needs-script">
            <StepButton
              sign="←"
              label={words.unmask.previous}
              isOff={index === 0}
              onClick={() => go(index - 1)}
            />
            <span>{words.unmask.of(index, masked.length)}</span>
            <StepButton
              sign="→"
              label={words.unmask.next}
              isOff={index === masked.length - 1}
              onClick={() => go(index + 1)}
            />
          </p>
        </div>
      )}
      <AlignedGrid
        columns={here}
        rows={rowsOf(payload, reached, props)}
        current={isInside ? byte : here.start}
        label={`${words.unmask.steps}. ${words.views.help}`}
        onSelect={(column) => go(column - here.start)}
      />
      <p class="only-heard" aria-live="polite">
        {said}
      </p>
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

function StepButton({
  sign,
  label,
  isOff,
  onClick,
}: {
  readonly sign: string
  readonly label: string
  readonly isOff: boolean
  readonly onClick: () => void
}) {
  return (
    <button
      type="button"
      class="quiet-button"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onClick}
    >
      {sign}
    </button>
  )
}

function rowsOf(payload: MaskedPayload, reached: number, props: LensProps): readonly AlignedRow[] {
  const { source, side, words, openAt } = props
  const { here, masked, key, onWire } = payload
  const plain = side.derived.find((each) => each.kind === 'derived' && each.derivation === 'unmasked')
  const lookup = sourcesOf(side)
  const unmaskedStart = plain?.kind === 'derived' ? startOf(plain.pieces, onWire.start) : undefined
  const at = (column: number): number => column - here.start
  const after = (column: number): string => (at(column) > reached ? ' aligned-later' : '')
  const opening = (id: string | undefined, start: number | undefined, name: string): Partial<AlignedRow> =>
    id === undefined || start === undefined || id === source.id || lookup(id) === undefined
      ? {}
      : { openLabel: words.views.open(name), open: (column) => openAt(id, start + at(column)) }
  const place = (start: number | undefined): Partial<AlignedRow> =>
    start === undefined ? {} : { placeOf: (column) => start + at(column) }
  const wire = words.views.wire
  const unmasked = words.views.derived.unmasked
  const stepAt = (column: number): { masked: number; key: number; plain: number; keyIndex: number } => {
    const step = maskStep(masked, key, at(column))
    return {
      masked: step?.masked ?? 0,
      key: step?.key ?? 0,
      plain: step?.unmasked ?? 0,
      keyIndex: step?.keyIndex ?? 0,
    }
  }
  const text = textOf(payload)
  return [
    {
      key: 'wire',
      label: wire,
      ...opening(side.source.id, onWire.start, wire),
      ...place(onWire.start),
      cell: (column) => {
        const byte = stepAt(column).masked
        const name = words.views.cell(wire, offsetText(onWire.start + at(column)), hex(byte), byteName(byte))
        return { text: hex(byte), name, tint: 'tint-content' }
      },
    },
    {
      key: 'key',
      label: `⊕ ${words.unmask.keyRow}`,
      cell: (column) => {
        const step = stepAt(column)
        const name = `${words.unmask.key(at(column), step.keyIndex)}: ${hex(step.key)}`
        return { text: hex(step.key), name, tint: 'tint-name' }
      },
    },
    {
      key: 'unmasked',
      label: `= ${unmasked}`,
      ...opening(plain?.id, unmaskedStart, unmasked),
      ...place(unmaskedStart),
      cell: (column) => {
        const byte = stepAt(column).plain
        const name = words.views.cell(
          unmasked,
          offsetText((unmaskedStart ?? 0) + at(column)),
          hex(byte),
          byteName(byte),
        )
        return { text: hex(byte), name, tint: `tint-value${after(column)}` }
      },
    },
    {
      key: 'text',
      label: words.views.text,
      cell: (column) => {
        const cell = text[at(column)]
        return {
          text: cell?.text ?? '',
          name: `${words.views.text}: ${cell?.text ?? ''}`,
          tint: `aligned-text text-${cell?.part ?? 'none'}${after(column)}`,
        }
      },
    },
  ]
}

function startOf(
  pieces: readonly {
    readonly range: { readonly start: number }
    readonly from: { readonly start: number }
  }[],
  onWire: number,
): number | undefined {
  return pieces.find(({ from }) => from.start === onWire)?.range.start
}

function textOf({ masked, key }: MaskedPayload): ReturnType<typeof textCells> {
  const plain = masked.map((byte, index) => byte ^ (key[index & 3] ?? 0))
  return textCells(
    plain,
    Array.from(plain, (_, index) => index),
  )
}
