/**
 * Reads one message of a stream as the page's JavaScript got it: a text or bytes of a WebSocket, the data of an SSE event, the
 * argument of an iframe's call. Never fails: what is no event of the feed is told as what it is.
 */
import { EVENT } from '../contract/events.ts'
import { isObject, isWrong, parsedJson, readFields } from '../contract/rule.ts'
import type { FeedEvent, RunNote } from '../wire/trace/trace.ts'

export type StreamMessage =
  | { readonly kind: 'event'; readonly event: FeedEvent }
  | Extract<RunNote, { readonly kind: 'heartbeat' | 'message' }>

/** Tells whether a message is an event, a heartbeat or something else. */
export function readMessage(message: unknown): StreamMessage {
  if (message instanceof ArrayBuffer) return { kind: 'message', type: 'binary', bytes: message.byteLength }
  const value = typeof message === 'string' ? parsedJson(message) : message
  if (isObject(value) && value['type'] === 'heartbeat') return { kind: 'heartbeat' }
  const event = readFields(EVENT, value)
  if (!isWrong(event)) return { kind: 'event', event }
  const text = typeof message === 'string' ? message : ''
  return { kind: 'message', type: 'text', bytes: new TextEncoder().encode(text).length }
}
