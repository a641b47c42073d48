/**
 * Writes small traces for the tests of goals and delays: exchanges with whole HTTP messages in them, published and
 * delivered events, at times a test chooses. Tests only. What is read from them goes through the real folds.
 */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { RunNote, TraceEvent } from '../../src/wire/trace/trace.ts'
import type { LaneSpec } from '../../src/wire/trace/views.ts'
import type { GoalRun } from '../../src/bench/model/goal.ts'
import { foldedRun } from './captured-run.ts'

export interface SmallPoll {
  readonly transport: 'short-poll' | 'long-poll'
  readonly connection?: string
  /** When the request left the browser and reached the server. */
  readonly asked: readonly [number, number]
  /** When the answer left the server and reached the browser; absent while it is held. */
  readonly answered?: readonly [number, number]
  readonly status?: number
  readonly after?: number
  readonly events?: readonly number[]
}

const REASONS: Readonly<Record<number, string>> = { 200: 'OK', 204: 'No Content', 304: 'Not Modified' }

export class SmallTrace {
  readonly #events: TraceEvent[] = []
  #exchanges = 0

  runStarted(run: string, at: number): this {
    const transport = run.startsWith('short') ? 'short-poll' : 'long-poll'
    return this.#add({ kind: 'run-started', run, source: { file: `${run}.ts`, hash: '' }, transport, at })
  }

  published(id: number, at: number): this {
    return this.#add({ kind: 'published', event: { id, type: 'goal', at, data: null }, at })
  }

  delivered(run: string, event: number, at: number): this {
    return this.#add({ kind: 'delivered', run, event, repeated: false, at })
  }

  note(run: string, note: RunNote, at: number): this {
    return this.#add({ kind: 'note', run, note, at })
  }

  clock(uncertaintyMs: number, at: number): this {
    return this.#add({ kind: 'clock', uncertaintyMs, at })
  }

  poll({ transport, connection = 'c1', asked, answered, status = 200, after, events = [] }: SmallPoll): this {
    const exchange = `x${++this.#exchanges}`
    const query = after === undefined ? '' : `?after=${after}`
    const request = `GET /labs/L/${transport}${query} HTTP/1.1\r\nHost: lab.test\r\n\r\n`
    this.#add({ kind: 'exchange-opened', exchange, connection, transport, at: asked[1] })
    this.#slice(exchange, 'client-to-server', asked, request)
    if (answered === undefined) return this
    const body = status === 200 ? envelope(events) : ''
    const headers =
      status === 200 ? `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n` : ''
    const answer = `HTTP/1.1 ${status} ${REASONS[status] ?? ''}\r\n${headers}\r\n${body}`
    this.#slice(exchange, 'server-to-client', answered, answer)
    return this.#add({ kind: 'exchange-closed', exchange, at: answered[1] })
  }

  get length(): number {
    return this.#events.length
  }

  /** Folds the trace as a bench does and gives what a goal is handed. */
  run(lanes: readonly LaneSpec[], pollIntervalMs = 2000, since = 0): GoalRun {
    return foldedRun(this.#events, lanes, { options: { pollIntervalMs }, since })
  }

  #slice(
    exchange: string,
    direction: Direction,
    [left, arrived]: readonly [number, number],
    text: string,
  ): void {
    const bytes = new TextEncoder().encode(text)
    this.#add({ kind: 'slice', exchange, direction, offset: 0, left, arrived, bytes })
  }

  #add(event: TraceEvent): this {
    this.#events.push(event)
    return this
  }
}

function envelope(ids: readonly number[]): string {
  const events = ids.map((id) => ({ id, type: 'goal', at: 0, data: null }))
  return JSON.stringify({ events, last: ids.at(-1) ?? 0 })
}
