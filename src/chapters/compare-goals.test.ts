/** The goals of the chapter that compares, on recorded runs and on what those would be with one thing changed. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { captureOf, SCENES, type SceneName } from '../bench/model/scenes.ts'
import { createConversation } from '../wire/trace/conversation.ts'
import { createTimeline } from '../wire/trace/timeline/timeline.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import type { Lane } from '../wire/trace/views.ts'
import { COMPARE_GOALS } from './compare-goals.ts'
import type { GoalRun } from './goal-checks.ts'

function capturedRun(
  name: SceneName,
  changed: (event: TraceEvent) => TraceEvent = (event) => event,
): GoalRun {
  const decoded = decodeTrace(readFileSync(`content/captures/${captureOf(SCENES[name])}.json`, 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  const events = decoded.trace.events.map(changed)
  const conversation = createConversation()
  const timeline = createTimeline(SCENES[name].lanes, conversation.view)
  events.forEach((event, moment) => {
    conversation.push(event, moment)
    timeline.push(event, moment)
  })
  return {
    timeline: timeline.view,
    conversation: conversation.view,
    events,
    conditions: { pollIntervalMs: 2000, tripMs: 0, networkMs: 0 },
    since: 0,
  }
}

function reached(run: GoalRun): readonly string[] {
  return Object.entries(COMPARE_GOALS).flatMap(([name, check]) => (check(run) ? [name] : []))
}

/** The run as it would be had a lane been open at other times. */
function withHolds(run: GoalRun, transport: string, holds: (lane: Lane) => Lane['holds']): GoalRun {
  const lanes = run.timeline.lanes.map((lane) =>
    lane.spec.transport === transport ? { ...lane, holds: holds(lane) } : lane,
  )
  return { ...run, timeline: { ...run.timeline, lanes } }
}

describe('the goals of the comparison', () => {
  it('are reached by the runs that show them, and by no other', () => {
    expect(reached(capturedRun('both-ways'))).toEqual(['event-at-nearly-one-price', 'post-ten-frames'])
    // The base64 of a kilobyte comes by both as well, as an event.
    expect(reached(capturedRun('a-kilobyte'))).toEqual(['event-at-nearly-one-price', 'kilobyte-both-ways'])
    expect(reached(capturedRun('both-cut'))).toEqual(['missed-event-on-both'])
    expect(reached(capturedRun('cut-and-resume'))).toEqual([])
    expect(reached(capturedRun('first-frames'))).toEqual([])
  })

  it('wants the very bytes back', () => {
    const bent = capturedRun('a-kilobyte', (event) => {
      if (event.kind !== 'slice' || event.direction !== 'server-to-client' || event.bytes[0] !== 0x82)
        return event
      const bytes = event.bytes.slice()
      bytes[500] = (bytes[500] ?? 0) ^ 1
      return { ...event, bytes }
    })
    expect(reached(bent)).toEqual(['event-at-nearly-one-price'])
  })

  it('sees who is back first after a fault, and only where both were cut', () => {
    const run = capturedRun('both-cut')
    const late = withHolds(run, 'ws', ({ holds }) =>
      holds.map((hold, i) => (i === 0 ? hold : { ...hold, from: hold.from + 3000 })),
    )
    expect(reached(late)).toContain('sse-back-first')
    const uncut = withHolds(late, 'ws', ({ holds }) => holds.slice(1))
    expect(reached(uncut)).not.toContain('sse-back-first')
  })

  it('wants the event published while the lane was closed', () => {
    const run = capturedRun('both-cut')
    const open = withHolds(run, 'sse', ({ holds }) => holds.map((hold) => ({ ...hold, to: Infinity })))
    expect(reached(open)).not.toContain('missed-event-on-both')
  })
})
