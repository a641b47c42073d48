/** Small races for tests of what draws and judges them: rows with chosen numbers, and the timeline of an existing capture. */
import { readFileSync } from 'node:fs'
import { NO_BYTES } from '../../src/wire/trace/queries/byte-counts.ts'
import type { DelayPoint, RaceRow, RaceView } from '../../src/wire/race/race-view.ts'
import { foldTrace } from '../../src/wire/trace/timeline/timeline.ts'
import { decodeTrace } from '../../src/wire/trace/trace-codec.ts'
import type { LaneSpec, Timeline } from '../../src/wire/trace/views.ts'
import { TRANSPORTS, type Transport } from '../../src/wire/trace/transports.ts'

/** A row in which nothing has happened, but for what is said. */
export function raceRow(transport: Transport, known: Partial<RaceRow> = {}): RaceRow {
  return {
    run: transport,
    transport,
    delays: { since: 0, disturbed: 0, count: 0, recent: [] },
    requests: 0,
    silentRepeats: 0,
    connections: 0,
    openExchanges: 0,
    bytes: { 'client-to-server': NO_BYTES, 'server-to-client': NO_BYTES },
    delivered: 0,
    repeated: 0,
    outOfOrder: 0,
    lost: 0,
    pending: 0,
    ...known,
  }
}

/** Delays of events 1, 2, 3 …, all equal to their median. */
export function delaysOf(...delaysMs: readonly number[]): RaceRow['delays'] {
  const sorted = [...delaysMs].sort((a, b) => a - b)
  const median = sorted[Math.floor((sorted.length - 1) / 2)]
  const recent = delaysMs.map((delayMs, index): DelayPoint => ({ event: index + 1, publishedAt: 0, delayMs }))
  if (median === undefined) return { since: 0, disturbed: 0, count: 0, recent }
  const summary = {
    mean: median,
    median,
    p95: median,
    p99: median,
    least: median,
    greatest: sorted.at(-1) ?? median,
  }
  return { since: 0, disturbed: 0, count: delaysMs.length, summary, recent }
}

const EMPTY: Timeline = { start: 0, end: 0, published: [], lanes: [], faults: [], uncertaintyMs: 0 }

/** A race of these rows; the other transports' rows are empty. */
export function raceView(
  rows: Partial<Record<Transport, Partial<RaceRow>>>,
  more: Partial<RaceView> = {},
): RaceView {
  return {
    origin: 0,
    end: 0,
    timeline: EMPTY,
    published: 0,
    rows: TRANSPORTS.map((transport) => raceRow(transport, rows[transport])),
    ...more,
  }
}

/** The timeline of a capture, with lanes of these transports. */
export function capturedTimeline(capture: string, transports: readonly Transport[]): Timeline {
  const decoded = decodeTrace(readFileSync(`content/captures/${capture}.json`, 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  const lanes = transports.map((transport): LaneSpec => ({ run: transport, transport }))
  return foldTrace(decoded.trace.events, lanes).timeline
}
