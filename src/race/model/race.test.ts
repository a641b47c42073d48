/** A race without a browser: leaving and coming back, staged races, and what its trace tells of conditions. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NO_CONDITIONS } from '../../contract/settings.ts'
import {
  FakeBrowser,
  settle,
  type FakeAnswer,
  type FakeCall,
  type FakeSocket,
} from '../../../tests/support/fake-browser.ts'
import type { SceneModel } from '../../bench/model/bench-model.ts'
import type { RaceModel, StagedRace } from './race-model.ts'
import { createRace } from './race.ts'

const SCENE: SceneModel = {
  lanes: [
    { run: 'short-poll', transport: 'short-poll' },
    { run: 'long-poll', transport: 'long-poll' },
  ],
  settings: { feed: 'manual', wire: { latencyMs: 50 } },
  options: { pollIntervalMs: 700 },
}

const SETTINGS = {
  feed: 'manual',
  eventsPerMinute: 12,
  longPollTimeoutMs: 25_000,
  heartbeatMs: 15_000,
  retryMs: 2000,
  deflate: false,
  wire: { ...NO_CONDITIONS, latencyMs: 50 },
}

/** A lab server that does what it is asked. */
function labServer({ method, path, body }: FakeCall): FakeAnswer {
  if (path === '/healthz') return { status: 200, body: { status: 'ok' } }
  if (method === 'POST' && path === '/labs')
    return { status: 201, body: { id: 'lab', settings: SETTINGS, last: 4 } }
  if (method === 'PATCH') {
    const { settings } = body as { settings: object }
    return { status: 200, body: { settings: { ...SETTINGS, ...settings } } }
  }
  if (path.endsWith('/faults')) return { status: 202, body: { affected: 2 } }
  return { status: 204 }
}

let browser: FakeBrowser
/** The questions of the transports, held until they are answered or stopped. */
let asked: string[]
let answers: ((body: object) => void)[]

beforeEach(() => {
  browser = new FakeBrowser()
  browser.answer = labServer
  asked = []
  answers = []
  vi.stubGlobal('fetch', (path: string, { signal }: { signal: AbortSignal }) => {
    asked.push(path.replace('/labs/lab/', ''))
    return new Promise((resolve, reject) => {
      answers.push((body) => resolve(Response.json(body)))
      signal.addEventListener('abort', () => reject(signal.reason as Error))
    })
  })
})

afterEach(() => vi.unstubAllGlobals())

function aRace(): RaceModel & { dispose(): void } {
  return createRace(SCENE, undefined, { browser: () => browser })
}

function observer(): FakeSocket {
  const socket = browser.sockets.at(-1)
  if (socket === undefined) throw new Error('no observer was opened')
  return socket
}

async function open(started: Promise<void>): Promise<void> {
  await settle()
  observer().shakeHands(browser.now)
  await settle()
  void started
}

function publish(id: number): void {
  observer().say({ kind: 'event', event: { id, type: 'goal', at: browser.now(), data: null } })
}

function answer(index: number, ...ids: readonly number[]): void {
  const events = ids.map((id) => ({ id, type: 'goal', at: browser.now(), data: null }))
  answers[index]?.({ events, last: Math.max(4, ...ids) })
}

function kindsOf(race: RaceModel): readonly string[] {
  return race.bench.events.map(({ kind }) => kind)
}

describe('a live race', () => {
  it('tells its conditions before its lanes run, and when they change', async () => {
    const race = aRace()
    await open(race.bench.start())
    await browser.pass(400)
    const kinds = kindsOf(race)
    expect(kinds.indexOf('conditions')).toBeGreaterThanOrEqual(0)
    expect(kinds.indexOf('conditions')).toBeLessThan(kinds.indexOf('run-started'))
    expect(race.view.value.rows.map(({ theory }) => theory?.leastMs)).toEqual([50, 50])

    race.bench.patch({ eventsPerMinute: 600 })
    race.bench.options.value = { ...race.bench.options.value, pollIntervalMs: 3000 }
    await browser.pass(400)
    const told = race.bench.events.flatMap((event) => (event.kind === 'conditions' ? [event.conditions] : []))
    expect(told.at(-1)).toMatchObject({ eventsPerMinute: 600, pollIntervalMs: 3000, latencyMs: 50 })
    expect(race.view.value.rows[0]?.theory?.greatestMs).toBe(3000 + 3 * 50)
    race.dispose()
  })

  it('leaves without its lab, comes back behind what it had, and waits for what came meanwhile', async () => {
    const race = aRace()
    await open(race.bench.start())
    await browser.pass(400)
    expect(asked).toEqual(['short-poll?after=4', 'long-poll?after=4'])
    publish(5)
    answer(1, 5)
    await settle()
    await browser.pass(400)
    expect(asked.at(-1)).toBe('long-poll?after=5')
    expect(race.view.value.rows.map(({ delivered, pending }) => [delivered, pending])).toEqual([
      [0, 1],
      [1, 0],
    ])

    race.leave()
    race.leave()
    expect(race.isAway.value).toBe(true)
    await browser.pass(400)
    expect(race.bench.state.value.kind).toBe('running')
    expect(observer().closedHere).toBe(false)
    const before = asked.length
    publish(6)
    await browser.pass(1000)
    expect(asked).toHaveLength(before)

    race.comeBack()
    expect(race.isAway.value).toBe(false)
    await browser.pass(400)
    expect(asked.slice(before)).toEqual(['short-poll?after=4', 'long-poll?after=5'])
    // Each is behind by what it missed; nothing is lost, and nothing new to a page comes twice to it.
    answer(before, 5, 6)
    answer(before + 1, 6)
    await browser.pass(600)
    expect(race.view.value.rows).toMatchObject([
      { delivered: 2, repeated: 0, lost: 0, pending: 0 },
      { delivered: 2, repeated: 0, lost: 0, pending: 0 },
    ])
    expect(race.view.value.timeline.lanes.map(({ spans }) => spans.length)).toEqual([2, 2])
    race.dispose()
  })

  it('is not away any more once it is stopped', async () => {
    const race = aRace()
    await open(race.bench.start())
    race.leave()
    race.bench.stop()
    expect(race.isAway.value).toBe(false)
    race.comeBack()
    expect(kindsOf(race).filter((kind) => kind === 'run-started').length).toBeLessThanOrEqual(2)
    race.dispose()
  })
})

