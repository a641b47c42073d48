/** Bytes on show as they may leave the page: without the id of the lab that they crossed in. */
import type { ByteRange, ByteSource } from '../wire/bytes/bytes.ts'
import { conversationOf } from '../wire/trace/conversation.ts'
import { bytesWithoutLabId, eventsWithoutLabId } from '../wire/export/without-lab-id.ts'
import type { ViewState } from './view-state.ts'

/**
 * Gives a range of a source. The wire's own bytes may have the id masked, or cut by chunks: those are read anew without it, and
 * so is all of a run with changed bytes, where an id with one other letter would be missed.
 */
export function leavingBytes(
  { events, lab, leaving }: Pick<ViewState, 'events' | 'lab' | 'leaving'>,
  source: ByteSource,
  { start, end }: ByteRange,
): Uint8Array {
  const run = leaving?.() ?? (source.kind === 'wire' ? eventsWithoutLabId(events, lab) : [])
  const found = conversationOf(run).source(source.id)?.bytes
  // Bytes that stand alone are in no conversation, and crossed in no lab; of messages that had to be left out places move.
  const isSame = found !== undefined && (source.kind === 'wire' || found.length === source.bytes.length)
  return (isSame ? found : bytesWithoutLabId(source.bytes, lab)).subarray(start, end)
}
