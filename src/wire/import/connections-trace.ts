/**
 * Makes a trace of connections, however they were brought: each cut into exchanges by its HTTP heads, so that the conversation
 * reads it like any other run; of one without a head, what it carries.
 */
import { joinBytes, latin1, type Direction } from '../bytes/bytes.ts'
import { momentOf, type Trace, type TraceEvent } from '../trace/trace.ts'
import { MAX_TRACE_EVENTS } from '../trace/trace-codec.ts'
import { EXCHANGE_KINDS, type TracedKind } from '../trace/transports.ts'
import { kindOfAnswer } from './answer-kind.ts'
import { beginsHttp2, beginsRequest, beginsResponse, beginsTls } from './begins.ts'
import { ExchangeSplitter, type ExchangePart, type SplitExchange } from './exchange-splitter.ts'
import type { StreamPiece } from './half-stream.ts'
import type { NoteCounter } from './imported.ts'
import { midstreamOf, type Midstream } from './midstream.ts'
import { otherEnd, type CapturedConnection, type End } from './tcp-connections.ts'

/** Gives the trace of what can be read in connections; without an event where that is nothing. */
export function traceOfConnections(connections: readonly CapturedConnection[], notes: NoteCounter): Trace {
  const events: TraceEvent[] = []
  const count = { connection: 0, exchange: 0 }
  const add = (
    connection: CapturedConnection,
    client: End,
    split: readonly SplitExchange[],
    kind?: Midstream['kind'],
  ) => {
    const own = eventsOf(connection, split, client, count, kind)
    if (events.length + own.length > MAX_TRACE_EVENTS) return notes.add('too-many-events')
    count.connection++
    count.exchange += split.length
    for (const event of own) events.push(event)
  }
  const others: [CapturedConnection, End][] = []
  for (const brought of connections) {
    const connection = withoutProxyHeader(brought, notes)
    const client = clientOf(connection)
    if (client !== undefined) {
      add(connection, client, exchangesOf(connection, client))
      continue
    }
    const refusal = refusalOf(connection)
    const midstream = refusal === undefined ? midstreamOf(connection) : undefined
    if (midstream === undefined || refusal !== undefined) notes.add(refusal ?? 'not-http')
    else if (midstream.kind === 'bytes') others.push([connection, midstream.client])
    else {
      notes.add(midstream.kind === 'frames' ? 'missing-handshake' : 'missing-head')
      add(connection, midstream.client, [wholeOf(connection, midstream.client)], midstream.kind)
    }
  }
  // Bytes of nobody knows what are shown where there is nothing else.
  if (others.length > 0) notes.add('not-http', others.length)
  if (events.length === 0)
    for (const [connection, client] of others) add(connection, client, [wholeOf(connection, client)], 'bytes')
  return traceFromElsewhere(events)
}

// ---- who is the client ----

const ENDS: readonly End[] = ['first', 'second']

/** Which end is the client: who sent the SYN, else who sends a request; `undefined` where no packet begins a head. */
function clientOf({ pieces, opener: first, client }: CapturedConnection): End | undefined {
  const opener = client ?? first
  for (const piece of pieces) {
    if (piece.kind !== 'bytes') continue
    const asks = beginsRequest(piece.bytes)
    if (!asks && !beginsResponse(piece.bytes)) continue
    return opener ?? (asks === (piece.from === 'first') ? 'first' : 'second')
  }
  // A head that comes in small pieces begins with none that tells.
  const asking = ENDS.find((end) => beginsRequest(beginning(pieces, end)))
  if (asking !== undefined) return opener ?? asking
  const answering = ENDS.find((end) => beginsResponse(beginning(pieces, end)))
  return answering === undefined ? undefined : (opener ?? otherEnd(answering))
}

/** Why a connection cannot be read whatever it carries. */
function refusalOf({
  pieces,
}: CapturedConnection): 'empty-connection' | 'tls-connection' | 'http2-connection' | undefined {
  const begins = ENDS.map((end) => beginning(pieces, end))
  if (begins.every(({ length }) => length === 0)) return 'empty-connection'
  if (begins.some(beginsTls)) return 'tls-connection'
  return begins.some(beginsHttp2) ? 'http2-connection' : undefined
}

