/**
 * The list of all units of a run, with its filters and its search. One tab stop; arrows walk, Enter goes into the bytes.
 * A live run's newest unit stays in sight until the reader scrolls or chooses.
 */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import type { Says } from './words.ts'
import { QuietButton } from '../ui/Button.tsx'
import { Heard } from '../ui/Heard.tsx'
import { Glyph } from '../ui/Glyph.tsx'
import { createRowSlots } from '../ui/row-slots.ts'
import { RowList, type RowAttributes } from '../ui/RowList.tsx'
import { useRowWindow } from '../ui/use-row-window.ts'
import { NO_FILTER, type ListItem, type UnitFilter } from './unit-filter.ts'
import { UnitFilters } from './UnitFilters.tsx'
import { unitSummary } from './unit-summary.ts'
import type { UnitRow } from './unit-rows.ts'
import { useListItems } from './use-list-items.ts'
import { findProblems } from '../wire/trace/queries/fields.ts'
import { sentences } from '../words/punctuation.ts'

const ROW_HEIGHT = 34
/** A page without script holds so many rows. */
const STILL_ROWS = 20

interface Props {
  readonly rows: readonly UnitRow[]
  /** The unit that is open. */
  readonly open: string | undefined
  /** Epoch milliseconds that the list calls 0. */
  readonly origin: number
  readonly live: boolean
  /** The newest unit of a live run stays in sight, until the reader holds the list. */
  readonly following: boolean
  readonly onHold: () => void
  readonly onFollow: () => void
  readonly says: Says
  readonly onOpen: (row: UnitRow) => void
  /** Enter on a row: into its bytes. */
  readonly onEnter: () => void
}

export function UnitList(props: Props) {
  const { rows, open, origin, live, following, says, onOpen, onEnter, onHold, onFollow } = props
  const { words } = says
  const id = useId()
  const [filter, setFilter] = useState<UnitFilter>(NO_FILTER)
  const heldAt = useRef(0)
  const slots = useMemo(createRowSlots, [])
  const { items, isSearching } = useListItems(rows, filter)
  const active = useMemo(() => indexOf(items, open), [items, open])
  const window = useRowWindow(items.length, ROW_HEIGHT, {
    first: Math.max(0, (active ?? 0) - 4),
    count: STILL_ROWS,
  })

  useEffect(() => {
    if (live && following) window.toEnd()
  }, [live, following, items.length])
  if (following) heldAt.current = rows.length
  useEffect(() => {
    if (active !== undefined) window.reveal(active)
  }, [open, filter])

  // A list that follows scrolls by itself: only what the reader's hand does holds it.
  const hold = (): void => {
    if (live && following) onHold()
  }
  const keyOf = slots.update(window.first, window.end)
  return (
    <section class="unit-list" aria-labelledby={`${id}title`}>
      <div class="pane-head">
        <h3 id={`${id}title`}>{words.list.title}</h3>
        <span class="pane-note">
          {isSearching ? `${words.list.searching} ` : ''}
          {words.list.count(items.length, rows.length)}
        </span>
      </div>
      {!live ? null : (
        <p class="unit-follow">
          <span role="status">
            {following ? words.list.follows : words.list.still(rows.length - heldAt.current)}
          </span>
          {following ? null : <QuietButton onClick={onFollow}>{words.list.follow} ↓</QuietButton>}
        </p>
      )}
      <UnitFilters filter={filter} rows={rows} says={says} onChange={setFilter} />
      {/* What a live run adds is not said: it would never end. */}
      <Heard>
        {filter === NO_FILTER || isSearching
          ? ''
          : items.length === 0
            ? words.list.nothingFound
            : live
              ? ''
              : words.list.count(items.length, rows.length)}
      </Heard>
      <RowList
        name="unit"
        label={sentences(words.list.title, words.list.help)}
        window={window}
        rowHeight={ROW_HEIGHT}
        count={items.length}
        active={active}
        start={-1}
        turnsPages
        empty={rows.length === 0 ? words.list.empty : words.list.nothingFound}
        part={words.list.part}
        onChoose={(row) => {
          const item = items[row]
          if (item !== undefined) onOpen(item.row)
        }}
        onEnter={onEnter}
        onWheel={(event) => event.deltaY < 0 && hold()}
        onTouchMove={hold}
        // The scroll bar.
        onPointerDown={(event) => event.target === event.currentTarget && hold()}
      >
        {(index, attributes) => {
          const item = items[index]
          return item === undefined ? null : (
            <Row
              key={keyOf(index)}
              item={item}
              attributes={attributes}
              isOpen={index === active}
              origin={origin}
              says={says}
            />
          )
        }}
      </RowList>
    </section>
  )
}

/** The item that is the open unit, or holds it among folded ones. */
function indexOf(items: readonly ListItem[], open: string | undefined): number | undefined {
  if (open === undefined) return undefined
  const at = items.findIndex(({ row }) => row.unit.id === open)
  return at < 0 ? undefined : at
}

interface RowProps extends Pick<Props, 'origin' | 'says'> {
  readonly item: ListItem
  readonly attributes: RowAttributes
  readonly isOpen: boolean
}

function Row({ item: { row, count }, attributes, isOpen, origin, says: { words, benchWords } }: RowProps) {
  const { unit, transport, direction } = row
  const hasProblem = findProblems(unit.fields).length > 0
  return (
    <div class={`list-row unit-row hue-${transport}${isOpen ? ' unit-row-open' : ''}`} {...attributes}>
      <span class="unit-time">{((row.at - origin) / 1000).toFixed(3)}</span>{' '}
      <span class="unit-direction">
        <span aria-hidden="true">{direction === 'client-to-server' ? '↑' : '↓'}</span>
        <span class="only-heard">{benchWords.direction[direction]} </span>
        <Glyph of={transport} />
        <span class="only-heard">{benchWords.transport[transport]} </span>
      </span>
      <span class="unit-summary">
        {hasProblem ? <b class="unit-wrong">! </b> : null}
        {count > 1 ? words.list.folded(count) : unitSummary(row, benchWords)}
      </span>{' '}
      <span class="unit-size">{unit.range.end - unit.range.start}</span>
    </div>
  )
}
