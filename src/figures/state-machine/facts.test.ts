import { describe, expect, it } from 'vitest'
import { emptyLane } from '../../../tests/support/empty-lane.ts'
import { readCapture } from '../captures.ts'
import type { RunNote } from '../../wire/trace/trace.ts'
import type { Lane } from '../../wire/trace/views.ts'
import { machineSteps, stepAt, stepOnShow } from './facts.ts'

function recordedLane(name: string): Lane {
  const [lane] = readCapture(name).timeline.lanes
  if (lane === undefined) throw new Error('the scene has no lane')
  return lane
}

function eventSourceLane(...notes: readonly RunNote[]): Lane {
  return {
    ...emptyLane({ run: 'sse', transport: 'sse' }),
    notes: notes.map((note, moment) => ({ moment, at: moment * 10, note })),
  }
}

const es = (value: number): RunNote => ({ kind: 'ready-state', of: 'EventSource', value })

describe('machineSteps', () => {
  it('follows a WebSocket through a close from the server, CLOSING read from the wire', () => {
    const steps = machineSteps('WebSocket', recordedLane('first-frames'))
    expect(steps.slice(0, 5).map(({ to, by }) => [to, by])).toEqual([
      [0, 'created'],
      [1, 'ws-open'],
      [2, 'ws-closing'],
      [3, 'ws-closed'],
      [0, 'created'],
    ])
    expect(steps[3]?.code).toBe(1000)
    const moments = steps.map(({ moment }) => moment)
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  })

  it('tells a lost connection and a refused handshake from an orderly close', () => {
    const by = machineSteps('WebSocket', recordedLane('ten-ends')).map((step) => step.by)
    expect(by).toContain('ws-lost')
    expect(by).toContain('ws-fail')
    expect(by).toContain('ws-closed')
  })

  it('follows an EventSource, which comes back by itself until it gives up', () => {
    const steps = machineSteps(
      'EventSource',
      eventSourceLane(es(0), es(1), { kind: 'error' }, es(0), es(2), es(0), es(1)),
    )
    expect(steps.map(({ to, by }) => [to, by])).toEqual([
      [0, 'created'],
      [1, 'es-open'],
      [0, 'es-again'],
      [2, 'es-refused'],
      [0, 'created'],
      [1, 'es-open'],
    ])
    expect(
      machineSteps('EventSource', eventSourceLane(es(0), es(1), { kind: 'silent' }, es(0))).at(-2),
    ).toMatchObject({
      to: 2,
      by: 'es-closed',
    })
  })

  it('stands at the last step before a moment', () => {
    const steps = machineSteps('EventSource', eventSourceLane(es(0), { kind: 'heartbeat' }, es(1)))
    expect(stepAt(steps, 1)?.to).toBe(0)
    expect(stepAt(steps, 2)?.to).toBe(1)
    expect(stepAt(steps, undefined)).toBeUndefined()
  })
})

describe('stepOnShow', () => {
  it('is the first of a recorded run until the reader chooses, and the newest of a live one', () => {
    const steps = machineSteps('WebSocket', recordedLane('first-frames'))
    const shown = Number.MAX_SAFE_INTEGER
    expect(stepOnShow(steps, { selected: undefined, isRecorded: true, shown })).toBe(steps[0])
    expect(stepOnShow(steps, { selected: steps[2]?.moment, isRecorded: true, shown })).toBe(steps[2])
    expect(stepOnShow(steps, { selected: undefined, isRecorded: false, shown })).toBe(steps.at(-1))
  })
})
