/**
 * Five ladders on one time axis. On a wide screen one drawing; on a narrow one all five thin and without words, so that they can be
 * compared, and beside that a drawing a lane, a swipe or an arrow key away, each with the axis. Keeps the window, the scale and the follow state.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { isLeft } from '../../ui/AsBuilt.tsx'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { laneName } from '../../bench/view/ladder/LadderHead.tsx'
import { ZoomButtons } from '../../bench/view/ladder/ZoomButtons.tsx'
import { linearMap } from '../../bench/view/ladder/time-map.ts'
import { scaleFor, stillWindow, windowAt, windowStep } from '../../bench/view/ladder/ladder-window.ts'
import { createLiveClock } from '../../bench/view/ladder/live-clock.ts'
import { LABEL_SIZE } from '../../bench/view/ladder/text-width.ts'
import { ChosenLine } from './ChosenLine.tsx'
import { LaneSwitch } from './LaneSwitch.tsx'
import { nextEvent } from './event-lateness.ts'
import { LadderPanel } from './LadderPanel.tsx'
import type { RaceViewState } from './race-view-state.ts'
import { MOST_LABELLED, publishedIn, thinTimeline } from './thin-timeline.ts'
import { sentences } from '../../words/punctuation.ts'
import { QuietButton } from '../../ui/Button.tsx'
import '../../bench/view/ladder/ladder.css'
import './race-ladder.css'

/** As laid out before the width of its box is known, and scaled to it. */
const STILL_WIDTH = 1180

/** Narrower than this there is no room for five lanes. */
const NARROW = 700

/** How much of the next lane is in sight on a narrow screen, so that one sees there is more. */
const PEEK = 30

/** What stands over the lanes and does not scroll. */
const HEAD_HEIGHT = 37

interface Props {
  readonly viewState: RaceViewState
  /** In CSS pixels; reserved from the first paint on. */
  readonly height: number
}

