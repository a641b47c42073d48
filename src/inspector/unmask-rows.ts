/** The rows of the unmasking steps: each byte as it crossed, the byte of the key it meets, what comes out, and the text. */
import { maskStep } from '../wire/websocket/masking.ts'
import { textCells } from './aligned-views.ts'
import type { AlignedRow } from './AlignedGrid.tsx'
import { byteName, hex, offsetText } from './byte-text.ts'
import type { LensProps } from './lens.ts'
import { placeOfPayload, type MaskedPayload } from './masked-payload.ts'
import { derivedSource, sourcesOf } from '../wire/trace/queries/sides.ts'
import { named } from '../words/punctuation.ts'

/** On the wire, key, unmasked, text. `reached` is the last byte a step has come to; what is after it is marked. */
export function unmaskRows(payload: MaskedPayload, reached: number, props: LensProps): readonly AlignedRow[] {
  const { source, side, words, openAt } = props
  const { here, masked, key, onWire } = payload
  const plain = derivedSource(side, 'unmasked')
  const lookup = sourcesOf(side)
  const unmaskedStart = plain === undefined ? undefined : placeOfPayload(payload, 0, plain, side)
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
        const name = named(words.unmask.key(at(column), step.keyIndex), hex(step.key))
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
          name: named(words.views.text, cell?.text ?? ''),
          tint: `aligned-text text-${cell?.part ?? 'none'}${after(column)}`,
        }
      },
    },
  ]
}

function textOf({ masked, key }: MaskedPayload): ReturnType<typeof textCells> {
  const plain = masked.map((byte, index) => byte ^ (key[index & 3] ?? 0))
  return textCells(
    plain,
    Array.from(plain, (_, index) => index),
  )
}
