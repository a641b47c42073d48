import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeBrowser, settle, type FakeCall } from '../../../tests/support/fake-browser.ts'
import { foldTrace } from '../../wire/trace/timeline/timeline.ts'
import type { Trace } from '../../wire/trace/trace.ts'
import { Bench } from './bench-core.ts'
import type { SceneModel, Whole } from './bench-model.ts'
import type { LiveParts } from './runs.ts'
import * as live from './live-parts.ts'

const SCENE: SceneModel = { lanes: [{ run: 'ws', transport: 'ws' }], settings: {}, options: {} }

const TRACE: Trace = {
  header: { version: 1, lab: 'l', vantage: 'server-socket', recordedAt: '', client: '', settings: {} },
  events: [
    { kind: 'connection-opened', connection: 'c', at: 1 },
    { kind: 'exchange-opened', exchange: 'e', connection: 'c', transport: 'ws', at: 1 },
    {
      kind: 'slice',
      exchange: 'e',
      direction: 'client-to-server',
      offset: 0,
      left: 2,
      arrived: 3,
      bytes: new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'),
    },
  ],
}

const SEEN = { ...TRACE, timeline: foldTrace(TRACE.events, SCENE.lanes).timeline }
const WHOLE: Whole = { createStore: live.createTraceStore, traces: { '': TRACE } }

let browser: FakeBrowser

beforeEach(() => {
  browser = new FakeBrowser()
  browser.answer = ({ method, path }: FakeCall) =>
    method === 'POST' && path === '/labs'
      ? { status: 201, body: { id: 'lab', settings: {}, last: 0 } }
      : { status: 204 }
  // What the lane's own code asks for goes past the fake.
  vi.stubGlobal('WebSocket', class extends EventTarget {})
})

afterEach(() => vi.unstubAllGlobals())

function seenBench(parts: () => Promise<LiveParts>, whole = () => Promise.resolve(WHOLE)): Bench {
  return new Bench(SCENE, { seen: { '': SEEN }, whole, live: parts }, { browser: () => browser })
}

describe('a bench that is merely seen', () => {
  it('shows its timeline, and nothing of what was said until it is read; the selection stays', async () => {
    const bench = seenBench(() => Promise.resolve(live))
    expect(bench.timeline).toEqual(SEEN.timeline)
    expect(bench.shown.value).toBe(3)
    expect(bench.isRecorded.value).toBe(true)
    expect(bench.conversation.exchanges).toEqual([])
    bench.selection.value = { moment: 2 }
    const before = bench.version.value
    expect(await bench.read()).toBe(true)
    expect(bench.conversation.exchange('e')?.method).toBe('GET')
    expect(bench.timeline).toEqual(SEEN.timeline)
    expect(bench.selection.value).toEqual({ moment: 2 })
    expect(bench.version.value).toBeGreaterThan(before)
    expect(bench.state.value.kind).toBe('recorded')
  })

  it('says so where its bytes cannot be fetched, and asks again', async () => {
    let asked = 0
    const bench = seenBench(
      () => Promise.resolve(live),
      () => (++asked === 1 ? Promise.reject(new Error('offline')) : Promise.resolve(WHOLE)),
    )
    expect(await bench.read()).toBe(false)
    expect(bench.isRead.value).toBe(false)
    expect(await bench.read()).toBe(true)
  })

  it('fetches what a live run needs with Start, once', async () => {
    const fetched = vi.fn(() => Promise.resolve(live))
    const bench = seenBench(fetched)
    await bench.prepare()
    const started = bench.start()
    expect(bench.state.value.kind).toBe('starting')
    await settle()
    expect(browser.told.some((call) => call.includes('/labs'))).toBe(true)
    expect(fetched).toHaveBeenCalledTimes(1)
    bench.dispose()
    await started
  })

  it('opens no lab where it was stopped before that came', async () => {
    const coming = Promise.withResolvers<LiveParts>()
    const bench = seenBench(() => coming.promise)
    const started = bench.start()
    bench.stop()
    coming.resolve(live)
    await started
    expect(browser.told).toEqual([])
    expect(bench.state.value.kind).toBe('recorded')
  })

  it('takes a site that cannot be reached for a server that is gone', async () => {
    const bench = seenBench(() => Promise.reject(new Error('offline')))
    await bench.start()
    expect(bench.state.value.kind).toBe('server-gone')
    bench.dispose()
  })
})
