import { describe, expect, it } from 'vitest'
import { FakeBrowser } from '../../tests/support/fake-browser.ts'
import type { BrowserMoment } from '../wire/trace/trace.ts'
import { backoffMs } from './backoff.ts'
import { createRun } from './run.ts'

function aRun() {
  const browser = new FakeBrowser()
  const stop = new AbortController()
  const moments: BrowserMoment[] = []
  let pollIntervalMs = 100
  const run = createRun({
    name: 'long-poll',
    lab: '/labs/x',
    last: 7,
    signal: stop.signal,
    options: () => ({ pollIntervalMs, query: '', silenceMs: 1000 }),
    now: browser.now,
    after: (ms, fire) => browser.after(ms, fire),
    random: () => 0.5,
    takeInput: () => undefined,
    append: (moment) => moments.push(moment),
  })
  return { run, browser, stop, moments, slide: (ms: number) => (pollIntervalMs = ms) }
}

describe('a run', () => {
  it('counts its marks, since the clock is too coarse to order them', () => {
    const { run, moments } = aRun()
    run.mark(3, 3)
    run.mark(4, 6)
    expect(moments).toMatchObject([
      { kind: 'step', run: 'long-poll', sequence: 0, line: 3, endLine: 3 },
      { kind: 'step', run: 'long-poll', sequence: 1, line: 4, endLine: 6 },
    ])
  })

  it('marks an event it had already as repeated', () => {
    const { run, moments } = aRun()
    const event = { id: 8, type: 'goal', at: 1, data: {} }
    run.deliver(event)
    run.deliver({ ...event, id: 9 })
    run.deliver(event)
    expect(moments.map((m) => m.kind === 'delivered' && [m.event, m.repeated])).toEqual([
      [8, false],
      [9, false],
      [8, true],
    ])
  })

  it('notes a gap notice as what is missed, and delivers nothing for it', () => {
    const { run, moments } = aRun()
    run.deliver({ id: 40, type: 'gap', at: 1, data: { missed: 12 } })
    expect(moments).toMatchObject([{ kind: 'note', note: { kind: 'gap', missed: 12 } }])
  })

  it('reads its options at each use', () => {
    const { run, slide } = aRun()
    expect(run.options.pollIntervalMs).toBe(100)
    slide(900)
    expect(run.options.pollIntervalMs).toBe(900)
  })

  it('pauses for as long as asked', async () => {
    const { run, browser } = aRun()
    let over = false
    const pause = run.pause(500).then(() => (over = true))
    await browser.pass(499)
    expect(over).toBe(false)
    await browser.pass(1)
    expect(over).toBe(true)
    await pause
  })

  it('ends a pause at once when it is stopped, leaves no timer, and tells nothing any more', async () => {
    const { run, browser, stop, moments } = aRun()
    const pause = run.pause(500)
    stop.abort()
    await expect(pause).rejects.toBe(stop.signal.reason)
    await expect(run.pause(5)).rejects.toBe(stop.signal.reason)
    expect(browser.timers).toBe(0)
    run.mark(1, 1)
    run.note({ kind: 'failed' })
    run.deliver({ id: 1, type: 'goal', at: 1, data: {} })
    expect(moments).toEqual([])
  })

  it('takes a message for the event in it, and notes what is none', () => {
    const { run, moments } = aRun()
    const event = { id: 8, type: 'goal', at: 1, data: { by: '“9”' } }
    expect(run.eventIn(JSON.stringify(event))).toEqual(event)
    expect(run.eventIn(event)).toEqual(event)
    expect(moments).toEqual([])
    expect(run.eventIn('{"type":"heartbeat"}')).toBeUndefined()
    expect(run.eventIn('汉字')).toBeUndefined()
    expect(run.eventIn('{"type":"goal"}')).toBeUndefined()
    expect(run.eventIn(new ArrayBuffer(3))).toBeUndefined()
    expect(moments.map((m) => m.kind === 'note' && m.note)).toEqual([
      { kind: 'heartbeat' },
      { kind: 'message', type: 'text', bytes: 6 },
      { kind: 'message', type: 'text', bytes: 15 },
      { kind: 'message', type: 'binary', bytes: 3 },
    ])
  })

  it('tells of silence once it was too long, from the last sign of life on', async () => {
    const { run, browser, moments } = aRun()
    const quiet = run.silence()
    let resolved = false
    void quiet.tooLong.then(() => (resolved = true))
    await browser.pass(900)
    quiet.heard()
    await browser.pass(900)
    expect(resolved).toBe(false)
    await browser.pass(101)
    expect(resolved).toBe(true)
    expect(moments).toMatchObject([{ kind: 'note', note: { kind: 'silent' } }])
  })

  it('says nothing of a silence nobody watches any more, nor of one that ends with the run', async () => {
    const { run, browser, stop, moments } = aRun()
    const ended = run.silence()
    ended.end()
    const watched = run.silence()
    await browser.pass(500)
    stop.abort(new Error('stopped'))
    await expect(watched.tooLong).rejects.toThrow('stopped')
    ended.heard()
    await browser.pass(5000)
    expect(moments).toEqual([])
  })

  it('says a readyState once, of which interface, and how a socket closed', () => {
    const { run, moments } = aRun()
    const socket = { readyState: 0, binaryType: 'blob' } as WebSocket
    const source = { readyState: 0 } as EventSource
    run.ready(socket)
    run.ready(socket)
    run.ready(source)
    run.ready(Object.assign(socket, { readyState: 3 }))
    run.closed({ code: 1006, reason: '', wasClean: false } as CloseEvent)
    expect(moments.map((m) => m.kind === 'note' && m.note)).toEqual([
      { kind: 'ready-state', of: 'WebSocket', value: 0 },
      { kind: 'ready-state', of: 'EventSource', value: 0 },
      { kind: 'ready-state', of: 'WebSocket', value: 3 },
      { kind: 'closed', code: 1006, reason: '', wasClean: false },
    ])
  })
})

describe('backoff', () => {
  it('doubles from 250 ms to 8 s, and leaves the upper half of each to chance', () => {
    const span = (failures: number) => [backoffMs(failures, 0), backoffMs(failures, 1)]
    expect([0, 1, 2, 5, 9, 60].map(span)).toEqual([
      [125, 250],
      [250, 500],
      [500, 1000],
      [4000, 8000],
      [4000, 8000],
      [4000, 8000],
    ])
  })
})
