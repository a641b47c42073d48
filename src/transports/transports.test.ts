import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { pollServer, type PollReply, type PollServer } from '../../tests/support/poll-server.ts'
import { SmallXhr } from '../../tests/support/small-xhr.ts'
import type { BrowserMoment } from '../wire/trace/trace.ts'
import { createRun } from './run.ts'
import type { TransportFunction } from './transport.ts'
import { longPoll } from './shown/long-poll.ts'
import { longPollNoCursor } from './shown/long-poll-no-cursor.ts'
import { shortPollConditional } from './shown/short-poll-conditional.ts'
import { shortPoll } from './shown/short-poll.ts'
import { xhrLoopNotes } from './shown/xhr-loop-notes.ts'
import { xhrLoopSent } from './shown/xhr-loop-sent.ts'
import { xhrLoop } from './shown/xhr-loop.ts'

let server: PollServer | undefined

beforeEach(() => vi.stubGlobal('XMLHttpRequest', SmallXhr))

afterEach(async () => {
  vi.unstubAllGlobals()
  await server?.close()
  server = undefined
})

const event = (id: number) => ({ id, type: 'note', at: 1, data: {} })
const some = (last: number, ...ids: number[]): PollReply => ({
  status: 200,
  body: { events: ids.map(event), last },
  headers: { ETag: `"${last}"` },
})
const NOTHING: PollReply = { status: 204 }

/** Runs a transport until the server holds its question (then stops it) or it ends by itself. */
async function play(transport: TransportFunction, replies: readonly PollReply[], silenceMs = 5000) {
  const polls = await pollServer(replies)
  server = polls
  const stop = new AbortController()
  const moments: BrowserMoment[] = []
  const pauses: number[] = []
  const run = createRun({
    name: 'a run',
    lab: polls.address,
    last: 3,
    signal: stop.signal,
    options: () => ({ pollIntervalMs: 1234, silenceMs, query: '' }),
    now: () => 0,
    after(ms, fire) {
      pauses.push(ms)
      const timer = setImmediate(fire)
      return { cancel: () => clearImmediate(timer) }
    },
    random: () => 1,
    append: (moment) => moments.push(moment),
    takeInput: () => undefined,
  })
  const ended = transport(run).then(
    () => 'ended',
    (reason: unknown) => (reason === stop.signal.reason ? 'stopped' : reason),
  )
  const how = await Promise.race([ended, polls.used.then(() => 'held')])
  stop.abort()
  if (how === 'held') await polls.left
  await ended
  const notes = moments.flatMap((moment) => (moment.kind === 'note' ? [moment.note] : []))
  return {
    how,
    delivered: moments.flatMap((moment) => (moment.kind === 'delivered' ? [moment.event] : [])),
    statuses: notes.flatMap((note) => (note.kind === 'answer' ? [note.status] : [])),
    failures: notes.filter(({ kind }) => kind === 'failed').length,
    waits: notes.flatMap((note) => (note.kind === 'waiting' ? [note.delayMs] : [])),
    pauses,
    queries: polls.asked.map(({ path }) => path.replace('/labs/x/', '')),
    validators: polls.asked.map(({ ifNoneMatch }) => ifNoneMatch),
  }
}

const CURSOR_LOOPS: readonly (readonly [string, TransportFunction])[] = [
  ['longPoll', longPoll],
  ['xhrLoop', xhrLoop],
]

for (const [name, transport] of CURSOR_LOOPS) {
  describe(name, () => {
    it('carries the cursor on, asks again after data and after nothing, without a pause', async () => {
      const played = await play(transport, [some(5, 4, 5), NOTHING, some(6, 6)])
      expect(played.queries).toEqual(
        ['after=3', 'after=5', 'after=5', 'after=6'].map((q) => `long-poll?${q}`),
      )
      expect(played.delivered).toEqual([4, 5, 6])
      expect(played.statuses).toEqual([200, 204, 200])
      expect(played.pauses).toEqual([])
    })

    it('delivers nothing twice', async () => {
      const played = await play(transport, [some(5, 4, 5), some(6, 4, 5, 6)])
      expect(played.delivered).toEqual([4, 5, 6])
    })

    it('waits longer after each failure, forgets them after a success, and loses no place', async () => {
      const played = await play(transport, ['cut', { status: 503, body: {} }, 'cut', some(4, 4), 'cut'])
      expect(played.waits).toEqual([250, 500, 1000, 250])
      expect(played.pauses).toEqual(played.waits)
      expect(new Set(played.queries)).toEqual(new Set(['long-poll?after=3', 'long-poll?after=4']))
      expect(played.queries).toHaveLength(6)
      expect(played.delivered).toEqual([4])
    })

    it('gives up on an answer that is silent for too long, and asks again', async () => {
      const played = await play(transport, ['hold'], 30)
      expect(played.queries.length).toBeGreaterThan(1)
      expect(played.failures).toBeGreaterThan(0)
    })
  })
}

describe('shortPoll', () => {
  it('rests after each answer, and carries the cursor on', async () => {
    const played = await play(shortPoll, [some(3), some(5, 4, 5)])
    expect(played.queries).toEqual(['short-poll?after=3', 'short-poll?after=3', 'short-poll?after=5'])
    expect(played.pauses).toEqual([1234, 1234])
    expect(played.delivered).toEqual([4, 5])
    expect(played.validators).toEqual([undefined, undefined, undefined])
  })

  it('backs off where there is no good answer', async () => {
    const played = await play(shortPoll, [{ status: 500, body: {} }, 'cut', some(3)])
    expect(played.waits).toEqual([250, 500])
    expect(played.pauses).toEqual([250, 500, 1234])
  })
})

describe('shortPollConditional', () => {
  it('says what it knows, and sees the 304', async () => {
    const played = await play(shortPollConditional, [some(3), { status: 304 }, some(4, 4), { status: 304 }])
    expect(played.validators).toEqual([undefined, '"3"', '"3"', '"4"', '"4"'])
    expect(played.statuses).toEqual([200, 304, 200, 304])
    expect(played.delivered).toEqual([4])
    expect(played.pauses).toEqual([1234, 1234, 1234, 1234])
  })
})

describe('longPollNoCursor', () => {
  it('never says where it is', async () => {
    const played = await play(longPollNoCursor, [some(4, 4), NOTHING, some(6, 6)])
    expect(new Set(played.queries)).toEqual(new Set(['long-poll']))
    expect(played.delivered).toEqual([4, 6])
  })
})

describe("the notes' loop", () => {
  it('as it is sends nothing, and is over', async () => {
    const played = await play(xhrLoopNotes, [some(4, 4)])
    expect(played.how).toBe('ended')
    expect(played.queries).toEqual([])
  })

  it('with send() asks once, delivers nothing, and is over', async () => {
    const played = await play(xhrLoopSent, [some(4, 4), some(5, 5)])
    expect(played.how).toBe('ended')
    expect(played.queries).toEqual(['long-poll?after=3'])
    expect(played.statuses).toEqual([200])
    expect(played.delivered).toEqual([])
  })

  it('with send() stops when it is told to', async () => {
    expect((await play(xhrLoopSent, [])).how).toBe('held')
  })
})
