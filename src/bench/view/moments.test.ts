import { describe, expect, it } from 'vitest'
import { emptyLane } from '../../../tests/support/empty-lane.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { Arrow, Lane, Timeline } from '../../wire/trace/views.ts'
import { originOf, tellingMoment } from './moments.ts'

function lane(...starts: readonly number[]): Lane {
  return {
    ...emptyLane({ run: 'long-poll', transport: 'long-poll' }),
    spans: starts.map((from) => ({ from })),
  }
}

function timeline(lanes: readonly Lane[]): Timeline {
  return { start: 1000, end: 9000, published: [], faults: [], lanes, uncertaintyMs: 0 }
}

describe('what a bench calls 0', () => {
  it('is the first start of the first run, however early the trace begins', () => {
    expect(originOf(timeline([lane(3200, 5000), lane(3150)]))).toBe(3150)
  })

  it('is the start of the trace while nothing has run', () => {
    expect(originOf(timeline([lane(), lane()]))).toBe(1000)
  })
})

describe('the moment a run opens at', () => {
  const step = (sequence: number): TraceEvent => {
    return { kind: 'step', run: 'xhr-loop-notes', sequence, line: 9 + sequence, endLine: 9 + sequence, at: 1 }
  }

  it('is the last statement that ran where nothing went on the wire', () => {
    const events: readonly TraceEvent[] = [
      step(0),
      step(1),
      { kind: 'run-stopped', run: 'xhr-loop-notes', at: 2 },
    ]
    expect(tellingMoment(timeline([lane(0)]), events, events.length)).toBe(1)
    expect(tellingMoment(timeline([lane(0)]), events, 1)).toBe(0)
    expect(tellingMoment(timeline([lane(0)]), [], 0)).toBeUndefined()
  })

  const arrow = (moment: number, direction: Arrow['direction'], carries: Arrow['carries']): Arrow => {
    return { moment, exchange: 'x', direction, left: moment, arrived: moment, bytes: 9, carries }
  }
  const arrows: readonly Arrow[] = [
    arrow(1, 'client-to-server', { kind: 'request', method: 'GET', target: '/ws' }),
    arrow(2, 'server-to-client', { kind: 'stream', parts: [{ kind: 'text', bytes: 7 }], events: [] }),
    arrow(3, 'client-to-server', { kind: 'stream', parts: [{ kind: 'text', bytes: 3 }], events: [] }),
    arrow(4, 'client-to-server', { kind: 'stream', parts: [{ kind: 'pong', bytes: 0 }], events: [] }),
    arrow(5, 'server-to-client', { kind: 'stream', parts: [{ kind: 'event', event: 1 }], events: [1] }),
  ]
  const over = (transport: 'ws' | 'sse', without?: number): Timeline => {
    const spec = { run: transport, transport }
    return timeline([{ ...lane(0), spec, arrows: arrows.filter(({ moment }) => moment !== without) }])
  }

  it('is a text frame of the client’s, which is masked, where a WebSocket has one', () => {
    expect(tellingMoment(over('ws'), [], 9)).toBe(3)
    expect(tellingMoment(over('ws', 3), [], 9)).toBe(5)
    expect(tellingMoment(over('ws'), [], 3)).toBeUndefined()
  })

  it('is the slice of an event on any other transport', () => {
    expect(tellingMoment(over('sse'), [], 9)).toBe(5)
  })
})
