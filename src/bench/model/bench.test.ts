import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeBrowser, settle, type FakeAnswer, type FakeCall } from '../../../tests/support/fake-browser.ts'
import { latin1 } from '../../wire/bytes/bytes.ts'
import { standInFor } from '../../wire/export/without-lab-id.ts'
import type { Trace, TraceEvent } from '../../wire/trace/trace.ts'
import type { BenchModel, SceneModel } from './bench-model.ts'
import { createBench, type BenchExtras } from './bench.ts'

const SCENE: SceneModel = {
  lanes: [{ run: 'long-poll', transport: 'long-poll' }],
  settings: { feed: 'manual', wire: { latencyMs: 50 } },
  options: { pollIntervalMs: 700 },
}

const header = { version: 1, vantage: 'server-socket', recordedAt: '', client: 'c', settings: {} } as const

const SLICE = {
  kind: 'slice',
  exchange: 'e',
  direction: 'client-to-server',
  offset: 0,
  left: 1,
  arrived: 1,
} as const

function step(run: string, line: number, at: number): TraceEvent {
  return { kind: 'step', run, sequence: line, line, endLine: line, at }
}

const RECORDED: Trace = {
  header: { ...header, lab: 'recorded' },
  events: [
    step('long-poll', 1, 1),
    { kind: 'connection-opened', connection: 'c', at: 1 },
    { kind: 'exchange-opened', exchange: 'e', connection: 'c', transport: 'long-poll', at: 1 },
    { ...SLICE, bytes: Uint8Array.from('GET /', (letter) => letter.charCodeAt(0)) },
    step('other', 2, 2),
    step('long-poll', 3, 3),
  ],
}

/** A lab server that answers as it should. */
function labServer({ method, path }: FakeCall): FakeAnswer {
  if (path === '/healthz') return { status: 200, body: { status: 'ok' } }
  if (method === 'POST' && path === '/labs')
    return { status: 201, body: { id: 'lab', settings: {}, last: 0 } }
  if (method === 'PATCH') return { status: 200, body: {} }
  return { status: 204 }
}

let browser: FakeBrowser
/** Requests of the transports themselves, which go past the fake: held until they are stopped. */
let held: AbortSignal[]
let told: string[]

beforeEach(() => {
  browser = new FakeBrowser()
  browser.answer = labServer
  held = []
  told = browser.told
  vi.stubGlobal('fetch', (_path: string, { signal }: { signal: AbortSignal }) => {
    held.push(signal)
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        told.push('transport stopped')
        reject(signal.reason as Error)
      })
    })
  })
})

afterEach(() => vi.unstubAllGlobals())

function aBench(extras: BenchExtras = {}, recorded: Trace | undefined = RECORDED, scene = SCENE): BenchModel {
  return createBench(scene, recorded, { browser: () => browser, ...extras })
}

async function running(bench: BenchModel) {
  const started = bench.start()
  await settle()
  const socket = browser.sockets.at(-1)
  if (socket === undefined) throw new Error('no observer was opened')
  socket.shakeHands(browser.now)
  await started
  return socket
}