const HEAD_BYTES = 8 * 1024

/** The first bytes that an end sent, as far as they are there. */
function beginning(pieces: CapturedConnection['pieces'], end: End): Uint8Array {
  return firstBytes(pieces.filter(({ from }) => from === end))
}

/** The bytes with which pieces begin, up to a hole: those of a head, and perhaps more. */
function firstBytes(pieces: readonly StreamPiece[]): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  for (const piece of pieces) {
    if (piece.kind === 'missing' || length >= HEAD_BYTES) break
    parts.push(piece.bytes.subarray(0, HEAD_BYTES))
    length += piece.bytes.length
  }
  return joinBytes(parts)
}

/** PROXY, version 1 a line, version 2 twelve bytes that nothing else begins with, then two and a length. */
const PROXY_LINE = /^PROXY (?:TCP[46]|UNKNOWN)[^\r\n]{0,93}\r\n/
const PROXY_BYTES = '\r\n\r\n\0\r\nQUIT\n'

/** The connection without what a balancer put before it, where the first packet has all of that. */
function withoutProxyHeader(connection: CapturedConnection, notes: NoteCounter): CapturedConnection {
  const [first, ...rest] = connection.pieces
  if (first?.kind !== 'bytes') return connection
  const begins = latin1(first.bytes, 0, 128)
  const isBinary = begins.startsWith(PROXY_BYTES)
  const length = isBinary
    ? 16 + (begins.charCodeAt(14) << 8) + begins.charCodeAt(15)
    : (PROXY_LINE.exec(begins)?.[0].length ?? 0)
  if (length === 0 || Number.isNaN(length) || length > first.bytes.length) return connection
  notes.add('proxy-header')
  const after = { ...first, bytes: first.bytes.subarray(length) }
  return { ...connection, pieces: after.bytes.length === 0 ? rest : [after, ...rest] }
}

// ---- from pieces to events ----

function exchangesOf({ pieces, opener }: CapturedConnection, client: End): readonly SplitExchange[] {
  const server = otherEnd(client)
  const isLate = opener === undefined
  const splitter = new ExchangeSplitter({
    'client-to-server': isLate && !beginsRequest(beginning(pieces, client)),
    'server-to-client': isLate && !beginsResponse(beginning(pieces, server)),
  })
  for (const { from, ...piece } of pieces) splitter.push(directionOf(from, client), piece)
  splitter.end()
  return splitter.exchanges
}

const directionOf = (from: End, client: End): Direction =>
  from === client ? 'client-to-server' : 'server-to-client'

/** All of a connection as one exchange. */
function wholeOf({ pieces, openedAt }: CapturedConnection, client: End): SplitExchange {
  return { parts: partsOf(pieces, client), openedAt, isHeadless: true }
}

/** Pieces of one exchange, each with its place in what its side sent. */
export function partsOf(pieces: CapturedConnection['pieces'], client: End): readonly ExchangePart[] {
  const offsets: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  return pieces.map(({ from, ...piece }) => {
    const direction = directionOf(from, client)
    const offset = offsets[direction]
    offsets[direction] += piece.kind === 'bytes' ? piece.bytes.length : piece.length
    return { ...piece, direction, offset }
  })
}

function eventsOf(
  { openedAt, closed, pieces }: CapturedConnection,
  exchanges: readonly SplitExchange[],
  client: End,
  counted: { readonly connection: number; readonly exchange: number },
  kind: Midstream['kind'] | undefined,
): readonly TraceEvent[] {
  const connection = `c${counted.connection + 1}`
  const events: TraceEvent[] = [{ kind: 'connection-opened', connection, at: openedAt }]
  const closedAt =
    closed === undefined
      ? undefined
      : pieces.reduce((latest, { arrived }) => Math.max(latest, arrived), closed.at)
  exchanges.forEach((each, index) => {
    const exchange = `x${counted.exchange + index + 1}`
    const transport = kind ?? (each.isHeadless ? headlessKind(each) : transportOf(each))
    const opened = { exchange, connection, transport, at: each.openedAt }
    for (const event of exchangeEvents(opened, each.parts)) events.push(event)
    const at = each.completedAt ?? closedAt
    if (at !== undefined) events.push({ kind: 'exchange-closed', exchange, at })
  })
  if (closed !== undefined && closedAt !== undefined) {
    const { endedBy } = closed
    const how = endedBy === undefined ? 'reset' : endedBy === client ? 'fin' : 'closed-by-server'
    events.push({ kind: 'connection-closed', connection, at: closedAt, how })
  }
  return events
}

