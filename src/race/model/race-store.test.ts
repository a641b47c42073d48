/** The store of a race: what it forgets, what it says of it, and that it stands still while paused. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createRaceFold } from '../../wire/race/race-fold.ts'
import { decodeTrace, encodeTrace } from '../../wire/trace/trace-codec.ts'
import type { Trace, TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import { createRaceStore, type RaceStore } from './race-store.ts'
import { raceScene } from './scene.ts'

const { lanes } = raceScene

const header: TraceHeader = {
  version: 1,
  lab: 'x',
  vantage: 'server-socket',
  recordedAt: '',
  client: 'a test',
  settings: {},
}

function captured(name: string): Trace {
  const text = readFileSync(new URL(`../../../content/captures/${name}.json`, import.meta.url), 'utf8')
  const decoded = decodeTrace(text)
  if (!decoded.ok) throw new Error(decoded.message)
  return decoded.trace
}

const RACE = captured('race').events
/** What the race has while its streams are open: the first ten seconds. */
const RUNNING = RACE.slice(
  0,
  RACE.findIndex((event) => event.kind === 'fault'),
)

function fed(events: readonly TraceEvent[], limit?: { events: number; bytes: number }): RaceStore {
  const store = createRaceStore(header, lanes, [], limit)
  // As a live source hands them over: some at a time.
  for (let at = 0; at < events.length; at += 7) expect(store.append(events.slice(at, at + 7))).toBe(true)
  return store
}

const SMALL = { events: 40, bytes: 1_000_000 }

describe("a race's store", () => {
  it('counts the same rows live, and from the trace that it saves', () => {
    const store = fed(RACE)
    const saved = decodeTrace(encodeTrace(store.trace()))
    if (!saved.ok) throw new Error(saved.message)
    const recorded = createRaceStore(header, lanes, saved.trace.events)
    expect(recorded.race.rows).toEqual(store.race.rows)
    expect(recorded.shown.value).toBe(RACE.length)
    expect(store.race.rows.every(({ delivered }) => delivered > 0)).toBe(true)
  })

  it('keeps no statements of the code', () => {
    const step: TraceEvent = { kind: 'step', run: 'sse', sequence: 0, line: 1, endLine: 1, at: 1 }
    const store = fed([step, ...RACE.slice(0, 5), step])
    expect(store.events).toEqual(RACE.slice(0, 5))
    expect(store.shown.value).toBe(5)
  })

  it('forgets the oldest, and the rows do not notice', () => {
    const store = fed(RACE, SMALL)
    expect(store.events.length).toBeLessThanOrEqual(SMALL.events)
    expect(store.firstMoment + store.events.length).toBe(RACE.length)
    expect(store.events).toEqual(RACE.slice(store.firstMoment))
    expect(store.race.rows).toEqual(fed(RACE).race.rows)
  })

  it('forgets by bytes as well', () => {
    const store = fed(RACE, { events: 100_000, bytes: 4000 })
    const kept = store.events.reduce(
      (sum, event) => sum + (event.kind === 'slice' ? event.bytes.length : 0),
      0,
    )
    expect(kept).toBeLessThanOrEqual(4000)
    expect(store.firstMoment).toBeGreaterThan(0)
  })

  it('saves of what goes on its heads, and says how much of it is gone', () => {
    const store = fed(RUNNING, SMALL)
    const saved = decodeTrace(encodeTrace(store.trace()))
    if (!saved.ok) throw new Error(saved.message)
    const { events } = saved.trace
    expect(events.length).toBeLessThan(RUNNING.length)
    const opened = events.flatMap((event) => (event.kind === 'exchange-opened' ? [event.exchange] : []))
    const told = new Set(events.flatMap((event) => ('exchange' in event ? [event.exchange] : [])))
    // Nothing is told of an exchange that did not open, and no exchange opens twice.
    expect(new Set(opened)).toEqual(told)
    expect(opened).toHaveLength(told.size)

    const { exchanges } = store.conversation
    const streams = exchanges.filter(({ transport }) => ['iframe-stream', 'sse', 'ws'].includes(transport))
    expect(streams.map(({ status }) => status).toSorted()).toEqual([101, 200, 200])
    for (const { id, sides } of streams) {
      const { source, missing } = sides['server-to-client']
      const whole = RUNNING.reduce(
        (end, event) =>
          event.kind === 'slice' && event.exchange === id && event.direction === 'server-to-client'
            ? Math.max(end, event.offset + event.bytes.length)
            : end,
        0,
      )
      expect(source.bytes).toHaveLength(whole)
      for (const { start, end } of missing) expect(end).toBeGreaterThan(start)
    }
  })

  it('gives moments that count from the beginning, also to the conversation', () => {
    const store = fed(RACE, SMALL)
    const last = store.conversation.exchanges.at(-1)?.sides['client-to-server'].slices[0]
    if (last === undefined) throw new Error('the last exchange has a request')
    const event = store.events[last.moment - store.firstMoment]
    expect(event).toMatchObject({ kind: 'slice', exchange: last.exchange, offset: last.range.start })
  })

  it('stands still while paused, however much it forgets, and catches up', () => {
    const store = fed(RUNNING.slice(0, 30), SMALL)
    store.pause(true)
    const { race, events, firstMoment, timeline } = store
    const version = store.version.value
    const copy = structuredClone(events)
    for (const event of RACE.slice(30)) store.append([event])
    expect(store.race).toBe(race)
    expect(store.timeline).toBe(timeline)
    expect(store.events).toEqual(copy)
    expect([store.firstMoment, store.shown.value, store.version.value]).toEqual([firstMoment, 30, version])
    expect(store.conversation.exchanges.length).toBeGreaterThan(0)
    store.pause(false)
    expect(store.shown.value).toBe(RACE.length)
    expect(store.version.value).toBe(version + 1)
    const fold = createRaceFold(lanes)
    RACE.forEach((event, moment) => fold.push(event, moment))
    expect(store.race.rows).toEqual(fold.view.rows)
  })
})
