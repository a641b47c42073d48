/**
 * Another's run, watched by its link: what the server tells of the wire, and what the owner's page reports that its script did,
 * put into one order. All of it is shown a second late, since what is reported takes a way more. Nothing can be done here.
 */
import { STAND_IN } from '../../wire/export/lab-id-spellings.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import { momentOf } from '../../wire/trace/trace.ts'
import type { Browser } from '../../transports/browser.ts'
import { createServerClock } from '../../transports/server-clock.ts'
import { HOLD_MS } from './in-order.ts'
import { call, GONE, type LabAnswer } from './lab-client.ts'
import type { LiveSession, SessionSpec } from './session.ts'
import { liveSource } from './live-source.ts'
import { observe } from './observer.ts'
import { isMark } from './watch-marks.ts'

/** So long the wire waits for what is reported of it. */
const BEHIND_MS = 1_000

export const WATCH_OVER = 'watch-not-found'

const NOT_HERE = {
  ok: false,
  trouble: { kind: 'refused', code: 'only-watching', message: 'This is another’s run.' },
} as const

const notHere = (): Promise<typeof NOT_HERE> => Promise.resolve(NOT_HERE)

/** Opens sessions that watch by the key of a link. */
export function watching(key: string) {
  return (browser: Browser, spec: SessionSpec) => openWatched(browser, key, spec)
}

/** Joins those who watch; resolves when the past comes in, or with why it does not: `watch-not-found` where the link is over. */
async function openWatched(
  browser: Browser,
  key: string,
  spec: SessionSpec,
): Promise<LabAnswer<LiveSession>> {
  // A WebSocket that is refused does not say why.
  const asked = await call(browser, 'GET', `/watch/${key}/observe`)
  if (!asked.ok && asked.trouble.kind === 'refused' && asked.trouble.code !== 'upgrade-required') return asked
  if (asked.ok || asked.trouble.kind === 'server-gone' || spec.signal.aborted) return GONE
  return new Promise((resolve) => new WatchSession(browser, key, spec, resolve))
}

class WatchSession implements LiveSession {
  readonly source
  readonly #browser: Browser
  readonly #observer
  #isOpen = false
  #isOver = false
  /** What is reported up to here waits for nothing any more. */
  #settledAt = -Infinity

  constructor(
    browser: Browser,
    key: string,
    spec: SessionSpec,
    opened: (answer: LabAnswer<LiveSession>) => void,
  ) {
    this.#browser = browser
    const clock = createServerClock(browser, () => undefined)
    const header = {
      version: 1,
      lab: STAND_IN,
      vantage: 'server-socket',
      recordedAt: new Date(browser.now()).toISOString(),
      client: browser.client,
      settings: spec.settings,
    } as const
    this.source = liveSource(header, browser, () => this.#settledAt)
    this.#observer = observe(browser, `/watch/${key}`, clock, {
      ready: () => {
        this.#isOpen = true
        opened({ ok: true, value: this })
      },
      heard: (events) => void browser.after(BEHIND_MS, () => this.source.heard(events)),
      told: (message) => {
        if (message.kind === 'reported') this.#reported(message.marks)
      },
      refused: () => undefined,
      lost: () => {
        this.end()
        if (this.#isOpen) spec.lost()
        else opened(GONE)
      },
    })
    spec.signal.addEventListener('abort', () => this.end(), { once: true })
  }

  #reported(text: string): void {
    const decoded = decodeTrace(text)
    if (!decoded.ok) return
    const marks = decoded.trace.events.filter(isMark)
    for (const mark of marks) this.source.happened(mark)
    const last = marks.at(-1)
    if (last === undefined) return
    this.#browser.after(2 * BEHIND_MS, () => {
      this.#settledAt = Math.max(this.#settledAt, momentOf(last) + HOLD_MS)
    })
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#observer.close()
    this.source.end()
  }

  stop(): void {
    this.end()
  }

  // ---- what only its owner does ----

  publish(): void {}
  report(): void {}
  note(): void {}
  send(): void {}
  leave(): void {}
  comeBack(): void {}
  optionsChanged(): void {}
  readonly patch = notHere
  readonly fault = notHere
  readonly answer = notHere
  readonly playClient = notHere
}
