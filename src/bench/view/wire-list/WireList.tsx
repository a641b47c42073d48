/**
 * The wire: one row a slice in the order they arrived, with the brackets of what it carries. One tab stop;
 * arrows walk, Enter opens the slice in the inspector. Follows a live run until the reader scrolls up.
 */
import { useEffect, useMemo, useState } from 'preact/hooks'
import { RowList } from '../../../ui/RowList.tsx'
import { useRowWindow } from '../../../ui/use-row-window.ts'
import { DIRECTIONS } from '../../../wire/bytes/bytes.ts'
import type { Conversation } from '../../../wire/trace/views.ts'
import type { BenchViewState } from '../bench-view-state.ts'
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
  readonly viewState: BenchViewState
  /** Enter on a row: the reader wants to look inside. */
  readonly onOpen: () => void
}

export function WireList({ viewState, onOpen }: Props) {
  const { words, events, conversation, live, version, shown } = viewState
  const moments = useMemo(() => sliceMoments(events, shown), [events, shown, version])
  const active = latestSliceIndex(moments, viewState.moment)
  const still = { first: Math.max(0, (active ?? 0) - ROWS_ABOVE), count: STILL_ROWS }
  const rows = useRowWindow(moments.length, ROW_HEIGHT, still)
  const [following, setFollowing] = useState(true)

  useEffect(() => setFollowing(true), [live, viewState.model])
  useEffect(() => {
    if (live && following) rows.toEnd()
  }, [live, following, moments.length])
  // Scrolls the list alone, never the page.
  useEffect(() => {
    if (!live && active !== undefined) rows.reveal(active)
  }, [live, active])

  const exchanges = conversation.exchanges.length
  const missing = useMemo(() => missingBytes(conversation), [conversation, version])
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
      <RowList
        name="wire"
        label={words.wire.list}
        window={rows}
        rowHeight={ROW_HEIGHT}
        count={moments.length}
        active={active}
        start={moments.length}
        empty={words.wire.empty}
        part={words.wire.part}
        onChoose={(index) => {
          const moment = moments[index]
          if (moment !== undefined) viewState.select({ moment })
        }}
        onEnter={onOpen}
        onScroll={() => {
          rows.onScroll()
          if (live) setFollowing(rows.isAtEnd())
        }}
      >
        {(index, attributes) => {
          const moment = moments[index]
          const row = moment === undefined ? undefined : wireRow(moment, viewState)
          return row === undefined ? null : (
            <WireRowView
              key={row.moment}
              row={row}
              attributes={attributes}
              origin={viewState.origin}
              state={index !== active ? 'other' : row.moment === viewState.moment ? 'moment' : 'before'}
              words={words}
              onOpen={(unit) => viewState.select({ moment: row.moment, unit })}
            />
          )
        }}
      </RowList>
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
