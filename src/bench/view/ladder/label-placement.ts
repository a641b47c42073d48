/**
 * Puts labels where they cover neither one another nor a mark: each label offers places in order of
 * preference, takes the first that is free of lines too, and is dropped where there is none.
 * Pure geometry, used by `ladder-layout.ts`.
 */
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

export interface LabelWish<Tone> {
  /** What it says, and shorter ways to say it where that finds no place. */
  readonly texts: readonly string[]
  readonly tone: Tone
  /** Lower is placed first. */
  readonly rank: number
  readonly places: readonly Place[]
  /** The columns of its lane, which it never leaves. */
  readonly column: { readonly left: number; readonly right: number }
  /** It may stand across a line where no place is clear: what must be said. Any other is rather left to the table. */
  readonly acrossLines?: boolean
}

export interface PlacedLabel<Tone> extends Place {
  readonly text: string
  readonly tone: Tone
}

/** Above and below the baseline, as parts of the font's size. */
const ASCENT = 0.82
const DESCENT = 0.28

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

/**
 * Places as many labels as fit inside `bounds` and their columns, in order of rank, then from the top. `blocked` boxes
 * are never covered, and `lines` only by a label that says it may. `size` is the font's, in the same pixels as the boxes.
 */
export function placeLabels<Tone>(
  wishes: readonly LabelWish<Tone>[],
  blocked: readonly Box[],
  lines: readonly Segment[],
  bounds: Box,
  size: number,
): readonly PlacedLabel<Tone>[] {
  const taken: Box[] = [...blocked]
  const placed: PlacedLabel<Tone>[] = []
  const ordered = [...wishes].sort((a, b) => a.rank - b.rank || (a.places[0]?.y ?? 0) - (b.places[0]?.y ?? 0))
  for (const wish of ordered) {
    const best = bestPlace(wish, taken, lines, bounds, size)
    if (best === undefined) continue
    taken.push(best.box)
    placed.push({ ...best.place, text: best.text, tone: wish.tone })
  }
  return placed
}

interface Found {
  readonly text: string
  readonly place: Place
  readonly box: Box
  /** How many lines it stands across. */
  readonly cost: number
}

/** The place with the fewest lines in it, of those the one that says most, of those the first. */
function bestPlace<Tone>(
  { texts, places, column, acrossLines }: LabelWish<Tone>,
  taken: readonly Box[],
  lines: readonly Segment[],
  bounds: Box,
  size: number,
): Found | undefined {
  const room: Box = {
    ...bounds,
    left: Math.max(bounds.left, column.left),
    right: Math.min(bounds.right, column.right),
  }
  let best: Found | undefined
  for (const text of texts) {
    for (const place of places) {
      const box = labelBox(text, place, size)
      if (!isInside(box, room) || taken.some((other) => overlaps(box, other))) continue
      const cost = lines.filter((line) => crosses(line, box)).length
      if (cost === 0) return { text, place, box, cost }
      if (acrossLines === true && (best === undefined || cost < best.cost)) best = { text, place, box, cost }
    }
  }
  return best
}

function isInside(box: Box, room: Box): boolean {
  return box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom
}
