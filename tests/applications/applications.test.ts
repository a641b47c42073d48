/**
 * Real applications behind a tap: each works through it as without it, by what its own client hears, in Chromium where it has a page;
 * what the tap tells is what both sides' sockets saw; and nothing is found to be wrong in a healthy run. `npm run test:tap`.
 */
import { chromium, type Browser } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { findChromium, CHROMIUM_FLAGS } from '../../scripts/browser.ts'
import { DIRECTIONS, type Direction } from '../../src/wire/bytes/bytes.ts'
import { findingsIn } from '../../src/wire/findings/findings.ts'
import { TapStore } from '../../src/tap/model/tap-store.ts'
import { keepingRelay, ownersPage, tapOf, type KeepingRelay, type OwnersPage } from '../support/tap-bench.ts'
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
      const read = [...app.printed().matchAll(/READ (\S+)/g)].map(([, text = '']) =>
        Buffer.from(text, 'base64').toString('latin1'),
      )
      expect(told).toEqual(read.filter((each) => told.includes(each)).sort())
    }
  }
}

function findings({ page }: Tapped): readonly string[] {
  const store = new TapStore()
  for (const message of page.messages) store.take(message)
  return findingsIn(store.run).map(({ code, target, facts }) => `${code} ${facts.what ?? ''} ${target}`)
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

const APPLICATIONS = [
  ['socket-io', 'no page'],
  ['ws-deflate', 'page'],
  ['hono-sse', 'page'],
  ['vite', 'page'],
  ['express', 'page'],
  ['https', 'no page'],
] as const

describe.each(APPLICATIONS)('%s', (name, page) => {
  it('works through a tap as without it, and every byte is told', async () => {
    const whole = await tapped(name, ...(name === 'https' ? ['--insecure'] : []))
    const direct = await applications.client(name, whole.direct)
    expect(await applications.client(name, whole.through)).toEqual(direct)
    expect(direct).not.toEqual([])
    await expectSameBytes(whole, name)
    expect(findings(whole)).toEqual([])
  }, 60_000)

  it.runIf(page === 'page')(
    'works in Chromium, too',
    async () => {
      const through = await tapped(name)
      const heard = await heardInChromium(through.through, through.app, name === 'vite')
      await expectSameBytes(through, name)
      expect(findings(through)).toEqual([])
      const other = await start(name)
      expect(heard).toEqual(await heardInChromium(`http://127.0.0.1:${other.port}`, other, name === 'vite'))
    },
    60_000,
  )
})

describe('an application with troubles', () => {
  it('is told of each of them', async () => {
    const whole = await tapped('troubles')
    await applications.client('troubles', whole.through)
    await whole.page.until('exchange', ({ exchange, state }) => exchange !== '' && state === 'closed')
    const found = findings(whole)
    for (const expected of [
      'stream-head type /wrong-type',
      'stream-head compressed /compressed',
      'events-in-one-write  /held-back',
      'event-ids none /no-ids',
      'bad-retry zero /retry',
      'reconnection-rush no-pause /retry',
      'injected-field field /injected',
      'doubled-event-source start /open',
      'final-status  /deploying',
      'ignored-last-event-id again /forgetful',
      'long-poll-loop at-once /poll',
      'overlapping-polls  /slow',
      'socket-broken-off mistake /small',
      'socket-broken-off no-close /cut',
      'six-connections  /open?6',
    ])
      expect(found).toContainEqual(expect.stringContaining(expected))
  }, 60_000)
})
