/**
 * What the fold of a race gives to its views: the ladders of the last while, and for each lane the numbers of the whole
 * run. Plain data; `race-fold.ts` fills it from the trace alone, so that a recorded race and a live one are told alike.
 */
import type { Transport } from '../trace/transports.ts'
import type { Timeline } from '../trace/views.ts'
import type { BytesEachWay } from '../trace/queries/byte-counts.ts'

export interface RaceView {
  /** When the first lane started; what the axes call 0. Equal to `end` while nothing has happened. */
  readonly origin: number
  readonly end: number
  /** The marks that are kept: all of a short race, the last while of a long one. Moments count from the trace's beginning. */
  readonly timeline: Timeline
  /** Older marks than this are only in the rows any more; absent while every mark is kept. */
  readonly foldedBefore?: number
  /** Events of the feed since the first lane started, and ids of those whose marks are kept. */
  readonly published: number
  /** In the order of the lanes. */
  readonly rows: readonly RaceRow[]
}

/** One transport's numbers. Counted from the start of the race, but for `delays`. */
export interface RaceRow {
  readonly run: string
  readonly transport: Transport
  readonly delays: Delays
  /** What the conditions alone predict for `delays`; absent where no theory of ours holds (a buffering proxy, a stalled wire). */
  readonly theory?: DelayTheory
  /** Requests whose head crossed the wire whole, those of streams and handshakes too. */
  readonly requests: number
  /** Requests that the browser sent a second time by itself, after a connection died before the first byte of an answer. Among `requests`. */
  readonly silentRepeats: number
  /** TCP connections its exchanges used so far, and exchanges open at `end` (a held question, a stream). */
  readonly connections: number
  readonly openExchanges: number
  readonly bytes: BytesEachWay
  readonly delivered: number
  /** Handed to the page though it had them already. */
  readonly repeated: number
  /** Delivered after one with a greater id. */
  readonly outOfOrder: number
  /** Published since the lane ran first, older than its newest delivery, never delivered. */
  readonly lost: number
  /** Published since the lane ran first and newer than its newest delivery: on their way, or waiting for somebody to ask. */
  readonly pending: number
}

/**
 * From publishing to the page's JavaScript, in milliseconds, of first deliveries. Begins anew when the conditions or the
 * feed are changed, since one set of conditions is what a theory speaks of.
 */
export interface Delays {
  readonly since: number
  readonly count: number
  /** How many of them met what no theory speaks of: a fault, a failed request, a stream that began anew, conditions that changed. */
  readonly disturbed: number
  /** Absent while `count` is 0. */
  readonly summary?: DelaySummary
  /** The newest, oldest first; at most `RECENT_DELAYS`. */
  readonly recent: readonly DelayPoint[]
}

export interface DelaySummary {
  readonly mean: number
  readonly median: number
  readonly p95: number
  readonly p99: number
  readonly least: number
  readonly greatest: number
}

export interface DelayPoint {
  readonly event: number
  readonly publishedAt: number
  readonly delayMs: number
}

/** What a delay should be under conditions: between `leastMs` and `greatestMs`, `meanMs` on average; how it is spread between. */
export interface DelayTheory {
  readonly leastMs: number
  readonly meanMs: number
  readonly greatestMs: number
  readonly shape: 'uniform' | 'one-transit' | 'one-to-three-transits'
}

/** How many delays a row keeps one by one, for its strip of dots. */
export const RECENT_DELAYS = 400
