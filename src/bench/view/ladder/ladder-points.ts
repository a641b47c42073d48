/** Finds the moment of a laid-out ladder that is meant by a place in it. Pure. */
import type { Segment } from './label-box.ts'
import { pointsOf, type LadderPicture } from './ladder-shapes.ts'

/** How far from a mark, in CSS pixels, a click still means it. A finger is about so wide. */
const REACH = 26

/** The moment of the mark nearest to a place, also along an arrow; `undefined` where nothing is within reach. */
export function nearestMark(picture: LadderPicture, x: number, y: number): number | undefined {
  let best: { readonly moment: number; readonly distance: number } | undefined
  const offer = (moment: number, distance: number): void => {
    if (distance <= REACH && (best === undefined || distance < best.distance)) best = { moment, distance }
  }
  for (const lane of picture.lanes) {
    for (const mark of pointsOf(lane)) offer(mark.moment, Math.hypot(mark.x - x, mark.y - y))
    for (const arrow of lane.arrows) offer(arrow.moment, distanceToSegment(arrow, x, y) + 3)
  }
  return best?.moment
}

function distanceToSegment(segment: Segment, x: number, y: number): number {
  const dx = segment.x2 - segment.x1
  const dy = segment.y2 - segment.y1
  const square = dx * dx + dy * dy
  const along = square === 0 ? 0 : ((x - segment.x1) * dx + (y - segment.y1) * dy) / square
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(segment.x1 + t * dx - x, segment.y1 + t * dy - y)
}
