/** The fold of a race gives what the full dissection and the timeline give, however it is fed and read, and forgets what is old. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectIncremental } from '../../../tests/support/invariants.ts'
import { createNoise } from '../../../tests/support/seeded-noise.ts'
import { LANES, traces } from '../../../tests/support/traces.ts'
import { addBytes, NO_BYTES } from '../trace/queries/byte-counts.ts'
import { bytesByKind } from '../trace/queries/byte-kinds.ts'
import { exchangesOfLane } from '../trace/queries/exchanges.ts'
import { foldTrace } from '../trace/timeline/timeline.ts'
import { decodeTrace } from '../trace/trace-codec.ts'
import type { TraceEvent } from '../trace/trace.ts'
import type { LaneSpec, Timeline } from '../trace/views.ts'
import { TRANSPORTS } from '../trace/transports.ts'
import { createRaceFold, type RaceLimits } from './race-fold.ts'
import type { RaceView } from './race-view.ts'

const CAPTURES = new URL('../../../content/captures/', import.meta.url)
const captures = readdirSync(CAPTURES)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, events: eventsOf(readFileSync(new URL(name, CAPTURES), 'utf8')) }))

const ALL_MARKS: RaceLimits = {
  marks: { keptMs: Number.POSITIVE_INFINITY, marks: Number.POSITIVE_INFINITY },
}
/** A stretch ends wherever it can. */
const SHORT_STRETCHES: RaceLimits = {
  ...ALL_MARKS,
  stretch: { slices: 1, bytes: Number.POSITIVE_INFINITY },
}

function captureOf(name: string): readonly TraceEvent[] {
  const found = captures.find((capture) => capture.name === `${name}.json`)
  if (found === undefined) throw new Error(`no capture ${name}`)
  return found.events
}

/** The same bytes in smaller pieces, a third of the slices in up to four. */
function cutUp(events: readonly TraceEvent[], seed: number): readonly TraceEvent[] {
  const noise = createNoise(seed)
  return events.flatMap((event) => {
    if (event.kind !== 'slice' || noise.below(3) > 0) return [event]
    const points = Array.from({ length: 3 }, () => noise.below(event.bytes.length))
    const bounds = [...new Set([0, ...points, event.bytes.length])].toSorted((a, b) => a - b)
    return bounds.slice(1).map((end, i) => {
      const start = bounds[i] ?? 0
      return { ...event, offset: event.offset + start, bytes: event.bytes.slice(start, end) }
    })
  })
}

function eventsOf(text: string): readonly TraceEvent[] {
  const decoded = decodeTrace(text)
  if (!decoded.ok) throw new Error(decoded.message)
  return decoded.trace.events
}

/** A lane for each run; one for each transport that none has. */
function lanesOf(events: readonly TraceEvent[]): readonly LaneSpec[] {
  const lanes = events.flatMap((event): readonly LaneSpec[] =>
    event.kind === 'run-started' ? [{ run: event.run, transport: event.transport }] : [],
  )
  const runs = lanes.filter(({ run }, i) => lanes.findIndex((other) => other.run === run) === i)
  const others = TRANSPORTS.filter((transport) => !runs.some((lane) => lane.transport === transport))
  return [...runs, ...others.map((transport) => ({ run: transport, transport }))]
}

function raceOf(events: readonly TraceEvent[], lanes: readonly LaneSpec[], limits?: RaceLimits): RaceView {
  const fold = createRaceFold(lanes, limits)
  events.forEach((event, moment) => fold.push(event, moment))
  return fold.view
}

/**
 * A timeline says an id twice that was told of twice, and what was published while a run was stopped is lost to it for good;
 * a race says it once, and waits for what a page that comes back asks for.
 */
function withEachLostOnce(timeline: Timeline): Timeline {
  const lanes = timeline.lanes.map((lane) => {
    const lost = lane.spans.length > 1 ? [] : [...new Set(lane.counts.lost)].toSorted((a, b) => a - b)
    return { ...lane, counts: { ...lane.counts, lost } }
  })
  return { ...timeline, lanes }
}

