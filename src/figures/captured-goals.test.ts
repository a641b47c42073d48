/**
 * The goals of several figures on real traffic: each recorded run reaches those that its chapter says it shows, and of the
 * chapter's others none. What one goal wants is tried beside it.
 */
import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../tests/support/captured-run.ts'
import { SmallTrace } from '../../tests/support/small-trace.ts'
import type { Goals } from '../bench/model/goal.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import { GOALS } from './lookup.ts'
import { type FIGURES } from './registry.ts'
import { recordedDelays } from './the-interval/facts.ts'

const ALL: Goals = Object.fromEntries([...GOALS].map(([name, { check }]) => [name, check]))

function goalsOf(...figures: readonly (typeof FIGURES)[number]['name'][]): Goals {
  return Object.fromEntries(
    [...GOALS].flatMap(([name, { figure, check }]) =>
      (figures as readonly string[]).includes(figure) ? [[name, check]] : [],
    ),
  )
}

describe('recorded runs', () => {
  it('show what the chapter says they show', () => {
    expect(reached(ALL, capturedRun('match-and-ticker'))).toEqual(
      expect.arrayContaining(['first-live-event', 'same-event-both-ways', 'a-second-apart']),
    )
    expect(reached(ALL, capturedRun('two-polls'))).toContain('long-poll-under-200-ms')
    expect(reached(ALL, capturedRun('the-burst'))).toContain('burst-three-trips')
    const gap = reached(ALL, capturedRun('the-gap'))
    expect(gap).toContain('gap-event-received')
    expect(gap).toContain('gap-event-lost')
  })

  it('tell the two ways of meeting a 304 apart', () => {
    const byTheBrowser = reached(ALL, capturedRun('not-modified'))
    expect(byTheBrowser).toContain('304-behind-a-200')
    expect(byTheBrowser).not.toContain('304-in-the-script')
    const byTheScript = reached(ALL, capturedRun('not-modified.short-poll-conditional'))
    expect(byTheScript).toContain('304-in-the-script')
    expect(byTheScript).not.toContain('304-behind-a-200')
  })

  it('tell the loops apart', () => {
    expect(reached(ALL, capturedRun('the-loop'))).toEqual(['notes-loop-silent'])
    expect(reached(ALL, capturedRun('the-loop.xhr-loop-sent'))).toEqual(['one-request-then-silence'])
    const loops = ['notes-loop-silent', 'one-request-then-silence']
    for (const name of reached(ALL, capturedRun('the-loop.xhr-loop'))) expect(loops).not.toContain(name)
  })

  it('give the histogram delays inside the predicted box, but for the time the page and the network take', () => {
    const { settings, options, timeline } = capturedRun('the-interval')
    const { delaysMs, answers, conditions } = recordedDelays({ settings, options }, timeline)
    expect(delaysMs.length).toBeGreaterThan(5)
    expect(answers).toBeGreaterThan(3)
    const { pollIntervalMs, tripMs } = conditions
    for (const delay of delaysMs) {
      expect(delay).toBeGreaterThan(tripMs - 5)
      expect(delay).toBeLessThan(pollIntervalMs + 3 * tripMs + 200)
    }
  })
})

describe('the goals of WebSocket', () => {
  const goals = goalsOf('first-frames', 'cross-origin', 'send-raw', 'websocket-endings', 'the-deflate')

  it('are reached by the recorded runs that show them, and by no others', () => {
    expect(reached(goals, capturedRun('first-frames'))).toEqual([
      'unsent-pong',
      'both-spoke',
      'binary-message',
    ])
    const endings = reached(goals, capturedRun('ten-ends'))
    expect(endings).toEqual(expect.arrayContaining(['three-ways-to-1006', 'told-1008', 'told-1009']))
    expect(endings).not.toContain('close-with-my-reason')
    expect(reached(goals, capturedRun('the-deflate'))).not.toContain('compressed-frame')
    expect(reached(goals, capturedRun('the-deflate.deflate'))).toContain('compressed-frame')
    expect(reached(goals, capturedRun('the-foreigner'))).toEqual(['foreigner-turned-away'])
    expect(reached(goals, capturedRun('two-polls'))).toEqual([])
  })
})

describe('the goals of Server-Sent Events', () => {
  const goals = goalsOf(
    'three-events',
    'cut-and-resume',
    'once-each',
    'event-stream-editor',
    'stream-ends',
    'seventh-connection',
  )

  it('of one stream show its heartbeat and no break', () => {
    expect(reached(goals, capturedRun('three-events'))).toEqual(['heartbeat-comment-and-event'])
    const without = (event: TraceEvent): TraceEvent | undefined =>
      event.kind === 'note' && event.note.kind === 'heartbeat' ? undefined : event
    expect(reached(goals, capturedRun('three-events', without))).toEqual([])
  })

  it('of a cut show what was published meanwhile, by the cursor that nobody wrote', () => {
    const cut = reached(goals, capturedRun('cut-and-resume'))
    expect(cut).toEqual(expect.arrayContaining(['missed-event-after-cut', 'last-event-id-unwritten']))
    expect(cut).not.toContain('event-source-gave-up')
    // The same without the fault: a break of the network's own is no cut of the reader's.
    const unasked = capturedRun('cut-and-resume', (event) => (event.kind === 'fault' ? undefined : event))
    expect(reached(goals, unasked)).not.toContain('missed-event-after-cut')
  })

  it('are none of a stream of the reader’s own that is the notes’', () => {
    expect(reached(goals, capturedRun('own-stream'))).toEqual([])
  })
})

describe('the goals of the comparison', () => {
  const goals = goalsOf('both-ways', 'a-kilobyte', 'both-cut')

  it('are reached by the runs that show them, and by no other', () => {
    expect(reached(goals, capturedRun('both-ways'))).toEqual(['event-at-nearly-one-price', 'post-ten-frames'])
    // The base64 of a kilobyte comes by both as well, as an event.
    expect(reached(goals, capturedRun('a-kilobyte'))).toEqual([
      'event-at-nearly-one-price',
      'kilobyte-both-ways',
    ])
    expect(reached(goals, capturedRun('both-cut'))).toEqual(['missed-event-on-both'])
    expect(reached(goals, capturedRun('cut-and-resume'))).toEqual([])
    expect(reached(goals, capturedRun('first-frames'))).toEqual([])
  })

  it('wants the very bytes back', () => {
    const bent = capturedRun('a-kilobyte', (event) => {
      if (event.kind !== 'slice' || event.direction !== 'server-to-client' || event.bytes[0] !== 0x82)
        return event
      const bytes = event.bytes.slice()
      bytes[500] = (bytes[500] ?? 0) ^ 1
      return { ...event, bytes }
    })
    expect(reached(goals, bent)).toEqual(['event-at-nearly-one-price'])
  })
})

describe('names', () => {
  it('knows its own and nothing inherited', () => {
    expect(GOALS.has('first-live-event')).toBe(true)
    expect(GOALS.has('toString')).toBe(false)
  })

  it('reaches nothing in an empty trace', () => {
    const lanes = (['short-poll', 'long-poll'] as const).map((run) => ({ run, transport: run }))
    expect(reached(ALL, new SmallTrace().run(lanes))).toEqual([])
  })
})
