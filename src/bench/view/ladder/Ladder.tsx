/**
 * The timing diagram of a bench: scrolls because time passes, can be scrolled back, selects moments by pointer
 * and keyboard. Geometry comes from `ladder-layout.ts`; this keeps the window, the scale and the follow state.
 */
import { useMemo, useRef, useState } from 'preact/hooks'
import { AsBuilt, isLeft } from '../../../ui/AsBuilt.tsx'
import { hasModifier } from '../../../ui/list-keys.ts'
import { useBoxWidth } from '../../../ui/use-box-width.ts'
import { useMedia } from '../../../ui/use-media.ts'
import { sentences } from '../../../words/punctuation.ts'
import type { LadderState } from './ladder-shapes.ts'
import { timeOf, timeShown } from '../moments.ts'
import { LadderDrawing } from './LadderDrawing.tsx'
import { LadderHead, laneName } from './LadderHead.tsx'
import { LadderTable } from './LadderTable.tsx'
import { LiveTail } from './LiveTail.tsx'
import { layOutLadder } from './ladder-layout.ts'
import { FoldButtons } from './FoldButtons.tsx'
import { foldedMap } from './folded-map.ts'
import { linearMap } from './time-map.ts'
import { RunStrip } from './RunStrip.tsx'
import { useLadderScroll } from './use-ladder-scroll.ts'
import { marksOf } from './ladder-marks.ts'
import { LADDER_KEYS, markAfterKey } from './mark-after-key.ts'
import { nearestMark } from './ladder-points.ts'
import { LADDER_HEIGHT, scaleFor, scaleToFit, stillWindow, windowAt, windowStep } from './ladder-window.ts'
import { createLiveClock } from './live-clock.ts'
import { LABEL_SIZE, STILL_LABEL_SIZE } from './text-width.ts'
import { QuietButton } from '../../../ui/Button.tsx'
import './ladder.css'

/**
 * Before the width of its box is known a ladder is laid out so wide and scaled to its box by CSS, with labels large
 * enough to stay readable on a phone; `ladder.css` sets their size by the width of the box.
 */
const STILL = { width: 440, labelSize: STILL_LABEL_SIZE }

/** In pixels: below it the story's bar, its open stop, and above both the figure's bar. */
const PHONE_HEIGHT = 330
/** Pixels a second of a folded ladder, where nothing is folded or spread. */
const FOLDED_SCALE = 80
/** Pixels from one written line to the next, of a font's size of one. */
const LINE = 1.3

interface Props {
  readonly viewState: LadderState
  /** In pixels, of a ladder that shows a short run as a whole; a bench's is as high as its other panes. */
  readonly height?: number
  readonly axis?: 'linear' | 'folded' | undefined
  /** Enter: into the bytes of the moment on show. */
  readonly onEnter?: () => void
}

