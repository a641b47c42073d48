import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import type { GoalRun } from '../../bench/model/goal.ts'
import type { Lane } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

/** The run as it would be had a lane been open at other times. */
function withHolds(run: GoalRun, transport: string, holds: (lane: Lane) => Lane['holds']): GoalRun {
  const lanes = run.timeline.lanes.map((lane) =>
    lane.spec.transport === transport ? { ...lane, holds: holds(lane) } : lane,
  )
  return { ...run, timeline: { ...run.timeline, lanes } }
}

describe('the goals of two cut at once', () => {
  it('sees who is back first after a fault, and only where both were cut', () => {
    const run = capturedRun('both-cut')
    const late = withHolds(run, 'ws', ({ holds }) =>
      holds.map((hold, i) => (i === 0 ? hold : { ...hold, from: hold.from + 3000 })),
    )
    expect(reached(GOALS, late)).toContain('sse-back-first')
    const uncut = withHolds(late, 'ws', ({ holds }) => holds.slice(1))
    expect(reached(GOALS, uncut)).not.toContain('sse-back-first')
  })

  it('wants the event published while the lane was closed', () => {
    const run = capturedRun('both-cut')
    const open = withHolds(run, 'sse', ({ holds }) => holds.map((hold) => ({ ...hold, to: Infinity })))
    expect(reached(GOALS, open)).not.toContain('missed-event-on-both')
  })
})
