/**
 * Opens a `.pcap` or `.pcapng` file as a trace: TCP connections put together, cut into exchanges by their HTTP heads, so
 * that the conversation reads them like any other run.
 */
import { joinBytes, latin1, type Direction } from '../bytes/bytes.ts'
import type { Trace, TraceEvent } from '../trace/trace.ts'
import { momentOf } from '../trace/trace.ts'
import { MAX_TRACE_EVENTS } from '../trace/trace-codec.ts'
import { EXCHANGE_KINDS, type TracedKind } from '../trace/transports.ts'
import { ExchangeSplitter, type SplitExchange } from './exchange-splitter.ts'
import {
  createNoteCounter,
  failure,
  sizeFailure,
  type Imported,
  type ImportFailure,
  type NoteCounter,
} from './imported.ts'
import { LINK_TYPES_READ } from './link-layer.ts'
import { isPcap, readPcap } from './pcap.ts'
import { isPcapng, readPcapng } from './pcapng.ts'
import { tcpConnections, type CapturedConnection, type End } from './tcp-connections.ts'

/** Tells whether a file begins as one of the two formats does. */
export function isCaptureFile(bytes: Uint8Array): boolean {
  return isPcap(bytes) || isPcapng(bytes)
}

/** Opens a capture file of at most 64 MiB. Never throws; what is left out is counted in the notes. */
export function importCaptureFile(bytes: Uint8Array): Imported<Trace> {
  const size = sizeFailure(bytes.length)
  if (size !== undefined) return size
  const file = isPcapng(bytes) ? readPcapng(bytes) : readPcap(bytes)
  if (!file.ok) return file
  const notes = createNoteCounter()
  for (const { code, count } of file.notes) notes.add(code, count)
  const connections = tcpConnections(file.value, notes)
  const events: TraceEvent[] = []
  let exchanges = 0
  let used = 0
  for (const connection of connections) {
    const client = clientOf(connection, notes)
    if (client === undefined) continue
    const split = exchangesOf(connection, client)
    const own = eventsOf(connection, split, client, { connection: used, exchange: exchanges })
    if (events.length + own.length > MAX_TRACE_EVENTS) {
      notes.add('over-limit')
      continue
    }
    used++
    exchanges += split.length
    for (const event of own) events.push(event)
  }
  if (events.length === 0) return nothingToRead(connections.length, notes)
  events.sort((a, b) => momentOf(a) - momentOf(b))
  return { ok: true, value: { header: headerOf(events), events }, notes: notes.notes }
}

/** Says why a file that could be read has nothing in it for us. */
function nothingToRead(connections: number, notes: NoteCounter): ImportFailure {
  if (connections === 0 && notes.of('unsupported-link-type') > 0)
    return failure('unsupported-link-type', `its link type is not read; these are: ${LINK_TYPES_READ}`)
  if (connections === 0)
    return failure('no-tcp', 'there is no TCP in it; capture on the interface that the traffic takes')
  if (notes.of('over-limit') > 0) return failure('too-large', 'its connections hold more than one run can')
  if (notes.of('tls-connection') > 0)
    return failure(
      'no-http',
      'its connections are encrypted (TLS); capture plain HTTP, on loopback or behind the proxy',
    )
  return failure('no-http', 'no connection in it speaks HTTP/1.1')
}

// ---- who is the client ----

const HEAD_BYTES = 8 * 1024

/**
 * Decides which end is the client: who sent the SYN, else who sends a request. `undefined` (and a note) where neither
 * side speaks HTTP/1.1.
 */
function clientOf(connection: CapturedConnection, notes: NoteCounter): End | undefined {
  const begins: Record<End, string> = {
    first: beginning(connection, 'first'),
    second: beginning(connection, 'second'),
  }
  const texts = [begins.first, begins.second]
  if (texts.every((text) => text === '')) notes.add('empty-connection')
  else if (texts.some((text) => /^\x16\x03/.test(text))) notes.add('tls-connection')
  else if (texts.some((text) => text.startsWith('PRI * HTTP/2'))) notes.add('http2-connection')
  else {
    const asks = (end: End): boolean => REQUEST_BEGINS.test(begins[end])
    const answers = (end: End): boolean => RESPONSE_BEGINS.test(begins[end])
    if ([...ENDS].some((end) => asks(end) || answers(end)))
      return connection.opener ?? ENDS.find(asks) ?? (answers('first') ? 'second' : 'first')
    notes.add('not-http')
  }
  return undefined
}

