/** Each goal: a trace that reaches it, and the near miss that must not. */
import { describe, expect, it } from 'vitest'
import type { LaneSpec } from '../wire/trace/views.ts'
import { GOAL_CHECKS, isGoalName, type GoalName } from './goal-checks.ts'
import { SmallTrace } from '../../tests/support/small-trace.ts'

const SHORT: LaneSpec = { run: 'short-poll', transport: 'short-poll' }
const LONG: LaneSpec = { run: 'long-poll', transport: 'long-poll' }
const NOTES: LaneSpec = { run: 'xhr-loop-notes', transport: 'long-poll' }
const SENT: LaneSpec = { run: 'xhr-loop-sent', transport: 'long-poll' }
const WITHOUT: LaneSpec = { run: 'long-poll-no-cursor', transport: 'long-poll', cursor: 'without' }
const WITH: LaneSpec = { run: 'long-poll', transport: 'long-poll', cursor: 'with' }

function trace(): SmallTrace {
  return new SmallTrace()
}

describe('events that came', () => {
  it('first-live-event needs a delivery, not only a publication', () => {
    const published = trace().published(1, 100)
    expect(GOAL_CHECKS['first-live-event'](published.run([SHORT, LONG]))).toBe(false)
    expect(GOAL_CHECKS['first-live-event'](published.delivered('long-poll', 1, 150).run([SHORT, LONG]))).toBe(
      true,
    )
  })

  it('same-event-both-ways and a-second-apart compare one event in two lanes', () => {
    const different = trace().delivered('long-poll', 1, 100).delivered('short-poll', 2, 1500)
    expect(GOAL_CHECKS['same-event-both-ways'](different.run([SHORT, LONG]))).toBe(false)
    const close = different.delivered('short-poll', 1, 1099)
    expect(GOAL_CHECKS['same-event-both-ways'](close.run([SHORT, LONG]))).toBe(true)
    expect(GOAL_CHECKS['a-second-apart'](close.run([SHORT, LONG]))).toBe(false)
    const apart = close.delivered('long-poll', 3, 2000).delivered('short-poll', 3, 3000)
    expect(GOAL_CHECKS['a-second-apart'](apart.run([SHORT, LONG]))).toBe(true)
  })

  it('long-poll-under-200-ms counts the clocks against the reader', () => {
    const quick = trace().published(1, 1000).delivered('long-poll', 1, 1190)
    expect(GOAL_CHECKS['long-poll-under-200-ms'](quick.run([LONG]))).toBe(true)
    expect(GOAL_CHECKS['long-poll-under-200-ms'](quick.clock(20, 1200).run([LONG]))).toBe(false)
    const byShortPoll = trace().published(1, 1000).delivered('short-poll', 1, 1100)
    expect(GOAL_CHECKS['long-poll-under-200-ms'](byShortPoll.run([SHORT, LONG]))).toBe(false)
  })
})

describe('empty answers and 304', () => {
  it('four-empty-answers counts 304 and empty lists, not answers with events', () => {
    const three = trace()
    for (const [i, status] of [200, 304, 304].entries()) {
      three.poll({
        transport: 'short-poll',
        asked: [i * 100, i * 100 + 1],
        answered: [i * 100 + 2, i * 100 + 3],
        status,
      })
    }
    three.poll({ transport: 'short-poll', asked: [400, 401], answered: [402, 403], events: [1] })
    expect(GOAL_CHECKS['four-empty-answers'](three.run([SHORT]))).toBe(false)
    three.poll({ transport: 'short-poll', asked: [500, 501], answered: [502, 503], status: 304 })
    expect(GOAL_CHECKS['four-empty-answers'](three.run([SHORT]))).toBe(true)
  })

  it('304-behind-a-200 pairs what the script read with the exchange it was read from', () => {
    const twice = trace()
      .poll({ transport: 'short-poll', asked: [0, 60], answered: [61, 121], status: 200 })
      .note('short-poll', { kind: 'answer', status: 200 }, 122)
      .poll({ transport: 'short-poll', asked: [1600, 1660], answered: [1661, 1721], status: 304 })
    expect(GOAL_CHECKS['304-behind-a-200'](twice.run([SHORT]))).toBe(false)
    twice.note('short-poll', { kind: 'answer', status: 200 }, 1722)
    expect(GOAL_CHECKS['304-behind-a-200'](twice.run([SHORT]))).toBe(true)
    expect(GOAL_CHECKS['304-in-the-script'](twice.run([SHORT]))).toBe(false)
  })

  it('304-in-the-script is what the script read', () => {
    const read = trace().note('short-poll-conditional', { kind: 'answer', status: 304 }, 10)
    expect(
      GOAL_CHECKS['304-in-the-script'](
        read.run([{ run: 'short-poll-conditional', transport: 'short-poll' }]),
      ),
    ).toBe(true)
  })
})

