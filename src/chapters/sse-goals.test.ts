/**
 * The goals of Server-Sent Events on recorded runs of a real browser, and on the same runs with that taken out which each goal
 * is about.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { captureOf, SCENES, type SceneName } from '../bench/model/scenes.ts'
import { createConversation } from '../wire/trace/conversation.ts'
import { createTimeline } from '../wire/trace/timeline.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import { delayConditions } from '../figures/the-interval/facts.ts'
import type { GoalRun } from './goal-checks.ts'
import { SSE_GOALS } from './sse-goals.ts'

type Name = keyof typeof SSE_GOALS

function reached(scene: SceneName, change: (event: TraceEvent) => TraceEvent | undefined = (e) => e): Name[] {
  return reachedBy(runOf(scene, undefined, change))
}

function reachedBy(run: GoalRun): Name[] {
  return (Object.keys(SSE_GOALS) as Name[]).filter((name) => SSE_GOALS[name](run))
}

function runOf(
  name: SceneName,
  variant: string | undefined,
  change: (event: TraceEvent) => TraceEvent | undefined = (e) => e,
): GoalRun {
  const scene = SCENES[name]
  const decoded = decodeTrace(readFileSync(`content/captures/${captureOf(scene, variant)}.json`, 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  const events = decoded.trace.events.flatMap((event) => change(event) ?? [])
  const conversation = createConversation()
  const lanes = scene.variants?.find((each) => each.name === variant)?.lanes ?? scene.lanes
  const timeline = createTimeline(lanes, conversation.view)
  events.forEach((event, moment) => {
    conversation.push(event, moment)
    timeline.push(event, moment)
  })
  const conditions = delayConditions(scene.settings, { pollIntervalMs: 2000 })
  return { timeline: timeline.view, conversation: conversation.view, events, conditions, since: 0 }
}

function withoutNote(kind: string): (event: TraceEvent) => TraceEvent | undefined {
  return (event) => (event.kind === 'note' && event.note.kind === kind ? undefined : event)
}

describe('recorded runs', () => {
  it('of one stream show its heartbeat and no break', () => {
    expect(reached('three-events')).toEqual(['heartbeat-comment-and-event'])
    expect(reached('three-events', withoutNote('heartbeat'))).toEqual([])
  })

  it('of a cut show what was published meanwhile, by the cursor that nobody wrote', () => {
    const goals = ['missed-event-after-cut', 'last-event-id-unwritten']
    expect(reached('cut-and-resume')).toEqual(expect.arrayContaining(goals))
    expect(reached('cut-and-resume')).not.toContain('event-source-gave-up')
    // The same without the fault: a break of the network's own is no cut of the reader's.
    expect(reached('cut-and-resume', (event) => (event.kind === 'fault' ? undefined : event))).not.toContain(
      'missed-event-after-cut',
    )
  })

  it('of one response an event show three, and a stream does not', () => {
    expect(reachedBy(runOf('once-each', 'once'))).toContain('three-events-three-responses')
    expect(reachedBy(runOf('once-each', 'stream'))).not.toContain('three-events-three-responses')
  })

  it('of the ends show an EventSource that gave up, and not by the page closing it', () => {
    expect(reached('stream-ends')).toContain('event-source-gave-up')
    expect(reached('stream-ends', withoutNote('error'))).not.toContain('event-source-gave-up')
  })

  it('of seven streams show the one that waits, and of six none', () => {
    expect(reached('seventh-connection')).toContain('seventh-waits')
    const six = reached('seventh-connection', (event) =>
      event.kind === 'note' && event.run === 'socket.7' ? undefined : event,
    )
    expect(six).not.toContain('seventh-waits')
  })
})

describe('a stream of the reader’s own', () => {
  it('that is the notes’ reaches none of its goals', () => {
    expect(reached('own-stream')).toEqual([])
  })

  const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

  function ownRun(
    content: string,
    dispatched: readonly { type: string; data: string }[],
    isOver: boolean,
  ): Name[] {
    const slice = (direction: 'client-to-server' | 'server-to-client', text: string): TraceEvent => ({
      kind: 'slice',
      exchange: 'x',
      direction,
      offset: 0,
      left: 2,
      arrived: 2,
      bytes: latin1(text),
    })
    const size = content.length.toString(16)
    const note = (value: number): TraceEvent => ({
      kind: 'note',
      run: 'stream.1',
      note: { kind: 'ready-state', of: 'EventSource', value },
      at: 3,
    })
    const events: TraceEvent[] = [
      { kind: 'connection-opened', connection: 'c', at: 1 },
      { kind: 'exchange-opened', exchange: 'x', connection: 'c', transport: 'sse', at: 1 },
      slice('client-to-server', 'GET /labs/L/sse?try=stream.1 HTTP/1.1\r\nHost: a\r\n\r\n'),
      slice(
        'server-to-client',
        `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n${content}\r\n${isOver ? '0\r\n\r\n' : ''}`,
      ),
      note(1),
      ...dispatched.map(({ type, data }): TraceEvent => ({
        kind: 'note',
        run: 'stream.1',
        note: { kind: 'dispatched', type, data, lastEventId: '', origin: 'http://a' },
        at: 4,
      })),
      ...(isOver ? [{ kind: 'exchange-closed', exchange: 'x', at: 5 } as const] : []),
    ]
    const conversation = createConversation()
    events.forEach((event, moment) => conversation.push(event, moment))
    const { timeline, conditions } = runOf('own-stream', undefined)
    return reachedBy({ timeline, conversation: conversation.view, events, conditions, since: 0 })
  }

  it('block-never-dispatched needs data, an end, and nothing dispatched for it', () => {
    const whole = [{ type: 'message', data: 'a' }]
    expect(ownRun('data: a\n\ndata: b\n', whole, true)).toContain('block-never-dispatched')
    expect(ownRun('data: a\n\ndata: b\n', whole, false)).not.toContain('block-never-dispatched')
    expect(ownRun('data: a\n\n', whole, true)).not.toContain('block-never-dispatched')
    const more = [...whole, { type: 'message', data: 'b' }]
    expect(ownRun('data: a\n\ndata: b\n', more, true)).not.toContain('block-never-dispatched')
  })

  it('error-that-is-none needs the event on an open stream', () => {
    const named = [{ type: 'error', data: 'a' }]
    expect(ownRun('event: error\ndata: a\n\n', named, false)).toContain('error-that-is-none')
    expect(ownRun('event: error\ndata: a\n\n', [], false)).not.toContain('error-that-is-none')
  })

  it('byte-lost-to-utf8 needs a byte that was no U+FFFD before', () => {
    const got = [{ type: 'message', data: 'caf\ufffd' }]
    expect(ownRun('data: caf\u00e9\n\n', got, false)).toContain('byte-lost-to-utf8')
    expect(ownRun('data: caf\u00ef\u00bf\u00bd\n\n', got, false)).not.toContain('byte-lost-to-utf8')
  })
})
