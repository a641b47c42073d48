/** Draws one lane of a laid-out ladder: one path for each kind of mark, however many there are. */
import type { LanePicture } from './ladder-shapes.ts'
import { round } from './arrow-head.ts'
import {
  barPath,
  boltPath,
  boxPath,
  crossPath,
  diamondPath,
  GOOD_ENDS,
  linePath,
  STROKE,
} from './mark-shapes.ts'

export interface LaneProps {
  readonly lane: LanePicture
  readonly top: number
  readonly bottom: number
}

export function LaneDrawing({ lane, top, bottom }: LaneProps) {
  const lost = lane.diamonds.filter((diamond) => diamond.lost)
  return (
    <g class={`ladder-lane hue-${lane.transport}`}>
      {(['held', 'open'] as const).map((kind) => (
        <Marks
          key={kind}
          class={`ladder-hold ladder-hold-${kind}`}
          of={lane.holds.filter((hold) => !hold.open && hold.kind === kind)}
          path={barPath}
        />
      ))}
      <Lifelines lane={lane} top={top} bottom={bottom} />
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
      <Marks
        class="ladder-diamond"
        of={lane.diamonds.filter((each) => !each.lost)}
        path={(each) => diamondPath(each, 5)}
      />
      <Marks class="ladder-diamond ladder-diamond-lost" of={lost} path={(each) => diamondPath(each, 5)} />
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
        path={({ x, y, uncertainty }) => boxPath(x - 7, y - uncertainty, 14, 2 * uncertainty)}
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

export function Lifelines({ lane: { columns }, top, bottom }: LaneProps) {
  return (
    <Marks
      class="ladder-lifeline"
      of={[columns.browserX, columns.serverX]}
      path={(x) => `M${round(x)} ${round(top)}V${round(bottom)}`}
    />
  )
}

/** Marks of one kind as one path; nothing where there are none. */
export function Marks<Mark>(props: {
  readonly class: string
  readonly of: readonly Mark[]
  readonly path: (mark: Mark) => string
  readonly width?: number
}) {
  if (props.of.length === 0) return null
  return <path class={props.class} stroke-width={props.width} d={props.of.map(props.path).join('')} />
}
