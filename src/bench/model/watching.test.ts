import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeBrowser, settle, type FakeAnswer, type FakeCall } from '../../../tests/support/fake-browser.ts'
import { MOST_MARKS_BYTES } from '../../contract/observe.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { BenchModel, SceneModel } from './bench-model.ts'
import { createBench } from './bench.ts'
import { shareRun } from './share-run.ts'
import { isMark, textsOf, type Mark } from './watch-marks.ts'
import { watchFragment, watchIn } from './watch-link.ts'

const KEY = 'k'.repeat(22)
const SCENE: SceneModel = {
  lanes: [{ run: 'long-poll', transport: 'long-poll' }],
  settings: { feed: 'manual' },
  options: {},
}

let browser: FakeBrowser
let bench: BenchModel
beforeEach(() => {
  browser = new FakeBrowser()
  bench = createBench(SCENE, undefined, { browser: () => browser })
  vi.stubGlobal('fetch', () => new Promise(() => undefined))
})
afterEach(() => {
  bench.dispose()
  vi.unstubAllGlobals()
})

function step(line: number, at: number): Mark {
  return { kind: 'step', run: 'long-poll', sequence: line, line, endLine: line, at }
}

function upgradeRequired(): FakeAnswer {
  return { status: 426, body: { error: { code: 'upgrade-required', message: '' } } }
}

describe('watching by a link', () => {
  async function watching(): Promise<FakeBrowser['sockets'][number]> {
    browser.answer = upgradeRequired
    void bench.watch(KEY)
    // The module of it comes when it is wanted.
    await vi.waitFor(() => expect(browser.sockets).toHaveLength(1), { timeout: 10_000 })
    const socket = browser.sockets[0]!
    socket.shakeHands(browser.now)
    await settle()
    expect(bench.state.value.kind).toBe('running')
    return socket
  }

  it('makes no lab, runs nothing, and puts what is reported between what crossed', async () => {
    const socket = await watching()
    expect(socket.path).toBe(`/watch/${KEY}/observe`)
    const at = browser.now()
    socket.say({ kind: 'connection', connection: 'c1', state: 'open', at: at + 10 })
    socket.say({
      kind: 'exchange',
      exchange: 'x1',
      connection: 'c1',
      transport: 'long-poll',
      state: 'open',
      at: at + 20,
    })
    for (const [i, offset] of [0, 3].entries()) {
      const of = { exchange: 'x1', direction: 'client-to-server', offset, bytes: 'R0VU' } as const
      socket.say({ kind: 'slice', ...of, left: at + 30 + 100 * i, arrived: at + 30 + 100 * i })
    }
    await browser.pass(500)
    const [marks = ''] = textsOf([step(1, at + 5), step(2, at + 80)])
    socket.say({ kind: 'reported', at: at + 500, marks })
    await browser.pass(1_000)
    expect(bench.events.map(({ kind }) => kind)).toEqual([
      ...['step', 'connection-opened', 'exchange-opened', 'slice', 'step', 'slice'],
    ])
    // The last of what is reported waits for nothing that never comes.
    socket.say({ kind: 'reported', at: at + 2_000, marks: textsOf([step(3, at + 1_900)])[0] ?? '' })
    await browser.pass(2_500)
    expect(bench.events.at(-1)).toMatchObject({ kind: 'step', line: 3 })
    expect(browser.told).toEqual([`GET /watch/${KEY}/observe`])
  })

  it('acts on nothing: the page says sync and no more', async () => {
    const socket = await watching()
    bench.publish('goal', 1)
    bench.fault({ kind: 'reset', transport: 'all' })
    bench.patch({ eventsPerMinute: 1 })
    bench.note('x', { kind: 'error' })
    expect(await bench.playClient(['AA=='])).toBe(false)
    await browser.pass(2_000)
    expect(new Set(socket.sent.map(({ kind }) => kind))).toEqual(new Set(['sync']))
    expect(browser.told).toEqual([`GET /watch/${KEY}/observe`])
  })

  it('passes over what is no report, and what a page could not have done', async () => {
    const socket = await watching()
    const at = browser.now()
    const forged: TraceEvent = { kind: 'published', event: { id: 1, type: 'goal', at, data: 1 }, at }
    const { encodeTrace } = await import('../../wire/trace/trace-codec.ts')
    const header = {
      version: 1,
      lab: '',
      vantage: 'server-socket',
      recordedAt: '',
      client: '',
      settings: 0,
    } as const
    for (const marks of ['', '{}', '[]', encodeTrace({ header, events: [forged] })])
      socket.say({ kind: 'reported', at, marks })
    await browser.pass(5_000)
    expect(bench.events).toEqual([])
    expect(bench.state.value.kind).toBe('running')
  })

  it('says that a link is over, at first and when it ends; and comes back where only the connection was lost', async () => {
    const socket = await watching()
    browser.answer = ({ path }) =>
      path === '/healthz' ? { status: 200, body: { status: 'ok' } } : upgradeRequired()
    socket.closeFromServer()
    expect(bench.state.value.kind).toBe('server-gone')
    await browser.pass(3_000)
    expect(browser.sockets).toHaveLength(2)
    browser.sockets[1]!.shakeHands(browser.now)
    await settle()
    expect(bench.state.value.kind).toBe('running')
    browser.answer = ({ path }) =>
      path === '/healthz'
        ? { status: 200, body: { status: 'ok' } }
        : { status: 404, body: { error: { code: 'watch-not-found', message: 'over' } } }
    browser.sockets[1]!.closeFromServer()
    await browser.pass(20_000)
    expect(bench.state.value).toMatchObject({ kind: 'refused', code: 'watch-not-found' })
  })
})

