/** Where a label would like to stand beside its mark or its arrow, in order of preference. Pure, used by `ladder-labels.ts`. */
import { ASCENT, DESCENT, type Place, type Segment } from './label-box.ts'

/** Baselines beside a mark, in parts of the font's size from its height: at it, right above, right below, then with a leader. */
const BESIDE = [0.33, -0.45, 1.15, -1, 1.7, -1.5, 2.3, -2.1, 2.9]

/** Right (`start`) or left (`end`) of a place on a lifeline, `away` pixels off. */
export function placesBeside(
  { x, y }: { readonly x: number; readonly y: number },
  away: number,
  anchor: 'start' | 'end',
  size: number,
): readonly Place[] {
  const at = anchor === 'start' ? x + away : x - away
  return BESIDE.map((shift) => ({ x: at, y: y + shift * size, anchor }))
}

/** Between a line and a label's box. */
const CLEAR = 2
/** Between a lifeline, with what is on it, and a label along an arrow. */
const MARGIN = 12

/** Along an arrow, on it in the middle where it can be, then nearer to its ends; above it before below it. */
export function placesAlong({ x1, y1, x2, y2 }: Segment, width: number, size: number): readonly Place[] {
  const left = Math.min(x1, x2) + MARGIN + width / 2
  const right = Math.max(x1, x2) - MARGIN - width / 2
  if (left > right) return []
  const yAt = (x: number): number => y1 + ((x - x1) / (x2 - x1)) * (y2 - y1)
  const spots = [0.5, 0.75, 0.25, 1, 0].map((part) => left + part * (right - left))
  const beside = spots.map((x) => ({ x, ends: [yAt(x - width / 2), yAt(x + width / 2)] }))
  const above = beside.map(({ x, ends }) => ({ x, y: Math.min(...ends) - CLEAR - DESCENT * size }))
  const below = beside.map(({ x, ends }) => ({ x, y: Math.max(...ends) + CLEAR + ASCENT * size }))
  return above
    .flatMap((place, index) => [place, ...below.slice(index, index + 1)])
    .map((place) => ({ ...place, anchor: 'middle' as const }))
}