/** The events with which an exchange is opened, and what crosses in it. */
export function exchangeEvents(
  opened: Omit<Extract<TraceEvent, { readonly kind: 'exchange-opened' }>, 'kind'>,
  parts: readonly ExchangePart[],
): readonly TraceEvent[] {
  const { exchange } = opened
  return [
    { kind: 'exchange-opened', ...opened },
    ...parts.map((part): TraceEvent => {
      const { direction, offset, arrived } = part
      return part.kind === 'bytes'
        ? { kind: 'slice', exchange, direction, offset, left: part.left, arrived, bytes: part.bytes }
        : { kind: 'dropped', exchange, direction, offset, length: part.length, at: arrived }
    }),
  ]
}

/** What the rest of an answer is whose head came before the capture. */
function headlessKind({ parts, openedAt }: SplitExchange): TracedKind {
  const pieces = parts.map(({ direction, offset: _, ...piece }) => ({
    ...piece,
    from: direction === 'client-to-server' ? ('first' as const) : ('second' as const),
  }))
  const { kind, client } = midstreamOf({ openedAt, pieces, opener: 'first' })
  return client === 'first' ? kind : 'bytes'
}

const LAB_TARGET = new RegExp(`^[A-Z]+ /labs/[A-Za-z0-9_-]{1,128}/(${EXCHANGE_KINDS.join('|')})[? ]`)

/** Names an exchange by the path of its lab, else by what its answer says it is. */
function transportOf(exchange: SplitExchange): TracedKind {
  const [, named] = LAB_TARGET.exec(headText(exchange, 'client-to-server')) ?? []
  if (named !== undefined) return named as TracedKind
  return kindOfAnswer(headText(exchange, 'server-to-client'))
}

/** RFC 9110 15.2: heads before the one that counts. */
const INTERIM_HEADS = /^(?:HTTP\/1\.[01] 1(?!01)\d\d[^]*?\r?\n\r?\n)+/

/** The head with which a side of an exchange begins, as far as it is there. */
function headText({ parts }: SplitExchange, way: Direction): string {
  const own = parts.filter(({ direction }) => direction === way)
  const text = latin1(firstBytes(own)).replace(INTERIM_HEADS, '')
  const end = /\r?\n\r?\n/.exec(text)
  return end === null ? text : text.slice(0, end.index + 2)
}

/** Gives the trace of events, in the order of their times, that nobody here recorded. */
export function traceFromElsewhere(events: readonly TraceEvent[]): Trace {
  const inTime = events.toSorted((a, b) => momentOf(a) - momentOf(b))
  const [first] = inTime
  const recordedAt = first === undefined ? '' : new Date(momentOf(first)).toISOString()
  const client = clientName(inTime)
  return {
    header: { version: 1, lab: '', vantage: 'elsewhere', recordedAt, client, settings: {} },
    events: inTime,
  }
}

const MAX_CLIENT_NAME = 256

/** The User-Agent of the first request that has one. */
function clientName(events: readonly TraceEvent[]): string {
  for (const event of events) {
    if (event.kind !== 'slice' || event.direction !== 'client-to-server' || event.offset > 0) continue
    const [, name] = /\r\nuser-agent:[ \t]*([^\r\n]+)/i.exec(latin1(event.bytes, 0, HEAD_BYTES)) ?? []
    if (name !== undefined) return name.slice(0, MAX_CLIENT_NAME)
  }
  return 'unknown'
}
