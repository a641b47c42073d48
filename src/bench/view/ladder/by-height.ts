/**
 * What stands in a drawing, found by height: a label asks only what lies beside it, and not all that there is, of which a ladder of a
 * minute has many hundreds. Pure, used by `label-placement.ts`.
 */
import type { Box } from './label-box.ts'

export interface ByHeight<Shape> {
  /** `y1` and `y2`: how far it reaches, in either order. */
  add(shape: Shape, y1: number, y2: number): void
  /** Whether a test holds of any that reaches into the heights of a box, which lies inside the bounds. */
  some(box: Box, test: (shape: Shape) => boolean): boolean
}

/** Of a band, in pixels: some lines of writing. */
const BAND = 48

/** Empty; what lies outside of the bounds is never asked for. */
export function byHeight<Shape>(bounds: Box): ByHeight<Shape> {
  const bands: Shape[][] = []
  const bandOf = (y: number): number => Math.floor((y - bounds.top) / BAND)
  return {
    add(shape, y1, y2) {
      const last = bandOf(Math.min(Math.max(y1, y2), bounds.bottom))
      for (let band = bandOf(Math.max(Math.min(y1, y2), bounds.top)); band <= last; band++)
        (bands[band] ??= []).push(shape)
    },
    some: ({ top, bottom }, test) =>
      bands.slice(bandOf(top), bandOf(bottom) + 1).some((band) => band.some(test)),
  }
}
