/** Quantities of streams for `<Measure of="…">`: what an event takes of the pieces that bring it, and how long a page is silent. */
import { findFields } from '../wire/trace/queries/fields.ts'
import type { Lane } from '../wire/trace/views.ts'
import { bytes, count, duration, mean, type Measured, type OfLane } from '../bench/model/measure.ts'

export const STREAM_MEASURES: Readonly<Record<string, OfLane>> = {
  'event-bytes': (lane, measured) => bytes(mean(pieces(lane, measured).map(({ event }) => event))),
  'wrapping-bytes': (lane, measured) =>
    bytes(mean(pieces(lane, measured).map(({ event, piece }) => piece - event))),
  'cut-to-silent': (lane, { timeline }) => {
    const cut = timeline.faults[0]?.fault.at
    const silent = lane.notes.find(({ note, at }) => note.kind === 'silent' && at > (cut ?? Infinity))?.at
    return cut === undefined || silent === undefined ? undefined : duration(silent - cut)
  },
  drops: ({ ends }) => count(ends.filter(({ how }) => how === 'timeout').length),
}

/** The slices that bring one event and nothing else of the feed's, with the bytes of that event in them. */
function pieces(
  lane: Lane,
  { conversation }: Measured,
): readonly { readonly event: number; readonly piece: number }[] {
  return lane.arrows.flatMap(({ carries, exchange, direction, bytes }) => {
    if (carries.kind !== 'stream' || carries.events.length !== 1) return []
    const units = conversation.exchange(exchange)?.sides[direction].units ?? []
    const event = units
      .flatMap(({ fields }) => findFields(fields, 'json.event'))
      .find(({ field }) => field.value === carries.events[0])?.field
    return event === undefined ? [] : [{ event: event.range.end - event.range.start, piece: bytes }]
  })
}
