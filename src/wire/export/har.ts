/**
 * A run as a HAR 1.2 file, to be opened in a browser's network panel: every exchange with its heads, content and times;
 * the messages of a WebSocket in `_webSocketMessages`, as Chrome writes them. What a HAR cannot say is lost: slices,
 * chunks, frames.
 *
 * @see https://w3c.github.io/web-performance/specs/HAR/Overview.html
 */
import { toBase64 } from '../bytes/base64.ts'
import { strictUtf8, utf8 } from '../bytes/bytes.ts'
import type { Trace } from '../trace/trace.ts'
import { conversationOf } from '../trace/conversation.ts'
import type { ExchangeView, Side, SliceView } from '../trace/views.ts'
import {
  requestFacts,
  responseFacts,
  type MessageFacts,
  type WrittenHeader,
} from '../trace/queries/message-facts.ts'
import { wholeMessages } from '../trace/queries/frames.ts'
import { unitsOf } from '../trace/queries/sides.ts'

/** Encodes a run. An exchange whose request's head is not whole has no entry: HAR has no way to say it. */
export function encodeHar({ header, events }: Trace): string {
  const entries = conversationOf(events).exchanges.flatMap(entryOf)
  const comment =
    `Recorded ${header.recordedAt} at a server's own sockets; client: ${header.client}. ` +
    'Values that are all asterisks were masked when they were recorded.'
  const creator = { name: 'Comet on the wire', version: '1' }
  return `${JSON.stringify({ log: { version: '1.2', creator, pages: [], entries, comment } }, undefined, 2)}\n`
}

function entryOf(exchange: ExchangeView): readonly object[] {
  const request = requestFacts(exchange)
  if (request === undefined) return []
  const response = responseFacts(exchange)
  const isWebSocket = unitsOf(exchange.sides['server-to-client'], 'frame').length > 0
  const timings = timingsOf(exchange, request, response)
  const missing = request.missingBytes + (response?.missingBytes ?? 0)
  return [
    {
      startedDateTime: isoTime(timings.startedAt),
      time: timings.send + timings.wait + timings.receive,
      request: harRequest(request, isWebSocket),
      response: response === undefined ? NO_RESPONSE : harResponse(response),
      cache: {},
      timings: { send: timings.send, wait: timings.wait, receive: timings.receive },
      connection: exchange.connection,
      ...(missing === 0 ? {} : { comment: `${missing} bytes were never recorded; zeros stand for them` }),
      _transport: exchange.transport,
      ...(isWebSocket ? { _resourceType: 'websocket', _webSocketMessages: messagesOf(exchange) } : {}),
    },
  ]
}

/** What Chrome writes for a request that got no answer. */
const NO_RESPONSE = {
  status: 0,
  statusText: '',
  httpVersion: '',
  cookies: [],
  headers: [],
  content: { size: 0, mimeType: 'x-unknown' },
  redirectURL: '',
  headersSize: -1,
  bodySize: -1,
}

function harRequest(facts: MessageFacts, isWebSocket: boolean): object {
  const { headers, headBytes, bodyBytes, content } = facts
  const target = facts.start('http.request-target') ?? ''
  const query = target.includes('?') ? target.slice(target.indexOf('?') + 1) : ''
  const type = facts.header('content-type')
  return {
    method: facts.start('http.method') ?? '',
    url: urlOf(target, facts.header('host'), isWebSocket ? 'ws' : 'http'),
    httpVersion: facts.start('http.version') ?? '',
    cookies: [],
    headers: headers.map(nameAndValue),
    queryString: query === '' ? [] : query.split('&').map(queryParameter),
    ...(content.length === 0 ? {} : { postData: { mimeType: type ?? '', text: utf8(content) } }),
    headersSize: headBytes,
    bodySize: bodyBytes,
  }
}

