/**
 * Which messages a header says something in, of all those that the tables have a sentence for: `request` or `response`
 * where it has a meaning in one only, `both` where it means the same in either, `each` where a request and a response
 * say different things by it. RFC 9110 and the standards that register the others.
 */
import type { Around } from './sentence.ts'

type HeaderSide = 'request' | 'response' | 'both' | 'each'

export const HEADER_SIDES = {
  accept: 'each',
  'accept-encoding': 'each',
  'accept-language': 'request',
  'accept-ranges': 'response',
  'access-control-allow-origin': 'response',
  age: 'response',
  allow: 'response',
  authorization: 'request',
  'cache-control': 'each',
  connection: 'each',
  'content-encoding': 'both',
  'content-length': 'both',
  'content-security-policy': 'response',
  'content-type': 'each',
  cookie: 'request',
  date: 'each',
  dnt: 'request',
  etag: 'response',
  expires: 'response',
  forwarded: 'request',
  host: 'request',
  'idempotency-key': 'request',
  'if-modified-since': 'request',
  'if-none-match': 'request',
  'keep-alive': 'each',
  'last-event-id': 'request',
  'last-modified': 'response',
  location: 'response',
  origin: 'request',
  pragma: 'each',
  priority: 'each',
  'proxy-authorization': 'request',
  'referrer-policy': 'response',
  referer: 'request',
  'retry-after': 'response',
  'sec-ch-ua': 'request',
  'sec-ch-ua-mobile': 'request',
  'sec-ch-ua-platform': 'request',
  'sec-fetch-dest': 'request',
  'sec-fetch-mode': 'request',
  'sec-fetch-site': 'request',
  'sec-fetch-user': 'request',
  'sec-gpc': 'request',
  'sec-websocket-accept': 'response',
  'sec-websocket-extensions': 'each',
  'sec-websocket-key': 'request',
  'sec-websocket-protocol': 'each',
  'sec-websocket-version': 'each',
  server: 'response',
  'set-cookie': 'response',
  te: 'request',
  trailer: 'both',
  'transfer-encoding': 'each',
  upgrade: 'each',
  'upgrade-insecure-requests': 'request',
  'user-agent': 'request',
  vary: 'response',
  via: 'both',
  'x-accel-buffering': 'each',
  'x-content-type-options': 'response',
  'x-forwarded-for': 'request',
  'x-real-ip': 'request',
} as const satisfies Record<string, HeaderSide>

export type HeaderName = keyof typeof HEADER_SIDES

export type HeaderSentence = (value: string, around: Around) => string

type BothWays = Readonly<Record<'request' | 'response', HeaderSentence>>

/** A language's sentences: two where a header says one thing in a request and another in a response. */
export type HeaderRows = {
  readonly [Name in HeaderName]: (typeof HEADER_SIDES)[Name] extends 'each' ? BothWays : HeaderSentence
}

/** The sentence for a header in this message; `misplaced` where it says nothing there, undefined for one that is not known. */
export function headerSentence(
  rows: HeaderRows,
  name: string,
  side: 'request' | 'response',
): HeaderSentence | 'misplaced' | undefined {
  if (!isKnown(name)) return undefined
  const row: HeaderSentence | BothWays = rows[name]
  if (typeof row !== 'function') return row[side]
  const of: HeaderSide = HEADER_SIDES[name]
  return of === 'both' || of === side ? row : 'misplaced'
}

function isKnown(name: string): name is HeaderName {
  return Object.hasOwn(HEADER_SIDES, name)
}
