import { describe, expect, it } from 'vitest'
import { readCapture } from '../captures.ts'
import { arrivalsOf, COMPARED_EVENTS } from './facts.ts'

const RUN = 'iframe-stream'
const { timeline: through, scene } = readCapture('the-buffer.unbuffered')
const { timeline: held } = readCapture('the-buffer')
const LATENCY_MS = scene.settings.wire?.latencyMs ?? NaN

function latenesses(arrivals: ReturnType<typeof arrivalsOf>): readonly number[] {
  return arrivals.map(({ publishedMs, reachedMs }) => (reachedMs ?? NaN) - publishedMs)
}

describe('five events with and without a box that collects', () => {
  it('come one trip after their publication where nothing is on the way', () => {
    const arrivals = arrivalsOf(through, RUN)
    expect(arrivals).toHaveLength(COMPARED_EVENTS)
    for (const lateMs of latenesses(arrivals)) {
      expect(lateMs).toBeGreaterThan(LATENCY_MS - 5)
      expect(lateMs).toBeLessThan(LATENCY_MS + 60)
    }
  })

  it('come together where the box holds them, and what does not fill it waits on', () => {
    const arrivals = arrivalsOf(held, RUN)
    const reached = arrivals.map(({ reachedMs }) => reachedMs ?? NaN)
    expect((reached[3] ?? NaN) - (reached[0] ?? NaN)).toBeLessThan(20)
    expect(Math.max(...latenesses(arrivals))).toBeGreaterThan(1000)
  })

  it('begin where they are asked to, and are held as long as they have not come', () => {
    const second = through.published.filter(
      ({ event }) => event.at > (through.lanes[1]?.spans[0]?.from ?? 0),
    )[1]
    expect(arrivalsOf(through, RUN, second?.moment)[0]?.event).toBe(second?.event.id)
    const lane = through.lanes.map((each) => ({ ...each, deliveries: [] }))
    expect(
      arrivalsOf({ ...through, lanes: lane }, RUN).every(({ reachedMs }) => reachedMs === undefined),
    ).toBe(true)
    expect(arrivalsOf(through, 'sse')).toEqual([])
  })
})
