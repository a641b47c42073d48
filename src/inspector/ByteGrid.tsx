/**
 * A unit's bytes as a grid: offset, hex, ASCII, tinted by field, the current field black; over them the brackets of
 * what they lie in, under them those of the unit's parts. One tab stop for all of it; each byte has a name that says
 * offset, value and field. Rows out of sight are not in the page.
 */
import { useContext, useEffect, useId, useMemo } from 'preact/hooks'
import { InRoom, type Room } from '../ui/InRoom.tsx'
import { hasModifier } from '../ui/list-keys.ts'
import { useMounted } from '../ui/use-mounted.ts'
import { useRowWindow } from '../ui/use-row-window.ts'
import { useWidth } from '../ui/use-width.ts'
import type { ByteRange } from '../wire/bytes/bytes.ts'
import type { Field } from '../wire/field/field.ts'
import { bracketRows, bracketsOf, type BracketPiece } from './byte-brackets.ts'
import { ByteEditingContext } from './byte-edits.ts'
import { lanesOf, LEVEL_KINDS, levelsAt, type ByteLevel } from './byte-levels.ts'
import { byteRows, evenRows } from './byte-rows.ts'
import { ascii, byteName, hex, offsetText } from './byte-text.ts'
import { FIELD_TINTS } from './field-tints.ts'
import { leafAt, leavesAt, leavesOf, type Placed } from './field-walk.ts'
import type { UnitView } from './lens.ts'
import { levelName } from './level-words.ts'
import { LevelStrip } from './LevelStrip.tsx'
import { clauses, sentences } from '../words/punctuation.ts'

/** A page without script holds so many rows. */
const STILL_ROWS = 20
/** The width of a byte, in characters. */
const CELL = 3
/** From so many pixels on, 16 bytes stand in a row; the styles of what is not measured yet have the same. */
const WIDE = 560

interface Props extends UnitView {
  /** Bytes from this offset on crossed only after the moment on show. */
  readonly later: number
  readonly current: Field | undefined
  /** The byte of it that the reader chose; it is marked, and the grid scrolls to it. */
  readonly byte: number | undefined
  /** What a field's bracket is called: by its label, but a header line by its header. */
  readonly partName: (field: Field) => string
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** What the bytes of a stretch lie in; each has a bracket whose name opens it. The same function as long as they do. */
  readonly levelsIn?: (within: ByteRange) => readonly ByteLevel[]
  readonly onOpenLevel?: (level: ByteLevel) => void
}

const noLevels = (): readonly ByteLevel[] => []

/** A longer unit has rows of one height, and brackets only where they are in sight. */
export const LONG_UNIT_BYTES = 32 * 1024

interface Run {
  readonly leaf: Placed | undefined
  readonly offsets: readonly number[]
}

export function ByteGrid(props: Props) {
  return <InRoom wide={WIDE}>{(room) => <Grid {...props} room={room} />}</InRoom>
}

