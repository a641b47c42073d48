/**
 * The wire: one row a slice in the order they arrived, with the brackets of what it carries. One tab stop;
 * arrows walk, Enter opens the slice in the inspector. Follows a live run until the reader scrolls up.
 */
import { useEffect, useId, useMemo, useState } from 'preact/hooks'
import { useMounted } from '../../../ui/use-mounted.ts'
import { useRowWindow } from '../../../ui/use-row-window.ts'
import { DIRECTIONS } from '../../../wire/bytes/bytes.ts'
import type { Conversation } from '../../../wire/trace/views.ts'
import type { Frame } from '../frame.ts'
import { latestSliceIndex } from './latest-slice.ts'
import { WireRowView } from './WireRowView.tsx'
import { sliceMoments, wireRow } from './wire-rows.ts'
import { QuietButton } from '../../../ui/Button.tsx'
import './wire-list.css'

const ROW_HEIGHT = 44
/** A page without script holds so many rows, the one of the moment on show the fifth: as many are in sight. */
const STILL_ROWS = 20
const ROWS_ABOVE = 4

interface Props {
  readonly frame: Frame
  /** Enter on a row: the reader wants to look inside. */
  readonly onOpen: () => void
}

export function WireList({ frame, onOpen }: Props) {
  const { words, events, conversation, live, version, shown } = frame
  const id = useId()
  const mounted = useMounted()
  const moments = useMemo(() => sliceMoments(events, shown), [events, shown, version])
  const active = latestSliceIndex(moments, frame.moment)
  const still = { first: Math.max(0, (active ?? 0) - ROWS_ABOVE), count: STILL_ROWS }
  const rows = useRowWindow(moments.length, ROW_HEIGHT, still)
  const [following, setFollowing] = useState(true)

  useEffect(() => setFollowing(true), [live, frame.model])
  useEffect(() => {
    if (live && following) rows.toEnd()
  }, [live, following, moments.length])
  // Scrolls the list alone, never the page.
  useEffect(() => {
    if (!live && active !== undefined) rows.reveal(active)
  }, [live, active])

  const choose = (index: number): void => {
    const moment = moments[Math.min(moments.length - 1, Math.max(0, index))]
    if (moment !== undefined) frame.select({ moment })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const here = active ?? moments.length
    if (event.key === 'ArrowDown') choose(here + 1)
    else if (event.key === 'ArrowUp') choose(here - 1)
    else if (event.key === 'Home') choose(0)
    else if (event.key === 'End') choose(moments.length - 1)
    else if (event.key === 'Enter') onOpen()
    else return
    event.preventDefault()
  }
  const onScroll = (): void => {
    rows.onScroll()
    if (live) setFollowing(rows.isAtEnd())
  }
  const exchanges = conversation.exchanges.length
  const missing = useMemo(() => missingBytes(conversation), [conversation, version])
  const indexes = Array.from(
    { length: Math.max(0, rows.end - rows.first) },
    (_, offset) => rows.first + offset,
  )
  // A row that is scrolled out of the window is not in the page, and cannot be referred to.
  const isActiveDrawn = active !== undefined && active >= rows.first && active < rows.end
  return (
    <div role="group" class="wire" aria-label={words.wire.title}>
      <div class="pane-head">
        <h4>{words.wire.title}</h4>
        {missing > 0 ? <span class="wire-missing">{words.wire.missing(missing)}</span> : null}
        <span class="pane-note">{words.wire.count(conversation.connections.length, exchanges)}</span>
        {live && !following ? (
          <QuietButton onClick={() => setFollowing(true)}>{words.wire.follow}</QuietButton>
        ) : null}
      </div>
      <div
        class="wire-scroll"
        ref={rows.scroller}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        tabIndex={0}
        role={moments.length === 0 ? 'group' : 'listbox'}
        aria-label={words.wire.list}
        aria-activedescendant={isActiveDrawn ? `${id}-${active}` : undefined}
      >
        {moments.length === 0 ? <p class="wire-empty">{words.wire.empty}</p> : null}
        <div class="wire-rows" role="presentation" style={{ height: `${rows.height}px` }}>
          {indexes.map((index) => {
            const moment = moments[index]
            const row = moment === undefined ? undefined : wireRow(moment, frame)
            if (row === undefined) return null
            return (
              <WireRowView
                key={row.moment}
                id={index === active ? `${id}-${index}` : undefined}
                row={row}
                origin={frame.origin}
                position={mounted ? index + 1 : undefined}
                of={mounted ? moments.length : undefined}
                top={(index - rows.base) * ROW_HEIGHT}
                state={index !== active ? 'other' : row.moment === frame.moment ? 'moment' : 'before'}
                words={words}
                onSelect={frame.select}
              />
            )
          })}
        </div>
      </div>
      {mounted || rows.end - rows.first === moments.length ? null : (
        <p class="pane-part">{words.wire.part(rows.first + 1, rows.end, moments.length)}</p>
      )}
    </div>
  )
}

/** Bytes that crossed but that this observer never got: said, never hidden. */
function missingBytes({ exchanges }: Conversation): number {
  let bytes = 0
  for (const { sides } of exchanges) {
    for (const direction of DIRECTIONS) {
      for (const { start, end } of sides[direction].missing) bytes += end - start
    }
  }
  return bytes
}
