/** Bytes on show as they may leave the page: without the id of the lab that they crossed in. */
import { DIRECTIONS, type ByteRange, type ByteSource, type SourceId } from '../wire/bytes/bytes.ts'
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
  const wire = source.kind === 'wire' ? source.id : source.id.slice(0, source.id.indexOf('/'))
  const [crossed, left] = [wireBytes(conversation, wire), wireBytes(clean, wire)]
  return shown.map((byte, i) => {
    const place = wirePlace(conversation, source.id, start + i)
    if (place === undefined) return whole?.[start + i] ?? STAR
    const there = left[place.offset] ?? MISSING
    // Unmasking is an XOR: the same difference gives the unmasked byte.
    return there === MISSING ? STAR : byte ^ there ^ (crossed[place.offset] ?? 0)
  })
}

const MISSING = -1

/** The bytes of a wire source, and -1 for each that never came or was left out. */
function wireBytes({ exchanges }: Conversation, id: SourceId): Int16Array {
  const all = exchanges.flatMap(({ sides }) => DIRECTIONS.map((direction) => sides[direction]))
  const side = all.find(({ source }) => source.id === id)
  const bytes = Int16Array.from(side?.source.bytes ?? [])
  for (const { start, end } of side?.missing ?? []) bytes.fill(MISSING, start, end)
  return bytes
}
