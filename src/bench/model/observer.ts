/**
 * The page's end of `GET /labs/:id/observe`: reads the wiretap's messages into trace events, compares the two
 * clocks, and publishes. Publishing goes this way because six held requests would keep even a POST waiting.
 */
import { OBSERVER_MESSAGES, type ObserverMessage, type ObserverRequest } from '../../contract/observe.ts'
import { isWrong, parsedJson, readKind } from '../../contract/rule.ts'
import { toTraceEvents } from '../../wire/trace/from-observer.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { Browser, Timer } from '../../transports/browser.ts'
import type { ServerClock } from '../../transports/server-clock.ts'

export interface ObserverListener {
  /** Enough samples of the clock are in to start. Told once. */
  ready(): void
  heard(events: readonly TraceEvent[]): void
  /** Of those who watch a lab by its link, or, to one of them, of what the owner's page did. */
  told?(message: Extract<ObserverMessage, { kind: 'watchers' | 'reported' }>): void
  /** The server refused something asked on this socket. */
  refused(code: string, message: string): void
  /** The socket closed and nobody here closed it, or it never got ready. Told once, and nothing after it. */
  lost(): void
}

export interface Observer {
  publish(type: string, data: unknown): void
  report(marks: string): void
  close(): void
}

const QUICK_SAMPLES = 5
const SAMPLE_EVERY_MS = 10_000
const READY_WITHIN_MS = 10_000
/** A server that has said nothing at all since so many questions is gone, though no connection tells. */
const MOST_UNANSWERED = 2

/** Opens the one observer of a lab. Give its address, `/labs/<id>`, or that of a link to watch it, `/watch/<key>`. */
export function observe(
  browser: Browser,
  lab: string,
  clock: ServerClock,
  listener: ObserverListener,
): Observer {
  const socket = browser.openSocket(`${lab}/observe`, { message: hear, closed: () => end(true) })
  let samples = 0
  let timer: Timer = browser.after(READY_WITHIN_MS, () => end(true))
  let open = true
  /** Questions since anything was heard. */
  let unanswered = 0

  function send(request: ObserverRequest): void {
    if (open) socket.send(JSON.stringify(request))
  }

  function askTime(): void {
    send({ kind: 'sync', t0: browser.now() })
  }

  function askNowAndThen(): void {
    if (unanswered >= MOST_UNANSWERED) return end(true)
    unanswered++
    askTime()
    timer = browser.after(SAMPLE_EVERY_MS, askNowAndThen)
  }

  function sampled(t0: number, serverNow: number): void {
    clock.sample(t0, serverNow, browser.now())
    samples++
    if (samples < QUICK_SAMPLES) return askTime()
    if (samples > QUICK_SAMPLES) return
    timer.cancel()
    timer = browser.after(SAMPLE_EVERY_MS, askNowAndThen)
    listener.ready()
  }

  function end(lost: boolean): void {
    if (!open) return
    open = false
    timer.cancel()
    socket.close()
    if (lost) listener.lost()
  }

  function hear(data: unknown): void {
    const message = readMessage(data)
    if (message === undefined || !open) return
    unanswered = 0
    if (message.kind === 'welcome') askTime()
    else if (message.kind === 'sync') sampled(message.t0, message.now)
    else if (message.kind === 'error') listener.refused(message.error.code, message.error.message)
    else if (message.kind === 'watchers' || message.kind === 'reported') listener.told?.(message)
    else {
      if (message.kind === 'connection') clock.elsewhere(message.withinMs ?? 0)
      const events = toTraceEvents(message, clock.now())
      if (events.length > 0) listener.heard(events)
    }
  }

  return {
    publish: (type, data) => send({ kind: 'publish', type, data }),
    report: (marks) => send({ kind: 'report', marks }),
    close: () => end(false),
  }
}

/** One of the contract's messages; what is none, from a server that says more than this page knows, is passed over. */
function readMessage(data: unknown): ObserverMessage | undefined {
  const message = readKind(OBSERVER_MESSAGES, typeof data === 'string' ? parsedJson(data) : undefined)
  return isWrong(message) ? undefined : message
}
