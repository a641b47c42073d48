/**
 * Rows of bytes under each other, a view a row, cut into lines of eight or sixteen: what `ViewsLens` and `UnmaskSteps`
 * draw. One tab stop; the byte that is looked at is black in every view. Lines out of sight are not in the page.
 */
import { useEffect, useId, useState } from 'preact/hooks'
import { useIsWide } from '../ui/use-is-wide.ts'
import { hasModifier, takeKey } from '../ui/list-keys.ts'
import { useMounted } from '../ui/use-mounted.ts'
import { useRowWindow } from '../ui/use-row-window.ts'
import type { ByteRange } from '../wire/bytes/bytes.ts'
import { offsetText } from './byte-text.ts'
import { BareButton } from '../ui/Button.tsx'

const WIDE = 600
const CELL_ROW = 21
const GAP = 11
const STILL_LINES = 4

export interface AlignedCell {
  /** Empty where the view has no such byte. */
  readonly text: string
  /** What is heard. */
  readonly name: string
  readonly tint: string
}

export interface AlignedRow {
  readonly key: string
  readonly label: string
  /** Absent where the row opens nothing. */
  readonly open?: (column: number) => void
  readonly openLabel?: string
  /** Where the byte of a column is in this view, to be printed before a line. */
  readonly placeOf?: (column: number) => number | undefined
  readonly cell: (column: number) => AlignedCell
}

interface Props {
  /** The bytes of the unit on show that are the columns. */
  readonly columns: ByteRange
  readonly rows: readonly AlignedRow[]
  readonly current: number
  readonly label: string
  /** The reader may choose a byte of this range only. */
  readonly onSelect: (column: number) => void
}

export function AlignedGrid({ columns, rows, current, label, onSelect }: Props) {
  const id = useId()
  const mounted = useMounted()
  const [row, setRow] = useState(0)
  const count = Math.max(0, columns.end - columns.start)
  const height = rows.length * CELL_ROW + GAP
  const [perLine, setPerLine] = useState(8)
  const lines = useRowWindow(Math.ceil(count / perLine), height, { first: 0, count: STILL_LINES })
  const isWide = useIsWide(lines.scroller, WIDE)
  useEffect(() => setPerLine(isWide ? 16 : 8), [isWide])
  const line = Math.floor((current - columns.start) / perLine)
  useEffect(() => {
    if (current >= columns.start && current < columns.end) lines.reveal(line)
  }, [line, perLine, columns.start])

  const activeRow = Math.min(row, rows.length - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event)) return
    const clamp = (at: number): number => Math.max(columns.start, Math.min(columns.end - 1, at))
    const to: Readonly<Record<string, number>> = {
      ArrowRight: clamp(current + 1),
      ArrowLeft: clamp(current - 1),
      Home: columns.start,
      End: clamp(columns.end),
      PageDown: clamp(current + perLine),
      PageUp: clamp(current - perLine),
    }
    const column = to[event.key]
    if (column !== undefined) onSelect(column)
    else if (event.key === 'ArrowDown') setRow(Math.min(rows.length - 1, activeRow + 1))
    else if (event.key === 'ArrowUp') setRow(Math.max(0, activeRow - 1))
    else if (event.key === 'Enter') rows[activeRow]?.open?.(current)
    else return
    takeKey(event)
  }
  return (
    <div
      class={`thin-scroll aligned aligned-by-${perLine}`}
      ref={lines.scroller}
      onScroll={lines.onScroll}
      onKeyDown={onKeyDown}
      tabIndex={0}
      role="grid"
      aria-label={label}
      aria-activedescendant={`${id}-${activeRow}-${current}`}
    >
      <div class="aligned-lines" role="presentation" style={{ height: `${lines.height}px` }}>
        {lines.drawn.map((at) => {
          const from = columns.start + at * perLine
          const to = Math.min(columns.end, from + perLine)
          return (
            <div key={at} class="aligned-line" role="presentation" style={{ top: `${at * height}px` }}>
              {rows.map((each, rowIndex) => {
                const place = each.placeOf === undefined ? undefined : firstPlace(each.placeOf, from, to)
                return (
                  <div key={each.key} class="aligned-row" role="row">
                    <span class="aligned-label" role="rowheader">
                      {at === 0 && each.open !== undefined ? (
                        <BareButton
                          class="aligned-open"
                          tabIndex={-1}
                          aria-label={each.openLabel}
                          title={each.openLabel}
                          onClick={() => each.open?.(current)}
                        >
                          {each.label}
                        </BareButton>
                      ) : (
                        <span>{each.label}</span>
                      )}
                      {place === undefined ? null : <code>{offsetText(place)}</code>}
                    </span>
                    {Array.from({ length: to - from }, (_, offset) => {
                      const column = from + offset
                      const { text, name, tint } = each.cell(column)
                      const isCurrent = column === current
                      return (
                        <span
                          key={column}
                          id={isCurrent ? `${id}-${rowIndex}-${column}` : undefined}
                          class={`aligned-cell ${tint}${isCurrent ? ' aligned-current' : ''}`}
                          role="gridcell"
                          aria-selected={isCurrent ? true : undefined}
                          aria-label={mounted ? name : undefined}
                          onClick={() => {
                            setRow(rowIndex)
                            onSelect(column)
                          }}
                        >
                          {text}
                        </span>
                      )
                    })}
                  </div>
                )
              })}
            </div>
          )
        })}
      </div>
    </div>
  )
}

/** Where the first byte of a line that the view has is in it. */
function firstPlace(
  placeOf: (column: number) => number | undefined,
  from: number,
  to: number,
): number | undefined {
  for (let column = from; column < to; column++) {
    const place = placeOf(column)
    if (place !== undefined) return place
  }
  return undefined
}