const ENDS: readonly End[] = ['first', 'second']
const REQUEST_BEGINS = /^(?:\r?\n)*[A-Z-]{1,32} [^\r\n ]+(?: HTTP\/1\.[01]\r?\n|$)/
const RESPONSE_BEGINS = /^HTTP\/1\.[01] /

/** The first bytes that an end sent, as far as they are there. */
function beginning({ pieces }: CapturedConnection, end: End): string {
  const parts: Uint8Array[] = []
  let length = 0
  for (const piece of pieces) {
    if (piece.from !== end) continue
    if (piece.kind === 'missing' || length >= HEAD_BYTES) break
    parts.push(piece.bytes)
    length += piece.bytes.length
  }
  return latin1(joinBytes(parts).subarray(0, HEAD_BYTES))
}

// ---- from pieces to events ----

function exchangesOf({ pieces }: CapturedConnection, client: End): readonly SplitExchange[] {
  const splitter = new ExchangeSplitter()
  for (const { from, ...piece } of pieces)
    splitter.push(from === client ? 'client-to-server' : 'server-to-client', piece)
  splitter.end()
  return splitter.exchanges
}

function eventsOf(
  { openedAt, closed, pieces }: CapturedConnection,
  exchanges: readonly SplitExchange[],
  client: End,
  counted: { readonly connection: number; readonly exchange: number },
): readonly TraceEvent[] {
  const connection = `c${counted.connection + 1}`
  const events: TraceEvent[] = [{ kind: 'connection-opened', connection, at: openedAt }]
  const closedAt =
    closed === undefined
      ? undefined
      : pieces.reduce((latest, { arrived }) => Math.max(latest, arrived), closed.at)
  exchanges.forEach((each, index) => {
    const exchange = `x${counted.exchange + index + 1}`
    const transport = transportOf(each)
    events.push({ kind: 'exchange-opened', exchange, connection, transport, at: each.openedAt })
    for (const part of each.parts) {
      const { direction, offset, arrived } = part
      if (part.kind === 'bytes')
        events.push({
          kind: 'slice',
          exchange,
          direction,
          offset,
          left: part.left,
          arrived,
          bytes: part.bytes,
        })
      else events.push({ kind: 'dropped', exchange, direction, offset, length: part.length, at: arrived })
    }
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

const LAB_TARGET = new RegExp(`^[A-Z]+ /labs/[A-Za-z0-9_-]{1,128}/(${EXCHANGE_KINDS.join('|')})[? ]`)

/** Names an exchange by the path of its lab, else by what its answer says it is. */
function transportOf(exchange: SplitExchange): TracedKind {
  const [, named] = LAB_TARGET.exec(headText(exchange, 'client-to-server')) ?? []
  if (named !== undefined) return named as TracedKind
  const answer = headText(exchange, 'server-to-client')
  if (/^HTTP\/1\.1 101 [^]*\r\nupgrade:[ \t]*websocket/i.test(answer)) return 'ws'
  return /\r\ncontent-type:[ \t]*text\/event-stream/i.test(answer) ? 'sse' : 'http'
}

/** The head with which a side of an exchange begins, as far as it is there. */
function headText({ parts }: SplitExchange, direction: Direction): string {
  const bytes: Uint8Array[] = []
  let length = 0
  for (const part of parts) {
    if (part.direction !== direction) continue
    if (part.kind === 'missing' || length >= HEAD_BYTES) break
    bytes.push(part.bytes)
    length += part.bytes.length
  }
  const text = latin1(joinBytes(bytes.map((each) => each.subarray(0, HEAD_BYTES))))
  const end = text.indexOf('\r\n\r\n')
  return end < 0 ? text : text.slice(0, end + 2)
}

function headerOf(events: readonly TraceEvent[]): Trace['header'] {
  const [first] = events
  const recordedAt = first === undefined ? '' : new Date(momentOf(first)).toISOString()
  return { version: 1, lab: '', vantage: 'elsewhere', recordedAt, client: clientName(events), settings: {} }
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
