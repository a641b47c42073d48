/** The rows of the views side by side: for a view its bytes, tinted as their fields are; for the text its characters. */
import type { ByteSource } from '../wire/bytes/bytes.ts'
import { mapOffset } from '../wire/bytes/source-map.ts'
import { textCells } from './aligned-views.ts'
import type { AlignedRow } from './AlignedGrid.tsx'
import { byteName, hex, offsetText } from './byte-text.ts'
import { FIELD_TINTS } from './field-tints.ts'
import { leafAt, leavesOf } from './field-walk.ts'
import type { LensProps } from './lens.ts'
import { sourcesOf } from '../wire/trace/queries/sides.ts'
import { named } from '../words/punctuation.ts'

/** What a view is called. */
export function viewName(view: ByteSource, { words }: Pick<LensProps, 'words'>): string {
  return view.kind === 'wire' ? words.views.wire : words.views.derived[view.derivation]
}

/** The row of a view: under each byte of the unit on show the byte it is there. */
export function viewRow(view: ByteSource, props: LensProps): AlignedRow {
  const { source, side, unit, words, openAt } = props
  const lookup = sourcesOf(side)
  const isSpine = view.id === source.id
  const leaves = leavesOf(unit.fields)
  const label = viewName(view, props)
  const placeOf = (column: number): number | undefined =>
    isSpine ? column : mapOffset(source, view, column, lookup)
  return {
    key: view.id,
    label,
    placeOf,
    ...(isSpine
      ? {}
      : {
          openLabel: words.views.open(label),
          open: (column: number) => {
            const place = placeOf(column)
            if (place !== undefined) openAt(view.id, place)
          },
        }),
    cell(column) {
      const place = placeOf(column)
      if (place === undefined) return { text: '', name: words.views.notHere(label), tint: 'aligned-none' }
      const byte = view.bytes[place] ?? 0
      const kind = leafAt(leaves, column)?.field.kind
      return {
        text: hex(byte),
        name: words.views.cell(label, offsetText(place), hex(byte), byteName(byte)),
        tint: kind === undefined ? '' : `tint-${FIELD_TINTS[kind]}`,
      }
    },
  }
}

/** The row of the text that the bytes of a view are. */
export function textRow(view: ByteSource, { source, side, words }: LensProps): AlignedRow {
  const lookup = sourcesOf(side)
  return {
    key: 'text',
    label: words.views.text,
    cell(column) {
      const place = view.id === source.id ? column : mapOffset(source, view, column, lookup)
      const [cell] = textCells(view.bytes, [place])
      const text = cell?.text ?? ''
      return { text, name: named(words.views.text, text), tint: `aligned-text text-${cell?.part ?? 'none'}` }
    },
  }
}
