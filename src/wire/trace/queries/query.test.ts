import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LANES, traces, tracesWithRepeats } from '../../../../tests/support/traces.ts'
import { captureList } from '../../../bench/build/captures.ts'
import { readCapture } from '../../../figures/captures.ts'
import { latin1 } from '../../bytes/bytes.ts'
import { createConversation } from '../conversation.ts'
import { createTimeline, foldTrace } from '../timeline/timeline.ts'
import type { TraceEvent } from '../trace.ts'
import type { LaneSpec, TraceView } from '../views.ts'
import { findFields } from './fields.ts'
import { after, before, nth, unitQuery, type Found, type Query } from './query.ts'
import { queryFrom, type WrittenQuery } from './written-query.ts'

const find = (capture: string, written: WrittenQuery): readonly Found[] =>
  queryFrom(written).find(readCapture(capture))

/** The bytes that came with what was found, as text. */
function slice(capture: string, found: Found | undefined): string {
  const event = found && readCapture(capture).events[found.moment]
  return event?.kind === 'slice' ? latin1(event.bytes) : ''
}

function event(capture: string, found: Found | undefined): TraceEvent | undefined {
  return found && readCapture(capture).events[found.moment]
}

const ASKED: readonly WrittenQuery[] = [
  { find: 'request' },
  { find: 'request', method: 'POST' },
  { find: 'request', header: 'last-event-id' },
  { find: 'request', target: 'after=' },
  { find: 'response', header: 'content-type' },
  { find: 'frame', way: 'up' },
  { find: 'frame', way: 'down', opcode: 'close' },
  { find: 'frame', way: 'down', text: 'heartbeat', nth: 2 },
  { find: 'event-block' },
  { find: 'event-block', line: 'id', nth: 2 },
  { find: 'unit', kind: 'chunk' },
  { find: 'unit', kind: 'script', text: '"type"' },
  { find: 'unit', kind: 'message', way: 'up' },
  { find: 'event', like: { kind: 'delivered', event: 2 } },
  { find: 'event', like: { kind: 'note', note: { kind: 'ready-state', value: 1 } }, nth: 1 },
  { find: 'response', after: { find: 'request', nth: 1 }, nth: 1 },
  { find: 'event', like: { kind: 'delivered' }, withinMs: 50 },
]

