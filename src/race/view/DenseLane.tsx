/**
 * Draws a laid-out ladder of very many marks: one path a kind and lane in place of an element a mark, no labels. The same
 * shapes and classes as `LadderDrawing.tsx`, which draws a ladder whose marks can be told apart.
 */
import type { ComponentChildren } from 'preact'
import type { LaneProps } from '../../bench/view/ladder/LaneDrawing.tsx'
import { BAR, boltPath, crossPath, linePath } from '../../bench/view/ladder/mark-shapes.ts'
import { hueClass } from '../../bench/view/ladder/hue-class.ts'
import { round } from '../../bench/view/ladder/arrow-head.ts'
import type { ArrowShape, LadderPicture, LanePicture } from '../../bench/view/ladder/ladder-shapes.ts'

interface Props {
  readonly picture: LadderPicture
  readonly label: string
  readonly width: number
  readonly children?: ComponentChildren
}

const WEIGHTS: readonly { readonly weight: ArrowShape['weight']; readonly width: number }[] = [
  { weight: 'more', width: 0.8 },
  { weight: 'request', width: 0.9 },
  { weight: 'empty', width: 0.9 },
  { weight: 'full', width: 1.2 },
]

export function DenseDrawing({ picture, label, width, children }: Props) {
  const height = round(picture.bottom - picture.top)
  return (
    <svg
      class="ladder-svg"
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 ${round(picture.top)} ${width} ${height}`}
    >
      {picture.ticks.map((tick) => (
        <g key={tick.label} class="ladder-tick">
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
      {picture.lanes.map((lane) => (
        <DenseLane key={lane.run} lane={lane} top={picture.top} bottom={picture.bottom} />
      ))}
      {children}
    </svg>
  )
}

function DenseLane({ lane, top, bottom }: LaneProps) {
  const { browserX, serverX } = lane.columns
  return (
    <g class={`ladder-lane ${hueClass(lane.transport)}`}>
      <path
        class="ladder-hold"
        d={lane.holds
          .filter(({ open }) => !open)
          .map(barPath)
          .join('')}
      />
      {[browserX, serverX].map((x) => (
        <line
          key={x}
          class="ladder-lifeline"
          x1={round(x)}
          x2={round(x)}
          y1={round(top)}
          y2={round(bottom)}
        />
      ))}
      {WEIGHTS.map(({ weight, width }) => (
        <path
          key={weight}
          class="race-dense-arrows"
          stroke-width={width}
          d={lane.arrows
            .filter((arrow) => arrow.weight === weight)
            .map(linePath)
            .join('')}
        />
      ))}
      <path class="race-dense-diamonds" d={lane.diamonds.map(diamondPath).join('')} />
      <path
        class="race-dense-rings"
        d={lane.rings.map(({ x, y }) => `M${round(x)} ${round(y)}h0`).join('')}
      />
      <path class="ladder-end" d={lane.ends.map((end) => crossPath(end, 5)).join('')} />
      <path class="ladder-fault" d={lane.faults.map(boltPath).join('')} />
    </g>
  )
}

function barPath({ x, top, bottom, kind }: LanePicture['holds'][number]): string {
  const half = BAR[kind]
  return `M${round(x - half)} ${round(top)}h${2 * half}V${round(bottom)}h${-2 * half}Z`
}

function diamondPath({ x, y }: LanePicture['diamonds'][number]): string {
  return `M${round(x)} ${round(y - 3)}l3 3l-3 3l-3 -3Z`
}
