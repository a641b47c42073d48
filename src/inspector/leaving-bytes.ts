/** Bytes on show as they may leave the page: without the id of the lab that they crossed in. */
import type { ByteRange, ByteSource } from '../wire/bytes/bytes.ts'
import { wirePlace } from '../wire/bytes/source-map.ts'
import { conversationOf } from '../wire/trace/conversation.ts'
import { bytesWithoutLabId, eventsWithoutLabId, isLabKey } from '../wire/export/without-lab-id.ts'
import type { Conversation } from '../wire/trace/views.ts'
import type { ViewState } from './view-state.ts'

/** Stands for a byte of which nobody can say that it gives nothing of the id away. */
const STAR = 0x2a

/**
 * Gives a range of a source. The wire's own bytes may have the id masked, or cut by chunks, or with a letter changed by the
 * reader: all is read anew from the run without it. Where that run had to leave a compressed message out, each byte is what stands in
 * its place on the wire there, or a star. Inflated bytes have no such place: with the bits as they crossed the id in them is
 * whole and is replaced; with others what it has become cannot be told, and they are stars.
 */
export function leavingBytes(
  { events, lab, leaving, conversation }: Pick<ViewState, 'events' | 'lab' | 'leaving' | 'conversation'>,
  source: ByteSource,
  { start, end }: ByteRange,
): Uint8Array {
  const shown = source.bytes.subarray(start, end)
  if (!isLabKey(lab)) return shown
  const clean = conversationOf(leaving?.() ?? eventsWithoutLabId(events, lab))
  const found = clean.source(source.id)?.bytes
  if (found?.length === source.bytes.length) return found.subarray(start, end)
  const whole = leaving === undefined ? bytesWithoutLabId(source.bytes, lab) : undefined
  return shown.map((byte, i) => {
    const place = wirePlace(conversation, source.id, start + i)
    if (place === undefined) return whole?.[start + i] ?? STAR
    const there = byteAt(clean, place)
    // Unmasking is an XOR: the same difference gives the unmasked byte.
    return there === undefined ? STAR : byte ^ there ^ (byteAt(conversation, place) ?? 0)
  })
}

/** A byte of the wire; `undefined` where it never came, or was left out. */
function byteAt(
  { exchanges }: Conversation,
  { source, offset }: { readonly source: string; readonly offset: number },
): number | undefined {
  for (const { sides } of exchanges)
    for (const side of Object.values(sides))
      if (side.source.id === source)
        return side.missing.some((hole) => offset >= hole.start && offset < hole.end)
          ? undefined
          : side.source.bytes[offset]
  return undefined
}
