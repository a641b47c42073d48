/**
 * Reads one message of a stream as the page's JavaScript got it: a text or bytes of a WebSocket, the data of an SSE event, the
 * argument of an iframe's call. Never fails: what is no event of the feed is told as what it is.
 */
import type { FeedEvent, RunNote } from '../wire/trace/trace.ts'

export type StreamMessage =
  | { readonly kind: 'event'; readonly event: FeedEvent }
  | Extract<RunNote, { readonly kind: 'heartbeat' | 'message' }>

/** Tells whether a message is an event, a heartbeat or something else. */
export function readMessage(message: unknown): StreamMessage {
  if (message instanceof ArrayBuffer) return { kind: 'message', type: 'binary', bytes: message.byteLength }
  const value = typeof message === 'string' ? parsed(message) : message
  if (isRecord(value)) {
    if (value['type'] === 'heartbeat') return { kind: 'heartbeat' }
    const event = asEvent(value)
    if (event !== undefined) return { kind: 'event', event }
  }
  const text = typeof message === 'string' ? message : ''
  return { kind: 'message', type: 'text', bytes: new TextEncoder().encode(text).length }
}

function asEvent({ id, type, at, data }: Readonly<Record<string, unknown>>): FeedEvent | undefined {
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0 || typeof type !== 'string')
    return undefined
  return { id, type, at: typeof at === 'number' ? at : 0, data }
}

/** `undefined` for what is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
