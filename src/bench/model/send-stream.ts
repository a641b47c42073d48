/**
 * A stream of the reader's own bytes: the server is told them, sends them, and the browser's EventSource reads them. The trace
 * keeps what crossed and what was dispatched; the editor's widget compares.
 */
import { createEventStreamReader } from '../../wire/event-stream/stream-reader.ts'
import { toBase64 } from '../../wire/bytes/base64.ts'
import type { BenchModel } from './bench-model.ts'
import { openProbe, type EventSourceProbe } from './event-source-probe.ts'

export interface SentStream {
  readonly bytes: Uint8Array
  /** Sent in so many pieces, each a chunk by itself. */
  readonly pieces: number
  /** Whether the response ends behind the bytes; else it stays open. */
  readonly ends: boolean
}

/** More is no reader's own text any more. */
export const LONGEST_STREAM_BYTES = 8 * 1024
export const MOST_PIECES = 7
const BETWEEN_PIECES_MS = 350
/** So long the browser's coming back is waited for, after a response that ended. */
const COME_BACK_WITHIN_MS = 8000
/** For the tap to tell the request that came back. */
const SETTLE_MS = 500

/** Names for which somebody has to listen, as the standard's parser reads them in these bytes. */
export function eventNames(bytes: Uint8Array): readonly string[] {
  const reader = createEventStreamReader('typed', 0)
  reader.advance(bytes)
  const names = reader.steps.flatMap(({ action }) =>
    action.kind === 'set-event-type' && action.value !== '' ? [action.value] : [],
  )
  return [...new Set(names)]
}

/** The bytes in so many pieces, as even as can be; fewer where there are fewer bytes. */
export function inPieces(bytes: Uint8Array, pieces: number): readonly Uint8Array[] {
  const count = Math.min(pieces, bytes.length)
  return Array.from({ length: count }, (_, i) =>
    bytes.subarray(Math.round((i * bytes.length) / count), Math.round(((i + 1) * bytes.length) / count)),
  )
}

/**
 * Has the running bench's server send the stream to a new EventSource, named `run` in the trace. Resolves to that source once the
 * server knows what to send, to nothing where it was refused. One that ends is closed by itself after the browser came back.
 */
export async function sendStream(
  model: BenchModel,
  run: string,
  { bytes, pieces, ends }: SentStream,
): Promise<EventSourceProbe | undefined> {
  const taken = await model.answer({
    transport: 'sse',
    status: 200,
    chunks: inPieces(bytes, pieces).map(toBase64),
    everyMs: pieces > 1 ? BETWEEN_PIECES_MS : 0,
    hold: !ends,
  })
  if (!taken) return undefined
  const own = openProbe(model, run, eventNames(bytes))
  if (ends) void closeWhenBack(own)
  return own
}

async function closeWhenBack(own: EventSourceProbe): Promise<void> {
  const longEnough = setTimeout(() => own.close(), COME_BACK_WITHIN_MS)
  let opened = 0
  while (opened < 2 && own.source.readyState !== EventSource.CLOSED) {
    await own.changed()
    if (own.source.readyState === EventSource.OPEN) opened++
  }
  clearTimeout(longEnough)
  setTimeout(() => own.close(), SETTLE_MS)
}