function expectFullCount(events: readonly TraceEvent[], lanes: readonly LaneSpec[], race: RaceView): void {
  const { conversation, timeline } = foldTrace(events, lanes)
  expect(withEachLostOnce(race.timeline)).toEqual(withEachLostOnce(timeline))
  for (const [i, row] of race.rows.entries()) {
    const lane = lanes[i]
    const exchanges = lane === undefined ? [] : exchangesOfLane(conversation, lane)
    for (const direction of ['client-to-server', 'server-to-client'] as const) {
      const full = exchanges.reduce((sum, each) => addBytes(sum, bytesByKind(each)[direction]), NO_BYTES)
      expect(row.bytes[direction], `${row.run} ${direction}`).toEqual(full)
    }
    const counts = timeline.lanes[i]?.counts
    expect(row).toMatchObject({
      requests: counts?.requests,
      delivered: counts?.delivered,
      repeated: counts?.repeated,
      connections: counts?.connections,
      lost: race.timeline.lanes[i]?.counts.lost.length,
    })
  }
}

describe('the fold of a race', () => {
  it.each(captures)('counts and draws $name as the full dissection and the timeline do', ({ events }) => {
    const lanes = lanesOf(events)
    expectFullCount(events, lanes, raceOf(events, lanes, ALL_MARKS))
    expectFullCount(events, lanes, raceOf(events, lanes, SHORT_STRETCHES))
  })

  it.each(['race', 'ten-ends', 'the-buffer', 'fetch-instead', 'stream-ends'])(
    'counts and draws %s the same way however its slices are cut',
    (name) => {
      for (const seed of [1, 2, 3]) {
        const events = cutUp(captureOf(name), seed)
        const lanes = lanesOf(events)
        expectFullCount(events, lanes, raceOf(events, lanes, SHORT_STRETCHES))
      }
    },
  )

  it('does so for any trace', () => {
    fc.assert(
      fc.property(traces, (events) => {
        expectFullCount(events, LANES, raceOf(events, LANES))
      }),
      { numRuns: 100 },
    )
  })

  it('gives the same read after every event as read once', () => {
    fc.assert(
      fc.property(traces, (events) => {
        expectIncremental(
          events,
          () => createRaceFold(LANES, SHORT_STRETCHES),
          (view) => view,
        )
      }),
      { numRuns: 20 },
    )
  })
})

describe('a long race', () => {
  const events = captureOf('race')
  const lanes = lanesOf(events)
  const whole = raceOf(events, lanes)
  const limits: RaceLimits = { marks: { keptMs: 5000, marks: 1000 } }

  it('keeps the marks of the last while, and says since when; the rows stay those of all of it', () => {
    expect(whole.foldedBefore).toBeUndefined()
    const race = raceOf(events, lanes, limits)
    const { foldedBefore, timeline } = race
    if (foldedBefore === undefined) throw new Error('nothing was folded')
    // Marks go in batches, a quarter over what is kept.
    expect(race.end - foldedBefore).toBeGreaterThanOrEqual(5000)
    expect(race.end - foldedBefore).toBeLessThan(5000 * 1.25 + 1000)
    expect(race.rows).toEqual(whole.rows)
    expect([race.origin, race.end, race.published]).toEqual([whole.origin, whole.end, whole.published])
    for (const [i, lane] of timeline.lanes.entries()) {
      const all = whole.timeline.lanes[i]
      if (all === undefined) throw new Error('a lane is gone')
      expect(lane.counts).toEqual(all.counts)
      // What is kept is the end of what there was.
      expect(lane.deliveries).toEqual(all.deliveries.filter(({ at }) => at >= foldedBefore))
      expect(all.arrows.slice(-lane.arrows.length)).toEqual(lane.arrows)
      expect(lane.arrows.length).toBeLessThan(all.arrows.length)
      expect(lane.arrows.length).toBeGreaterThan(0)
    }
  })

  it('folds by the number of marks as well', () => {
    const race = raceOf(events, lanes, { marks: { keptMs: Number.POSITIVE_INFINITY, marks: 10 } })
    expect(race.foldedBefore).toBeGreaterThan(race.origin)
    expect(race.rows).toEqual(whole.rows)
  })

  it('gives the same read after every event as read once, also while it forgets', () => {
    const rows = (list: readonly TraceEvent[]): unknown => raceOf(list, lanes, limits)
    const fold = createRaceFold(lanes, limits)
    events.forEach((event, moment) => {
      fold.push(event, moment)
      const { view } = fold
      if (moment % 29 === 0) expect(view).toEqual(rows(events.slice(0, moment + 1)))
    })
  })
})
