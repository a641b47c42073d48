/**
 * What stands in a drawing, found by height: a label asks only what lies beside it, and not all that there is, of which a ladder of a
 * minute has many hundreds. Pure, used by `label-placement.ts`.
 */
import type { Box, Segment } from './label-box.ts'

type Heights = Pick<Box, 'top' | 'bottom'>

/** Of a band, in pixels: some lines of writing. */
const BAND = 48

export class ByHeight<Shape> {
  readonly #bands: Shape[][] = []
  readonly #bounds: Box
  readonly #heightOf: (shape: Shape) => Heights

  /** Nothing outside of `bounds` is ever asked for. */
  constructor(bounds: Box, heightOf: (shape: Shape) => Heights, shapes: readonly Shape[]) {
    this.#bounds = bounds
    this.#heightOf = heightOf
    for (const shape of shapes) this.add(shape)
  }

  add(shape: Shape): void {
    const { top, bottom } = this.#heightOf(shape)
    const last = this.#bandOf(Math.min(bottom, this.#bounds.bottom))
    for (let band = this.#bandOf(Math.max(top, this.#bounds.top)); band <= last; band++)
      (this.#bands[band] ??= []).push(shape)
  }

  /** Whether a test holds of any that reaches into these heights. */
  someBeside({ top, bottom }: Heights, test: (shape: Shape) => boolean): boolean {
    const last = this.#bandOf(bottom)
    for (let band = this.#bandOf(top); band <= last; band++)
      if (this.#bands[band]?.some(test) === true) return true
    return false
  }

  #bandOf(y: number): number {
    return Math.floor((y - this.#bounds.top) / BAND)
  }
}

export function heightOfBox(box: Box): Box {
  return box
}

export function heightOfSegment({ y1, y2 }: Segment): Heights {
  return { top: Math.min(y1, y2), bottom: Math.max(y1, y2) }
}
