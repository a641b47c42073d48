/** Time to height: the one scale of a ladder, of its layout, its window and its live tail. Pure. */
import type { LadderViewport } from './ladder-shapes.ts'

/** Room above the first moment, so that a mark at the origin is whole. */
export const TOP_PAD = 14

/** The height, from the top of the whole ladder, at which a time is drawn. */
export function yOf(at: number, viewport: Pick<LadderViewport, 'origin' | 'pixelsPerSecond'>): number {
  return TOP_PAD + ((at - viewport.origin) / 1000) * viewport.pixelsPerSecond
}