describe('letting others watch', () => {
  function lab({ method, path }: FakeCall): FakeAnswer {
    if (path.endsWith('/watch'))
      return method === 'POST' ? { status: 201, body: { watch: KEY } } : { status: 204 }
    if (path === '/labs') return { status: 201, body: { id: 'lab', settings: {}, last: 0 } }
    return { status: 204 }
  }

  it('opens the link of the lab, reports what the script does, is told how many watch, and ends it', async () => {
    browser.answer = lab
    const started = bench.start()
    await settle()
    const socket = browser.sockets[0]!
    socket.shakeHands(browser.now)
    await started
    const share = shareRun(bench, browser)
    await settle()
    expect([share.key.value, share.state.value, bench.isShared]).toEqual([KEY, 'open', true])
    socket.say({ kind: 'watchers', count: 7 })
    expect(bench.watchers.value).toBe(7)
    bench.note('probe', { kind: 'error' })
    await browser.pass(1_500)
    const reports = socket.sent.flatMap((each) => (each.kind === 'report' ? [each.marks] : []))
    expect(reports.join()).toContain('run-started')
    expect(reports.join()).toContain('["note"')
    // Nobody here looks, and others do.
    browser.see('hidden')
    await browser.pass(60_000)
    expect(bench.state.value.kind).toBe('running')
    share.end()
    expect(browser.told.at(-1)).toBe('DELETE /labs/lab/watch')
    expect([share.key.value, share.state.value, bench.isShared]).toEqual([undefined, 'over', false])
  })

  it('is over with the run', async () => {
    browser.answer = lab
    const started = bench.start()
    await settle()
    browser.sockets[0]!.shakeHands(browser.now)
    await started
    const share = shareRun(bench, browser)
    await settle()
    bench.stop()
    await browser.pass(1_000)
    expect([share.state.value, bench.isShared]).toEqual(['over', false])
  })
})

describe('what is reported', () => {
  it('goes in texts of which the server takes each, in order, without what is too long for any', () => {
    const long: Mark = {
      kind: 'note',
      run: 'x',
      note: { kind: 'asked', target: 'y'.repeat(MOST_MARKS_BYTES) },
      at: 1,
    }
    const marks = [...Array.from({ length: 900 }, (_, i) => step(i + 1, i)), long, step(901, 901)]
    const texts = textsOf(marks)
    expect(texts.length).toBeGreaterThan(1)
    for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_MARKS_BYTES)
    expect(texts.join('').match(/\["step"/g)).toHaveLength(901)
    expect(texts.join('')).not.toContain('yyyy')
    expect(marks.every(isMark)).toBe(true)
  })
})

it('a link to watch says whose figure, which variant and the key, and nothing else is one', () => {
  const link = { variant: 'a-b', key: KEY }
  expect(watchIn(watchFragment('two-polls', link), 'two-polls')).toEqual(link)
  expect(watchIn(watchFragment('two-polls', { ...link, variant: '' }), 'two-polls')).toEqual({
    ...link,
    variant: '',
  })
  expect(watchIn(watchFragment('two-polls', link), 'the-loop')).toBeUndefined()
  for (const other of [
    '',
    '#',
    '#watch',
    '#watch.two-polls',
    '#watch.two-polls.',
    '#watch.two-polls..',
    '#x.two-polls..k',
  ])
    expect(watchIn(other, 'two-polls')).toBeUndefined()
})
