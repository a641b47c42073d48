/** What frames the moment on show. Pure, used by `ladder-layout.ts`. */
import type { Box } from './label-box.ts'
import { pointsOf, type LadderViewport, type LanePicture, type PointerShape } from './ladder-shapes.ts'

/** Around the marks of the selected moment: of a slice all its way. */
const FRAME = 9

/** The frame of the selected moment, in the first lane that has a mark of it; where none has, its height alone. */
export function pointerOf(
  lanes: readonly LanePicture[],
  { map, selected }: LadderViewport,
): PointerShape | undefined {
  if (selected === undefined) return undefined
  const { moment } = selected
  const y = map.y(selected.at)
  for (const lane of lanes) {
    const arrow = lane.arrows.find(({ moment }) => moment === selected.moment)
    if (arrow !== undefined) return { y, moment, box: boxAround([arrow.x1, arrow.x2], [arrow.y1, arrow.y2]) }
    const point = pointsOf(lane).find(({ moment }) => moment === selected.moment)
    if (point !== undefined) return { y, moment, box: boxAround([point.x], [point.y]) }
  }
  return { y, moment }
}

function boxAround(xs: readonly number[], ys: readonly number[]): Box {
  return {
    left: Math.min(...xs) - FRAME,
    right: Math.max(...xs) + FRAME,
    top: Math.min(...ys) - FRAME,
    bottom: Math.max(...ys) + FRAME,
  }
}