function Grid(props: Props & { readonly room: Room }) {
  const { unit, source, say, traceWords, words, select, later, current, byte, partName, onKeyDown } = props
  const { bytes } = source
  const { levelsIn = noLevels, onOpenLevel, room } = props
  const id = useId()
  const editing = useContext(ByteEditingContext)
  const mounted = useMounted()
  const perRow = room.isWide ? 16 : 8
  const { start, end } = unit.range
  const count = Math.ceil((end - start) / perRow)
  const leaves = useMemo(() => leavesOf(unit.fields), [unit])
  const isLong = end - start > LONG_UNIT_BYTES
  const parts = useMemo(() => bracketsOf(unit, partName, words.frameHead), [unit, traceWords])
  const nameOfLevel = (level: ByteLevel): string => levelName(level.target, props)
  const all = useMemo(() => {
    if (isLong) return undefined
    const pieces = bracketRows(parts, start, perRow)
    const levels = levelsIn(unit.range)
    return { pieces, levels, lanes: lanesOf(levels, start, perRow, nameOfLevel) }
  }, [isLong, parts, levelsIn, perRow])
  const layout = useMemo(
    () =>
      all === undefined
        ? evenRows(LEVEL_KINDS.length)
        : byteRows(
            all.lanes.map((lane) => lane.pieces),
            all.pieces,
          ),
    [all],
  )
  const rows = useRowWindow(count, layout, { first: 0, count: STILL_ROWS })
  const box = rows.scroller
  const { first, end: afterLast } = rows
  const { pieces, levels, lanes } = useMemo(() => {
    if (all !== undefined) return all
    const within = { first, end: afterLast }
    const seen = levelsIn({
      start: start + first * perRow,
      end: Math.min(end, start + afterLast * perRow),
    })
    return {
      pieces: bracketRows(parts, start, perRow, within),
      levels: seen,
      lanes: lanesOf(seen, start, perRow, () => undefined, within),
    }
  }, [all, parts, levelsIn, perRow, first, afterLast])

  useWidth(box, room.onWidth)
  const active = byte ?? current?.range.start
  const currentRow = active === undefined ? undefined : Math.floor((active - start) / perRow)
  useEffect(() => {
    if (currentRow !== undefined) rows.reveal(currentRow)
    else if (box.current !== null) box.current.scrollTop = 0
  }, [currentRow, unit.id])

  // A digit changes the byte and, once it has both, the next one is looked at.
  const onDigit = (event: KeyboardEvent): void => {
    const digit = /^[0-9a-f]$/i.test(event.key) ? Number.parseInt(event.key, 16) : undefined
    if (editing === undefined || digit === undefined || hasModifier(event) || active === undefined) {
      onKeyDown(event)
      return
    }
    event.preventDefault()
    const isWhole = editing.type(unit.source, active, digit)
    const to = isWhole ? Math.min(active + 1, end - 1) : active
    const leaf = leafAt(leaves, to)
    if (leaf !== undefined) select(leaf.path, to)
  }
  const runsOf = (row: number): readonly Run[] => {
    const runs: { leaf: Placed | undefined; offsets: number[] }[] = []
    for (let offset = start + row * perRow; offset < Math.min(end, start + (row + 1) * perRow); offset++) {
      const leaf = leafAt(leaves, offset)
      const last = runs.at(-1)
      if (last !== undefined && last.leaf === leaf && offset !== later) last.offsets.push(offset)
      else runs.push({ leaf, offsets: [offset] })
    }
    return runs
  }
  const isCurrent = (offset: number): boolean =>
    current !== undefined && offset >= current.range.start && offset < current.range.end
  const cellId = (offset: number): string => `${id}-${offset}`
  const nameOfByte = (offset: number): string => {
    const value = bytes[offset] ?? 0
    const fields = leavesAt(leaves, offset).map((leaf) => say.label(leaf.field))
    const field = fields.length === 0 ? words.unexplained : fields.join(traceWords.listComma)
    const name = words.byteName(offsetText(offset), hex(value), byteName(value), field)
    return offset < later ? name : clauses(name, words.later)
  }

  return (
    <>
      <div
        class={`thin-scroll bytes-scroll bytes-by-${perRow}${room.only}`}
        ref={box}
        onScroll={rows.onScroll}
        onKeyDown={onDigit}
        tabIndex={0}
        role="grid"
        aria-label={sentences(words.grid, words.help, words.byteKeys)}
        aria-rowcount={count}
        aria-activedescendant={active === undefined ? undefined : cellId(active)}
      >
        {/* Other rows where they are longer: none of them moves. */}
        <div key={perRow} class="bytes-rows" role="presentation" style={{ height: `${rows.height}px` }}>
          {rows.drawn.map((row) => {
            const runs = runsOf(row)
            const laneTops = layout.lanesOf(row)
            const top = layout.topOf(row)
            return (
              <div
                key={row}
                class="bytes-row"
                role="row"
                aria-rowindex={mounted ? row + 1 : undefined}
                style={{
                  top: `${rows.placeOf(row)}px`,
                  height: `${layout.topOf(row + 1) - top}px`,
                  paddingTop: `${layout.bytesTop(row)}px`,
                }}
              >
                <span class="bytes-offset" role="rowheader">
                  {offsetText(start + row * perRow)}{' '}
                </span>
                <span class="bytes-hex">
                  {runs.map((run) => (
                    <span key={run.offsets[0]} class={runClass(run, isCurrent(run.offsets[0] ?? -1), later)}>
                      {run.offsets.map((offset) => (
                        <span
                          key={offset}
                          id={offset === active ? cellId(offset) : undefined}
                          class={byteClass(
                            offset === byte,
                            (editing?.changedBits(unit.source, offset) ?? 0) !== 0,
                          )}
                          role="gridcell"
                          onClick={() => run.leaf !== undefined && select(run.leaf.path, offset)}
                          aria-selected={isCurrent(offset) ? true : undefined}
                          aria-label={mounted ? nameOfByte(offset) : undefined}
                        >
                          {hex(bytes[offset] ?? 0)}{' '}
                        </span>
                      ))}
                    </span>
                  ))}
                  <BracketStrip pieces={pieces.get(row) ?? []} />
                </span>
                <LevelStrip
                  lanes={lanes.flatMap(({ kind, pieces: lane }, index) => {
                    const at = laneTops[index]
                    return at === undefined ? [] : [{ kind, at, pieces: lane.get(row) ?? [] }]
                  })}
                  cell={CELL}
                  openLabel={words.views.open}
                  onOpen={(kind, column) => {
                    const level = levelsAt(levels, start + row * perRow + column).find(
                      (each) => each.kind === kind,
                    )
                    if (level !== undefined) onOpenLevel?.(level)
                  }}
                />
                <span class="bytes-ascii" aria-hidden="true">
                  {runs.map((run) => (
                    <span
                      key={run.offsets[0]}
                      class={isCurrent(run.offsets[0] ?? -1) ? 'bytes-current' : undefined}
                      onClick={() => run.leaf !== undefined && select(run.leaf.path, run.offsets[0] ?? 0)}
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
      {mounted || rows.end === count ? null : (
        <p class={`pane-part${room.only}`}>{words.part(rows.end * perRow, end - start)}</p>
      )}
    </>
  )
}

/** The brackets of the row above, and the name of each where it has room. The tree says the same in words. */
function BracketStrip({ pieces }: { readonly pieces: readonly BracketPiece[] }) {
  return (
    <span class="bytes-brackets" aria-hidden="true">
      {pieces.map(({ from, to, opens, closes, label }) => (
        <span
          key={from}
          class={`bytes-bracket${opens ? ' opens' : ''}${closes ? ' closes' : ''}`}
          style={`left:${from * CELL}ch;width:${(to - from) * CELL}ch`}
        >
          {label === undefined ? null : <span>{label}</span>}
        </span>
      ))}
    </span>
  )
}

function byteClass(isChosen: boolean, isChanged: boolean): string | undefined {
  if (!isChosen && !isChanged) return undefined
  return `${isChosen ? 'byte-chosen' : ''}${isChanged ? ' byte-changed' : ''}`.trim()
}

function runClass({ leaf, offsets }: Run, current: boolean, later: number): string {
  const tint = leaf === undefined ? 'none' : FIELD_TINTS[leaf.field.kind]
  const notYet = (offsets[0] ?? 0) >= later ? ' bytes-later' : ''
  return `bytes-run tint-${tint}${current ? ' bytes-current' : ''}${notYet}`
}
