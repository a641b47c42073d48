import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CAPTURE_NAMES, readCapture } from '../../../../tests/support/every-capture.ts'
import { originOf } from '../moments.ts'
import { FOLD_HEIGHT, foldedMap, LEAST_DROP, type FoldedOptions } from './folded-map.ts'
import { markTimes } from './mark-times.ts'
import { linearMap, TOP_PAD } from './time-map.ts'

const { timeline } = readCapture('first-frames')
const origin = originOf(timeline)

function mapOf(change: Partial<FoldedOptions> = {}, of = timeline) {
  return foldedMap(of, {
    origin: originOf(of),
    pixelsPerSecond: 80,
    opened: new Set(),
    live: false,
    around: of.end,
    lineHeight: 15,
    ...change,
  })
}

describe('a linear map', () => {
  it('gives each second its height, both ways', () => {
    const map = linearMap({ origin: 1000, pixelsPerSecond: 40 })
    expect(map.y(3500)).toBe(TOP_PAD + 100)
    expect(map.at(map.y(2345))).toBeCloseTo(2345)
    expect(map.folds).toEqual([])
  })
})

describe('a folded map', () => {
  const map = mapOf()

  it('never goes back, and finds the time of a height again', () => {
    const times = fc.integer({ min: -500, max: Math.ceil(timeline.end - origin) + 2000 })
    fc.assert(
      fc.property(times, times, (a, b) => {
        const [first, second] = [Math.min(a, b), Math.max(a, b)].map((at) => map.y(origin + at))
        expect(first).toBeLessThanOrEqual(second ?? 0)
        expect(map.at(map.y(origin + a))).toBeCloseTo(origin + a, 3)
      }),
    )
  })

  it('folds silences only: no mark of any lane, and nothing on its way, in any capture', () => {
    for (const name of CAPTURE_NAMES) {
      const run = readCapture(name).timeline
      const { folds } = mapOf({}, run)
      for (const lane of run.lanes) {
        const times = markTimes(lane, run)
        for (const { from, to, top, bottom } of folds) {
          expect(times.filter((at) => at > from && at < to)).toEqual([])
          expect(lane.arrows.filter(({ left, arrived }) => left < to && arrived > from)).toEqual([])
          expect(bottom - top).toBeGreaterThanOrEqual(FOLD_HEIGHT - 0.001)
        }
      }
    }
    expect(map.folds.length).toBeGreaterThan(3)
  })

  it('lets every transit drop, where the run is not long', () => {
    for (const { left, arrived } of timeline.lanes.flatMap(({ arrows }) => arrows))
      expect(map.y(arrived) - map.y(left)).toBeGreaterThanOrEqual(LEAST_DROP - 0.001)
  })

  it('begins an arrow where the event stands that it carries at once, in any capture', () => {
    let seen = 0
    for (const name of CAPTURE_NAMES) {
      const run = readCapture(name).timeline
      const { y } = mapOf({}, run)
      const sent = run.lanes
        .flatMap(({ arrows }) => arrows)
        .filter(({ direction }) => direction === 'server-to-client')
      const times = run.lanes.flatMap((lane) => markTimes(lane, run)).sort((a, b) => a - b)
      for (const { event } of run.published) {
        // What comes between the two, in any lane, is drawn between them.
        const next = times.find((at) => at > event.at)
        if (!sent.some(({ left }) => left === next && left < event.at + 3)) continue
        seen++
        expect(y(next ?? 0) - y(event.at), `${name}, event ${event.id}`).toBeLessThan(6)
      }
    }
    expect(seen).toBeGreaterThan(20)
  })

  it('opens what the reader opens, and nothing else', () => {
    const [fold] = map.folds
    const opened = mapOf({ opened: new Set([fold?.from ?? 0]) })
    expect(opened.folds.map(({ isOpen }) => isOpen)).toEqual(map.folds.map((each) => each === fold))
    const [wide] = opened.folds
    expect((wide?.bottom ?? 0) - (wide?.top ?? 0)).toBeCloseTo(((fold?.to ?? 0) - (fold?.from ?? 0)) * 0.08)
  })

  it('lets the last silence of a live run grow, and folds it once a mark has come', () => {
    const marks = markTimes(timeline.lanes[0] ?? expect.fail('a lane expected'), timeline)
    const [first = 0] = marks.filter((at) => at > origin)
    const begun = {
      ...timeline,
      published: [],
      faults: [],
      lanes: timeline.lanes.map((lane) => ({
        ...lane,
        spans: [{ from: origin }],
        notes: [],
        ends: [],
        holds: [],
        deliveries: [],
        arrows: lane.arrows.slice(0, 1),
      })),
    }
    const waiting = mapOf({ live: true }, begun)
    const last = begun.lanes[0]?.arrows[0]?.arrived ?? first
    expect(waiting.folds.filter(({ from }) => from >= last)).toEqual([])
    expect(waiting.y(last + 5000) - waiting.y(last)).toBeCloseTo(400)
    const fault = {
      moment: 900,
      fault: { kind: 'fault', at: last + 5000, fault: 'reset', transport: 'all', affected: 1 },
    } as const
    const ended = mapOf({ live: true }, { ...begun, faults: [fault] })
    expect(ended.folds.at(-1)).toMatchObject({ from: last, to: last + 5000 })
  })

  it('spreads a long run around the moment on show alone', () => {
    const run = readCapture('ten-ends').timeline
    const arrows = run.lanes.flatMap((lane) => lane.arrows)
    const middle = arrows[Math.floor(arrows.length / 2)] ?? expect.fail('arrows expected')
    const long = mapOf({ around: middle.left }, run)
    expect(long.y(middle.arrived) - long.y(middle.left)).toBeGreaterThanOrEqual(LEAST_DROP)
    expect(long.y(run.end)).toBeLessThan(mapOf({ around: middle.left, pixelsPerSecond: 160 }, run).y(run.end))
    const [early] = arrows
    expect(long.y(early?.arrived ?? 0) - long.y(early?.left ?? 0)).toBeLessThan(LEAST_DROP)
  })
})
