/**
 * Draws a lane of very many marks, in place of `LaneDrawing.tsx`, whose marks can be told apart: thinner, without the heads of arrows
 * and what is noted, and a dot for a ring.
 */
import { Lifelines, Marks, type LaneProps } from '../../bench/view/ladder/LaneDrawing.tsx'
import { barPath, boltPath, crossPath, diamondPath, linePath } from '../../bench/view/ladder/mark-shapes.ts'
import { round } from '../../bench/view/ladder/arrow-head.ts'
import type { ArrowShape } from '../../bench/view/ladder/ladder-shapes.ts'

const WEIGHTS: readonly { readonly weight: ArrowShape['weight']; readonly width: number }[] = [
  { weight: 'more', width: 0.8 },
  { weight: 'request', width: 0.9 },
  { weight: 'empty', width: 0.9 },
  { weight: 'full', width: 1.2 },
]

export function DenseLane({ lane, top, bottom }: LaneProps) {
  return (
    <g class={`ladder-lane hue-${lane.transport}`}>
      <Marks class="ladder-hold" of={lane.holds.filter(({ open }) => !open)} path={barPath} />
      <Lifelines lane={lane} top={top} bottom={bottom} />
      {WEIGHTS.map(({ weight, width }) => (
        <Marks
          key={weight}
          class="race-dense-arrows"
          width={width}
          of={lane.arrows.filter((arrow) => arrow.weight === weight)}
          path={linePath}
        />
      ))}
      <Marks class="race-dense-diamonds" of={lane.diamonds} path={(each) => diamondPath(each, 3)} />
      <Marks class="race-dense-rings" of={lane.rings} path={({ x, y }) => `M${round(x)} ${round(y)}h0`} />
      <Marks class="ladder-end" of={lane.ends} path={(end) => crossPath(end, 5)} />
      <Marks class="ladder-fault" of={lane.faults} path={boltPath} />
    </g>
  )
}