describe('a bench at rest', () => {
  it('shows the recorded run, folded, without touching a browser', () => {
    const bench = createBench(SCENE, RECORDED, {
      browser: () => {
        throw new Error('no browser in a build')
      },
    })
    expect(bench.state.value).toEqual({ kind: 'recorded' })
    expect(bench.isRecorded.value).toBe(true)
    expect(bench.shown.value).toBe(RECORDED.events.length)
    expect(bench.conversation.exchanges.map(({ id }) => id)).toEqual(['e'])
    expect(bench.timeline.lanes.map(({ spec }) => spec.run)).toEqual(['long-poll'])
    expect(bench.trace().events).toEqual(RECORDED.events)
    expect(bench.options.value).toEqual({ pollIntervalMs: 700, silenceMs: 37_500, query: '' })
  })

  it('is empty and stopped where nothing was recorded', () => {
    const bench = createBench(SCENE, undefined)
    expect(bench.state.value).toEqual({ kind: 'stopped' })
    expect(bench.isRecorded.value).toBe(false)
    expect(bench.shown.value).toBe(0)
    bench.showRecorded()
    expect(bench.state.value).toEqual({ kind: 'stopped' })
  })

  it("steps by slice and by line, one lane's if asked, and stays at the ends", () => {
    const bench = aBench()
    const moments = (...steps: Parameters<BenchModel['step']>[]) =>
      steps.map((by) => {
        bench.step(...by)
        return bench.selection.value?.moment
      })
    expect(moments(['line', 1], ['line', 1], ['line', 1], ['line', 1])).toEqual([0, 4, 5, 5])
    expect(moments(['line', -1, 'long-poll'], ['line', -1], ['slice', 1], ['slice', 1])).toEqual([0, 0, 3, 3])
    expect(bench.paused.value).toBe(false)
  })

  it('steps from a fault as from where it is drawn: before what it did, which the trace has before it', () => {
    const again = { exchange: 'f', connection: 'd', at: 6 }
    const bench = aBench(
      {},
      {
        header: { ...header, lab: 'recorded' },
        events: [
          ...RECORDED.events.slice(0, 4),
          { kind: 'connection-closed', connection: 'c', how: 'reset', at: 5 },
          { kind: 'connection-opened', connection: 'd', at: 6 },
          { kind: 'exchange-opened', transport: 'long-poll', ...again },
          { ...SLICE, exchange: 'f', left: 6, arrived: 6, bytes: new Uint8Array(5) },
          { kind: 'fault', fault: 'reset', transport: 'long-poll', affected: 1, at: 8 },
        ],
      },
    )
    const from = (direction: 1 | -1) => {
      bench.selection.value = { moment: 8 }
      bench.step('slice', direction)
      return bench.selection.value.moment
    }
    expect(from(1)).toBe(7)
    expect(from(-1)).toBe(3)
  })
})

