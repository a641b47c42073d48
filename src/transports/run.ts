/**
 * Makes the `Run` that a transport is handed, and tells the trace what no byte shows: which statement is
 * about to run, which event reached the page, what the transport said. One file, because all of it is one
 * run's bookkeeping; `live-session.ts` starts them.
 */
import type { BrowserMoment, FeedEvent } from '../wire/trace/trace.ts'
import { EVENT_TYPES } from '../contract/events.ts'
import { backoffMs } from './backoff.ts'
import { readMessage } from './stream-message.ts'
import type { Run, RunOptions, Silence } from './transport.ts'
import type { Timer } from './browser.ts'

export interface RunPorts {
  /** The run's name: its source file's, without `.ts`. */
  readonly name: string
  /** The lab's address, `/labs/<id>`, and its newest event's id. */
  readonly lab: string
  readonly last: number
  readonly signal: AbortSignal
  readonly options: () => RunOptions
  /** Now on the server's clock, as well as the page knows it. */
  now(): number
  after(ms: number, fire: () => void): Timer
  random(): number
  append(moment: BrowserMoment): void
  /** Takes what will send the reader's messages; the newest counts. */
  takeInput(send: Send): void
  /** The ids that the page has already, where the run is not its first. */
  readonly seen?: Set<number>
}

export type Send = (message: string | Uint8Array<ArrayBuffer>) => void | Promise<void>

/** Makes one run. Once its signal aborts it tells nothing any more: what a stopped transport still does is no part of it. */
export function createRun(ports: RunPorts): Run {
  const { name: run, signal } = ports
  const seen = ports.seen ?? new Set<number>()
  const states = new WeakMap<object, number>()
  let sequence = 0

  function append(moment: BrowserMoment): void {
    if (!signal.aborted) ports.append(moment)
  }

  return {
    lab: ports.lab,
    last: ports.last,
    signal,
    get options() {
      return ports.options()
    },
    deliver(event) {
      const missed = missedIn(event)
      if (missed !== undefined) {
        append({ kind: 'note', run, note: { kind: 'gap', missed }, at: ports.now() })
        return
      }
      const repeated = seen.has(event.id)
      seen.add(event.id)
      append({ kind: 'delivered', run, event: event.id, repeated, at: ports.now() })
    },
    note(note) {
      append({ kind: 'note', run, note, at: ports.now() })
    },
    eventTypes: EVENT_TYPES,
    eventIn(message) {
      const found = readMessage(message)
      if (found.kind === 'event') return found.event
      append({ kind: 'note', run, note: found, at: ports.now() })
      return undefined
    },
    ready(of) {
      if (states.get(of) === of.readyState) return
      states.set(of, of.readyState)
      const name = 'binaryType' in of ? 'WebSocket' : 'EventSource'
      const note = { kind: 'ready-state', of: name, value: of.readyState } as const
      append({ kind: 'note', run, note, at: ports.now() })
    },
    closed({ code, reason, wasClean }) {
      append({ kind: 'note', run, note: { kind: 'closed', code, reason, wasClean }, at: ports.now() })
    },
    silence: () =>
      silence(signal, ports, () => append({ kind: 'note', run, note: { kind: 'silent' }, at: ports.now() })),
    takeInput: (send) => ports.takeInput(send),
    pause: (ms) => pause(ms, signal, ports),
    backoff: (failures) => backoffMs(failures, ports.random()),
    mark(line, endLine) {
      append({ kind: 'step', run, sequence: sequence++, line, endLine, at: ports.now() })
    },
  }
}

/** A gap notice is no event of the feed: it says how many of them are gone. */
function missedIn(event: FeedEvent): number | undefined {
  if (event.type !== 'gap') return undefined
  const { data } = event
  const missed = typeof data === 'object' && data !== null && 'missed' in data ? data.missed : undefined
  return typeof missed === 'number' ? missed : 0
}

function pause(ms: number, signal: AbortSignal, ports: Pick<RunPorts, 'after'>): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error)
    const timer = ports.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = () => {
      timer.cancel()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** One timer, set anew at each sign of life. It ends with the run, or when nobody watches any more. */
function silence(signal: AbortSignal, ports: Pick<RunPorts, 'after' | 'options'>, tell: () => void): Silence {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let timer: Timer | undefined
  let isOver = false
  function end(): void {
    isOver = true
    timer?.cancel()
    signal.removeEventListener('abort', stop)
  }
  function stop(): void {
    end()
    reject(signal.reason as Error)
  }
  function heard(): void {
    timer?.cancel()
    if (isOver) return
    timer = ports.after(ports.options().silenceMs, () => {
      end()
      tell()
      resolve()
    })
  }
  // A run that awaits something else when it is stopped must not leave this one unhandled.
  promise.catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()
  heard()
  return { heard, tooLong: promise, end }
}
