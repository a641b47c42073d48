/** A number for the prose, as `<Measure>` writes it: its kind, what it is computed from, and the arithmetic that makes one of many. */
import type { Conversation, Lane, Timeline } from '../../wire/trace/views.ts'
import type { Scene } from './scenes.ts'

/** What a measure is computed from: a recorded run and the scene that it is of. */
export interface Measured {
  readonly scene: Scene
  readonly conversation: Conversation
  readonly timeline: Timeline
}

/** A quantity of one lane's run; undefined where the run holds nothing to compute it from. */
export type OfLane = (lane: Lane, measured: Measured) => Quantity | undefined

export type Quantity =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'share'; readonly share: number }

/** What was not measured has no quantity: each of these hands `undefined` on. */
export function count(value: number | undefined): Quantity | undefined {
  return value === undefined ? undefined : { kind: 'count', count: value }
}

export function duration(ms: number | undefined): Quantity | undefined {
  return ms === undefined ? undefined : { kind: 'duration', ms }
}

export function bytes(value: number | undefined): Quantity | undefined {
  return value === undefined ? undefined : { kind: 'bytes', bytes: value }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** Of nothing there is no mean, and no median. */
export function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : sum(values) / values.length
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return mean(sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1))
}
