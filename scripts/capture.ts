/**
 * `npm run capture [name …]`: records the captures. Starts the real server, opens a real Chromium on it, lets the bench's
 * own code play each score there, and writes `content/captures/<name>.json` and its golden dissection `<name>.txt`.
 *
 * The page is the server's own `/healthz`, into which the bundle is put: an origin like any reader's, without needing
 * the site to be built, and without a proxy between (interception would switch the browser's cache off).
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { chromium, type Browser } from '@playwright/test'
import { CAPTURES } from '../src/figures/lookup.ts'
import type { CaptureOf } from '../src/bench/model/figure.ts'
import { dissectionText } from '../src/wire/export/text.ts'
import { decodeTrace, encodeTrace } from '../src/wire/trace/trace-codec.ts'
import { momentOf, type FeedEvent, type Trace } from '../src/wire/trace/trace.ts'
import { CHROMIUM_FLAGS, ensureChromium, NO_CHROMIUM } from './browser.ts'
import { startServer } from './our-server.ts'
import { bundlePage } from './page-bundle.ts'

const FOLDER = new URL('../content/captures/', import.meta.url)
/** What readers of a capture see in its `Host`, where it is free. */
const USUAL_PORT = 4321
const TAKES = 20

const wanted = process.argv.slice(2)
const captures = CAPTURES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
const unknown = wanted.filter((name) => !CAPTURES.some((capture) => capture.name === name))
if (unknown.length > 0) {
  console.error(
    `No capture is called ${unknown.join(', ')}. There are: ${CAPTURES.map(({ name }) => name).join(', ')}.`,
  )
  process.exit(1)
}

const executablePath = ensureChromium()
if (executablePath === undefined) {
  console.error(NO_CHROMIUM)
  process.exit(1)
}

const bundle = await bundlePage('scripts/capture-page/page.ts')
const server = await startServer({ port: Number(process.env['PORT'] ?? (await freePort(USUAL_PORT))) })
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
try {
  await mkdir(FOLDER, { recursive: true })
  for (const [done, capture] of captures.entries()) {
    const seconds = Math.round(capture.score.durationMs / 1000)
    console.log(`${done + 1} of ${captures.length}: ${capture.name}, ${seconds} s`)
    await record(capture, browser, server.url)
  }
} finally {
  await browser.close()
  server.stop()
}

/** `port` where nobody listens there, else 0: the system then picks one. */
function freePort(port: number): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  const probe = createServer()
  probe.once('error', () => resolve(0))
  probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  return promise
}

async function record(of: CaptureOf, browser: Browser, url: string): Promise<void> {
  const { name } = of
  for (let take = 1; take <= TAKES; take++) {
    const trace = await play(of, browser, url)
    if (!isGoodTake(trace, of)) {
      console.log(`${name}: take ${take} is not what its score asks for, once more`)
      continue
    }
    const capture: Trace = { ...trace, header: { ...trace.header, scenario: name } }
    const text = encodeTrace(capture)
    await writeFile(new URL(`${name}.json`, FOLDER), text)
    await writeFile(new URL(`${name}.txt`, FOLDER), dissectionText(read(text)))
    console.log(`${name}: ${trace.events.length} events, ${Math.ceil(text.length / 1024)} KiB`)
    return
  }
  throw new Error(`${name}: no take out of ${TAKES} was what its score asks for`)
}

async function play(of: CaptureOf, browser: Browser, url: string): Promise<Trace> {
  // A fresh context: no cache, no connection from the capture before.
  const context = await browser.newContext({ bypassCSP: true, locale: 'en-US' })
  try {
    const page = await context.newPage()
    await page.goto(`${url}/healthz`)
    await page.addScriptTag({ content: bundle })
    const text = await page.evaluate(
      (played) => (globalThis as unknown as { playScore(of: CaptureOf): Promise<string> }).playScore(played),
      of,
    )
    return read(text)
  } finally {
    await context.close()
  }
}

function read(text: string): Trace {
  const decoded = decodeTrace(text)
  if (!decoded.ok) throw new Error(`the recorded trace cannot be read: ${decoded.message}`)
  return decoded.trace
}

function isGoodTake(trace: Trace, { score: { ownEvents: asked, drops }, variant }: CaptureOf): boolean {
  if (trace.events.some(({ kind }) => kind === 'dropped')) return false
  if (drops !== undefined && drops.variant === variant) {
    const count = dropsOf(trace, drops.run)
    if (count < drops.atLeast || count > drops.atMost) return false
  }
  if (asked === undefined) return true
  const own = ownEvents(trace)
  const areApart = own.every(({ at }, i) => at - (own[i - 1]?.at ?? -Infinity) >= (asked.apartMs ?? 0))
  const isRightNumber = own.length >= asked.atLeast && own.length <= asked.atMost
  const last = trace.events.findLast(({ kind }) => kind === 'run-stopped')
  const settled = (last === undefined ? Infinity : momentOf(last)) - (asked.settledMs ?? 0)
  return (
    isRightNumber &&
    areApart &&
    hasAllLanesReached(
      trace,
      own.filter(({ at }) => at <= settled),
    )
  )
}

/** How many connections of a run's transport the box on the way dropped. */
function dropsOf({ events }: Trace, run: string): number {
  const transport = events.find((event) => event.kind === 'run-started' && event.run === run)
  const dropped = new Set(
    events.flatMap((event) =>
      event.kind === 'connection-closed' && event.how === 'timeout' ? [event.connection] : [],
    ),
  )
  return events.filter(
    (event) =>
      event.kind === 'exchange-opened' &&
      transport?.kind === 'run-started' &&
      event.transport === transport.transport &&
      dropped.has(event.connection),
  ).length
}

/** What the feed published by itself while the runs ran. */
function ownEvents({ events }: Trace): readonly FeedEvent[] {
  const started = events.findIndex(({ kind }) => kind === 'run-started')
  return events
    .slice(started)
    .flatMap((event) => (event.kind === 'published' && event.event.type !== 'note' ? [event.event] : []))
}

function hasAllLanesReached({ events }: Trace, own: readonly FeedEvent[]): boolean {
  const runs = events.flatMap((event) => (event.kind === 'run-started' ? [event.run] : []))
  return runs.every((run) =>
    own.every(({ id }) =>
      events.some((event) => event.kind === 'delivered' && event.run === run && event.event === id),
    ),
  )
}
