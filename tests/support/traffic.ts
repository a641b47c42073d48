/** Traces of plain HTTP/1.1 as people's applications speak it, at times that a test chooses. What is read goes through the real folds. */
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import { momentOf, type ConnectionEnd, type TraceEvent } from '../../src/wire/trace/trace.ts'
import type { FindingRun } from '../../src/wire/findings/finding.ts'
import { encodeFrame, type FrameSpec } from './websocket-encoder.ts'

export interface Asked {
  readonly method?: string
  readonly target?: string
  /** Seconds. */
  readonly at: number
  /** Header lines of the question beside Host and User-Agent. */
  readonly asks?: readonly string[]
  readonly agent?: string
  readonly status?: number
  /** Header lines of the answer; its head comes `after` so many seconds, at once unless told. */
  readonly says?: readonly string[]
  readonly after?: number
  /** What follows, by when; each is a chunk where the answer has no length. */
  readonly then?: readonly (readonly [at: number, text: string])[]
  /** When it was over; open without. */
  readonly until?: number
  /** How its connection ended; it is kept alive without. */
  readonly how?: ConnectionEnd
  /** From this byte of the answer on so many never came. */
  readonly lost?: readonly [offset: number, length: number]
}

export type Frame = readonly [at: number, from: 'client' | 'server', frame: FrameSpec]

const KEY = [1, 2, 3, 4]

/** A run of exchanges, each on a connection of its own. */
export function traffic(...asked: readonly Asked[]): FindingRun {
  return runOf(asked.flatMap((each, index) => eventsOf(each, index)))
}

/** A WebSocket and its frames. */
export function socketTraffic(
  frames: readonly Frame[],
  { until, how }: { readonly until?: number; readonly how?: ConnectionEnd } = {},
): FindingRun {
  const opened = eventsOf(
    {
      target: '/ws',
      at: 0,
      asks: [
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ],
      status: 101,
      says: [
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      ],
      ...(until === undefined ? {} : { until }),
      ...(how === undefined ? {} : { how }),
    },
    0,
  )
  const ends = { client: lengthOf(opened, 'client-to-server'), server: lengthOf(opened, 'server-to-client') }
  const events = frames.map(([at, from, frame]): TraceEvent => {
    const bytes = encodeFrame(from === 'client' ? { key: KEY, ...frame } : frame)
    const offset = ends[from]
    ends[from] += bytes.length
    const direction = from === 'client' ? 'client-to-server' : 'server-to-client'
    return { kind: 'slice', exchange: 'x0', direction, offset, left: at * 1000, arrived: at * 1000, bytes }
  })
  return runOf([...opened, ...events])
}

/** The same, so many seconds later. */
export function later(seconds: number, { events }: FindingRun): FindingRun {
  const ms = seconds * 1000
  return runOf(
    events.map((event) =>
      event.kind === 'slice'
        ? { ...event, left: event.left + ms, arrived: event.arrived + ms }
        : 'at' in event
          ? { ...event, at: event.at + ms }
          : event,
    ),
  )
}

/** Joined to one run, each exchange and connection with a name of its own. */
export function together(...runs: readonly FindingRun[]): FindingRun {
  return runOf(
    runs.flatMap(({ events }, index) =>
      events.map((event) => ({
        ...event,
        ...('exchange' in event ? { exchange: `${event.exchange}r${index}` } : {}),
        ...('connection' in event ? { connection: `${event.connection}r${index}` } : {}),
      })),
    ),
  )
}

function runOf(unordered: readonly TraceEvent[]): FindingRun {
  const events = [...unordered].sort((a, b) => momentOf(a) - momentOf(b))
  return { events, conversation: conversationOf(events) }
}

function eventsOf(
  {
    method = 'GET',
    target = '/events',
    at,
    asks = [],
    agent = 'Mozilla/5.0',
    status = 200,
    says = [],
    after = 0,
    then = [],
    until,
    how,
    lost,
  }: Asked,
  index: number,
): readonly TraceEvent[] {
  const [exchange, connection] = [`x${index}`, `c${index}`]
  const isChunked = status === 200 && !says.some((line) => /^(content-length|transfer-encoding):/i.test(line))
  const head = (lines: readonly string[]): string => [...lines, '', ''].join('\r\n')
  const request = head([`${method} ${target} HTTP/1.1`, 'Host: app.test', `User-Agent: ${agent}`, ...asks])
  const answer = head([
    `HTTP/1.1 ${status} Said`,
    ...says,
    ...(isChunked ? ['Transfer-Encoding: chunked'] : []),
  ])
  const events: TraceEvent[] = [
    { kind: 'connection-opened', connection, at: at * 1000 },
    {
      kind: 'exchange-opened',
      exchange,
      connection,
      transport: status === 101 ? 'ws' : 'http',
      at: at * 1000,
    },
  ]
  let offset = 0
  const slice = (
    direction: 'client-to-server' | 'server-to-client',
    from: number,
    when: number,
    text: string,
  ) => {
    const bytes = new TextEncoder().encode(text)
    const [lostAt, length] = lost ?? [Infinity, 0]
    if (direction === 'server-to-client' && from <= lostAt && lostAt < from + bytes.length)
      events.push({
        kind: 'dropped',
        exchange,
        direction,
        offset: from,
        length: Math.max(length, bytes.length),
        at: when * 1000,
      })
    else
      events.push({
        kind: 'slice',
        exchange,
        direction,
        offset: from,
        left: when * 1000,
        arrived: when * 1000,
        bytes,
      })
    return from + bytes.length
  }
  slice('client-to-server', 0, at, request)
  if (after !== Infinity) {
    offset = slice('server-to-client', 0, at + after, answer)
    for (const [when, text] of then) {
      const chunk = isChunked ? `${new TextEncoder().encode(text).length.toString(16)}\r\n${text}\r\n` : text
      offset = slice('server-to-client', offset, when, chunk)
    }
    if (isChunked && until !== undefined && how === undefined)
      slice('server-to-client', offset, until, '0\r\n\r\n')
  }
  if (until !== undefined) events.push({ kind: 'exchange-closed', exchange, at: until * 1000 })
  if (until !== undefined && how !== undefined)
    events.push({ kind: 'connection-closed', connection, at: until * 1000, how })
  return events
}

function lengthOf(events: readonly TraceEvent[], way: 'client-to-server' | 'server-to-client'): number {
  return events.reduce(
    (sum, event) => sum + (event.kind === 'slice' && event.direction === way ? event.bytes.length : 0),
    0,
  )
}
