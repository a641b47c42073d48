/** Quantities of streams for `<Measure of="…">`: what an event takes of the pieces that bring it, and how long a cut stays unseen. */
import type { Field } from '../wire/field.ts'
import type { Lane, Timeline } from '../wire/trace/views.ts'
import { cutNoticesOf, type Cut } from '../figures/two-cuts/facts.ts'
import type { Measured, OfLane } from './measures.ts'
import { bytes, count, duration, mean } from './quantity.ts'

export const STREAM_MEASURES: Readonly<Record<string, OfLane>> = {
  'event-bytes': (lane, measured) => bytes(mean(pieces(lane, measured).map(({ event }) => event))),
  'wrapping-bytes': (lane, measured) =>
    bytes(mean(pieces(lane, measured).map(({ event, piece }) => piece - event))),
  'cut-to-silent': (lane, { timeline }) => {
    const cut = timeline.faults[0]?.fault.at
    const silent = lane.notes.find(({ note, at }) => note.kind === 'silent' && at > (cut ?? Infinity))?.at
    return cut === undefined || silent === undefined ? undefined : duration(silent - cut)
  },
  'reset-noticed': (lane, { timeline }) => noticed('reset', lane, timeline),
  'stall-noticed': (lane, { timeline }) => noticed('stall', lane, timeline),
  drops: ({ ends }) => count(ends.filter(({ how }) => how === 'timeout').length),
}

/** From a cut to the first thing that told the page of it. */
function noticed(cut: Cut, { spec }: Lane, timeline: Timeline): ReturnType<OfLane> {
  const lanes = cutNoticesOf(timeline).find((each) => each.cut === cut)?.lanes
  const notice = lanes?.find(({ run }) => run === spec.run)?.notice
  return notice?.kind === 'note' ? duration(notice.afterMs) : undefined
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
      .flatMap(({ fields }) => eventsIn(fields))
      .find(({ value }) => value === carries.events[0])
    return event === undefined ? [] : [{ event: event.range.end - event.range.start, piece: bytes }]
  })
}

function eventsIn(fields: readonly Field[]): readonly Field[] {
  return fields.flatMap((field) => (field.kind === 'json.event' ? [field] : eventsIn(field.children)))
}