describe('a query', () => {
  it('finds frames by their way, opcode and place', () => {
    const capture = 'first-frames'
    const first = find(capture, { find: 'frame', way: 'up', nth: 1 })
    expect(first).toHaveLength(1)
    const event = readCapture(capture).events[first[0]?.moment ?? -1]
    expect(event).toMatchObject({
      kind: 'slice',
      direction: 'client-to-server',
      exchange: first[0]?.exchange,
    })
    // RFC 6455 5.3: a client masks all of its frames.
    expect(event?.kind === 'slice' && (event.bytes[1] ?? 0) & 0x80).toBe(0x80)
    const closes = find('ten-ends', { find: 'frame', way: 'down', opcode: 'close' })
    expect(find('ten-ends', { find: 'frame', way: 'down', opcode: 'close', nth: 2 })).toEqual([closes[1]])
    const [policy] = find('ten-ends', { find: 'frame', code: 1008, way: 'down' })
    expect(slice('ten-ends', policy).slice(0, 4).endsWith('\x03\xf0')).toBe(true)
    expect(policy?.value).toBe(1008)
  })

  it('finds a header and gives its place and its text', () => {
    const again = find('cut-and-resume', { find: 'request', header: 'last-event-id' })
    expect(again.length).toBeGreaterThan(0)
    const { conversation } = readCapture('cut-and-resume')
    for (const each of again) {
      expect(slice('cut-and-resume', each)).toContain(`Last-Event-ID: ${each.value}\r\n`)
      const placed = findFields(conversation.unit(each.unit ?? '')?.fields ?? [], 'http.header-value')
      expect(placed.find(({ path }) => String(path) === String(each.field))?.field.value).toBe(each.value)
    }
    expect(find('cut-and-resume', { find: 'request', header: 'last-event-id', value: 'none' })).toEqual([])
  })

  it('finds answers by their status, and requests by what was answered', () => {
    const answers = find('not-modified', { find: 'response', status: 304 })
    expect(answers.length).toBeGreaterThan(0)
    for (const each of answers) expect(slice('not-modified', each)).toMatch(/^HTTP\/1\.1 304 /)
    const asked = find('not-modified', { find: 'request', status: 304, run: 'short-poll' })
    expect(asked.map(({ exchange }) => exchange)).toEqual(answers.map(({ exchange }) => exchange))
    expect(find('not-modified', { find: 'request', run: 'nobody' })).toEqual([])
  })

  it('finds blocks of an event stream by a line, and chunks and scripts by what is in them', () => {
    const [second] = find('three-events', { find: 'event-block', line: 'id', value: '2' })
    expect(slice('three-events', second)).toContain('id: 2\n')
    expect(find('three-events', { find: 'event-block', line: 'retry' }).length).toBeGreaterThan(0)
    const [script] = find('forever-page', { find: 'unit', kind: 'script', text: '"id":2,' })
    expect(slice('forever-page', script)).toContain('"id":2,')
  })

  it('finds what the trace itself tells', () => {
    const [told] = find('ten-ends', {
      find: 'event',
      like: { kind: 'note', note: { kind: 'closed', code: 1008 } },
    })
    expect(event('ten-ends', told)).toMatchObject({ kind: 'note', note: { code: 1008 } })
    const resets = find('two-cuts', { find: 'event', like: { kind: 'connection-closed', how: 'reset' } })
    expect(resets.length).toBeGreaterThan(0)
    for (const each of resets) expect(event('two-cuts', each)).toMatchObject({ how: 'reset', at: each.at })
  })

  it('counts from a fault where it took effect, as what is drawn does', () => {
    const CUT = { find: 'event', like: { kind: 'fault', fault: 'reset' }, nth: 1 } as const
    const [cut] = find('two-cuts', CUT)
    const mark = readCapture('two-cuts').timeline.faults.find(({ moment }) => moment === cut?.moment)
    expect(cut?.at).toBe(mark?.fault.at)
    expect(event('two-cuts', cut)).not.toMatchObject({ at: cut?.at })
    const [after] = find('two-cuts', { find: 'request', run: 'long-poll', after: CUT, nth: 1 })
    expect(after?.afterMs).toBe((after?.at ?? 0) - (mark?.fault.at ?? 0))
    // What it did is told before it in the trace, and comes after it.
    const closed = { find: 'event', like: { kind: 'note', run: 'ws', note: { kind: 'closed' } } } as const
    const [told] = find('two-cuts', { ...closed, after: CUT, nth: 1 })
    expect(told?.moment).toBeLessThan(cut?.moment ?? 0)
    expect(told?.at).toBeGreaterThan(cut?.at ?? Infinity)
    expect(find('two-cuts', { ...closed, before: CUT })).toEqual([])
  })

  it('finds what comes after something else, and how long after', () => {
    const request = queryFrom({ find: 'request', transport: 'long-poll', nth: 1 })
    const view = readCapture('two-polls')
    const [asked] = request.find(view)
    const [answer] = nth(after(queryFrom({ find: 'response', transport: 'long-poll' }), request), 1).find(
      view,
    )
    expect(answer?.exchange).toBe(asked?.exchange)
    expect(answer?.afterMs).toBeCloseTo((answer?.at ?? 0) - (asked?.at ?? 0))
    expect(after(request, queryFrom({ find: 'frame' })).find(view)).toEqual([])
  })

  it('finds what comes before something else, and all where that never comes', () => {
    const view = readCapture('first-frames')
    const frames = queryFrom({ find: 'frame', way: 'down' })
    const [up] = find('first-frames', { find: 'frame', way: 'up' })
    const first = find('first-frames', { find: 'frame', way: 'down', before: { find: 'frame', way: 'up' } })
    expect(first).toEqual(frames.find(view).filter(({ moment }) => moment < (up?.moment ?? 0)))
    expect(first).toHaveLength(1)
    expect(before(frames, queryFrom({ find: 'event-block' })).find(view)).toEqual(frames.find(view))
  })

  it('finds what comes close behind another of its kind', () => {
    const published: WrittenQuery = { find: 'event', like: { kind: 'published' } }
    const all = find('the-gap', published)
    const close = find('the-gap', { ...published, withinMs: 150 })
    expect(close.map(({ moment }) => moment)).toEqual([all[1]?.moment])
    expect(close[0]?.afterMs).toBeCloseTo((all[1]?.at ?? 0) - (all[0]?.at ?? 0))
    expect(find('the-gap', { ...published, withinMs: 1 })).toEqual([])
  })

  it.each([
    [
      { find: 'framee' },
      'unknown-query: “framee”; there are: request, response, frame, event-block, unit, event',
    ],
    [
      { find: 'event', run: 'ws' },
      'unknown-parameter: “run” of “event”; there are: find, nth, after, before, withinMs, like',
    ],
    [{ find: 'frame', way: 'left' }, 'unknown-parameter: way “left”; there are: up, down'],
  ])('written as %o is told from one that finds nothing', (written, message) => {
    expect(() => queryFrom(written as WrittenQuery)).toThrow(message)
  })

  it('is named by what it was made of', () => {
    const { name } = queryFrom({
      find: 'frame',
      way: 'up',
      nth: 2,
      after: { find: 'request', header: 'origin' },
    })
    expect(name).toBe('frame way "up", after request header "origin", number 2')
  })
})