export function RaceLadder({ viewState, height }: Props) {
  const { timeline, words, says, view, live, chosen, race } = viewState
  const { origin, end } = view
  const scroller = useRef<HTMLDivElement>(null)
  const { width, measured: mounted } = useBoxWidth(scroller, STILL_WIDTH)
  const [scroll, setScroll] = useState({ top: 0, lane: 0 })
  const [scale, setScale] = useState(() => scaleFor(end - origin, height))
  const [following, setFollowing] = useState(true)
  const [tailY, setTailY] = useState(0)
  const clock = useMemo(() => createLiveClock(() => performance.now()), [race, live])
  if (live) clock.saw(end)

  const narrow = mounted && width < NARROW
  const panelWidth = narrow ? width - PEEK : width
  const map = useMemo(() => linearMap({ origin, pixelsPerSecond: scale }), [origin, scale])
  const span = mounted ? windowAt(scroll.top, map, height) : stillWindow(end, map, height)
  const dense = publishedIn(timeline, span.from, span.to) > MOST_LABELLED
  const drawn = useMemo(
    () =>
      dense
        ? thinTimeline(timeline, { from: span.from, to: span.to, pixelsPerSecond: scale, keep: chosen })
        : timeline,
    [timeline, dense, span.from, span.to, scale, chosen],
  )
  const viewport = useMemo(
    () => ({
      width: panelWidth,
      map,
      from: span.from,
      to: span.to,
      shown: Number.POSITIVE_INFINITY,
      now: end,
      labelSize: LABEL_SIZE,
      labelled: !dense && !isLeft(!mounted),
    }),
    [panelWidth, map, span.from, span.to, end, dense, mounted],
  )
  // As wide as the box: the next panel need not peek in where nothing is hidden.
  const thin = useMemo(() => ({ ...viewport, width, labelled: false }), [viewport, width])
  const { y } = map
  const restY = y(end)
  const contentHeight = Math.max(height - HEAD_HEIGHT, Math.ceil(Math.max(restY, live ? tailY : 0)) + 28)

  const onTime = useCallback(
    (nowY: number) => {
      setTailY(Math.ceil(nowY / scale) * scale)
      const box = scroller.current
      if (box !== null && following) box.scrollTop = nowY - (height - HEAD_HEIGHT) + 24
    },
    [following, scale, height],
  )
  useEffect(() => {
    if (live) setFollowing(true)
  }, [live, race])

  // An event chosen by key or button comes into sight, once nothing moves the box any more because time passes.
  useEffect(() => {
    const box = scroller.current
    const at = timeline.published.find((mark) => mark.event.id === chosen)?.event.at
    if (box === null || at === undefined) return
    const target = y(at)
    const room = box.clientHeight - HEAD_HEIGHT
    if (target < box.scrollTop + 24 || target > box.scrollTop + room - 40) box.scrollTop = target - room / 3
  }, [chosen, y])

  const toEvent = (event: number | undefined): void => {
    if (event !== undefined) viewState.choose(event)
  }
  const walk = (direction: 1 | -1): void => {
    const { published } = timeline
    const top = scroller.current?.scrollTop ?? 0
    const inSight = published.find(({ event: { at } }) => y(at) >= top) ?? published.at(-1)
    toEvent(chosen === undefined ? inSight?.event.id : nextEvent(timeline, chosen, direction, Infinity))
  }
  const toLane = (lane: number): void => {
    const box = scroller.current
    if (box === null || !narrow) return
    box.scrollLeft = Math.min(timeline.lanes.length, Math.max(0, lane)) * panelWidth
  }

  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    ArrowRight: () => toLane(scroll.lane + 1),
    ArrowLeft: () => toLane(scroll.lane - 1),
    Home: () => toEvent(timeline.published[0]?.event.id),
    End: () => toEvent(timeline.published.at(-1)?.event.id),
  }
  const names = timeline.lanes.map((_, index) => laneName(viewState, index))
  const all = timeline.lanes.map((_, index) => index)
  const panels = narrow ? [all, ...all.map((index) => [index])] : [all]
  return (
    <div
      role="group"
      class={mounted ? 'ladder race-ladder' : 'ladder race-ladder ladder-still'}
      aria-label={says.ladders}
    >
      <div class="pane-head">
        <h3>{says.ladders}</h3>
        <span class="pane-note">{words.ladder.axis}</span>
        <ZoomButtons scale={scale} words={words} onChoose={setScale} />
      </div>
      <LaneSwitch names={names} all={says.allLanes} timeline={timeline} panel={scroll.lane} choose={toLane} />
      <div
        class={`thin-scroll race-scroll${narrow ? ' race-scroll-lanes' : ''}`}
        ref={scroller}
        style={{ height: `${height}px` }}
        tabIndex={0}
        role="group"
        aria-label={sentences(words.ladder.label(names.join(words.listComma)), says.laddersHelp)}
        onScroll={({ currentTarget: { scrollTop, scrollLeft } }) => {
          // A live race scrolls with every frame; nothing is drawn anew before another stretch is due.
          const top = windowStep(scrollTop)
          const lane = narrow ? Math.round(scrollLeft / panelWidth) : 0
          setScroll((last) => (last.top === top && last.lane === lane ? last : { top, lane }))
        }}
        onWheel={(event) => live && event.deltaY !== 0 && setFollowing(false)}
        onTouchMove={() => live && setFollowing(false)}
        onKeyDown={(event) => {
          const act = keys[event.key]
          if (act === undefined) return
          event.preventDefault()
          act()
        }}
      >
        <div class="race-panels">
          {panels.map((lanes, index) => (
            <LadderPanel
              key={lanes.join()}
              later={index > 1}
              viewState={viewState}
              timeline={drawn}
              lanes={lanes}
              viewport={narrow && index === 0 ? thin : viewport}
              bare={narrow && index === 0}
              dense={dense}
              still={!mounted}
              contentHeight={contentHeight}
              clock={clock}
              onTime={index === 0 ? onTime : ignoreTime}
              onChoose={toEvent}
            />
          ))}
        </div>
      </div>
      <div class="ladder-foot">
        <span>{footText(viewState, dense, narrow && scroll.lane === 0)}</span>
        {live && !following ? (
          <QuietButton onClick={() => setFollowing(true)}>{words.ladder.follow}</QuietButton>
        ) : null}
      </div>
      <ChosenLine viewState={viewState} onWalk={walk} />
    </div>
  )
}

/** Of several panels one moves the box they share. */
function ignoreTime(): void {}

/** `bare`: the lanes on show have no room to name their lifelines. */
function footText({ timeline, words, says, view }: RaceViewState, dense: boolean, bare: boolean): string {
  const sentences: string[] = []
  if (bare) sentences.push(says.lifelines)
  if (timeline.uncertaintyMs > 0)
    sentences.push(words.ladder.uncertainty(words.duration(timeline.uncertaintyMs)))
  if (dense) sentences.push(says.thinned)
  if (view.foldedBefore !== undefined)
    sentences.push(says.folded(((view.foldedBefore - view.origin) / 1000).toFixed(0)))
  return sentences.join(' · ')
}
