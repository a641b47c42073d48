/** The row of a lane: what it counts, when its delays begin anew, and the requests that a browser repeats by itself. */
import { describe, expect, it } from 'vitest'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { NO_CONDITIONS } from '../../contract/settings.ts'
import type { Conditions, FaultKind, TraceEvent } from '../trace/trace.ts'
import type { Transport } from '../trace/transports.ts'
import { createRaceFold } from './race-fold.ts'
import type { RaceRow } from './race-view.ts'

/** A small race of one stream of events, without bytes. */
const STARTED: TraceEvent = {
  kind: 'run-started',
  run: 'sse',
  source: { file: 'sse.ts', hash: '1' },
  transport: 'sse',
  at: 0,
}

function told(...list: readonly (TraceEvent | readonly TraceEvent[])[]): RaceRow {
  const events = [STARTED, ...list.flat()]
  const fold = createRaceFold([{ run: 'sse', transport: 'sse' }])
  events.forEach((event, moment) => fold.push(event, moment))
  const [row] = fold.view.rows
  if (row === undefined) throw new Error('no row')
  return row
}

const CONDITIONS: Conditions = {
  feed: 'match',
  eventsPerMinute: 12,
  pollIntervalMs: 3000,
  longPollTimeoutMs: 8000,
  heartbeatMs: 4000,
  ...NO_CONDITIONS,
  latencyMs: 60,
}

const under = (at: number, change: Partial<Conditions> = {}): TraceEvent => ({
  kind: 'conditions',
  conditions: { ...CONDITIONS, ...change },
  at,
})

const published = (id: number, at: number): TraceEvent => ({
  kind: 'published',
  event: { id, type: 'goal', at, data: null },
  at,
})

const delivered = (event: number, at: number, repeated = false): TraceEvent => ({
  kind: 'delivered',
  run: 'sse',
  event,
  repeated,
  at,
})

const fault = (kind: FaultKind, at: number, transport: Transport | 'all' = 'all'): TraceEvent => ({
  kind: 'fault',
  fault: kind,
  transport,
  affected: 1,
  at,
})

describe('a row', () => {
  it('counts what came, came again, came late, is lost and is on its way', () => {
    const row = told(
      [1, 2, 3, 4, 5].map((id) => published(id, id)),
      delivered(2, 10),
      delivered(1, 11),
      delivered(2, 12, true),
      delivered(4, 13),
    )
    expect(row).toMatchObject({ delivered: 3, repeated: 1, outOfOrder: 1, lost: 1, pending: 1 })
    expect(row.delays.recent.map(({ delayMs }) => delayMs)).toEqual([8, 10, 9])
  })

  it('is of all that was published since the race began, and of what was on its way then', () => {
    const fold = createRaceFold([{ run: 'sse', transport: 'sse' }])
    const events = [
      published(1, -9),
      published(2, -1),
      STARTED,
      published(3, 1),
      delivered(2, 5),
      delivered(3, 6),
    ]
    events.forEach((event, moment) => fold.push(event, moment))
    expect(fold.view.published).toBe(2)
    expect(fold.view.rows[0]).toMatchObject({ delivered: 2, lost: 0, pending: 0 })
  })

  it('waits for what was published while the page was away, once it comes back', () => {
    const away: TraceEvent[] = [
      published(1, 5),
      delivered(1, 6),
      { kind: 'run-stopped', run: 'sse', at: 10 },
      published(2, 20),
    ]
    expect(told(away)).toMatchObject({ pending: 0, lost: 0 })
    const back: TraceEvent = { ...STARTED, at: 30 }
    expect(told(away, back)).toMatchObject({ pending: 1, lost: 0 })
    expect(told(away, back, published(3, 31), delivered(3, 32))).toMatchObject({ pending: 0, lost: 1 })
    const caughtUp = told(away, back, delivered(2, 33))
    expect(caughtUp).toMatchObject({ delivered: 2, pending: 0, lost: 0 })
    expect(caughtUp.delays).toMatchObject({ count: 2, disturbed: 1 })
  })

  it('counts delays anew when the conditions change, of what is published from then on', () => {
    const before = [under(0), published(1, 10), delivered(1, 80), published(2, 90)]
    expect(told(before).delays).toMatchObject({ since: 0, count: 1, summary: { mean: 70 } })
    expect(told(before).theory?.meanMs).toBe(60)
    const row = told(
      before,
      under(100, { latencyMs: 200 }),
      delivered(2, 160),
      published(3, 300),
      delivered(3, 505),
    )
    expect(row.delays).toMatchObject({ since: 100, count: 1, disturbed: 0, summary: { mean: 205 } })
    // Published while what was asked for before is still under way.
    expect(
      told(before, under(100), under(101, { latencyMs: 9 }), published(3, 110), delivered(3, 120)).delays,
    ).toEqual(expect.objectContaining({ since: 101, count: 1, disturbed: 1 }))
    expect(row.theory?.meanMs).toBe(200)
    expect(row.delivered).toBe(3)
    // Told again as they are, they change nothing.
    expect(told(before, under(100)).delays.count).toBe(1)
  })

  it('has no theory while the wire is stalled, nor behind a buffer', () => {
    expect(told(under(0), fault('stall', 5)).theory).toBeUndefined()
    expect(told(under(0), fault('stall', 5, 'ws')).theory).toBeDefined()
    expect(told(under(0), fault('stall', 5), fault('resume', 9)).theory).toBeDefined()
    expect(told(under(0, { bufferBytes: 1024 })).theory).toBeUndefined()
    expect(told().theory).toBeUndefined()
  })

  it('tells the delays that met a break from those that did not', () => {
    const row = told(
      published(1, 10),
      fault('reset', 20),
      delivered(1, 900),
      published(2, 1000),
      delivered(2, 1060),
    )
    expect(row.delays).toMatchObject({ count: 2, disturbed: 1 })
  })
})

