/**
 * Opens a HAR as a run: heads, contents and WebSocket messages put together from what it says. Nobody saw these bytes cross, which
 * a note says; what a HAR leaves out is a hole.
 *
 * @see https://w3c.github.io/web-performance/specs/HAR/Overview.html
 */
import { fromBase64 } from '../bytes/base64.ts'
import { isObject } from '../../contract/rule.ts'
import type { Trace, TraceEvent } from '../trace/trace.ts'
import { MAX_TRACE_EVENTS } from '../trace/trace-codec.ts'
import { nestsDeeperThan } from '../trace/nesting.ts'
import type { TracedKind } from '../trace/transports.ts'
import { writeFrame } from '../websocket/write-frame.ts'
import { exchangeEvents, partsOf, traceFromElsewhere } from './connections-trace.ts'
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
import type { CapturedConnection, End } from './tcp-connections.ts'

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
  return { ok: true, value: traceFromElsewhere(events), notes: notes.notes }
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
  const frames = messagesOf(entry, at, notes)
  if (isSocket && !hasHandshake) notes.add('missing-handshake')
  const endedAt = at + Math.max(0, numberIn(entry, 'time'))
  const heads = [
    ...piecesOf('first', request, at, notes),
    ...(response === undefined ? [] : piecesOf('second', response, isSocket ? at : endedAt, notes)),
  ]
  const [exchange, connection] = [`x${number}`, `c${number}`]
  const opened: TraceEvent = { kind: 'connection-opened', connection, at }
  const crossed = (id: string, transport: TracedKind, pieces: readonly Piece[]): readonly TraceEvent[] =>
    exchangeEvents({ exchange: id, connection, transport, at }, partsOf(pieces, 'first'))
  if (!isSocket) {
    const all = crossed(exchange, kindOf(entry['response']), heads)
    return [opened, ...all, { kind: 'exchange-closed', exchange, at: endedAt }]
  }
  if (hasHandshake) return [opened, ...crossed(exchange, 'ws', [...heads, ...frames])]
  // Heads that leave the handshake out agree on nothing: the frames stand by themselves.
  const closed: TraceEvent = { kind: 'exchange-closed', exchange, at }
  return [opened, ...crossed(exchange, 'http', heads), closed, ...crossed(`${exchange}f`, 'frames', frames)]
}

type Piece = CapturedConnection['pieces'][number]

/** A message that crossed in one moment, with a hole for what the HAR leaves out of it. */
function piecesOf(from: End, { bytes, left }: Rebuilt, moment: number, notes: NoteCounter): readonly Piece[] {
  const there: Piece = { kind: 'bytes', from, bytes, left: moment, arrived: moment }
  if (left === 0) return [there]
  notes.add('content-left-out')
  return [there, { kind: 'missing', from, length: left, arrived: moment }]
}

const NO_KEY = new Uint8Array(4)

/** Chrome's messages as frames, none before its handshake; those of the client under a key of zeros, which leaves them as they are. */
function messagesOf(entry: Members, openedAt: number, notes: NoteCounter): readonly Piece[] {
  const list = entry['_webSocketMessages']
  if (!Array.isArray(list)) return []
  return (list as readonly unknown[]).flatMap((message) => {
    const frame = isObject(message) ? frameOf(message, openedAt) : undefined
    if (frame === undefined) notes.add('message-left-out')
    return frame ?? []
  })
}

function frameOf(message: Members, openedAt: number): Piece | undefined {
  const [opcode, data] = [numberIn(message, 'opcode'), message['data']]
  if (typeof data !== 'string' || !OPCODES.has(opcode)) return undefined
  const payload = opcode === 1 ? new TextEncoder().encode(data) : fromBase64(data)
  // A connection that failed is listed among them.
  if (payload === undefined || textIn(message, 'type') === 'error') return undefined
  const isSent = textIn(message, 'type') === 'send'
  const bytes = writeFrame({ opcode, payload, ...(isSent ? { maskingKey: NO_KEY } : {}) })
  const moment = Math.max(openedAt, momentOfMessage(message['time']))
  return { kind: 'bytes', from: isSent ? 'first' : 'second', bytes, left: moment, arrived: moment }
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
