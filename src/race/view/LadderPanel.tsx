/** One drawing of a race's ladders: all lanes, or one of them, under their names. Lays out, draws, tells what was clicked. */
import type { ComponentChildren } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { AsBuilt } from '../../ui/AsBuilt.tsx'
import type { Timeline } from '../../wire/trace/views.ts'
import { LadderDrawing } from '../../bench/view/ladder/LadderDrawing.tsx'
import { LaneNames, laneName } from '../../bench/view/ladder/LadderHead.tsx'
import { round } from '../../bench/view/ladder/arrow-head.ts'
import { layOutLadder } from '../../bench/view/ladder/ladder-layout.ts'
import type { LadderPicture, LadderViewport } from '../../bench/view/ladder/ladder-shapes.ts'
import { nearestMark } from '../../bench/view/ladder/ladder-points.ts'
import type { LiveClock } from '../../bench/view/ladder/live-clock.ts'
import { LiveTail } from '../../bench/view/ladder/LiveTail.tsx'
import { ChosenMarks } from './ChosenMarks.tsx'
import { DenseLane } from './DenseLane.tsx'
import { eventOfMoment } from './event-lateness.ts'
import type { RaceViewState } from './race-view-state.ts'

interface Props {
  readonly viewState: RaceViewState
  /** What is drawn of the race's timeline. */
  readonly timeline: Timeline
  /** Indexes of its lanes that this panel draws. */
  readonly lanes: readonly number[]
  readonly viewport: LadderViewport
  /** The names of the lanes stand right above. */
  readonly bare: boolean
  readonly dense: boolean
  readonly still: boolean
  /** It begins out of sight: it is drawn in a task of its own, after what is in sight. */
  readonly later: boolean
  readonly contentHeight: number
  readonly clock: LiveClock
  readonly onTime: (y: number) => void
  readonly onChoose: (event: number | undefined) => void
}

export function LadderPanel(props: Props) {
  const [isDue, setDue] = useState(!props.later)
  useEffect(() => {
    if (isDue) return
    const timer = setTimeout(() => setDue(true))
    return () => clearTimeout(timer)
  }, [])
  return isDue ? (
    <DrawnPanel {...props} />
  ) : (
    <div class="race-panel" style={{ width: `${props.viewport.width}px` }} />
  )
}

function DrawnPanel(props: Props) {
  const { viewState, timeline, lanes, viewport, dense, still, contentHeight, clock, onTime } = props
  const { words, live, chosen } = viewState
  const { width } = viewport
  const laneKey = lanes.join()
  const ownTimeline = useMemo(
    () => ({ ...timeline, lanes: timeline.lanes.filter((_, index) => lanes.includes(index)) }),
    [timeline, laneKey],
  )
  const picture = useMemo(() => layOutLadder(ownTimeline, viewport, words), [ownTimeline, viewport, words])
  const names = ownTimeline.lanes.map((_, index) => laneName({ timeline: ownTimeline, words }, index))
  const label = words.ladder.label(names.join(words.listComma))
  // While time passes the drawing is a layer and the tail another: a frame moves the first and paints only the second.
  const layered = live && !still
  const tail = (
    <LiveTail
      picture={picture}
      viewport={viewport}
      live={live}
      clock={clock}
      onTime={onTime}
      label={words.ladder.now}
    />
  )
  const marks = useMemo(
    () => <ChosenMarks picture={picture} timeline={ownTimeline} event={chosen} viewport={viewport} />,
    [picture, ownTimeline, chosen, viewport],
  )
  const drawingOf = (over: ComponentChildren) => (
    <LadderDrawing
      picture={picture}
      label={label}
      width={width}
      still={still}
      dense={dense && !still ? DenseLane : undefined}
    >
      {over}
    </LadderDrawing>
  )
  // The same element again is not compared again, path by path.
  const layer = useMemo(() => drawingOf(marks), [picture, label, width, dense, still, marks])
  return (
    <div class="race-panel" style={still ? undefined : { width: `${width}px` }}>
      <div class="race-panel-head">
        <LaneNames
          timeline={ownTimeline}
          words={words}
          picture={picture}
          width={width}
          still={still}
          scales
          bare={props.bare}
        />
      </div>
      <div
        class="ladder-paper"
        style={{ height: `${contentHeight}px` }}
        onClick={(event) => {
          const box = event.currentTarget.getBoundingClientRect()
          const moment = nearestMark(picture, event.clientX - box.left, event.clientY - box.top)
          if (moment !== undefined) props.onChoose(eventOfMoment(ownTimeline, moment))
        }}
      >
        <AsBuilt
          class={layered ? 'ladder-window race-moving' : 'ladder-window'}
          style={{ top: `${Math.round(picture.top)}px` }}
          still={still}
        >
          {() =>
            layered ? (
              <>
                {layer}
                <TailLayer picture={picture} width={width}>
                  {tail}
                </TailLayer>
              </>
            ) : (
              drawingOf(
                <>
                  {marks}
                  {tail}
                </>,
              )
            )
          }
        </AsBuilt>
      </div>
    </div>
  )
}

interface TailLayerProps {
  readonly picture: LadderPicture
  readonly width: number
  readonly children: ComponentChildren
}

/** What moves with time, over the drawing, in a layer of its own: a frame paints none of the drawing again. */
function TailLayer({ picture, width, children }: TailLayerProps) {
  const height = round(picture.bottom - picture.top)
  return (
    <svg
      class="ladder-svg race-tail"
      width={width}
      height={height}
      viewBox={`0 ${round(picture.top)} ${width} ${height}`}
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}
