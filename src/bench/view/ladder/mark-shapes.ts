/** How a ladder's marks are drawn, and which ends are crossed: what its drawing, its key and a race's drawing share. */
import { round } from './arrow-head.ts'
import type { Segment } from './label-box.ts'
import type { ArrowShape, HoldShape } from './ladder-shapes.ts'

type Point = Readonly<Record<'x' | 'y', number>>

/** The width of an arrow's shaft by its weight, the lightest drawn first. */
export const STROKE: readonly { readonly weight: ArrowShape['weight']; readonly width: number }[] = [
  { weight: 'more', width: 1.2 },
  { weight: 'empty', width: 1.4 },
  { weight: 'request', width: 1.5 },
  { weight: 'full', width: 2.6 },
]

/** Half the width of a bar: a question that waits weighs more than an answer that goes on. */
export const BAR: Readonly<Record<'held' | 'open', number>> = { held: 5, open: 2.5 }

/** A straight line, as a path. */
export function linePath({ x1, y1, x2, y2 }: Segment): string {
  return `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`
}

/** A box, as a path. */
export function boxPath(x: number, y: number, width: number, height: number): string {
  return `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}Z`
}

/** A bar, as long as what it stands for lasted. */
export function barPath({ x, top, bottom, kind }: HoldShape): string {
  return boxPath(x - BAR[kind], top, 2 * BAR[kind], Math.max(0, bottom - top))
}

/** A diamond, `half` from its middle to each corner. */
export function diamondPath({ x, y }: Point, half: number): string {
  const [h, back] = [half, -half]
  return `M${round(x)} ${round(y - half)}l${h} ${h}l${back} ${h}l${back} ${back}Z`
}

/** A fault: lightning beside the lifeline it met. */
export function boltPath({ x, y }: Point): string {
  return `M${round(x + 2)} ${round(y - 9)}l-6 10h5l-3 8l7 -11h-5Z`
}

/** A cross, `half` from its middle to each side. */
export function crossPath({ x, y }: Point, half: number): string {
  return `M${round(x - half)} ${round(y - half)}l${2 * half} ${2 * half}m0 ${-2 * half}l${-2 * half} ${2 * half}`
}

/** Ends that somebody wanted; the others are crossed. */
export const GOOD_ENDS: ReadonlySet<string> = new Set(['complete', 'fin', 'closed-by-server'])
