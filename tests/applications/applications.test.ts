/**
 * Real applications behind a tap: each works through it as without it, by what its own client hears, in Chromium where it has a page;
 * what the tap tells is what both sides' sockets saw; and nothing is found to be wrong in a healthy run. `npm run test:tap`.
 */
import { once } from 'node:events'
import { chromium, type Browser } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { findChromium, CHROMIUM_FLAGS } from '../../scripts/browser.ts'
import { systemClock, type Clock } from '../../server/clock.ts'
import { DIRECTIONS, latin1, type Direction } from '../../src/wire/bytes/bytes.ts'
import { findingsIn } from '../../src/wire/findings/findings.ts'
import { TapStore, type TappedRun } from '../../src/tap/model/tap-store.ts'
import { shownBy } from '../support/evidence.ts'
import {
  keepingRelay,
  ownersPage,
  tapAt,
  tapOf,
  type KeepingRelay,
  type OwnersPage,
} from '../support/tap-bench.ts'
import { installApplications, type Applications, type RunningApplication } from './install.ts'

let applications: Applications
let browser: Browser
beforeAll(async () => {
  applications = installApplications()
  const executablePath = findChromium()
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [...CHROMIUM_FLAGS],
  })
}, 300_000)
afterAll(() => browser.close())

const ends: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function start(name: string): Promise<RunningApplication> {
  const app = await applications.start(name)
  ends.push(() => app.stop())
  return app
}

interface Tapped {
  readonly app: RunningApplication
  readonly direct: string
  readonly through: string
  readonly before: KeepingRelay
  readonly behind: KeepingRelay
  readonly page: OwnersPage
}

/** An application with a tap, and plain relays on both sides of it. TLS is not looked into behind. */
async function tapped(name: string, ...options: readonly string[]): Promise<Tapped> {
  const app = await start(name)
  const scheme = name === 'https' ? 'https' : 'http'
  const behind = await keepingRelay(app.port)
  const tap = await tapOf(`${scheme}://127.0.0.1:${behind.port}`, '--bodies', ...options)
  const before = await keepingRelay(Number(new URL(tap.address).port))
  const page = ownersPage(tap)
  await page.until('replayed')
  ends.push(() => {
    page.close()
    before.close()
    tap.close()
    behind.close()
  })
  return {
    app,
    direct: `${scheme}://127.0.0.1:${app.port}`,
    through: `http://127.0.0.1:${before.port}`,
    before,
    behind,
    page,
  }
}

/** All that crossed in a direction, connection by connection, in an order that does not matter. */
const crossed = (relay: KeepingRelay, direction: Direction): readonly string[] =>
  relay.connections
    .map((each) => Buffer.concat(each[direction]).toString('latin1'))
    .filter((each) => each !== '')
    .sort()

/** Waits for every connection to be over, and holds what was told against what crossed. */
async function expectSameBytes({ before, behind, page, app }: Tapped, name: string): Promise<void> {
  const count = before.connections.length
  for (let n = 1; n <= count; n++)
    await page.until('connection', ({ connection, state }) => connection === `c${n}` && state === 'closed')
  for (const direction of DIRECTIONS) {
    const told = Array.from({ length: count }, (_, n) =>
      page.bytes(`c${n + 1}`, direction).toString('latin1'),
    )
      .filter((each) => each !== '')
      .sort()
    expect(told.length).toBeGreaterThan(0)
    expect(told).toEqual(crossed(before, direction))
    if (name !== 'https') expect(told).toEqual(crossed(behind, direction))
    else if (direction === 'client-to-server') {
      const read = (text: string): readonly string[] =>
        [...text.matchAll(/READ (\S+)\n/g)]
          .map(([, bytes = '']) => Buffer.from(bytes, 'base64').toString('latin1'))
          .filter((each) => told.includes(each))
      const printed = await app.printed((text) => read(text).length >= told.length)
      expect(read(printed).toSorted()).toEqual(told)
    }
  }
}

function runOf(page: OwnersPage): TappedRun {
  const store = new TapStore()
  for (const message of page.messages) store.take(message)
  return store.run
}

/** What is found, with the bytes of its first evidence. */
function findings(page: OwnersPage): readonly (readonly [finding: string, shown: string])[] {
  const run = runOf(page)
  return findingsIn(run).map(({ code, target, facts, evidence: [first] }) => [
    `${code} ${facts.what ?? ''} ${target}`,
    shownBy(run, first),
  ])
}

/** What a page hears: it says so in `window.done`. */
async function heardInChromium(url: string, app: RunningApplication, nudges: boolean): Promise<unknown> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const tab = await context.newPage()
  await tab.goto(url)
  if (nudges) {
    await tab.waitForFunction(() => document.title === 'loaded 1')
    // The socket that will hear of the change opens beside the page.
    await tab.waitForTimeout(1_000)
    app.nudge()
  }
  const done = await tab.waitForFunction(() => (window as unknown as { done?: unknown }).done)
  const heard: unknown = await done.jsonValue()
  await context.close()
  return heard
}

