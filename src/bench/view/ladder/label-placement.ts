/**
 * Puts labels where they cover neither one another nor a mark nor a line, and in the order of their marks: each label offers
 * places in order of preference, takes the first that is free, and is left out where there is none.
 * Pure geometry, used by `ladder-layout.ts`.
 */
import type { Transport } from '../../../wire/trace/transports.ts'
import { byHeight, type ByHeight } from './by-height.ts'
import {
  ASCENT,
  crosses,
  DESCENT,
  isInside,
  labelBox,
  overlaps,
  type Box,
  type Place,
  type Segment,
} from './label-box.ts'
import { textWidth } from './text-width.ts'

export type LabelTone =
  { readonly kind: 'ink' | 'soft' } | { readonly kind: 'transport'; readonly transport: Transport }

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

export interface LabelWish {
  readonly mark: Mark
  /** Labels that stand along one lifeline of one lane, or between its two. */
  readonly rail: string
  /** What it says, and shorter ways to say it where that finds no place. */
  readonly texts: readonly string[]
  readonly tone: LabelTone
  /** Lower is placed first. */
  readonly rank: number
  /** In order of preference, for a text of a width. */
  readonly places: (width: number) => readonly Place[]
  /** The columns of its lane, which it never leaves. */
  readonly column: { readonly left: number; readonly right: number }
}

export interface PlacedLabel extends Place {
  readonly text: string
  readonly tone: LabelTone
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

export interface Obstacles {
  /** Boxes that are never covered. */
  readonly blocked: readonly Box[]
  /** Lines that no label lies on. */
  readonly lines: readonly Segment[]
  readonly selected: Selected | undefined
}

export interface Placement {
  readonly placed: readonly PlacedLabel[]
  /** What found no place. */
  readonly unplaced: readonly LabelWish[]
}

/**
 * Places as many labels as fit inside `bounds` and their columns: those of the selected moment first, then in order of rank,
 * then from the top. `size` is the font's, in the same pixels as the boxes.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  { blocked, lines, selected }: Obstacles,
  bounds: Box,
  size: number,
): Placement {
  const taken = byHeight<Box>(bounds)
  const drawn = byHeight<Segment>(bounds)
  const take = (box: Box): void => taken.add(box, box.top, box.bottom)
  const draw = (line: Segment): void => drawn.add(line, line.y1, line.y2)
  blocked.forEach(take)
  lines.forEach(draw)
  const placed: PlacedLabel[] = []
  const unplaced: LabelWish[] = []
  const place = (wish: LabelWish): void => {
    const best = bestPlace(wish, { taken, drawn, placed }, bounds, size)
    if (best === undefined) {
      unplaced.push(wish)
      return
    }
    take({ ...best.box, left: best.box.left - GAP, right: best.box.right + GAP })
    if (best.leader !== undefined) draw(best.leader)
    const { mark, rail, tone } = wish
    const leader = best.leader === undefined ? {} : { leader: best.leader }
    placed.push({ ...best.place, text: best.text, tone, rail, mark, ...leader })
  }
  const ordered = [...wishes].sort((a, b) => a.rank - b.rank || a.mark.y - b.mark.y)
  const isOwn = ({ mark }: LabelWish): boolean => mark.moment === selected?.moment
  if (selected !== undefined) edgesOf(selected.box).forEach(draw)
  ordered
    .filter(isOwn)
    .map((wish) => besideFrame(wish, selected?.box, size))
    .forEach(place)
  if (selected !== undefined) take(selected.box)
  ordered.filter((wish) => !isOwn(wish)).forEach(place)
  return { placed, unplaced }
}

/** A label of the selected moment may also stand right above or below the frame. */
function besideFrame(wish: LabelWish, frame: Box | undefined, size: number): LabelWish {
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
/** Between two labels on one line, which would else be read as one. */
const GAP = 5

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

/** What is there by now: what no label may cover, the lines, the labels. */
interface Put {
  readonly taken: ByHeight<Box>
  readonly drawn: ByHeight<Segment>
  readonly placed: readonly PlacedLabel[]
}

/** The first free place of the text that says most. */
function bestPlace(
  wish: LabelWish,
  { taken, drawn, placed }: Put,
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
      if (taken.some(box, (other) => overlaps(box, other))) continue
      if (drawn.some(box, (line) => crosses(line, box))) continue
      if (!isInOrder(mark, middle, along, size)) continue
      const leader = leaderOf(mark, box, size)
      if (leader && placed.some((other) => crosses(leader, labelBox(other.text, other, size)))) continue
      return leader === undefined ? { text, place, box } : { text, place, box, leader }
    }
  }
  return undefined
}

function isInOrder({ at }: Mark, middle: number, along: readonly PlacedLabel[], size: number): boolean {
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
