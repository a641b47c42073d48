/** Each goal of chapter 3 on a recorded run that reaches it, and on the same run with one thing changed, which does not. */
import { describe, expect, it } from 'vitest'
import { readCapture } from '../bench/build/captures.ts'
import { createConversation } from '../wire/trace/conversation.ts'
import { createTimeline } from '../wire/trace/timeline/timeline.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import type { GoalRun } from './goal-checks.ts'
import { IFRAME_GOALS } from './iframe-goals.ts'

type Name = keyof typeof IFRAME_GOALS

function run(
  capture: string,
  change: (event: TraceEvent) => TraceEvent | undefined = (event) => event,
): GoalRun {
  const { trace, timeline: recorded } = readCapture(capture)
  const events = trace.events.flatMap((event) => change(event) ?? [])
  const conversation = createConversation()
  const timeline = createTimeline(
    recorded.lanes.map(({ spec }) => spec),
    conversation.view,
  )
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

function reached(goalRun: GoalRun): readonly Name[] {
  return (Object.keys(IFRAME_GOALS) as Name[]).filter((name) => IFRAME_GOALS[name](goalRun))
}

/** Moves the deliveries of a run, later or earlier. */
function moved(name: string, byMs: number) {
  return (event: TraceEvent): TraceEvent =>
    event.kind === 'delivered' && event.run === name ? { ...event, at: event.at + byMs } : event
}

describe('events that came', () => {
  it('iframe-event-under-200-ms counts from publication to JavaScript', () => {
    expect(reached(run('forever-page'))).toContain('iframe-event-under-200-ms')
    expect(reached(run('forever-page', moved('iframe-stream', 100)))).not.toContain(
      'iframe-event-under-200-ms',
    )
  })

  it('three-events-one-request wants three, delivered', () => {
    expect(reached(run('forever-page'))).toContain('three-events-one-request')
    const two = run('forever-page', (event) =>
      event.kind === 'delivered' && event.event > 2 ? undefined : event,
    )
    expect(reached(two)).not.toContain('three-events-one-request')
  })

  it('end-tag-survived wants the event with the end tag delivered, not another', () => {
    expect(reached(run('breaking-out'))).toContain('end-tag-survived')
    const others = run('breaking-out', (event) =>
      event.kind === 'delivered' && event.event === 1 ? undefined : event,
    )
    expect(reached(others)).not.toContain('end-tag-survived')
    expect(reached(run('forever-page'))).not.toContain('end-tag-survived')
  })
})

describe('a cut', () => {
  it('silence-told wants a fault, and nothing but silence after it', () => {
    expect(reached(run('silent-cut'))).toContain('silence-told')
    const noFault = run('silent-cut', (event) => (event.kind === 'fault' ? undefined : event))
    expect(reached(noFault)).not.toContain('silence-told')
    const noSilence = run('silent-cut', (event) =>
      event.kind === 'note' && event.note.kind === 'silent' ? undefined : event,
    )
    expect(reached(noSilence)).not.toContain('silence-told')
    const metNothing = run('silent-cut', (event) =>
      event.kind === 'fault' ? { ...event, affected: 0 } : event,
    )
    expect(reached(metNothing)).not.toContain('silence-told')
  })

  it('missed-event-caught-up wants an event from between the cut and the next request', () => {
    expect(reached(run('silent-cut'))).toContain('missed-event-caught-up')
    const neverCame = run('silent-cut', (event) =>
      event.kind === 'delivered' && event.event === 2 ? undefined : event,
    )
    expect(reached(neverCame)).not.toContain('missed-event-caught-up')
    expect(reached(run('forever-page'))).not.toContain('missed-event-caught-up')
  })

  it('two-chunks-one-slice wants two events in one slice', () => {
    expect(reached(run('silent-cut'))).not.toContain('two-chunks-one-slice')
    expect(reached(run('the-buffer'))).not.toContain('two-chunks-one-slice')
    // The first two events of a stream as one write would have handed them over.
    const stream = readCapture('the-buffer').conversation.exchanges.find(
      ({ transport }) => transport === 'iframe-stream',
    )
    let first: Extract<TraceEvent, { kind: 'slice' }> | undefined
    let down = 0
    const joined = run('the-buffer', (event) => {
      if (event.kind !== 'slice' || event.exchange !== stream?.id || event.direction === 'client-to-server')
        return event
      down++
      if (down === 2) {
        first = event
        return undefined
      }
      if (down !== 3 || first === undefined) return event
      return { ...event, offset: first.offset, bytes: new Uint8Array([...first.bytes, ...event.bytes]) }
    })
    expect(reached(joined)).toContain('two-chunks-one-slice')
  })
})

describe('iframe and fetch', () => {
  it('fetch-back-first wants a second between them', () => {
    expect(reached(run('fetch-instead'))).toEqual(
      expect.arrayContaining(['same-event-by-iframe-and-fetch', 'fetch-back-first']),
    )
    const together = reached(run('fetch-instead', moved('fetch-stream', 3500)))
    expect(together).toContain('same-event-by-iframe-and-fetch')
    expect(together).not.toContain('fetch-back-first')
    expect(reached(run('forever-page'))).not.toContain('same-event-by-iframe-and-fetch')
  })
})

describe('a box that holds back', () => {
  it('held-back-together wants three written apart that arrived at once', () => {
    expect(reached(run('the-buffer'))).toContain('held-back-together')
    const straight = run('the-buffer', (event) =>
      event.kind === 'slice' ? { ...event, arrived: event.left + 60 } : event,
    )
    expect(reached(straight)).not.toContain('held-back-together')
    expect(reached(run('forever-page'))).not.toContain('held-back-together')
  })
})
