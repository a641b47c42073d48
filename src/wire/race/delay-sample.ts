/**
 * The quantiles of delays that come one by one and without end: exact for the first thousands, then by a histogram whose
 * buckets grow by one part in a hundred. A row of the race keeps one.
 */
import { lowerBound } from '../bytes/ordered.ts'
import type { DelaySummary } from './race-view.ts'

/** So many delays are kept one by one; their quantiles are exact. */
export const EXACT_DELAYS = 4096

/** Each bucket's bounds differ by so much; what is read out of one is its middle, so at most half of that off. */
const GROWTH = 1.01

/** Of a quantile once there are more than `EXACT_DELAYS`, for delays of a millisecond or more. */
export const QUANTILE_ERROR = (GROWTH - 1) / 2

/** The first bucket holds all that is shorter; the last all that is longer than about three days. */
const SHORTEST_MS = 0.1
const BUCKETS = 2200

export interface DelaySample {
  add(delayMs: number): void
  readonly count: number
  /** Absent while there is none. */
  readonly summary: DelaySummary | undefined
}

/** Makes an empty sample. */
export function createDelaySample(): DelaySample {
  const sorted: number[] = []
  let buckets: Float64Array | undefined
  let count = 0
  let sum = 0
  let least = Number.POSITIVE_INFINITY
  let greatest = Number.NEGATIVE_INFINITY
  let summary: DelaySummary | undefined

  /** The smallest delay that at least this part of all delays does not exceed (nearest rank). */
  function quantile(part: number): number {
    const rank = Math.max(1, Math.ceil(part * count))
    if (buckets === undefined) return sorted[rank - 1] ?? 0
    let seen = 0
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      seen += buckets[bucket] ?? 0
      if (seen >= rank) return Math.min(greatest, Math.max(least, middleOf(bucket)))
    }
    return greatest
  }

  /** Of an even number the mean of the two in the middle, as a median is written elsewhere on the site. */
  function median(): number {
    if (buckets !== undefined) return quantile(0.5)
    const low = sorted[Math.ceil(count / 2) - 1] ?? 0
    return (low + (sorted[Math.floor(count / 2)] ?? low)) / 2
  }

  return {
    get count() {
      return count
    },
    get summary() {
      if (count === 0) return undefined
      summary ??= {
        mean: sum / count,
        median: median(),
        p95: quantile(0.95),
        p99: quantile(0.99),
        least,
        greatest,
      }
      return summary
    },
    add(delayMs) {
      count++
      sum += delayMs
      least = Math.min(least, delayMs)
      greatest = Math.max(greatest, delayMs)
      summary = undefined
      if (buckets === undefined && count > EXACT_DELAYS) {
        buckets = new Float64Array(BUCKETS)
        for (const each of sorted) countIn(buckets, each)
        sorted.length = 0
      }
      if (buckets === undefined)
        sorted.splice(
          lowerBound(sorted, delayMs, (each) => each),
          0,
          delayMs,
        )
      else countIn(buckets, delayMs)
    },
  }
}

function countIn(buckets: Float64Array, delayMs: number): void {
  const bucket = delayMs <= SHORTEST_MS ? 0 : Math.ceil(Math.log(delayMs / SHORTEST_MS) / Math.log(GROWTH))
  const index = Math.min(BUCKETS - 1, bucket)
  buckets[index] = (buckets[index] ?? 0) + 1
}

/** The middle of (0.1 × 1.01^(b-1), 0.1 × 1.01^b]. */
function middleOf(bucket: number): number {
  return (SHORTEST_MS * (GROWTH ** bucket + GROWTH ** (bucket - 1))) / 2
}