const STAGED: StagedRace = {
  name: 'staged',
  settings: { feed: 'ticker', wire: { jitterMs: 10 } },
  options: { pollIntervalMs: 1234 },
  script: [
    { atMs: 100, kind: 'publish', count: 3, apartMs: 50 },
    { atMs: 300, kind: 'fault', fault: { kind: 'reset', transport: 'all' } },
    { atMs: 400, kind: 'patch', settings: { wire: { latencyMs: 200 } } },
    { atMs: 500, kind: 'leave' },
    { atMs: 700, kind: 'come-back' },
  ],
  lengthMs: 1000,
}

describe('a staged race', () => {
  it('puts its conditions in place, plays its script, and stops', async () => {
    const race = aRace()
    race.bench.patch({ wire: { bufferBytes: 4096 } })
    let isOver = false
    const playing = race.play(STAGED).then(() => (isOver = true))
    expect(race.staged.value).toEqual({ name: 'staged', isOver: false })
    await open(Promise.resolve())
    // What the reader had set is gone: the stage is the scene's, with its own changes.
    expect(browser.calls[0]?.body).toEqual({
      settings: {
        feed: 'ticker',
        wire: { ...NO_CONDITIONS, latencyMs: 50, jitterMs: 10 },
      },
    })
    expect(race.bench.options.value.pollIntervalMs).toBe(1234)
    await browser.pass(250)
    expect(observer().sent.filter(({ kind }) => kind === 'publish')).toHaveLength(3)
    await browser.pass(300)
    expect(race.isAway.value).toBe(true)
    expect(browser.told.filter((line) => /faults|PATCH/.test(line))).toEqual([
      'POST /labs/lab/faults',
      'PATCH /labs/lab',
    ])
    await browser.pass(200)
    expect(race.isAway.value).toBe(false)
    expect(isOver).toBe(false)
    await browser.pass(300)
    await playing
    expect(race.bench.state.value).toEqual({ kind: 'stopped', because: 'reader' })
    expect(race.staged.value).toEqual({ name: 'staged', isOver: true })

    // A race of the reader's own follows: what it shows answers no question of the staged one.
    await open(race.bench.start())
    expect(race.staged.value).toBeUndefined()
    race.dispose()
  })

  it('that is stopped before its end is none', async () => {
    const race = aRace()
    const playing = race.play(STAGED)
    await open(Promise.resolve())
    await browser.pass(200)
    race.bench.stop()
    await playing
    expect(race.staged.value).toBeUndefined()
    const { length } = browser.told
    await browser.pass(2000)
    expect(browser.told.slice(length).filter((line) => line.includes('faults'))).toEqual([])
    race.dispose()
  })

  it('that is played again before it has begun is played once, and to its end', async () => {
    const race = aRace()
    const first = race.play(STAGED)
    await settle()
    const second = race.play(STAGED)
    await open(Promise.resolve())
    await first
    expect(race.staged.value).toEqual({ name: 'staged', isOver: false })
    await browser.pass(250)
    const published = browser.sockets.flatMap(({ sent }) => sent.filter(({ kind }) => kind === 'publish'))
    expect(published).toHaveLength(3)
    await browser.pass(1000)
    await second
    expect(race.staged.value).toEqual({ name: 'staged', isOver: true })
    race.dispose()
  })

  it('that is stopped before it has begun leaves no script to the race after it', async () => {
    const race = aRace()
    const playing = race.play(STAGED)
    await settle()
    race.bench.stop()
    await open(race.bench.start())
    await playing
    expect(race.staged.value).toBeUndefined()
    await browser.pass(1200)
    expect(race.bench.state.value.kind).toBe('running')
    expect(observer().sent.filter(({ kind }) => kind === 'publish')).toEqual([])
    race.dispose()
  })

  it('is none where the server is gone', async () => {
    browser.answer = () => 'no-connection'
    const race = aRace()
    await race.play(STAGED)
    expect(race.bench.state.value.kind).toBe('server-gone')
    expect(race.staged.value).toBeUndefined()
    race.dispose()
  })
})