const APPLICATIONS = ['socket-io', 'ws-deflate', 'hono-sse', 'vite', 'express', 'https'] as const

const optionsOf = (name: string): readonly string[] => (name === 'https' ? ['--insecure'] : [])

describe.each(APPLICATIONS)('%s', (name) => {
  it('works through a tap as without it, and every byte is told', async () => {
    const whole = await tapped(name, ...optionsOf(name))
    const direct = await applications.client(name, whole.direct)
    expect(await applications.client(name, whole.through)).toEqual(direct)
    expect(direct).not.toEqual([])
    await expectSameBytes(whole, name)
    expect(findings(whole.page)).toEqual([])
  }, 60_000)

  it('works in Chromium, too', async () => {
    const through = await tapped(name, ...optionsOf(name))
    const heard = await heardInChromium(through.through, through.app, name === 'vite')
    await expectSameBytes(through, name)
    expect(findings(through.page)).toEqual([])
    const other = await start(name)
    const scheme = name === 'https' ? 'https' : 'http'
    expect(heard).toEqual(
      await heardInChromium(`${scheme}://127.0.0.1:${other.port}`, other, name === 'vite'),
    )
  }, 60_000)
})

/** Each trouble that the application has, and how the bytes begin that give it away. */
const TROUBLES: readonly (readonly [finding: string, shown: string])[] = [
  ['stream-head type /wrong-type', 'text/plain'],
  ['stream-head compressed /compressed', 'gzip'],
  ['stream-head length /with-length', '18'],
  ['events-in-one-write  /held-back', 'id: 1\n'],
  ['event-ids none /no-ids', 'data: a\n'],
  ['bad-retry zero /retry', 'retry: 0\n'],
  ['reconnection-rush no-pause /retry', 'GET /retry '],
  ['injected-field field /injected', 'event: admin\n'],
  ['doubled-event-source start /open', 'GET /open '],
  ['doubled-event-source leak /leaking', 'GET /leaking '],
  ['final-status  /deploying', 'HTTP/1.1 503 '],
  ['ignored-last-event-id again /forgetful', 'id: 1\n'],
  ['long-poll-loop at-once /poll', 'HTTP/1.1 200 '],
  ['overlapping-polls  /slow', 'GET /slow '],
  ['socket-broken-off mistake /small', '\x88\x02\x03\xf1'],
  ['socket-broken-off no-close /cut', ''],
  ['six-connections  /open?6', 'GET /open?6 '],
]

describe('an application with troubles', () => {
  it('is told of each of them', async () => {
    const whole = await tapped('troubles')
    await applications.client('troubles', whole.through)
    await whole.page.until('exchange', ({ exchange, state }) => exchange !== '' && state === 'closed')
    const found = findings(whole.page)
    const expected = TROUBLES.map(([name, shown]) => [name, shown])
    const begins = found.map(([name, shown]) => [
      name,
      shown.slice(0, TROUBLES.find(([known]) => known === name)?.[1].length),
    ])
    expect(begins.toSorted()).toEqual(expected.toSorted())
  }, 60_000)

  it('is told of the silence of its stream and its WebSocket after a minute', async () => {
    let ahead = 0
    const clock: Clock = { ...systemClock, now: () => systemClock.now() + ahead }
    const app = await start('troubles')
    const tap = await tapAt(clock, `http://127.0.0.1:${app.port}`)
    const page = ownersPage(tap)
    const left = new AbortController()
    await fetch(`${tap.address}/open`, { headers: { Accept: 'text/event-stream' }, signal: left.signal })
    const socket = new WebSocket(`${tap.address.replace('http', 'ws')}/quiet`)
    await once(socket, 'message')
    ends.push(() => {
      left.abort()
      socket.terminate()
      page.close()
      tap.close()
    })
    const later = async (path: string): Promise<void> => {
      await (await fetch(tap.address + path)).text()
      await page.until(
        'exchange',
        ({ exchange, state }) =>
          state === 'closed' &&
          page.messages.some((each) => each.kind === 'slice' && each.exchange === exchange),
      )
    }
    ahead = 50_000
    await later('/poll')
    expect(findings(page)).toEqual([])
    ahead = 61_000
    await later('/poll')
    const run = runOf(page)
    const found = findingsIn(run).map(({ code, target, evidence: [first] }) => {
      const event = run.events[first.moment]
      return [code, target, event?.kind === 'slice' ? latin1(event.bytes) : '']
    })
    expect(found).toEqual([
      ['silent-stream', '/open', expect.stringContaining('id: 1\n')],
      ['socket-without-ping', '/quiet', expect.stringContaining('that is all')],
    ])
  }, 60_000)
})
