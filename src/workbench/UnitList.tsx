/**
 * The list of all units of a run, with its filters and its search. One tab stop; arrows walk, Enter goes into the bytes.
 * Rows out of sight are not in the page. A live run's newest unit stays in sight until the reader scrolls or chooses.
 */
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks'
import type { BenchWords } from '../bench/view/words.ts'
import type { WorkbenchWords } from './words.ts'
import { createRowSlots } from '../ui/row-slots.ts'
import { TRANSPORT_GLYPHS } from '../ui/transport-glyphs.ts'
import { useMounted } from '../ui/use-mounted.ts'
import { useRowWindow } from '../ui/use-row-window.ts'
import { DIRECTIONS } from '../wire/bytes/bytes.ts'
import type { UnitKind } from '../wire/field/field.ts'
import { needleOf, NO_FILTER, type ListItem, type UnitFilter } from './unit-filter.ts'
import { unitGist } from './unit-gist.ts'
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
  readonly words: WorkbenchWords
  readonly benchWords: BenchWords
  readonly onOpen: (row: UnitRow) => void
  /** Enter on a row: into its bytes. */
  readonly onEnter: () => void
}

export function UnitList(props: Props) {
  const { rows, open, origin, live, following, words, benchWords, onOpen, onEnter, onHold, onFollow } = props
  const id = useId()
  const mounted = useMounted()
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

  const choose = (index: number): void => {
    const item = items[Math.min(items.length - 1, Math.max(0, index))]
    if (item === undefined) return
    onOpen(item.row)
  }
  const page = Math.max(1, Math.floor((window.scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const here = active ?? -1
    if (event.key === 'ArrowDown') choose(here + 1)
    else if (event.key === 'ArrowUp') choose(here - 1)
    else if (event.key === 'PageDown') choose(here + page)
    else if (event.key === 'PageUp') choose(here - page)
    else if (event.key === 'Home') choose(0)
    else if (event.key === 'End') choose(items.length - 1)
    else if (event.key === 'Enter') onEnter()
    else return
    event.preventDefault()
  }
  // A list that follows scrolls by itself: only what the reader's hand does holds it.
  const hold = (): void => {
    if (live && following) onHold()
  }
  const isInSight = active !== undefined && active >= window.first && active < window.end
  const keyOf = slots.update(window.first, window.end)
  const indexes = Array.from({ length: Math.max(0, window.end - window.first) }, (_, at) => window.first + at)
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
          {following ? null : (
            <button type="button" class="quiet-button" onClick={onFollow}>
              {words.list.follow} ↓
            </button>
          )}
        </p>
      )}
      <Filters filter={filter} rows={rows} words={words} benchWords={benchWords} onChange={setFilter} />
      <div
        class="unit-scroll"
        ref={window.scroller}
        onScroll={window.onScroll}
        onWheel={(event) => event.deltaY < 0 && hold()}
        onTouchMove={hold}
        // The scroll bar.
        onPointerDown={(event) => event.target === event.currentTarget && hold()}
        onKeyDown={onKeyDown}
        tabIndex={0}
        role={items.length === 0 ? 'group' : 'listbox'}
        aria-label={sentences(words.list.title, words.list.help)}
        aria-activedescendant={isInSight ? `${id}-${active}` : undefined}
      >
        {items.length === 0 ? (
          <p class="wire-empty">{rows.length === 0 ? words.list.empty : words.list.nothingFound}</p>
        ) : null}
        <div class="unit-rows" role="presentation" style={{ height: `${window.height}px` }}>
          {indexes.map((index) => {
            const item = items[index]
            if (item === undefined) return null
            return (
              <Row
                key={keyOf(index)}
                id={index === active ? `${id}-${index}` : undefined}
                item={item}
                isOpen={index === active}
                origin={origin}
                position={mounted ? index + 1 : undefined}
                of={mounted ? items.length : undefined}
                top={(index - window.base) * ROW_HEIGHT}
                words={words}
                benchWords={benchWords}
                onOpen={() => choose(index)}
              />
            )
          })}
        </div>
      </div>
      {mounted || window.end - window.first === items.length ? null : (
        <p class="pane-part">{words.list.part(window.first + 1, window.end, items.length)}</p>
      )}
    </section>
  )
}

/** The item that is the open unit, or holds it among folded ones. */
function indexOf(items: readonly ListItem[], open: string | undefined): number | undefined {
  if (open === undefined) return undefined
  const at = items.findIndex(({ row }) => row.unit.id === open)
  return at < 0 ? undefined : at
}

interface RowProps {
  readonly id: string | undefined
  readonly item: ListItem
  readonly isOpen: boolean
  readonly origin: number
  readonly position: number | undefined
  readonly of: number | undefined
  readonly top: number
  readonly words: WorkbenchWords
  readonly benchWords: BenchWords
  readonly onOpen: () => void
}

