/**
 * The part of a ladder that changes because time passes: bars still held, and the line of now. Apart from the
 * rest, so that a frame of the screen costs a handful of elements and not the whole drawing.
 */
import { useEffect, useState } from 'preact/hooks'
import { BAR } from './mark-shapes.ts'
import { round } from './arrow-head.ts'
import type { LadderPicture, LadderViewport } from './ladder-shapes.ts'
import type { LiveClock } from './live-clock.ts'

/** A length in CSS pixels, rounded to whole pixels of a screen that has so many of them to one. */
export function wholePixels(length: number, devicePixels: number): number {
  return Math.round(length * devicePixels) / devicePixels
}

interface Props {
  readonly picture: LadderPicture
  /** Of its picture; its time is that of the newest event that is shown. */
  readonly viewport: Pick<LadderViewport, 'width' | 'map' | 'now'>
  readonly live: boolean
  readonly clock: LiveClock
  /** Called with the height of now, once a frame while live. */
  readonly onTime: (y: number) => void
  readonly label: string
}

const STEP_MS = 1000

/** The label's baseline: below now nothing is drawn yet that it could cover. */
const BELOW = 14
/** To each side of a lifeline. */
const TICK = 7

/** Now: a line to the first lifeline, then a tick on each. Between a lane's lifelines it would strike through what is written of the newest marks. */
function nowPath({ columns: { axisX, lanes } }: LadderPicture): string {
  const [first] = lanes
  const xs = lanes.flatMap(({ browserX, serverX }) => [browserX, serverX])
  const ticks = xs.map((x) => `M${round(x - TICK)} 0h${2 * TICK}`).join('')
  return first === undefined ? '' : `M${axisX + 6} 0H${round(first.browserX)}${ticks}`
}

export function LiveTail({ picture, viewport: { width, map, now }, live, clock, onTime, label }: Props) {
  const { y } = map
  const restY = y(now)
  const [nowY, setNowY] = useState(restY)
  useEffect(() => {
    if (!live) return
    const still = matchMedia('(prefers-reduced-motion: reduce)')
    let frame = 0
    let last = -Infinity
    let drawn = Number.NaN
    const draw = (time: number): void => {
      frame = requestAnimationFrame(draw)
      if (still.matches && time - last < STEP_MS) return
      last = time
      const exactY = y(clock.now())
      if (!Number.isFinite(exactY)) return
      // Between two pixels of the screen there is nothing to move: at 40 pixels a second every third frame.
      const at = wholePixels(exactY, devicePixelRatio)
      if (at === drawn) return
      drawn = at
      setNowY(at)
      onTime(at)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [live, clock, y, onTime])
  const end = live ? Math.max(nowY, restY) : restY
  return (
    <g>
      {picture.lanes.flatMap((lane) =>
        lane.holds
          .filter((hold) => hold.open)
          .map((hold) => (
            <rect
              key={hold.exchange}
              class={`ladder-hold ladder-hold-${hold.kind} hue-${lane.transport}`}
              x={round(hold.x - BAR[hold.kind])}
              y={round(hold.top)}
              width={2 * BAR[hold.kind]}
              height={round(Math.max(0, end - hold.top))}
            />
          )),
      )}
      {live ? (
        // Moved as a whole, its text is not laid out with every frame.
        <g class="ladder-now" transform={`translate(0 ${round(end)})`}>
          <path d={nowPath(picture)} />
          <text x={width} y={BELOW} text-anchor="end">
            {label}
          </text>
        </g>
      ) : null}
    </g>
  )
}
