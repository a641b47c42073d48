/** The geometry of labels: boxes, lines, where a text may stand and what it covers there. Pure. */
import { textWidth } from './text-width.ts'

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export interface Segment {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

export type Anchor = 'start' | 'middle' | 'end'

/** Where a label may stand: its anchor point on the baseline; `upright` text is turned to read from below. */
export interface Place {
  readonly x: number
  readonly y: number
  readonly anchor: Anchor
  readonly upright?: boolean
}

/** Above and below the baseline, as parts of the font's size. */
export const ASCENT = 0.82
export const DESCENT = 0.28

/** The box a text of a font size covers at a place. */
export function labelBox(text: string, place: Place, size: number): Box {
  const width = textWidth(text, size)
  const before = place.anchor === 'start' ? 0 : place.anchor === 'middle' ? width / 2 : width
  if (place.upright === true) {
    return {
      left: place.x - ASCENT * size,
      right: place.x + DESCENT * size,
      top: place.y - (width - before),
      bottom: place.y + before,
    }
  }
  return {
    left: place.x - before,
    right: place.x - before + width,
    top: place.y - ASCENT * size,
    bottom: place.y + DESCENT * size,
  }
}

/** True where two boxes share area. */
export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** True where a segment passes through a box (Liang and Barsky's clipping). */
export function crosses(segment: Segment, box: Box): boolean {
  const dx = segment.x2 - segment.x1
  const dy = segment.y2 - segment.y1
  let enter = 0
  let leave = 1
  const edges: readonly (readonly [number, number])[] = [
    [-dx, segment.x1 - box.left],
    [dx, box.right - segment.x1],
    [-dy, segment.y1 - box.top],
    [dy, box.bottom - segment.y1],
  ]
  for (const [p, q] of edges) {
    if (p === 0) {
      if (q < 0) return false
    } else if (p < 0) enter = Math.max(enter, q / p)
    else leave = Math.min(leave, q / p)
  }
  return enter <= leave
}

/** True where the first box does not stick out of the second. */
export function isInside(box: Box, room: Box): boolean {
  return box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom
}
