/**
 * The common axis of the rows' delays: logarithmic, so that 60 ms and 3 s are both read off it, and no longer than needed.
 * Pure.
 */
import type { RaceRow } from '../../wire/race/race-view.ts'

export interface DelayScale {
  readonly leastMs: number
  readonly greatestMs: number
  readonly ticks: readonly number[]
  /** Where a delay stands, from 0 to 1; what is beyond an end stands on it. */
  readonly at: (delayMs: number) => number
}

/** Where the axis may begin and end, in milliseconds. */
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000]

/** The axis goes at least so far, so that it stands still in most races. */
const USUAL = { leastMs: 20, greatestMs: 5000 }

/** What is marked and named on the axis; each step would crowd it. */
const NAMED = [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000]

/** The axis that holds every delay and every theory of these rows. */
export function delayScale(rows: readonly Pick<RaceRow, 'delays' | 'theory'>[]): DelayScale {
  let least = USUAL.leastMs
  let greatest = USUAL.greatestMs
  const take = (ms: number): void => {
    if (ms < least) least = ms
    if (ms > greatest) greatest = ms
  }
  for (const { delays, theory } of rows) {
    for (const { delayMs } of delays.recent) take(delayMs)
    if (theory !== undefined) {
      take(theory.leastMs)
      take(theory.greatestMs)
    }
  }
  const leastMs = STEPS.findLast((step) => step <= least) ?? 1
  const greatestMs = STEPS.find((step) => step >= greatest) ?? 100_000
  const span = Math.log(greatestMs / leastMs)
  return {
    leastMs,
    greatestMs,
    ticks: NAMED.filter((step) => step >= leastMs && step <= greatestMs),
    at: (delayMs) => Math.min(1, Math.max(0, Math.log(Math.max(delayMs, 0.001) / leastMs) / span)),
  }
}
