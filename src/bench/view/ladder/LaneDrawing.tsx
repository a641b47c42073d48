/** Draws one lane of a laid-out ladder: one path for each kind of mark, however many there are. */
import type { LanePicture } from './ladder-shapes.ts'
import { round } from './arrow-head.ts'
import { hueClass } from './hue-class.ts'
import { BAR, boltPath, crossPath, GOOD_ENDS, linePath, STROKE } from './mark-shapes.ts'

export interface LaneProps {
  readonly lane: LanePicture
  readonly top: number
  readonly bottom: number
}

export function LaneDrawing({ lane, top, bottom }: LaneProps) {
  const { browserX, serverX } = lane.columns
  const lost = lane.diamonds.filter((diamond) => diamond.lost)
  return (
    <g class={`ladder-lane ${hueClass(lane.transport)}`}>
      {(['held', 'open'] as const).map((kind) => (
        <Marks
          key={kind}
          class={`ladder-hold ladder-hold-${kind}`}
          of={lane.holds.filter((hold) => !hold.open && hold.kind === kind)}
          path={(hold) =>
            box(hold.x - BAR[kind], hold.top, 2 * BAR[kind], Math.max(0, hold.bottom - hold.top))
          }
        />
      ))}
      <Marks
        class="ladder-lifeline"
        of={[browserX, serverX]}
        path={(x) => `M${round(x)} ${round(top)}V${round(bottom)}`}
      />
      <Marks
        class="ladder-bracket"
        of={lane.brackets.filter((bracket) => bracket.drawn)}
        path={(bracket) => `M${round(bracket.x + 4)} ${round(bracket.top)}h-4V${round(bracket.bottom)}h4`}
      />
      {STROKE.map(({ weight, width }) => (
        <Marks
          key={weight}
          class={`ladder-shaft ladder-shaft-${weight}`}
          width={width}
          of={lane.arrows.filter((arrow) => arrow.weight === weight)}
          path={linePath}
        />
      ))}
      <Marks class="ladder-head" of={lane.arrows} path={({ head }) => head} />
      <Marks class="ladder-diamond" of={lane.diamonds.filter((each) => !each.lost)} path={diamond} />
      <Marks class="ladder-diamond ladder-diamond-lost" of={lost} path={diamond} />
      <Marks class="ladder-cross" of={lost} path={(each) => crossPath(each, 7)} />
      <Marks
        class="ladder-end"
        of={lane.ends}
        path={(end) =>
          GOOD_ENDS.has(end.how) ? `M${round(end.x - 6)} ${round(end.y)}h12` : crossPath(end, 5)
        }
      />
      <Marks class="ladder-fault" of={lane.faults} path={boltPath} />
      <Marks class="ladder-note" of={lane.notes} path={({ x, y }) => `M${round(x)} ${round(y)}h7`} />
      <Marks
        class="ladder-uncertainty"
        of={lane.rings.filter((ring) => ring.uncertainty >= 1)}
        path={({ x, y, uncertainty }) => box(x - 7, y - uncertainty, 14, 2 * uncertainty)}
      />
      <Marks
        class="ladder-ring"
        of={lane.rings}
        path={({ x, y, repeated }) => {
          const r = repeated ? 3 : 4.2
          return `M${round(x - r)} ${round(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`
        }}
      />
    </g>
  )
}

function Marks<Mark>(props: {
  readonly class: string
  readonly of: readonly Mark[]
  readonly path: (mark: Mark) => string
  readonly width?: number
}) {
  if (props.of.length === 0) return null
  return <path class={props.class} stroke-width={props.width} d={props.of.map(props.path).join('')} />
}

function box(x: number, y: number, width: number, height: number): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`
}

function diamond({ x, y }: LanePicture['diamonds'][number]): string {
  return `M${round(x)} ${round(y - 5)}l5 5l-5 5l-5 -5Z`
}