/** A trace that grows: the views stay the same objects, and say more. */
function growing(lanes: readonly LaneSpec[]): {
  readonly view: () => TraceView
  readonly push: (event: TraceEvent) => void
} {
  const events: TraceEvent[] = []
  const conversation = createConversation()
  const timeline = createTimeline(lanes, conversation.view)
  return {
    view: () => ({ events, conversation: conversation.view, timeline: timeline.view }),
    push(event) {
      conversation.push(event, events.length)
      timeline.push(event, events.length)
      events.push(event)
    },
  }
}

describe('a query of a trace that grows', () => {
  it.each(captureList())('finds in %s at every moment what is found in all of it up to there', (capture) => {
    const whole = readCapture(capture)
    const all = ASKED.map((written) => queryFrom(written).find(whole))
    const live = ASKED.map(queryFrom)
    const { view, push } = growing(whole.timeline.lanes.map(({ spec }) => spec))
    whole.events.forEach((each, moment) => {
      push(each)
      if (moment % 3 !== 0 && moment < whole.events.length - 1) return
      const now = view()
      live.forEach((query, index) => {
        const then = all[index]?.filter((found) => found.moment <= moment)
        expect(query.find(now), `${query.name} after ${moment}`).toEqual(then)
      })
    })
  })

  it('finds in traces with holes and early ends what it finds when it is asked once', () => {
    fc.assert(
      fc.property(fc.oneof(traces, tracesWithRepeats), (events) => {
        const live = ASKED.map(queryFrom)
        const { view, push } = growing(LANES)
        events.forEach((each, moment) => {
          push(each)
          const now = live.map((query) => query.find(view()))
          if (moment % 5 !== 0) return
          const once = foldTrace(events.slice(0, moment + 1), LANES)
          expect(now).toEqual(ASKED.map((written) => queryFrom(written).find(once)))
        })
      }),
      { numRuns: 40 },
    )
  })

  it('looks at no unit twice, but for the last of each source', () => {
    let looks = 0
    const query: Query = unitQuery('counted', {
      kinds: ['frame'],
      look: () => {
        looks++
        return {}
      },
    })
    const { view, push } = growing([])
    for (const each of readCapture('first-frames').events) {
      push(each)
      query.find(view())
    }
    expect(looks).toBe(query.find(view()).length)
  })
})
