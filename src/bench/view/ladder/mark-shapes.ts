/** How wide a ladder's marks are drawn, and which ends are crossed: what its drawing, its key and a race's drawing share. */
import type { ArrowShape } from './ladder-shapes.ts'

/** The width of an arrow's shaft by its weight, the lightest drawn first. */
export const STROKE: readonly { readonly weight: ArrowShape['weight']; readonly width: number }[] = [
  { weight: 'more', width: 1.2 },
  { weight: 'empty', width: 1.4 },
  { weight: 'request', width: 1.5 },
  { weight: 'full', width: 2.6 },
]

/** Half the width of a bar: a question that waits weighs more than an answer that goes on. */
export const BAR: Readonly<Record<'held' | 'open', number>> = { held: 5, open: 2.5 }

/** Ends that somebody wanted; the others are crossed. */
export const GOOD_ENDS: ReadonlySet<string> = new Set(['complete', 'fin', 'closed-by-server'])
