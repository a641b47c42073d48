import { describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../../wire/trace/trace.ts'
import { latestRunOf, litLines } from './lit-lines.ts'

function step(run: string, sequence: number, line: number, at: number, endLine = line): TraceEvent {
  return { kind: 'step', run, sequence, line, endLine, at }
}

const EVENTS: readonly TraceEvent[] = [
  {
    kind: 'run-started',
    run: 'long-poll',
    source: { file: 'long-poll.ts', hash: 'x' },
    transport: 'long-poll',
    at: 0,
  },
  step('long-poll', 0, 3, 1),
  step('short-poll', 0, 9, 1.1),
  step('long-poll', 1, 5, 1.2, 7),
  { kind: 'published', event: { id: 1, type: 'goal', at: 900, data: null }, at: 900 },
  step('long-poll', 2, 8, 1000),
  { kind: 'delivered', run: 'long-poll', event: 1, repeated: false, at: 1000.1 },
  { kind: 'run-stopped', run: 'long-poll', at: 2000 },
]

describe('the lit lines', () => {
  it('are of the last statement at or before the moment, with the turn before it as a trail', () => {
    expect(litLines(EVENTS, 3, 'long-poll')).toEqual({
      state: 'acts',
      at: { line: 5, endLine: 7, moment: 3 },
      trail: [{ line: 3, endLine: 3 }],
    })
  })

  it('say that the code waits where the moment is not its own', () => {
    expect(litLines(EVENTS, 4, 'long-poll')).toMatchObject({ state: 'waits', at: { line: 5 } })
    expect(litLines(EVENTS, 4, 'short-poll')).toMatchObject({ state: 'waits', at: { line: 9 } })
  })

  it('stay on a statement while what it does happens', () => {
    expect(litLines(EVENTS, 6, 'long-poll')).toMatchObject({ state: 'acts', at: { line: 8 }, trail: [] })
  })

  it('are none before the start, after the stop, and for a run that is not there', () => {
    expect(litLines(EVENTS, 0, 'long-poll').state).toBe('idle')
    expect(litLines(EVENTS, 7, 'long-poll').state).toBe('idle')
    expect(litLines(EVENTS, 6, 'sse').state).toBe('idle')
    expect(litLines(EVENTS, undefined, 'long-poll').state).toBe('idle')
  })
})

describe('the latest run of a line', () => {
  it('is the last shown mark that covers it', () => {
    expect(latestRunOf(EVENTS, EVENTS.length, 'long-poll', 6)).toBe(3)
    expect(latestRunOf(EVENTS, 3, 'long-poll', 6)).toBeUndefined()
    expect(latestRunOf(EVENTS, EVENTS.length, 'long-poll', 99)).toBeUndefined()
  })
})