function Row({ id, item, isOpen, origin, position, of, top, words, benchWords, onOpen }: RowProps) {
  const { row, count } = item
  const { unit, transport, direction } = row
  const up = direction === 'client-to-server'
  const gist = count > 1 ? words.list.folded(count) : unitGist(row, benchWords)
  const hasProblem = findProblems(unit.fields).length > 0
  return (
    <div
      id={id}
      class={`unit-row hue-${transport}${isOpen ? ' unit-row-open' : ''}`}
      role="option"
      aria-selected={isOpen}
      aria-posinset={position}
      aria-setsize={of}
      style={{ top: `${top}px` }}
      onClick={onOpen}
    >
      <span class="unit-time">{((row.at - origin) / 1000).toFixed(3)}</span>{' '}
      <span class="unit-direction">
        <span aria-hidden="true">{up ? '↑' : '↓'}</span>
        <span class="only-heard">{benchWords.direction[direction]} </span>
        <span class="glyph" aria-hidden="true">
          {TRANSPORT_GLYPHS[transport]}
        </span>
        <span class="only-heard">{benchWords.transport[transport]} </span>
      </span>
      <span class="unit-gist">
        {hasProblem ? <b class="unit-wrong">! </b> : null}
        {gist}
      </span>{' '}
      <span class="unit-size">{unit.range.end - unit.range.start}</span>
    </div>
  )
}

interface FilterProps {
  readonly filter: UnitFilter
  readonly rows: readonly UnitRow[]
  readonly words: WorkbenchWords
  readonly benchWords: BenchWords
  readonly onChange: (filter: UnitFilter) => void
}

function Filters({ filter, rows, words, benchWords, onChange }: FilterProps) {
  const id = useId()
  const { transports, kinds } = useMemo(() => choicesIn(rows), [rows])
  const isMalformed = needleOf(filter) === 'malformed'
  return (
    <div class="unit-filters needs-script" role="group" aria-label={words.list.filters}>
      <div class="unit-directions" role="group" aria-label={words.list.direction}>
        {(['both', ...DIRECTIONS] as const).map((direction) => (
          <button
            key={direction}
            type="button"
            class="quiet-button"
            aria-pressed={filter.direction === direction}
            onClick={() => onChange({ ...filter, direction })}
          >
            {words.list.directions[direction]}
          </button>
        ))}
      </div>
      <select
        aria-label={words.list.kind}
        value={filter.kind}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, kind: kindOf(value, kinds) })}
      >
        <option value="sent">{words.list.sent}</option>
        <option value="meant">{words.list.meant}</option>
        <option value="all">{words.list.allKinds}</option>
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {benchWords.unit[kind]}
          </option>
        ))}
      </select>
      {transports.length < 2 ? null : (
        <select
          aria-label={words.list.transport}
          value={filter.transport}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...filter, transport: transports.find((each) => each === value) ?? 'all' })
          }
        >
          <option value="all">{words.list.allTransports}</option>
          {transports.map((transport) => (
            <option key={transport} value={transport}>
              {benchWords.transport[transport]}
            </option>
          ))}
        </select>
      )}
      <label class="unit-fold">
        <input
          type="checkbox"
          checked={filter.foldHeartbeats}
          onChange={(event) => onChange({ ...filter, foldHeartbeats: event.currentTarget.checked })}
        />
        {words.list.fold}
      </label>
      <div class="unit-search">
        <input
          type="search"
          aria-label={words.list.search}
          placeholder={filter.searchIn === 'hex' ? '81 05' : words.list.search}
          value={filter.query}
          spellcheck={false}
          aria-invalid={isMalformed}
          aria-describedby={isMalformed ? `${id}hex` : undefined}
          onInput={(event) => onChange({ ...filter, query: event.currentTarget.value })}
        />
        <select
          aria-label={words.list.searchIn}
          value={filter.searchIn}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...filter, searchIn: value === 'hex' ? 'hex' : 'text' })
          }
        >
          <option value="text">{words.list.text}</option>
          <option value="hex">hex</option>
        </select>
      </div>
      {isMalformed ? (
        <p id={`${id}hex`} class="unit-wrong" role="status">
          {words.list.notHex}
        </p>
      ) : null}
    </div>
  )
}

/** What there is to choose of. */
function choicesIn(rows: readonly UnitRow[]): {
  readonly transports: readonly UnitRow['transport'][]
  readonly kinds: readonly UnitKind[]
} {
  const transports = new Set<UnitRow['transport']>()
  const kinds = new Set<UnitKind>()
  for (const { transport, unit } of rows) {
    transports.add(transport)
    kinds.add(unit.kind)
  }
  return { transports: [...transports], kinds: [...kinds].sort() }
}

function kindOf(value: string, kinds: readonly UnitKind[]): UnitFilter['kind'] {
  if (value === 'sent' || value === 'meant' || value === 'all') return value
  return kinds.find((kind) => kind === value) ?? 'sent'
}