function harResponse(facts: MessageFacts): object {
  const { headers, headBytes, bodyBytes, content } = facts
  return {
    status: Number(facts.start('http.status-code') ?? 0),
    statusText: facts.start('http.reason-phrase') ?? '',
    httpVersion: facts.start('http.version') ?? '',
    cookies: [],
    headers: headers.map(nameAndValue),
    content: {
      size: content.length,
      mimeType: facts.header('content-type') ?? 'x-unknown',
      ...contentText(content),
    },
    redirectURL: facts.header('location') ?? '',
    headersSize: headBytes,
    bodySize: bodyBytes,
  }
}

/** As text where it is UTF-8, else in base64, which HAR has a field for. */
function contentText(content: Uint8Array): object {
  if (content.length === 0) return {}
  const text = strictUtf8(content)
  return text === undefined ? { text: toBase64(content), encoding: 'base64' } : { text }
}

/** The messages of both sides in the order of time: when one left the browser, or arrived there; seconds, as Chrome has it. */
function messagesOf(exchange: ExchangeView): readonly object[] {
  const { 'client-to-server': up, 'server-to-client': down } = exchange.sides
  const of = (side: Side, type: 'send' | 'receive'): readonly { readonly time: number }[] => {
    const at = timeline(side, type === 'send' ? ({ left }) => left : ({ arrived }) => arrived)
    return wholeMessages(side).map(({ kind, bytes, isCompressed, end }) => ({
      type,
      time: at(end - 1) / 1000,
      opcode: kind === 'text' ? 1 : 2,
      data: kind === 'text' && !isCompressed ? utf8(bytes) : toBase64(bytes),
      ...(isCompressed ? { _compressed: true } : {}),
    }))
  }
  return [...of(up, 'send'), ...of(down, 'receive')].sort((a, b) => a.time - b.time)
}

/** Gives for offsets that only grow the time of the slice that brought each. */
function timeline(side: Side, timeOf: (slice: SliceView) => number): (offset: number) => number {
  const slices = side.slices.toSorted((a, b) => a.range.end - b.range.end)
  let next = 0
  return (offset) => {
    while (next < slices.length - 1 && (slices[next]?.range.end ?? 0) <= offset) next++
    const slice = slices[next]
    return slice === undefined ? 0 : timeOf(slice)
  }
}

interface Timings {
  readonly startedAt: number
  readonly send: number
  readonly wait: number
  readonly receive: number
}

/** Seen from the browser: when bytes left it, when they arrived there. What a 101 opens is all received. */
function timingsOf(
  exchange: ExchangeView,
  request: MessageFacts,
  response: MessageFacts | undefined,
): Timings {
  const { 'client-to-server': up, 'server-to-client': down } = exchange.sides
  const asked = up.slices.filter(({ range }) => range.start < request.headBytes + request.bodyBytes)
  const startedAt = asked[0]?.left ?? exchange.openedAt
  const sentAt = Math.max(startedAt, asked.at(-1)?.left ?? startedAt)
  const answeredAt = response && down.slices[0]?.arrived
  const endedAt = answeredAt === undefined ? undefined : down.slices.at(-1)?.arrived
  return {
    startedAt,
    send: sentAt - startedAt,
    wait: Math.max(0, (answeredAt ?? exchange.closedAt ?? sentAt) - sentAt),
    receive: Math.max(0, (endedAt ?? 0) - (answeredAt ?? 0)),
  }
}

function urlOf(target: string, host: string | undefined, scheme: 'http' | 'ws'): string {
  return target.startsWith('/') ? `${scheme}://${host ?? 'localhost'}${target}` : target
}

function queryParameter(pair: string): { readonly name: string; readonly value: string } {
  const equals = pair.indexOf('=')
  return equals < 0
    ? { name: decoded(pair), value: '' }
    : { name: decoded(pair.slice(0, equals)), value: decoded(pair.slice(equals + 1)) }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function nameAndValue({ name, value }: WrittenHeader): object {
  return { name, value }
}

/** Times that no date can have come out as the beginning of 1970. */
function isoTime(at: number): string {
  return new Date(Math.abs(at) <= 8.64e15 ? at : 0).toISOString()
}