/** A question on a connection, and its answer where there is one. */
function asks(exchange: string, connection: string, at: number, answer?: 'answered' | 'cut'): TraceEvent[] {
  const bytes = ascii('GET /labs/x/sse?after=3 HTTP/1.1\r\nHost: a\r\n\r\n')
  const events: TraceEvent[] = [
    { kind: 'exchange-opened', exchange, connection, transport: 'sse', at },
    { kind: 'slice', exchange, direction: 'client-to-server', offset: 0, left: at, arrived: at, bytes },
  ]
  if (answer === 'answered') {
    const head = ascii('HTTP/1.1 204 No Content\r\n\r\n')
    events.push({
      kind: 'slice',
      exchange,
      direction: 'server-to-client',
      offset: 0,
      left: at + 1,
      arrived: at + 1,
      bytes: head,
    })
  }
  if (answer !== undefined) events.push({ kind: 'exchange-closed', exchange, at: at + 2 })
  return events
}

const note = (kind: 'failed' | 'heartbeat', at: number): TraceEvent => ({
  kind: 'note',
  run: 'sse',
  note: { kind },
  at,
})

describe('a silent repeat', () => {
  const used = asks('e1', 'c1', 1, 'answered')
  const cut = asks('e2', 'c1', 10, 'cut')

  it('is the same request again on another connection, after one that had served died without a byte', () => {
    expect(told(used, cut, asks('e3', 'c2', 20)).silentRepeats).toBe(1)
    expect(
      told(used, cut, note('heartbeat', 15), asks('e3', 'c2', 20), asks('e4', 'c3', 30)).silentRepeats,
    ).toBe(1)
    expect(told(used, cut, asks('e3', 'c2', 20)).requests).toBe(3)
  })

  it("is not the page's own second try, a first try's, or an answered one's", () => {
    expect(told(used, cut, note('failed', 15), asks('e3', 'c2', 20)).silentRepeats).toBe(0)
    expect(told(asks('e2', 'c1', 10, 'cut'), asks('e3', 'c2', 20)).silentRepeats).toBe(0)
    expect(told(used, asks('e3', 'c2', 20)).silentRepeats).toBe(0)
    expect(told(used, cut, asks('e3', 'c1', 20)).silentRepeats).toBe(0)
  })
})
