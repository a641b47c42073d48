/**
 * Opens a HAR as a run: heads, contents and WebSocket messages put together from what it says. Nobody saw these bytes cross, which
 * a note says; what a HAR leaves out is a hole.
 *
 * @see https://w3c.github.io/web-performance/specs/HAR/Overview.html
 */
import { fromBase64 } from '../bytes/base64.ts'
import type { Direction } from '../bytes/bytes.ts'
import { isObject } from '../../contract/rule.ts'
import { momentOf, type Trace, type TraceEvent } from '../trace/trace.ts'
import { MAX_TRACE_EVENTS } from '../trace/trace-codec.ts'
import { nestsDeeperThan } from '../trace/nesting.ts'
import type { TracedKind } from '../trace/transports.ts'
import { writeFrame } from '../websocket/write-frame.ts'
import {
  headersOf,
  numberIn,
  rebuiltRequest,
  rebuiltResponse,
  textIn,
  type Members,
  type Rebuilt,
} from './har-message.ts'
import { createNoteCounter, failure, type Imported, type NoteCounter } from './imported.ts'

/** A HAR nests a dozen levels deep; what it quotes may nest more. */
const MOST_LEVELS = 128

/** Tells whether a text begins as a HAR does, or as one entry of it, or several, that somebody copied. */
export function looksLikeHar(text: string): boolean {
  const begins = text.slice(0, 1024)
  if (/^\s*\{\s*(?:"_?\w{1,64}"\s*:\s*"[^"\\]{0,256}"\s*,\s*){0,8}"log"\s*:\s*\{/.test(begins)) return true
  return (
    /^[\s[]*\{/.test(begins) &&
    ['"startedDateTime"', '"request"', '"response"'].every((member) => text.includes(member))
  )
}

/** Opens it. Never throws; entries that make no sense are left out and counted. */
export function importHar(text: string): Imported<Trace> {
  if (nestsDeeperThan(text, MOST_LEVELS)) return failure('malformed-har', 'it nests too deep')
  let file: unknown
  try {
    file = JSON.parse(text)
  } catch {
    return failure('malformed-har', 'it is no well-formed JSON: cut short, perhaps')
  }
  const log = isObject(file) ? file['log'] : undefined
  const entries = isObject(log) ? log['entries'] : isObject(file) && 'request' in file ? [file] : file
  if (!Array.isArray(entries)) return failure('malformed-har', 'it has no list of entries')
  const notes = createNoteCounter()
  const events: TraceEvent[] = []
  let count = 0
  for (const entry of entries as readonly unknown[]) {
    const own = entryEvents(entry, count + 1, notes)
    if (own === undefined) notes.add('not-http')
    else if (events.length + own.length > MAX_TRACE_EVENTS) notes.add('too-many-events')
    else {
      count++
      for (const event of own) events.push(event)
    }
  }
  if (count === 0) return failure('malformed-har', 'it has no entry that can be read')
  notes.add('rebuilt', count)
  events.sort((a, b) => momentOf(a) - momentOf(b))
  const recordedAt = new Date(momentOf(events[0] ?? { kind: 'clock', uncertaintyMs: 0, at: 0 })).toISOString()
  const header = {
    version: 1,
    lab: '',
    vantage: 'elsewhere',
    recordedAt,
    client: clientOf(entries),
    settings: {},
  } as const
  return { ok: true, value: { header, events }, notes: notes.notes }
}

function entryEvents(entry: unknown, number: number, notes: NoteCounter): readonly TraceEvent[] | undefined {
  if (!isObject(entry) || !isObject(entry['request'])) return undefined
  const at = Date.parse(textIn(entry, 'startedDateTime'))
  const isSocket =
    Array.isArray(entry['_webSocketMessages']) || textIn(entry, '_resourceType') === 'websocket'
  const hasHandshake = isSocket && isWholeHandshake(entry['request'], entry['response'])
  const request = rebuiltRequest(entry['request'], isSocket && !hasHandshake)
  if (Number.isNaN(at) || request === undefined) return undefined
  const response = isObject(entry['response'])
    ? rebuiltResponse(entry['response'], entry['request'])
    : undefined
  const messages = messagesOf(entry, notes)
  if (isSocket && !hasHandshake) notes.add('missing-handshake')
  const endedAt = at + Math.max(0, numberIn(entry, 'time'))
  const [exchange, connection] = [`x${number}`, `c${number}`]
  const isApart = isSocket && !hasHandshake
  const transport = isSocket ? 'ws' : kindOf(entry['response'])
  const events: TraceEvent[] = [
    { kind: 'connection-opened', connection, at },
    { kind: 'exchange-opened', exchange, connection, transport: isApart ? 'http' : transport, at },
  ]
  const extents: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  let current = exchange
  const cross = (direction: Direction, { bytes, left }: Rebuilt, moment: number): void => {
    if (bytes.length > 0)
      events.push({
        kind: 'slice',
        exchange: current,
        direction,
        offset: extents[direction],
        left: moment,
        arrived: moment,
        bytes,
      })
    extents[direction] += bytes.length
    if (left > 0) {
      notes.add('content-left-out')
      events.push({
        kind: 'dropped',
        exchange: current,
        direction,
        offset: extents[direction],
        length: left,
        at: moment,
      })
    }
    extents[direction] += left
  }
  cross('client-to-server', request, at)
  if (response !== undefined) cross('server-to-client', response, isSocket ? at : endedAt)
  if (isApart) {
    // Heads that leave the handshake out agree on nothing: the frames stand by themselves.
    current = `${exchange}f`
    extents['client-to-server'] = 0
    extents['server-to-client'] = 0
    events.push({ kind: 'exchange-closed', exchange, at })
    events.push({ kind: 'exchange-opened', exchange: current, connection, transport: 'frames', at })
  }
  let latest = endedAt
  for (const { direction, bytes, moment } of messages ?? []) {
    const sent = Math.max(at, moment)
    latest = Math.max(latest, sent)
    cross(direction, { bytes, left: 0 }, sent)
  }
  if (!isSocket) events.push({ kind: 'exchange-closed', exchange, at: latest })
  return events
}

interface SocketMessage {
  readonly direction: Direction
  readonly bytes: Uint8Array
  readonly moment: number
}

const NO_KEY = new Uint8Array(4)

/** Chrome's messages as frames, those of the client under a key of zeros, which leaves them as they are. */
function messagesOf(entry: Members, notes: NoteCounter): readonly SocketMessage[] | undefined {
  const list = entry['_webSocketMessages']
  if (!Array.isArray(list)) return undefined
  return (list as readonly unknown[]).flatMap((message) => {
    const frame = isObject(message) ? frameOf(message) : undefined
    if (frame === undefined) notes.add('message-left-out')
    return frame ?? []
  })
}

function frameOf(message: Members): SocketMessage | undefined {
  const [opcode, data] = [numberIn(message, 'opcode'), message['data']]
  if (typeof data !== 'string' || !OPCODES.has(opcode)) return undefined
  const payload = opcode === 1 ? new TextEncoder().encode(data) : fromBase64(data)
  // A connection that failed is listed among them.
  if (payload === undefined || textIn(message, 'type') === 'error') return undefined
  const isSent = textIn(message, 'type') === 'send'
  const direction = isSent ? 'client-to-server' : 'server-to-client'
  const bytes = writeFrame({ opcode, payload, ...(isSent ? { maskingKey: NO_KEY } : {}) })
  return { direction, bytes, moment: momentOfMessage(message['time']) }
}

const OPCODES: ReadonlySet<number> = new Set([1, 2, 8, 9, 10])

/** Chrome has seconds; others write milliseconds, or a date as entries have it. */
function momentOfMessage(time: unknown): number {
  if (typeof time === 'string') return Date.parse(time) || 0
  if (typeof time !== 'number' || !Number.isFinite(time)) return 0
  return time < 1e11 ? time * 1000 : time
}

function isWholeHandshake(request: Members, response: unknown): boolean {
  const has = (message: Members, name: RegExp): boolean =>
    headersOf(message).some((header) => name.test(header.name))
  return (
    has(request, /^sec-websocket-key$/i) &&
    has(request, /^sec-websocket-version$/i) &&
    has(request, /^connection$/i) &&
    isObject(response) &&
    numberIn(response, 'status') === 101 &&
    has(response, /^sec-websocket-accept$/i) &&
    has(response, /^upgrade$/i) &&
    has(response, /^connection$/i)
  )
}

function kindOf(response: unknown): TracedKind {
  const type = isObject(response)
    ? headersOf(response).find(({ name }) => /^content-type$/i.test(name))?.value
    : ''
  return /^text\/event-stream/i.test(type ?? '') ? 'sse' : 'http'
}

function clientOf(entries: readonly unknown[]): string {
  for (const entry of entries) {
    const request = isObject(entry) && isObject(entry['request']) ? entry['request'] : undefined
    const agent = request && headersOf(request).find(({ name }) => /^user-agent$/i.test(name))?.value
    if (agent !== undefined) return agent.slice(0, 256)
  }
  return 'unknown'
}
