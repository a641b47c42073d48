/** What is sampled, and that the prediction is what a thousand simulated polls give. */
import { describe, expect, it } from 'vitest'
import { delayConditions, meanDelay, predictDelays, recordedDelays, sampleDelays } from './facts.ts'
import { layOutHistogram } from './histogram-layout.ts'
import { SmallTrace } from '../../../tests/support/small-trace.ts'

const LANE = { run: 'short-poll', transport: 'short-poll' } as const

describe('conditions', () => {
  it('knows no rate where events are published by hand', () => {
    const options = { pollIntervalMs: 1500 }
    expect(delayConditions({ feed: 'manual', eventsPerMinute: 12 }, options)).toEqual({
      pollIntervalMs: 1500,
      tripMs: 0,
      networkMs: 0,
    })
    expect(
      delayConditions(
        { feed: 'ticker', eventsPerMinute: 12, wire: { latencyMs: 40, jitterMs: 20 } },
        options,
      ),
    ).toEqual({
      pollIntervalMs: 1500,
      tripMs: 50,
      networkMs: 0,
      eventsPerMinute: 12,
    })
  })
})

describe('prediction', () => {
  it('agrees with polls that are played through', () => {
    const conditions = { pollIntervalMs: 2000, tripMs: 100, networkMs: 20, eventsPerMinute: 20 }
    const prediction = predictDelays(conditions)
    const played = playPolls(conditions.pollIntervalMs, 120, 4000)
    expect(prediction.periodMs).toBe(2240)
    expect(prediction.meanMs).toBe(1240)
    expect(mean(played)).toBeCloseTo(prediction.meanMs, -1)
    expect(Math.min(...played)).toBeGreaterThanOrEqual(prediction.leastMs)
    expect(Math.max(...played)).toBeLessThanOrEqual(prediction.greatestMs)
    expect(prediction.emptyShare).toBeCloseTo(Math.exp(-2.24 / 3), 10)
  })
})

describe('sample', () => {
  const trace = new SmallTrace()
    .published(1, 1000)
    .poll({ transport: 'short-poll', asked: [1500, 1540], answered: [1541, 1581], events: [1] })
    .delivered('short-poll', 1, 1582)
    .poll({ transport: 'short-poll', asked: [3500, 3540], answered: [3541, 3581], status: 304 })
  const changedAt = trace.length
  trace
    .published(2, 4000)
    .poll({ transport: 'short-poll', asked: [5500, 5540], answered: [5541, 5581], events: [2] })
    .delivered('short-poll', 2, 5582)
    .delivered('short-poll', 9, 5583)
  const { timeline } = trace.run([LANE])
  const conditions = delayConditions({}, { pollIntervalMs: 2000 })

  it('takes each delivery whose publication is known, and tells empty answers from full', () => {
    expect(sampleDelays(timeline, conditions)).toEqual({
      conditions,
      delaysMs: [582, 1582],
      answers: 3,
      emptyAnswers: 1,
    })
  })

  it('leaves out what happened under earlier conditions', () => {
    const later = sampleDelays(timeline, conditions, changedAt)
    expect(later).toEqual({ conditions, delaysMs: [1582], answers: 1, emptyAnswers: 0 })
    expect(meanDelay(later)).toBe(1582)
    expect(sampleDelays(timeline, conditions, 1000).delaysMs).toEqual([])
  })

  it('reads a recorded run by its scene', () => {
    const scene = {
      lanes: [LANE],
      settings: { feed: 'ticker', eventsPerMinute: 50 },
      options: { pollIntervalMs: 2000 },
    } as const
    expect(recordedDelays(scene, timeline).conditions).toEqual({
      pollIntervalMs: 2000,
      tripMs: 0,
      networkMs: 0,
      eventsPerMinute: 50,
    })
    expect(() => recordedDelays({ ...scene, options: {} }, timeline)).toThrow('poll interval')
  })
})

describe('layout', () => {
  const conditions = { pollIntervalMs: 2000, tripMs: 40, networkMs: 0 }
  const sample = { conditions, delaysMs: [-0.4, 39, 500, 501, 2100, 9000], answers: 9, emptyAnswers: 3 }
  const layout = layOutHistogram(sample, 560, 300)

  it('counts every delay once, in a bin or beyond the axis', () => {
    const counted = layout.bins.reduce((sum, { count }) => sum + count, 0)
    expect(counted + layout.beyond).toBe(sample.delaysMs.length)
    expect(layout.beyond).toBe(1)
  })

  it('expects of all bins together what was measured', () => {
    const expected = layout.bins.reduce((sum, bin) => sum + bin.expected, 0)
    expect(expected).toBeCloseTo(sample.delaysMs.length, 6)
  })

  it('keeps every bar, tick and mean inside the frame, at a phone width too', () => {
    for (const width of [320, 560, 760]) {
      const narrow = layOutHistogram(sample, width, 300)
      for (const { x, y, width: w, height } of narrow.bars) {
        expect(x).toBeGreaterThanOrEqual(narrow.left)
        expect(x + w).toBeLessThanOrEqual(narrow.right)
        expect(y).toBeGreaterThanOrEqual(narrow.top)
        expect(y + height).toBeCloseTo(narrow.base, 6)
      }
      expect(narrow.box.y).toBeGreaterThanOrEqual(narrow.top)
      expect(narrow.box.x + narrow.box.width).toBeLessThanOrEqual(narrow.right)
      for (const { at } of narrow.xTicks) expect(at).toBeLessThanOrEqual(narrow.right + 1e-6)
      for (const { at } of narrow.yTicks) expect(at).toBeGreaterThanOrEqual(narrow.top - 1e-6)
    }
  })

  it('stands for intervals from a tenth of a second to a minute', () => {
    for (const pollIntervalMs of [100, 250, 1000, 5000, 10_000, 60_000]) {
      const each = layOutHistogram(
        { ...sample, conditions: { pollIntervalMs, tripMs: 40, networkMs: 0 } },
        560,
        300,
      )
      expect(each.bins.length).toBeGreaterThanOrEqual(6)
      expect(each.bins.length).toBeLessThanOrEqual(20)
      expect(each.xTicks.length).toBeGreaterThanOrEqual(2)
      expect(each.xTicks.length).toBeLessThanOrEqual(9)
    }
  })
})

/** Plays short polling through: events at random times (a fixed sequence), a timer that starts after each answer. */
function playPolls(intervalMs: number, tripMs: number, events: number): readonly number[] {
  let seed = 12_345
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
  const delays: number[] = []
  let at = 0
  let askedAt = 0
  for (let i = 0; i < events; i++) {
    at -= 3000 * Math.log(1 - random())
    while (askedAt + tripMs < at) askedAt += intervalMs + 2 * tripMs
    delays.push(askedAt + 2 * tripMs - at)
  }
  return delays
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
