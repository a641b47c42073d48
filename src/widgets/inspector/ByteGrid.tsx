/**
 * A unit's bytes as a grid: offset, hex, ASCII, tinted by field, the current field black. One tab stop for all
 * of it; each byte has a name that says offset, value and field. Rows out of sight are not in the page.
 */
import { useEffect, useId, useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { BenchWords } from '../../i18n/bench-words.ts'
import { useRowWindow } from '../../ui/use-row-window.ts'
import type { Field, Unit } from '../../wire/field.ts'
import { ascii, byteName, hex, offsetText } from './byte-text.ts'
import { FIELD_TINTS } from './field-tints.ts'
import { leafAt, leavesOf } from './field-walk.ts'
import type { FieldPath, Placed } from './field-walk.ts'

const ROW_HEIGHT = 24
const STILL_ROWS = 200
/** From so many pixels on, 16 bytes stand in a row. */
const WIDE = 560

interface Props {
  readonly unit: Unit
  readonly bytes: Uint8Array
  readonly current: Field | undefined
  readonly words: BenchWords
  readonly nameOf: (field: Field) => string
  readonly onSelect: (path: FieldPath) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

interface Run {
  readonly leaf: Placed | undefined
  readonly offsets: readonly number[]
}

export function ByteGrid({ unit, bytes, current, words, nameOf, onSelect, onKeyDown }: Props) {
  const id = useId()
  const [perRow, setPerRow] = useState(8)
  const { start, end } = unit.range
  const count = Math.ceil((end - start) / perRow)
  const rows = useRowWindow(count, ROW_HEIGHT, STILL_ROWS)
  const leaves = useMemo(() => leavesOf(unit.fields), [unit])
  const box = rows.scroller

  useIsomorphicLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new ResizeObserver(() => setPerRow(element.clientWidth >= WIDE ? 16 : 8))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const currentRow = current === undefined ? undefined : Math.floor((current.range.start - start) / perRow)
  useEffect(() => {
    if (currentRow !== undefined) rows.reveal(currentRow)
    else if (box.current !== null) box.current.scrollTop = 0
  }, [currentRow, unit.id])

  const runsOf = (row: number): readonly Run[] => {
    const runs: { leaf: Placed | undefined; offsets: number[] }[] = []
    for (let offset = start + row * perRow; offset < Math.min(end, start + (row + 1) * perRow); offset++) {
      const leaf = leafAt(leaves, offset)
      const last = runs.at(-1)
      if (last !== undefined && last.leaf === leaf) last.offsets.push(offset)
      else runs.push({ leaf, offsets: [offset] })
    }
    return runs
  }
  const isCurrent = (offset: number): boolean =>
    current !== undefined && offset >= current.range.start && offset < current.range.end
  const cellId = (offset: number): string => `${id}-${offset}`

  return (
    <div
      class="bytes-scroll"
      ref={box}
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
      tabIndex={0}
      role="grid"
      aria-label={`${words.inspector.grid}. ${words.inspector.help}`}
      aria-rowcount={count}
      aria-activedescendant={current === undefined ? undefined : cellId(current.range.start)}
    >
      <div class="bytes-rows" role="presentation" style={{ height: `${count * ROW_HEIGHT}px` }}>
        {Array.from({ length: Math.max(0, rows.end - rows.first) }, (_, index) => {
          const row = rows.first + index
          const runs = runsOf(row)
          return (
            <div
              key={row}
              class={`bytes-row bytes-row-${perRow}`}
              role="row"
              aria-rowindex={row + 1}
              style={{ top: `${row * ROW_HEIGHT}px` }}
            >
              <span class="bytes-offset" role="rowheader">
                {offsetText(start + row * perRow)}{' '}
              </span>
              <span class="bytes-hex" role="presentation">
                {runs.map((run) => (
                  <span
                    key={run.offsets[0]}
                    role="presentation"
                    class={`bytes-run ${tintOf(run.leaf)}${isCurrent(run.offsets[0] ?? -1) ? ' bytes-current' : ''}`}
                    onClick={() => run.leaf !== undefined && onSelect(run.leaf.path)}
                  >
                    {run.offsets.map((offset) => {
                      const byte = bytes[offset] ?? 0
                      const field =
                        run.leaf === undefined ? words.inspector.unexplained : nameOf(run.leaf.field)
                      return (
                        <span
                          key={offset}
                          id={cellId(offset)}
                          role="gridcell"
                          aria-selected={isCurrent(offset)}
                          aria-label={words.inspector.byteName(
                            offsetText(offset),
                            hex(byte),
                            byteName(byte),
                            field,
                          )}
                        >
                          {hex(byte)}{' '}
                        </span>
                      )
                    })}
                  </span>
                ))}
              </span>
              <span class="bytes-ascii" aria-hidden="true">
                {runs.map((run) => (
                  <span
                    key={run.offsets[0]}
                    class={isCurrent(run.offsets[0] ?? -1) ? 'bytes-current' : undefined}
                    onClick={() => run.leaf !== undefined && onSelect(run.leaf.path)}
                  >
                    {run.offsets.map((offset) => ascii(bytes[offset] ?? 0)).join('')}
                  </span>
                ))}
                {'\n'}
              </span>
            </div>
          )
        })}
      </div>
    </div>
  )
}

function tintOf(leaf: Placed | undefined): string {
  return leaf === undefined ? 'tint-none' : `tint-${FIELD_TINTS[leaf.field.kind]}`
}
