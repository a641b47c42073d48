/** Draws a laid-out ladder as SVG, and nothing else: no state, no measuring. Used by `Ladder.tsx`. */
import type { ComponentChildren } from 'preact'
import type { ArrowShape, LadderPicture, LanePicture } from './ladder-shapes.ts'
import { round } from './arrow-head.ts'
import { hueClass } from './hue-class.ts'
import { FoldNotches, LadderWords } from './LadderWords.tsx'

const STROKE: Readonly<Record<ArrowShape['weight'], number>> = {
  full: 2.6,
  empty: 1.4,
  request: 1.5,
  more: 1.2,
}

/** Half the width of a bar: a question that waits weighs more than an answer that goes on. */
export const BAR: Readonly<Record<'held' | 'open', number>> = { held: 5, open: 2.5 }

/** Ends that somebody wanted; the others are crossed. */
export const GOOD_ENDS: ReadonlySet<string> = new Set(['complete', 'fin', 'closed-by-server'])

interface Props {
  readonly picture: LadderPicture
  readonly label: string
  readonly width: number
  /** Drawn before the width of its box is known. */
  readonly still: boolean
  /** What changes with every frame, drawn above the bars and below the labels. */
  readonly children?: ComponentChildren
}

/** The window of the ladder between `picture.top` and `picture.bottom`, in pixels of the whole ladder. */
export function LadderDrawing({ picture, label, width, still, children }: Props) {
  const height = picture.bottom - picture.top
  const { pointer } = picture
  return (
    <svg
      class="ladder-svg"
      role="img"
      aria-label={label}
      // Without a size of its own it takes that of its box: see `.ladder-still`.
      width={still ? undefined : width}
      height={still ? undefined : round(height)}
      viewBox={`0 ${round(picture.top)} ${width} ${round(height)}`}
    >
      {picture.ticks.map((tick) => (
        <g
          key={tick.label}
          class={tick.isSelected === true ? 'ladder-tick ladder-tick-selected' : 'ladder-tick'}
        >
          <line
            x1={picture.columns.axisX + 2}
            x2={picture.columns.axisX + 6}
            y1={round(tick.y)}
            y2={round(tick.y)}
          />
          <text x={picture.columns.axisX} y={round(tick.y + 4)} text-anchor="end">
            {tick.label}
          </text>
        </g>
      ))}
      <Crossings picture={picture} />
      {pointer === undefined || pointer.box !== undefined ? null : (
        <line
          class="ladder-pointer-line"
          x1={picture.columns.axisX + 6}
          x2={width}
          y1={round(pointer.y)}
          y2={round(pointer.y)}
        />
      )}
      {picture.lanes.map((lane) => (
        <LaneDrawing key={lane.run} lane={lane} top={picture.top} bottom={picture.bottom} />
      ))}
      <FoldNotches picture={picture} />
      {children}
      {pointer?.box === undefined ? null : (
        <rect
          class="ladder-pointer-mark"
          x={round(pointer.box.left)}
          y={round(pointer.box.top)}
          width={round(pointer.box.right - pointer.box.left)}
          height={round(pointer.box.bottom - pointer.box.top)}
        />
      )}
      <LadderWords picture={picture} />
    </svg>
  )
}

function Crossings({ picture }: { readonly picture: LadderPicture }) {
  const first = picture.columns.lanes[0]
  const last = picture.columns.lanes[picture.columns.lanes.length - 1]
  if (first === undefined || last === undefined) return null
  return (
    <>
      {picture.crossings.map((y) => (
        <line
          key={y}
          class="ladder-crossing"
          x1={first.browserX}
          x2={last.serverX}
          y1={round(y)}
          y2={round(y)}
        />
      ))}
    </>
  )
}

function LaneDrawing({
  lane,
  top,
  bottom,
}: {
  readonly lane: LanePicture
  readonly top: number
  readonly bottom: number
}) {
  return (
    <g class={`ladder-lane ${hueClass(lane.transport)}`}>
      {lane.holds
        .filter((hold) => !hold.open)
        .map((hold) => (
          <rect
            key={hold.exchange}
            class={`ladder-hold ladder-hold-${hold.kind}`}
            x={round(hold.x - BAR[hold.kind])}
            y={round(hold.top)}
            width={2 * BAR[hold.kind]}
            height={round(Math.max(0, hold.bottom - hold.top))}
          />
        ))}
      {[lane.columns.browserX, lane.columns.serverX].map((x) => (
        <line
          key={x}
          class="ladder-lifeline"
          x1={round(x)}
          x2={round(x)}
          y1={round(top)}
          y2={round(bottom)}
        />
      ))}
      {lane.brackets
        .filter((bracket) => bracket.drawn)
        .map((bracket) => (
          <path
            key={bracket.moment}
            class="ladder-bracket"
            d={`M${round(bracket.x + 4)} ${round(bracket.top)}h-4V${round(bracket.bottom)}h4`}
          />
        ))}
      {lane.arrows.map((arrow) => (
        <g key={arrow.moment} class={`ladder-arrow ladder-arrow-${arrow.weight}`}>
          <line
            x1={round(arrow.x1)}
            y1={round(arrow.y1)}
            x2={round(arrow.x2)}
            y2={round(arrow.y2)}
            stroke-width={STROKE[arrow.weight]}
          />
          <path d={arrow.head} />
        </g>
      ))}
      {lane.diamonds.map(({ moment, x, y, lost }) => (
        <g key={moment} class={lost ? 'ladder-diamond ladder-diamond-lost' : 'ladder-diamond'}>
          <path d={`M${round(x)} ${round(y - 5)}l5 5l-5 5l-5 -5Z`} />
          {lost ? (
            <path class="ladder-cross" d={`M${round(x - 7)} ${round(y - 7)}l14 14m0 -14l-14 14`} />
          ) : null}
        </g>
      ))}
      {lane.ends.map(({ moment, x, y, how }) => (
        <path
          key={moment}
          class="ladder-end"
          d={
            GOOD_ENDS.has(how)
              ? `M${round(x - 6)} ${round(y)}h12`
              : `M${round(x - 5)} ${round(y - 5)}l10 10m0 -10l-10 10`
          }
        />
      ))}
      {lane.faults.map(({ moment, x, y }) => (
        <path
          key={moment}
          class="ladder-fault"
          d={`M${round(x + 2)} ${round(y - 9)}l-6 10h5l-3 8l7 -11h-5Z`}
        />
      ))}
      {lane.notes.map(({ moment, x, y }) => (
        <path key={moment} class="ladder-note" d={`M${round(x)} ${round(y)}h7`} />
      ))}
      {lane.rings.map((ring) => (
        <g key={ring.moment}>
          {ring.uncertainty >= 1 ? (
            <rect
              class="ladder-uncertainty"
              x={round(ring.x - 7)}
              y={round(ring.y - ring.uncertainty)}
              width="14"
              height={round(2 * ring.uncertainty)}
            />
          ) : null}
          <circle class="ladder-ring" cx={round(ring.x)} cy={round(ring.y)} r={ring.repeated ? 3 : 4.2} />
        </g>
      ))}
    </g>
  )
}