describe('loops', () => {
  it('notes-loop-silent needs an event that was published while nothing asked', () => {
    const started = trace().runStarted('xhr-loop-notes', 1000)
    expect(GOAL_CHECKS['notes-loop-silent'](started.run([NOTES]))).toBe(false)
    expect(GOAL_CHECKS['notes-loop-silent'](started.published(1, 1500).run([NOTES]))).toBe(false)
    expect(GOAL_CHECKS['notes-loop-silent'](started.published(2, 2500).run([NOTES]))).toBe(true)
    started.poll({ transport: 'long-poll', asked: [2600, 2660] })
    expect(GOAL_CHECKS['notes-loop-silent'](started.run([NOTES]))).toBe(false)
  })

  it('one-request-then-silence needs one answer and nothing after it', () => {
    const loop = trace()
      .runStarted('xhr-loop-sent', 0)
      .poll({ transport: 'long-poll', asked: [1, 61], answered: [500, 560], events: [1], after: 0 })
    expect(GOAL_CHECKS['one-request-then-silence'](loop.published(2, 900).run([SENT]))).toBe(false)
    expect(GOAL_CHECKS['one-request-then-silence'](loop.published(3, 1600).run([SENT]))).toBe(true)
    loop.poll({ transport: 'long-poll', asked: [1700, 1760] })
    expect(GOAL_CHECKS['one-request-then-silence'](loop.run([SENT]))).toBe(false)
  })

  it('one-connection-many-polls counts answered long polls of one connection', () => {
    const polls = trace()
    for (let i = 0; i < 5; i++) {
      const connection = i < 4 ? 'c1' : 'c2'
      polls.poll({
        transport: 'long-poll',
        connection,
        asked: [i * 10, i * 10 + 1],
        answered: [i * 10 + 5, i * 10 + 6],
      })
    }
    polls.poll({ transport: 'long-poll', connection: 'c1', asked: [90, 91] })
    expect(GOAL_CHECKS['one-connection-many-polls'](polls.run([LONG]))).toBe(false)
    polls.poll({ transport: 'long-poll', connection: 'c1', asked: [95, 96], answered: [97, 98] })
    expect(GOAL_CHECKS['one-connection-many-polls'](polls.run([LONG]))).toBe(true)
  })
})

describe('the gap', () => {
  const gap = (): SmallTrace =>
    trace()
      .runStarted('long-poll', 0)
      .runStarted('long-poll-no-cursor', 0)
      .published(1, 1000)
      .poll({ transport: 'long-poll', after: 0, asked: [0, 250], answered: [1000, 1250], events: [1] })
      .published(2, 1030)
      .delivered('long-poll', 1, 1251)
      .delivered('long-poll-no-cursor', 1, 1251)

  it('gap-event-received needs publication between the answer and the next question', () => {
    const received = gap()
      .poll({ transport: 'long-poll', after: 1, asked: [1252, 1502], answered: [1502, 1752], events: [2] })
      .delivered('long-poll', 2, 1753)
    expect(GOAL_CHECKS['gap-event-received'](received.run([WITHOUT, WITH]))).toBe(true)
  })

  it('gap-event-received refuses an event that found a request waiting', () => {
    const waited = trace()
      .poll({ transport: 'long-poll', after: 0, asked: [0, 250], answered: [1000, 1250], events: [1] })
      .poll({ transport: 'long-poll', after: 1, asked: [1252, 1502], answered: [1600, 1850], events: [2] })
      .published(2, 1600)
      .delivered('long-poll', 2, 1851)
    expect(GOAL_CHECKS['gap-event-received'](waited.run([WITHOUT, WITH]))).toBe(false)
  })

  it('gap-event-lost needs a later delivery to be sure', () => {
    const waiting = gap()
    expect(GOAL_CHECKS['gap-event-lost'](waiting.run([WITHOUT, WITH]))).toBe(false)
    waiting.published(3, 3000).delivered('long-poll-no-cursor', 3, 3251)
    expect(GOAL_CHECKS['gap-event-lost'](waiting.run([WITHOUT, WITH]))).toBe(true)
  })
})

describe('measured against prediction', () => {
  it('twenty-delays-near-half needs twenty, and the mean where it belongs', () => {
    const evenly = trace()
    const add = (id: number, delay: number): void => {
      evenly.published(id, id * 5000).delivered('short-poll', id, id * 5000 + delay)
    }
    for (let id = 1; id <= 19; id++) add(id, id * 100)
    expect(GOAL_CHECKS['twenty-delays-near-half'](evenly.run([SHORT]))).toBe(false)
    add(20, 1000)
    expect(GOAL_CHECKS['twenty-delays-near-half'](evenly.run([SHORT]))).toBe(true)
    expect(GOAL_CHECKS['twenty-delays-near-half'](evenly.run([SHORT], { pollIntervalMs: 2300 }))).toBe(false)
    expect(GOAL_CHECKS['twenty-delays-near-half'](evenly.run([SHORT], {}, 10))).toBe(false)
  })

  it('burst-three-trips needs a quick first and a late follower, whatever the network adds', () => {
    const alone = trace().published(2, 1020).delivered('long-poll', 2, 1300)
    expect(GOAL_CHECKS['burst-three-trips'](alone.run([LONG]))).toBe(false)
    expect(
      GOAL_CHECKS['burst-three-trips'](alone.published(1, 1000).delivered('long-poll', 1, 1102).run([LONG])),
    ).toBe(true)
    const waited = trace()
      .published(1, 1000)
      .delivered('long-poll', 1, 1250)
      .published(2, 1020)
      .delivered('long-poll', 2, 1300)
    expect(GOAL_CHECKS['burst-three-trips'](waited.run([LONG]))).toBe(false)
    const tooQuickToTell = trace()
      .published(1, 1000)
      .delivered('long-poll', 1, 1004)
      .published(2, 1001)
      .delivered('long-poll', 2, 1012)
    expect(GOAL_CHECKS['burst-three-trips'](tooQuickToTell.run([LONG]))).toBe(false)
  })
})

describe('names', () => {
  it('knows its own and nothing inherited', () => {
    expect(isGoalName('first-live-event')).toBe(true)
    expect(isGoalName('toString')).toBe(false)
  })

  it('reaches nothing in an empty trace', () => {
    const empty = trace().run([SHORT, LONG])
    const reached = (Object.keys(GOAL_CHECKS) as GoalName[]).filter((name) => GOAL_CHECKS[name](empty))
    expect(reached).toEqual([])
  })
})
