/**
 * The event-stream parser of the HTML standard as data: its buffers, what a line does to them, what a blank line
 * dispatches. Pure, one line at a time, so that a page can show the buffers before and after each.
 */
import type { StreamLine } from './line.ts'

/** What the parser holds between two lines. */
export interface ParserBuffers {
  readonly data: string
  readonly eventType: string
  /** What an `id` field has set; an event takes it along, and it stays when the others are emptied. */
  readonly lastEventId: string
  /** What a reconnecting browser would send: the last event ID as of the last blank line. */
  readonly committedEventId: string
  /** The reconnection time that a `retry` field has set; absent while the browser's own holds. */
  readonly reconnectionTimeMs?: number
}

export interface DispatchedEvent {
  readonly type: string
  readonly data: string
  readonly lastEventId: string
}

/** What one line does. */
export type ParserAction =
  | { readonly kind: 'comment' }
  | { readonly kind: 'append-data'; readonly value: string }
  | { readonly kind: 'set-event-type'; readonly value: string }
  | { readonly kind: 'set-last-event-id'; readonly value: string }
  | { readonly kind: 'set-reconnection-time'; readonly ms: number }
  /** An unknown field, an `id` with a NUL, a `retry` that is no number. */
  | { readonly kind: 'ignore' }
  | { readonly kind: 'dispatch'; readonly event: DispatchedEvent }
  /** A blank line with nothing in the data buffer. */
  | { readonly kind: 'nothing-to-dispatch' }

export interface ParserStep {
  readonly action: ParserAction
  /** The buffers after it. */
  readonly buffers: ParserBuffers
}

export const EMPTY_BUFFERS: ParserBuffers = { data: '', eventType: '', lastEventId: '', committedEventId: '' }

/**
 * Gives what a line does and the buffers after it. A retry longer than 2^53 - 1 ms counts as that.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function interpretLine(buffers: ParserBuffers, line: StreamLine): ParserStep {
  if (line.kind === 'comment') return { action: { kind: 'comment' }, buffers }
  if (line.kind === 'blank') return endBlock(buffers)
  const { name, value } = line
  switch (name) {
    case 'data':
      return {
        action: { kind: 'append-data', value },
        buffers: { ...buffers, data: `${buffers.data}${value}\n` },
      }
    case 'event':
      return { action: { kind: 'set-event-type', value }, buffers: { ...buffers, eventType: value } }
    case 'id':
      if (value.includes('\0')) return { action: { kind: 'ignore' }, buffers }
      return { action: { kind: 'set-last-event-id', value }, buffers: { ...buffers, lastEventId: value } }
    case 'retry': {
      if (!/^[0-9]+$/.test(value)) return { action: { kind: 'ignore' }, buffers }
      const ms = Math.min(Number(value), Number.MAX_SAFE_INTEGER)
      return {
        action: { kind: 'set-reconnection-time', ms },
        buffers: { ...buffers, reconnectionTimeMs: ms },
      }
    }
    default:
      return { action: { kind: 'ignore' }, buffers }
  }
}

/** The steps of "dispatch the event". */
function endBlock(buffers: ParserBuffers): ParserStep {
  const { data, eventType, lastEventId } = buffers
  // Step 1 comes first: also a block that dispatches nothing moves the cursor.
  const emptied = { ...buffers, data: '', eventType: '', committedEventId: lastEventId }
  if (data === '') return { action: { kind: 'nothing-to-dispatch' }, buffers: emptied }
  const event = {
    type: eventType === '' ? 'message' : eventType,
    data: data.slice(0, -1),
    lastEventId,
  }
  return { action: { kind: 'dispatch', event }, buffers: emptied }
}
