/**
 * The boxes of one lane that no label may cover: marks, heads of arrows, bars, brackets and the two lifelines, which
 * keep each lane's labels to itself. Pure, used by `ladder-layout.ts`.
 */
import { headBox } from './arrow-head.ts'
import type { Box } from './label-box.ts'
import type { LanePicture } from './ladder-shapes.ts'

const MARK_RADIUS = 6
/** Half the width of a bar, as far as labels keep off it. */
const BAR_HALF = 5

/** What labels keep off in a lane, for the stretch of the ladder in `bounds`. */
export function markBoxes(lane: LanePicture, bounds: Box): readonly Box[] {
  return [
    ...[lane.columns.browserX, lane.columns.serverX].map((x) => ({ ...bounds, left: x - 1, right: x + 1 })),
    ...lane.rings.map(around),
    ...lane.diamonds.map(around),
    ...lane.ends.map(around),
    ...lane.faults.map(({ x, y }) => around({ x: x - 1, y: y + 0.5 })),
    ...lane.notes.map(({ x, y }) => ({ left: x, right: x + 8, top: y - 1.5, bottom: y + 1.5 })),
    ...lane.arrows.map(headBox),
    ...lane.holds.map(({ x, top, bottom }) => ({ left: x - BAR_HALF, right: x + BAR_HALF, top, bottom })),
    ...lane.brackets
      .filter((bracket) => bracket.drawn)
      .map(({ x, top, bottom }) => ({ left: x - 1, right: x + 4, top, bottom })),
  ]
}

function around({ x, y }: { readonly x: number; readonly y: number }): Box {
  return { left: x - MARK_RADIUS, right: x + MARK_RADIUS, top: y - MARK_RADIUS, bottom: y + MARK_RADIUS }
}