describe('a live bench', () => {
  it('shows the bytes that crossed, and lets none of them leave with its lab’s id', async () => {
    const id = 'Zm9vYmFyYmF6-XV4_TIzNA'
    browser.answer = (call) =>
      call.method === 'POST' ? { status: 201, body: { id, settings: { of: id }, last: 0 } } : labServer(call)
    const bench = aBench()
    const socket = await running(bench)
    const request = `GET /labs/${id}/long-poll HTTP/1.1\r\n\r\n`
    socket.say({ kind: 'connection', connection: 'c1', state: 'open', at: 1 })
    socket.say({
      kind: 'exchange',
      exchange: 'e1',
      connection: 'c1',
      transport: 'long-poll',
      state: 'open',
      at: 1,
    })
    for (const [offset, part] of [
      [0, request.slice(0, 15)],
      [15, request.slice(15)],
    ] as const) {
      socket.say({
        kind: 'slice',
        exchange: 'e1',
        direction: 'client-to-server',
        offset,
        left: 1,
        arrived: 1,
        bytes: btoa(part),
      })
    }
    await browser.pass(1000)
    const sent = (events: readonly TraceEvent[]): string =>
      events.flatMap((event) => (event.kind === 'slice' ? [latin1(event.bytes)] : [])).join('')
    expect([bench.header.value.lab, sent(bench.events)]).toEqual([id, request])
    const { header, events } = bench.trace()
    expect([header.lab, header.settings]).toEqual([standInFor(id), { of: standInFor(id) }])
    expect(sent(events)).toBe(request.replaceAll(id, standInFor(id)))
    bench.dispose()
  })

  it('makes a lab, compares clocks, runs its lanes, and only then puts its own trace on show', async () => {
    const bench = aBench()
    const started = bench.start()
    await settle()
    expect(browser.calls).toEqual([{ method: 'POST', path: '/labs', body: { settings: SCENE.settings } }])
    expect(bench.state.value).toEqual({ kind: 'starting' })
    expect(bench.isRecorded.value).toBe(true)

    browser.sockets[0]?.shakeHands(browser.now, 3000)
    await started
    expect(bench.state.value).toEqual({ kind: 'running' })
    expect(bench.isRecorded.value).toBe(false)
    expect(bench.header.value.lab).toBe('lab')
    expect(held).toHaveLength(1)

    await browser.pass(400)
    const lines = bench.events.filter(({ kind }) => kind === 'run-started' || kind === 'clock')
    expect(lines.map((event) => event.kind)).toEqual(['clock', 'run-started'])
    // The server's clock is ahead, and the trace lies on it.
    expect(bench.timeline.start).toBe(browser.now() - 400 + 3000)
    bench.dispose()
  })

  it('starts once, however often it is asked', async () => {
    const bench = aBench()
    void bench.start()
    await running(bench)
    await bench.start()
    expect(browser.sockets).toHaveLength(1)
    bench.dispose()
  })

  it('takes in what comes once a frame', async () => {
    const bench = aBench()
    const socket = await running(bench)
    await browser.pass(400)
    const version = bench.version.value
    for (let id = 1; id <= 50; id++) {
      socket.say({ kind: 'event', event: { id, type: 'goal', at: browser.now(), data: id } })
    }
    await browser.pass(20)
    expect(bench.timeline.published).toHaveLength(50)
    expect(bench.version.value).toBe(version + 1)
    bench.dispose()
  })

  it('stands still while paused, keeps what comes, and catches up', async () => {
    const bench = aBench()
    const socket = await running(bench)
    await browser.pass(400)
    bench.paused.value = true
    const { value: shown } = bench.shown
    socket.say({ kind: 'event', event: { id: 1, type: 'goal', at: browser.now(), data: 1 } })
    await browser.pass(20)
    expect(bench.shown.value).toBe(shown)
    expect(bench.events).toHaveLength(shown + 1)
    expect(bench.timeline.published).toHaveLength(0)
    expect(bench.trace().events).toHaveLength(shown + 1)
    bench.paused.value = false
    expect(bench.timeline.published).toHaveLength(1)
    bench.dispose()
  })

  it('stepping pauses it, from its end backwards', async () => {
    const bench = aBench()
    const socket = await running(bench)
    await browser.pass(400)
    bench.step('slice', -1)
    expect(bench.paused.value).toBe(true)
    expect(bench.selection.value).toBeUndefined()
    bench.paused.value = false
    socket.say({ ...SLICE, bytes: 'R0VU', left: browser.now(), arrived: browser.now() })
    await browser.pass(20)
    bench.step('slice', 1)
    expect(bench.selection.value).toBeUndefined()
    bench.step('slice', -1)
    expect(bench.events[bench.selection.value?.moment ?? -1]?.kind).toBe('slice')
    bench.dispose()
  })

  it('publishes once, by itself, when the server has answered, where the scene says so', async () => {
    const bench = aBench({}, undefined, { ...SCENE, publishesWhenOpen: true })
    const socket = await running(bench)
    const published = () => socket.sent.filter(({ kind }) => kind === 'publish').length
    const slice = { ...SLICE, bytes: 'R0VU', left: browser.now(), arrived: browser.now() }
    socket.say(slice)
    await browser.pass(20)
    expect(published()).toBe(0)
    socket.say({ ...slice, direction: 'server-to-client' })
    await browser.pass(20)
    socket.say({ ...slice, direction: 'server-to-client', offset: 3 })
    await browser.pass(20)
    expect(published()).toBe(1)
    bench.dispose()
  })

  it('does so once it was asked, where answers are held back', async () => {
    const bench = aBench({}, undefined, { ...SCENE, publishesWhenOpen: 'asked' })
    const socket = await running(bench)
    const published = () => socket.sent.filter(({ kind }) => kind === 'publish').length
    expect(published()).toBe(0)
    socket.say({ ...SLICE, bytes: 'R0VU', left: browser.now(), arrived: browser.now() })
    await browser.pass(20)
    expect(published()).toBe(1)
    bench.dispose()
  })

  it("publishes on the observer's socket, several apart, and says what was refused", async () => {
    const bench = aBench()
    const socket = await running(bench)
    bench.publishSeveral(
      [1, 2, 3].map((data) => ({ type: 'note', data })),
      20,
    )
    const published = () =>
      socket.sent.flatMap((request) => (request.kind === 'publish' ? [request.data] : []))
    expect(published()).toEqual([1])
    await browser.pass(39)
    expect(published()).toEqual([1, 2])
    socket.say({ kind: 'error', error: { code: 'too-many-events', message: 'wait a little' } })
    expect(bench.complaint.value).toEqual({ code: 'too-many-events', message: 'wait a little' })
    await browser.pass(1)
    expect(published()).toEqual([1, 2, 3])
    expect(bench.complaint.value).toBeUndefined()
    expect(browser.calls.filter(({ path }) => path.endsWith('/events'))).toEqual([])
    bench.dispose()
  })

  it('patches one request at a time, the newest settings last, and takes back what was refused', async () => {
    const bench = aBench()
    await running(bench)
    browser.answer = ({ body }) => {
      const asked = JSON.stringify(body)
      const isTooMuch = asked.includes('9999')
      return isTooMuch
        ? { status: 400, body: { error: { code: 'bad-settings', message: 'at most 5000' } } }
        : { status: 200, body: {} }
    }
    for (const latencyMs of [10, 20, 30]) bench.patch({ wire: { latencyMs } })
    bench.patch({ wire: { jitterMs: 5 } })
    await settle()
    const patches = browser.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
    expect(patches).toEqual([
      { settings: { wire: { latencyMs: 10 } } },
      { settings: { wire: { latencyMs: 30, jitterMs: 5 } } },
    ])
    bench.patch({ wire: { latencyMs: 9999 } })
    await settle()
    expect(bench.settings.value).toEqual({ feed: 'manual', wire: { latencyMs: 30, jitterMs: 5 } })
    expect(bench.complaint.value?.code).toBe('bad-settings')
    bench.dispose()
  })
})

