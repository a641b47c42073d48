/** Bytes on show as they may leave the page: without the id of the lab that they crossed in. */
import type { ByteRange, ByteSource } from '../wire/bytes/bytes.ts'
import { conversationOf } from '../wire/trace/conversation.ts'
import { bytesWithoutLabId, eventsWithoutLabId } from '../wire/export/without-lab-id.ts'
import type { ViewState } from './view-state.ts'

/** Gives a range of a source. The wire's own bytes may have the id masked, or cut by chunks: those are read anew without it. */
export function leavingBytes(
  { events, lab }: Pick<ViewState, 'events' | 'lab'>,
  source: ByteSource,
  { start, end }: ByteRange,
): Uint8Array {
  const bytes =
    source.kind === 'wire'
      ? conversationOf(eventsWithoutLabId(events, lab)).source(source.id)?.bytes
      : bytesWithoutLabId(source.bytes, lab)
  // Bytes that stand alone are in no conversation, and crossed in no lab.
  return (bytes ?? source.bytes).subarray(start, end)
}