export function Ladder({ viewState, height: whole, axis = 'folded', onEnter }: Props) {
  const { timeline, words, events, shown, origin, live } = viewState
  const scroller = useRef<HTMLDivElement>(null)
  const { width, measured: mounted } = useBoxWidth(scroller, STILL.width)
  const [scrollTop, setScrollTop] = useState(0)
  const [usual] = useState(() => scaleFor(timeline.end - origin))
  const [chosenScale, setScale] = useState<number | undefined>(undefined)
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set())
  // A phone shows ladder and open stop on one screen; the style sheet says the same.
  const isPhone = useMedia('(max-width: 720px)')
  const height = whole ?? (isPhone ? PHONE_HEIGHT : LADDER_HEIGHT)
  const fitting = whole === undefined ? usual : scaleToFit(timeline.end - origin, whole)
  const scale = chosenScale ?? (axis === 'folded' ? FOLDED_SCALE : fitting)
  const clock = useMemo(() => createLiveClock(() => performance.now()), [live])
  const endTime = timeOf(events, shown - 1) ?? origin
  if (live) clock.saw(endTime)

  const labelSize = mounted ? LABEL_SIZE : STILL.labelSize
  const lineHeight = LINE * labelSize
  const momentAt = timeShown(viewState, viewState.moment)
  const spreadAt = live ? endTime : (momentAt ?? origin)
  const map = useMemo(
    () =>
      axis === 'linear'
        ? linearMap({ origin, pixelsPerSecond: scale })
        : foldedMap(timeline, { origin, pixelsPerSecond: scale, opened, live, around: spreadAt, lineHeight }),
    [axis, timeline, origin, scale, opened, live, spreadAt, lineHeight],
  )
  // The window moves in coarse steps, so that scrolling rarely lays anything out anew.
  const span = mounted
    ? windowAt(windowStep(scrollTop), map, height)
    : stillWindow(endTime, map, whole ?? LADDER_HEIGHT)
  const viewport = useMemo(
    () => ({
      width,
      map,
      from: span.from,
      to: span.to,
      shown,
      now: endTime,
      labelSize,
      labelled: !isLeft(!mounted),
      // While the run is live the line of now is the pointer.
      ...(live || viewState.moment === undefined || momentAt === undefined
        ? {}
        : { selected: { moment: viewState.moment, at: momentAt } }),
    }),
    [width, map, span.from, span.to, shown, endTime, labelSize, mounted, live, viewState.moment, momentAt],
  )
  const picture = useMemo(
    () => layOutLadder(timeline, viewport, words),
    [timeline, viewport, words, viewState.version],
  )
  const restY = map.y(endTime)
  const { following, follow, tailY, onTime } = useLadderScroll(scroller, viewState, { map, scale, height })
  const contentHeight = Math.max(height, Math.ceil(Math.max(restY, live ? tailY : 0)) + 36)

  const toggleFold = (from: number): void => {
    const next = new Set(opened)
    if (!next.delete(from)) next.add(from)
    setOpened(next)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event)) return
    if (event.key === 'Enter' && onEnter !== undefined && event.target === event.currentTarget) {
      event.preventDefault()
      onEnter()
      return
    }
    if (!LADDER_KEYS.includes(event.key)) return
    event.preventDefault()
    const here = { moment: viewState.moment, at: momentAt ?? origin }
    const runs = timeline.lanes.map(({ spec }) => spec.run)
    const mark = markAfterKey(event.key, marksOf(timeline, shown, words), here, runs)
    if (mark !== undefined) viewState.select({ moment: mark.moment })
  }
  const folds = map.folds.filter(({ to }) => to <= endTime)
  const lanes = timeline.lanes.map((_, index) => laneName(viewState, index)).join(words.listComma)
  // The same element again is not compared again, path by path.
  const drawing = useMemo(
    () => (
      <AsBuilt class="ladder-window" style={{ top: `${Math.round(picture.top)}px` }} still={!mounted}>
        {() => (
          <LadderDrawing picture={picture} label={words.ladder.label(lanes)} width={width} still={!mounted}>
            <LiveTail
              picture={picture}
              viewport={viewport}
              live={live}
              clock={clock}
              onTime={onTime}
              label={words.ladder.now}
            />
          </LadderDrawing>
        )}
      </AsBuilt>
    ),
    [picture, lanes, viewport, mounted, live, clock, onTime, words],
  )
  return (
    <div role="group" class={mounted ? 'ladder' : 'ladder ladder-still'} aria-label={words.ladder.title}>
      <LadderHead
        timeline={timeline}
        words={words}
        shown={shown}
        picture={picture}
        width={width}
        still={!mounted}
        isLinear={map.isLinear}
        scale={scale}
        onScale={setScale}
      />
      <div class="ladder-box">
        <div
          class="thin-scroll ladder-scroll"
          ref={scroller}
          style={{ height: `${height}px` }}
          tabIndex={0}
          role="group"
          aria-label={sentences(words.ladder.label(lanes), words.ladder.help)}
          onScroll={(event) => setScrollTop(Math.round(event.currentTarget.scrollTop))}
          onWheel={() => live && follow(false)}
          onTouchMove={() => live && follow(false)}
          onClick={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            const mark = nearestMark(
              picture,
              event.clientX - box.left,
              event.clientY - box.top + event.currentTarget.scrollTop,
            )
            if (mark !== undefined) viewState.select({ moment: mark })
          }}
          onKeyDown={onKeyDown}
        >
          <div class="ladder-paper" style={{ height: `${contentHeight}px` }}>
            {drawing}
            {mounted ? <FoldButtons folds={folds} words={words} onToggle={toggleFold} /> : null}
          </div>
        </div>
        {mounted ? (
          <RunStrip
            timeline={timeline}
            shown={shown}
            map={map}
            height={height}
            contentHeight={contentHeight}
            scrollTop={scrollTop}
          />
        ) : null}
      </div>
      <div class="ladder-foot">
        <span>
          {timeline.uncertaintyMs > 0
            ? words.ladder[map.isLinear ? 'uncertainty' : 'exactTo'](words.duration(timeline.uncertaintyMs))
            : ''}
        </span>
        {live && !following ? (
          <QuietButton onClick={() => follow(true)}>{words.ladder.follow}</QuietButton>
        ) : null}
      </div>
      <LadderTable
        timeline={timeline}
        shown={shown}
        folds={folds}
        origin={origin}
        words={words}
        onSelect={(moment) => viewState.select({ moment })}
      />
    </div>
  )
}