describe('what is changed at an awkward moment', () => {
  it('sends the server what the reader set while the run was opening', async () => {
    const bench = aBench()
    const started = bench.start()
    bench.patch({ wire: { latencyMs: 70 } })
    await settle()
    browser.sockets.at(-1)?.shakeHands(browser.now)
    await started
    await settle()
    const patches = browser.calls.filter(({ method }) => method === 'PATCH').map(({ body }) => body)
    expect(patches).toEqual([{ settings: { feed: 'manual', wire: { latencyMs: 70 } } }])
    bench.dispose()
  })

  it('publishes nothing of a burst after Stop, also where two bursts overlapped', async () => {
    const bench = aBench()
    const several = [1, 2, 3].map((data) => ({ type: 'note', data }))
    await running(bench)
    bench.publishSeveral(several, 1000)
    bench.publishSeveral(several, 1000)
    bench.stop()
    const socket = await running(bench)
    await browser.pass(3000)
    expect(socket.sent.filter(({ kind }) => kind === 'publish')).toEqual([])
    bench.dispose()
  })
})

describe('the end of a run', () => {
  it('stops the transports before it calls anything, listens a moment longer, and lets the lab go', async () => {
    const bench = aBench()
    const socket = await running(bench)
    told.length = 0
    bench.stop()
    expect(told).toEqual(['transport stopped'])
    expect(bench.state.value).toEqual({ kind: 'stopped', because: 'reader' })
    await browser.pass(100)
    socket.say({ kind: 'connection', connection: 'c', state: 'closed', at: browser.now(), how: 'reset' })
    await browser.pass(1000)
    expect(told).toEqual(['transport stopped', 'DELETE /labs/lab'])
    expect(socket.closedHere).toBe(true)
    expect(bench.events.at(-1)).toMatchObject({ kind: 'connection-closed' })
    expect(bench.events.filter(({ kind }) => kind === 'run-stopped')).toHaveLength(1)
    expect(browser.timers).toBe(0)
  })

  it('comes when the trace is full, and says so', async () => {
    const bench = aBench({ limit: { events: 12, bytes: 1000 } })
    const socket = await running(bench)
    for (let id = 1; id <= 20; id++) {
      socket.say({ kind: 'event', event: { id, type: 'goal', at: browser.now(), data: id } })
    }
    await browser.pass(500)
    expect(bench.state.value).toEqual({ kind: 'stopped', because: 'full' })
    expect(bench.events).toHaveLength(12)
    expect(socket.closedHere).toBe(true)
    expect(held[0]?.aborted).toBe(true)
  })

  it('comes when the tab is out of sight for long, not when it is for a moment', async () => {
    const bench = aBench()
    await running(bench)
    browser.see('hidden')
    await browser.pass(29_000)
    browser.see('visible')
    await browser.pass(60_000)
    expect(bench.state.value.kind).toBe('running')
    browser.see('hidden')
    await browser.pass(30_000)
    expect(bench.state.value).toEqual({ kind: 'stopped', because: 'hidden' })
    bench.dispose()
    expect(browser.watchers).toBe(0)
    expect(browser.timers).toBe(0)
  })

  it('before it began leaves the recorded run on show, and nothing on the server', async () => {
    const bench = aBench()
    const started = bench.start()
    await settle()
    bench.stop()
    await started
    await settle()
    expect(bench.state.value).toEqual({ kind: 'recorded' })
    expect(browser.calls.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
    expect(browser.sockets[0]?.closedHere).toBe(true)
    expect(held).toEqual([])
  })
})

describe('a server that is not there', () => {
  it('is waited for, and the run begins by itself when it is back', async () => {
    browser.answer = () => 'no-connection'
    const bench = aBench()
    await bench.start()
    expect(bench.state.value).toMatchObject({ kind: 'server-gone' })
    expect(bench.isRecorded.value).toBe(true)
    await browser.pass(10_000)
    const probes = browser.calls.filter(({ path }) => path === '/healthz').length
    expect(probes).toBeGreaterThan(1)
    expect(probes).toBeLessThan(6)

    browser.answer = labServer
    while (browser.sockets.length === 0) await browser.pass(500)
    browser.sockets[0]?.shakeHands(browser.now)
    await settle()
    expect(bench.state.value).toEqual({ kind: 'running' })
    bench.dispose()
  })

  it('stops a run when it goes, tells when it is tried again, and gets a fresh lab', async () => {
    const bench = aBench()
    const first = await running(bench)
    await browser.pass(6000)
    first.closeFromServer()
    await settle()
    expect(held[0]?.aborted).toBe(true)
    const { value: state } = bench.state
    expect(state).toEqual({ kind: 'server-gone', retryAt: browser.now() + 1000, hasLostLab: true })
    expect(bench.isRecorded.value).toBe(false)
    await browser.pass(1000)
    expect(browser.sockets).toHaveLength(2)
    browser.sockets[1]?.shakeHands(browser.now)
    await settle()
    expect(bench.state.value).toEqual({ kind: 'running', hasLostLab: true })
    bench.stop()
    await running(bench)
    expect(bench.state.value).toEqual({ kind: 'running' })
    bench.dispose()
  })

  it('that is tried again at once has lost the lab all the same', async () => {
    const bench = aBench()
    const first = await running(bench)
    first.closeFromServer()
    await running(bench)
    expect(bench.state.value).toEqual({ kind: 'running', hasLostLab: true })
    bench.showRecorded()
    await running(bench)
    expect(bench.state.value).toEqual({ kind: 'running' })
    bench.dispose()
  })

  it.each([
    ['a fault', (bench: BenchModel) => bench.fault({ kind: 'reset', transport: 'all' })],
    ['a setting', (bench: BenchModel) => bench.patch({ eventsPerMinute: 3 })],
    ['a scripted answer', (bench: BenchModel) => void bench.answer({ transport: 'sse', status: 503 })],
    ['a played client', (bench: BenchModel) => void bench.playClient(['aGk='])],
  ])('and came back without the lab, as %s finds out, has lost it', async (_what, ask) => {
    const bench = aBench()
    const socket = await running(bench)
    browser.answer = (call) =>
      call.path === '/labs' || call.path === '/healthz'
        ? labServer(call)
        : { status: 404, body: { error: { code: 'lab-not-found', message: 'none' } } }
    ask(bench)
    await settle()
    expect(bench.state.value).toMatchObject({ kind: 'server-gone', hasLostLab: true })
    expect([socket.closedHere, held[0]?.aborted]).toEqual([true, true])
    expect(bench.complaint.value).toBeUndefined()
    bench.dispose()
  })

  it('that answers but never speaks on the socket is asked more and more slowly', async () => {
    const bench = aBench()
    void bench.start()
    await browser.pass(120_000)
    expect(browser.sockets.length).toBeGreaterThan(2)
    expect(browser.sockets.length).toBeLessThan(9)
    bench.stop()
    await browser.pass(60_000)
    expect(browser.timers).toBe(0)
  })

  it('gives way to the recorded run when the reader asks for that', async () => {
    const bench = aBench()
    const socket = await running(bench)
    socket.closeFromServer()
    bench.showRecorded()
    expect(bench.state.value).toEqual({ kind: 'recorded' })
    expect(bench.header.value.lab).toBe('recorded')
    await browser.pass(60_000)
    expect(bench.state.value).toEqual({ kind: 'recorded' })
  })
})

describe('a refusal', () => {
  it("is said in the server's own words, and not tried again", async () => {
    browser.answer = () => ({ status: 429, body: { error: { code: 'too-many-labs', message: 'later' } } })
    const bench = aBench()
    await bench.start()
    expect(bench.state.value).toEqual({ kind: 'refused', code: 'too-many-labs', message: 'later' })
    await browser.pass(60_000)
    expect(browser.calls).toHaveLength(1)
  })

  it('of a host of files says that no server is here, and is not asked for again', async () => {
    browser.answer = () => ({ status: 405 })
    const bench = aBench()
    await bench.start()
    expect(bench.state.value).toMatchObject({ kind: 'refused', code: 'no-server' })
    await browser.pass(60_000)
    expect(browser.calls).toHaveLength(1)
  })

  it("that is not the labs' own means that they are not there", async () => {
    browser.answer = () => ({ status: 404, body: { hello: 'somebody else' } })
    const bench = aBench()
    await bench.start()
    expect(bench.state.value.kind).toBe('server-gone')
    bench.dispose()
  })
})

describe('variants', () => {
  const lane = (run: string) => [{ run, transport: 'long-poll' as const }]
  const scene: SceneModel = {
    ...SCENE,
    variants: [
      { name: 'right', lanes: lane('long-poll') },
      { name: 'wrong', lanes: lane('long-poll-no-cursor') },
      { name: 'unrecorded', lanes: lane('long-poll') },
    ],
  }

  it('each show their own recorded run, or nothing yet', () => {
    const wrong: Trace = { header: { ...header, lab: 'wrong' }, events: [] }
    const bench = aBench({ ofVariants: { wrong } }, RECORDED, scene)
    const before = bench.version.value
    expect(bench.variant.value).toBe('right')
    bench.chooseVariant('wrong')
    expect(bench.header.value.lab).toBe('wrong')
    expect(bench.timeline.lanes.map(({ spec }) => spec.run)).toEqual(['long-poll-no-cursor'])
    expect(bench.version.value).toBeGreaterThan(before)
    bench.chooseVariant('unrecorded')
    expect(bench.state.value).toEqual({ kind: 'stopped' })
    bench.chooseVariant('no such thing')
    expect(bench.variant.value).toBe('unrecorded')
    bench.chooseVariant('right')
    expect(bench.state.value).toEqual({ kind: 'recorded' })
  })

  it('end a live run, and the next runs their lanes', async () => {
    const bench = aBench({}, RECORDED, scene)
    const socket = await running(bench)
    bench.chooseVariant('wrong')
    expect(socket.closedHere).toBe(true)
    await running(bench)
    await browser.pass(400)
    expect(bench.events.find(({ kind }) => kind === 'run-started')).toMatchObject({
      run: 'long-poll-no-cursor',
    })
    bench.dispose()
  })
})
