/**
 * Puts labels where they cover neither one another nor a mark nor a line, and in the order of their marks: each label offers
 * places in order of preference, takes the first that is free, and is left out where there is none.
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

/** What a label belongs to: where a leader line begins, and what it may not stand above or below. */
export interface Mark {
  readonly moment: number
  readonly x: number
  readonly y: number
  /** A label that stands away from it has a line to it. */
  readonly isPoint?: true
  /** Labels of one rail stand in the order of these times, none beside what is not in its order. */
  readonly at?: number
  /** The middle of the label stays between: other marks of the lane lie beyond. */
  readonly top: number
  readonly bottom: number
}

export interface LabelWish<Tone> {
  readonly mark: Mark
  /** Labels that stand along one lifeline of one lane, or between its two. */
  readonly rail: string
  /** What it says, and shorter ways to say it where that finds no place. */
  readonly texts: readonly string[]
  readonly tone: Tone
  /** Lower is placed first. */
  readonly rank: number
  /** In order of preference, for a text of a width. */
  readonly places: (width: number) => readonly Place[]
  /** The columns of its lane, which it never leaves. */
  readonly column: { readonly left: number; readonly right: number }
}

export interface PlacedLabel<Tone> extends Place {
  readonly text: string
  readonly tone: Tone
  readonly rail: string
  readonly mark: Mark
  /** From the mark to a label that stands away from it. */
  readonly leader?: Segment
}

/** The selection: a frame that no label lies under. Those of its own moment may stand in it, where they fit. */
export interface Selected {
  readonly moment: number
  readonly box: Box
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

export interface Obstacles {
  /** Boxes that are never covered. */
  readonly blocked: readonly Box[]
  /** Lines that no label lies on. */
  readonly lines: readonly Segment[]
  readonly selected: Selected | undefined
}

export interface Placement<Tone> {
  readonly placed: readonly PlacedLabel<Tone>[]
  /** What found no place. */
  readonly unplaced: readonly LabelWish<Tone>[]
}

/**
 * Places as many labels as fit inside `bounds` and their columns: those of the selected moment first, then in order of rank,
 * then from the top. `size` is the font's, in the same pixels as the boxes.
 */
export function placeLabels<Tone>(
  wishes: readonly LabelWish<Tone>[],
  { blocked, lines, selected }: Obstacles,
  bounds: Box,
  size: number,
): Placement<Tone> {
  const taken: Box[] = [...blocked]
  const drawn: Segment[] = [...lines]
  const placed: PlacedLabel<Tone>[] = []
  const unplaced: LabelWish<Tone>[] = []
  const place = (wish: LabelWish<Tone>): void => {
    const best = bestPlace(wish, taken, drawn, placed, bounds, size)
    if (best === undefined) {
      unplaced.push(wish)
      return
    }
    taken.push(best.box)
    if (best.leader !== undefined) drawn.push(best.leader)
    const { mark, rail, tone } = wish
    const leader = best.leader === undefined ? {} : { leader: best.leader }
    placed.push({ ...best.place, text: best.text, tone, rail, mark, ...leader })
  }
  const ordered = [...wishes].sort((a, b) => a.rank - b.rank || a.mark.y - b.mark.y)
  const isOwn = ({ mark }: LabelWish<Tone>): boolean => mark.moment === selected?.moment
  if (selected !== undefined) drawn.push(...edgesOf(selected.box))
  ordered
    .filter(isOwn)
    .map((wish) => besideFrame(wish, selected?.box, size))
    .forEach(place)
  if (selected !== undefined) taken.push(selected.box)
  ordered.filter((wish) => !isOwn(wish)).forEach(place)
  return { placed, unplaced }
}

/** A label of the selected moment may also stand right above or below the frame. */
function besideFrame<Tone>(wish: LabelWish<Tone>, frame: Box | undefined, size: number): LabelWish<Tone> {
  if (frame === undefined) return wish
  const x = (frame.left + frame.right) / 2
  const beside = [frame.bottom + OFF_FRAME + ASCENT * size, frame.top - OFF_FRAME - DESCENT * size]
  const added = beside.map((y): Place => ({ x, y, anchor: 'middle' }))
  const mark = {
    ...wish.mark,
    top: Math.min(wish.mark.top, frame.top - size),
    bottom: Math.max(wish.mark.bottom, frame.bottom + size),
  }
  return { ...wish, mark, places: (width) => [...wish.places(width), ...added] }
}

const OFF_FRAME = 2

function edgesOf({ left, right, top, bottom }: Box): readonly Segment[] {
  return [
    { x1: left, x2: right, y1: top, y2: top },
    { x1: left, x2: right, y1: bottom, y2: bottom },
    { x1: left, x2: left, y1: top, y2: bottom },
    { x1: right, x2: right, y1: top, y2: bottom },
  ]
}

interface Found {
  readonly text: string
  readonly place: Place
  readonly box: Box
  readonly leader?: Segment
}

/** The first free place of the text that says most. */
function bestPlace<Tone>(
  wish: LabelWish<Tone>,
  taken: readonly Box[],
  lines: readonly Segment[],
  placed: readonly PlacedLabel<Tone>[],
  bounds: Box,
  size: number,
): Found | undefined {
  const { column, mark } = wish
  const room: Box = {
    ...bounds,
    left: Math.max(bounds.left, column.left),
    right: Math.min(bounds.right, column.right),
  }
  const along = placed.filter(({ rail }) => rail === wish.rail)
  for (const text of wish.texts) {
    for (const place of wish.places(textWidth(text, size))) {
      const box = labelBox(text, place, size)
      const middle = (box.top + box.bottom) / 2
      if (!isInside(box, room) || middle < mark.top || middle > mark.bottom) continue
      if (taken.some((other) => overlaps(box, other)) || lines.some((line) => crosses(line, box))) continue
      if (!isInOrder(mark, middle, along, size)) continue
      const leader = leaderOf(mark, box, size)
      return leader === undefined ? { text, place, box } : { text, place, box, leader }
    }
  }
  return undefined
}

function isInOrder(
  { at }: Mark,
  middle: number,
  along: readonly PlacedLabel<unknown>[],
  size: number,
): boolean {
  if (at === undefined) return true
  return along.every((other) => {
    if (other.mark.at === undefined || other.mark.at === at) return true
    const box = labelBox(other.text, other, size)
    const theirs = (box.top + box.bottom) / 2
    return other.mark.at < at ? middle >= theirs : middle <= theirs
  })
}

/** A thin line from a mark to a label that stands more than a line of writing above or below it, in the margin between them. */
function leaderOf({ x, y, isPoint }: Mark, box: Box, size: number): Segment | undefined {
  const middle = (box.top + box.bottom) / 2
  if (isPoint !== true || Math.abs(middle - y) <= 1.3 * size || (box.left <= x && x <= box.right))
    return undefined
  const toRight = box.left > x
  const edge = toRight ? box.left - 1 : box.right + 1
  if (Math.abs(edge - x) < 3 || Math.abs(edge - x) > LONGEST_LEADER) return undefined
  return { x1: x + (toRight ? 2 : -2), y1: y + Math.sign(middle - y) * 5, x2: edge, y2: middle }
}

const LONGEST_LEADER = 24

function isInside(box: Box, room: Box): boolean {
  return box.left >= room.left && box.right <= room.right && box.top >= room.top && box.bottom <= room.bottom
}
