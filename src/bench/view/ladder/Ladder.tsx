/**
 * The timing diagram of a bench: scrolls because time passes, can be scrolled back, selects moments by pointer
 * and keyboard. Geometry comes from `ladder-layout.ts`; this keeps the window, the scale and the follow state.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { useBoxWidth } from '../../../ui/use-box-width.ts'
import type { Frame } from '../frame.ts'
import { timeOf } from '../frame.ts'
import { LadderDrawing } from './LadderDrawing.tsx'
import type { Pointer } from './LadderDrawing.tsx'
import { LadderHead, laneName } from './LadderHead.tsx'
import { LadderTable } from './LadderTable.tsx'
import { LiveTail } from './LiveTail.tsx'
import { layOutLadder } from './ladder-layout.ts'
import { TOP_PAD, yOf } from './ladder-scale.ts'
import { marksOf } from './ladder-marks.ts'
import { nearestMark, pointOf } from './ladder-points.ts'
import {
  LADDER_HEIGHT,
  scaleFor,
  SCALES,
  scaleToFit,
  stillWindow,
  windowAt,
  windowStep,
} from './ladder-window.ts'
import { createLiveClock } from './live-clock.ts'
import { LABEL_SIZE, STILL_LABEL_SIZE } from './text-width.ts'
import './ladder.css'

/**
 * Before the width of its box is known a ladder is laid out so wide and scaled to its box by CSS, with labels large
 * enough to stay readable on a phone; `ladder.css` sets their size by the width of the box.
 */
const STILL = { width: 440, labelSize: STILL_LABEL_SIZE }

interface Props {
  readonly frame: Frame
  /** In pixels, of a ladder that shows a short run as a whole; a bench's is as high as its other panes. */
  readonly height?: number
}

export function Ladder({ frame, height: whole }: Props) {
  const { timeline, words, events, shown, origin, live } = frame
  const scroller = useRef<HTMLDivElement>(null)
  const { width, measured: mounted } = useBoxWidth(scroller, STILL.width)
  const [scrollTop, setScrollTop] = useState(0)
  const [usual] = useState(() => scaleFor(timeline.end - origin))
  const [chosenScale, setScale] = useState<number | undefined>(undefined)
  const height = whole ?? LADDER_HEIGHT
  const scale = chosenScale ?? (whole === undefined ? usual : scaleToFit(timeline.end - origin, whole))
  const [following, setFollowing] = useState(true)
  const [tailY, setTailY] = useState(0)
  const clock = useMemo(() => createLiveClock(() => performance.now()), [frame.model, live])
  const endTime = timeOf(events, shown - 1) ?? origin
  if (live) clock.saw(endTime)

  // The window moves in coarse steps, so that scrolling rarely lays anything out anew.
  const span = mounted ? windowAt(scrollTop, origin, scale) : stillWindow(origin, endTime, scale)
  const labelSize = mounted ? LABEL_SIZE : STILL.labelSize
  const viewport = useMemo(
    () => ({
      width,
      pixelsPerSecond: scale,
      origin,
      from: span.from,
      to: span.to,
      shown,
      now: endTime,
      labelSize,
    }),
    [width, scale, origin, span.from, span.to, shown, endTime, labelSize],
  )
  const picture = useMemo(
    () => layOutLadder(timeline, viewport, words),
    [timeline, viewport, words, frame.version],
  )
  const y = useCallback((at: number) => yOf(at, { origin, pixelsPerSecond: scale }), [origin, scale])
  const restY = y(endTime)
  const contentHeight = Math.max(height, Math.ceil(Math.max(restY, live ? tailY : 0)) + 36)

  const onTime = useCallback(
    (nowY: number) => {
      setTailY(Math.ceil(nowY / scale) * scale)
      const box = scroller.current
      if (box !== null && following) box.scrollTop = nowY - height + 28
    },
    [following, scale, height],
  )
  useEffect(() => {
    if (live) setFollowing(true)
  }, [live, frame.model])

  // A moment chosen in another view comes into sight here.
  const chosen = frame.selection?.moment
  useEffect(() => {
    const at = timeOf(events, chosen)
    const box = scroller.current
    if (at === undefined || box === null) return
    const target = y(at)
    if (target < box.scrollTop + TOP_PAD || target > box.scrollTop + box.clientHeight - 24) {
      box.scrollTop = target - box.clientHeight / 2
    }
  }, [chosen, y])

  const pointer = pointerOf(frame, picture, y)
  const walk = (direction: 1 | -1): void => {
    const marks = marksOf(timeline, shown, words)
    const at = timeOf(events, frame.moment) ?? origin
    const here = marks.findIndex((mark) => mark.moment === frame.moment)
    const near = here >= 0 ? here + direction : nearestIndex(marks, at, direction)
    const mark = marks[Math.min(marks.length - 1, Math.max(0, near))]
    if (mark !== undefined) frame.select({ moment: mark.moment })
  }
  const lanes = timeline.lanes.map((_, index) => laneName(frame, index)).join(words.listComma)
  return (
    <div role="group" class={mounted ? 'ladder' : 'ladder ladder-still'} aria-label={words.ladder.title}>
      <LadderHead
        frame={frame}
        picture={picture}
        width={width}
        still={!mounted}
        scales={{
          smaller: SCALES.findLast((other) => other < scale),
          larger: SCALES.find((other) => other > scale),
          choose: setScale,
        }}
      />
      <div
        class="ladder-scroll"
        ref={scroller}
        style={{ height: `${height}px` }}
        tabIndex={0}
        role="group"
        aria-label={`${words.ladder.label(lanes)}. ${words.ladder.help}`}
        onScroll={(event) => setScrollTop(windowStep(event.currentTarget.scrollTop))}
        onWheel={() => live && setFollowing(false)}
        onTouchMove={() => live && setFollowing(false)}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const mark = nearestMark(
            picture,
            event.clientX - box.left,
            event.clientY - box.top + event.currentTarget.scrollTop,
          )
          if (mark !== undefined) frame.select({ moment: mark })
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
          event.preventDefault()
          walk(event.key === 'ArrowDown' ? 1 : -1)
        }}
      >
        <div class="ladder-paper" style={{ height: `${contentHeight}px` }}>
          <div class="ladder-window" style={{ top: `${Math.round(picture.top)}px` }}>
            <LadderDrawing
              picture={picture}
              pointer={pointer}
              label={words.ladder.label(lanes)}
              width={width}
              still={!mounted}
            >
              <LiveTail
                picture={picture}
                restY={restY}
                live={live}
                clock={clock}
                y={y}
                onTime={onTime}
                width={width}
                label={words.ladder.now}
              />
            </LadderDrawing>
          </div>
        </div>
      </div>
      <div class="ladder-foot">
        <span>
          {timeline.uncertaintyMs > 0 ? words.ladder.uncertainty(words.duration(timeline.uncertaintyMs)) : ''}
        </span>
        {live && !following ? (
          <button type="button" class="quiet-button" onClick={() => setFollowing(true)}>
            {words.ladder.follow}
          </button>
        ) : null}
      </div>
      <LadderTable
        timeline={timeline}
        shown={shown}
        origin={origin}
        words={words}
        onSelect={(moment) => frame.select({ moment })}
      />
    </div>
  )
}

function nearestIndex(marks: readonly { readonly at: number }[], at: number, direction: 1 | -1): number {
  return direction === 1
    ? marks.findIndex((mark) => mark.at > at)
    : marks.findLastIndex((mark) => mark.at < at)
}

function pointerOf(
  frame: Frame,
  picture: ReturnType<typeof layOutLadder>,
  y: (at: number) => number,
): Pointer | undefined {
  // While the run is live the line of now is the pointer.
  if (frame.live || frame.moment === undefined) return undefined
  const at = timeOf(frame.events, frame.moment)
  if (at === undefined) return undefined
  const mark = pointOf(picture, frame.moment)
  return mark === undefined ? { y: y(at) } : { y: y(at), mark }
}
