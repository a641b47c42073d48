/** The numbers of a stop's moment: what `<Now of="…">` can ask for. Measured in the run on show, recorded or live. Pure. */
import { queryParameter } from '../../../wire/trace/queries/exchanges.ts'
import { frameOf, wholeMessages } from '../../../wire/trace/queries/frames.ts'
import type { Found } from '../../../wire/trace/queries/query.ts'
import { DIRECTIONS } from '../../../wire/bytes/bytes.ts'
import type { Unit } from '../../../wire/field/field.ts'
import type { Arrow, Delivery, Side, TraceView } from '../../../wire/trace/views.ts'
import { momentOf } from '../../../wire/trace/trace.ts'
import type { BenchWords } from '../words.ts'
import { eventSummary } from '../ladder/event-summary.ts'

interface Asked {
  readonly view: TraceView
  readonly found: Found
  /** What `since` is counted from. */
  readonly from: Found | undefined
  readonly words: BenchWords
  readonly origin: number
}

const NUMBERS: Readonly<Record<string, (asked: Asked) => string | undefined>> = {
  /** When it was, in seconds of the run. */
  at: ({ found, origin, words }) => words.story.at(((found.at - origin) / 1000).toFixed(3)),
  /** The size of what was found: of the unit, or of the slice. */
  bytes: ({ view, found, words }) => {
    const unit = unitOf(view, found)
    const size = unit === undefined ? sliceOf(view, found)?.bytes : unit.range.end - unit.range.start
    return size === undefined ? undefined : words.bytes(size)
  },
  /** Of a frame, without its header. */
  payload: ({ view, found, words }) => {
    const side = sideOf(view, found)
    const unit = unitOf(view, found)
    const frame = side === undefined || unit === undefined ? undefined : frameOf(unit, side)
    return frame && words.bytes(frame.payload.end - frame.payload.start)
  },
  /** The size of the slice that made it whole: what crossed there, with all that is around the unit. */
  crossed: ({ view, found, words }) => {
    const slice = sliceOf(view, found)
    return slice && words.bytes(slice.bytes)
  },
  /** How long its slice was on the way. */
  trip: ({ view, found, words }) => {
    const slice = sliceOf(view, found)
    return slice && words.duration(slice.arrived - slice.left)
  },
  /** Of a WebSocket's message that ends with a frame: as the script has it, unmasked and inflated. */
  message: ({ view, found, words }) => {
    const side = sideOf(view, found)
    const end = unitOf(view, found)?.range.end
    const message = side && wholeMessages(side).find((each) => each.end === end)
    return message && words.bytes(message.bytes.length)
  },
  /** How long its exchange, or its connection, had been quiet both ways, up to here. */
  quiet: ({ view, found, words }) => {
    const event = view.events[found.moment]
    const connection = event !== undefined && 'connection' in event ? event.connection : undefined
    const before = view.conversation.exchanges
      .filter((each) => each.id === found.exchange || each.connection === connection)
      .flatMap(({ sides }) => DIRECTIONS.flatMap((direction) => sides[direction].slices))
      .filter(({ moment }) => moment < found.moment)
      .map(({ arrived }) => arrived)
    return before.length === 0 ? undefined : words.duration(found.at - Math.max(...before))
  },
  /** How late the event came that it delivers. */
  late: ({ view, found, words }) => {
    const delivery = deliveryAt(view, found)
    return delivery?.publishedAt === undefined
      ? undefined
      : words.duration(delivery.at - delivery.publishedAt)
  },
  /** How long its request waited at the server, or its answer stayed open. */
  held: ({ view, found, words }) => {
    const holds = view.timeline.lanes.flatMap((lane) => lane.holds)
    const hold = holds.find(({ exchange, to }) => exchange === found.exchange && to !== undefined)
    return hold?.to === undefined ? undefined : words.duration(hold.to - hold.from)
  },
  /** The time since the stop that `at` names. */
  since: ({ found, from, words }) => from && words.duration(found.at - from.at),
  /** How long after the one before it came, or after what its query says it comes after. */
  gap: ({ found, words }) => (found.afterMs === undefined ? undefined : words.duration(found.afterMs)),
  /** The cursor in its request's address. */
  cursor: ({ view, found }) => {
    const exchange = found.exchange === undefined ? undefined : view.conversation.exchange(found.exchange)
    return exchange?.target === undefined ? undefined : queryParameter(exchange.target, 'after')
  },
  /** What the page noted there: a status, a close code, how long it waits. */
  noted: ({ view, found, words }) => {
    const event = view.events[found.moment]
    if (event?.kind !== 'note') return undefined
    const { note } = event
    if (note.kind === 'answer') return String(note.status)
    if (note.kind === 'closed') return String(note.code)
    return note.kind === 'waiting' ? words.duration(note.delayMs) : undefined
  },
  /** What the query found there: a header's text, a close code, a status. */
  value: ({ found }) => (found.value === undefined ? undefined : String(found.value)),
  /** The event that was published or delivered there. */
  event: ({ view, found, words }) => {
    const event = view.events[found.moment]
    const id = event?.kind === 'published' ? event.event.id : deliveryAt(view, found)?.event
    const mark = view.timeline.published.find((each) => each.event.id === id)
    return mark && eventSummary(mark.event, words)
  },
  /** How many events came with it. */
  events: ({ view, found }) => {
    const arrow = arrowAt(view, found)
    return arrow !== undefined && 'events' in arrow.carries ? String(arrow.carries.events.length) : undefined
  },
  /** How many slices went the same way in the same exchange up to here. */
  slices: ({ view, found }) => {
    const side = sideOf(view, found)
    return side && String(side.slices.filter(({ moment }) => moment <= found.moment).length)
  },
}

/**
 * A number that the stop of an `index` tells; with `at` that of another stop, or what is counted from it. Undefined where the run
 * has not come so far.
 */
export function numberTold(
  { of, at }: { readonly of: string; readonly at?: string | undefined },
  index: number,
  stops: readonly { readonly name: string }[],
  found: readonly (Found | undefined)[],
  run: Pick<Asked, 'view' | 'words' | 'origin'>,
): string | undefined {
  const own = found[index]
  if (at === undefined) return own && stopNumber(of, { ...run, found: own, from: undefined })
  const other = found[stops.findIndex(({ name }) => name === at)]
  if (own === undefined || other === undefined) return undefined
  return stopNumber(of, { ...run, found: of === 'since' ? own : other, from: other })
}

/** Undefined where the run has no such number there. Throws, with the names there are, for a name that is none. */
function stopNumber(of: string, asked: Asked): string | undefined {
  const number = Object.hasOwn(NUMBERS, of) ? NUMBERS[of] : undefined
  if (number === undefined)
    throw new Error(`no number “${of}”; there are: ${Object.keys(NUMBERS).join(', ')}`)
  return number(asked)
}

function unitOf({ conversation }: TraceView, { unit }: Found): Unit | undefined {
  return unit === undefined ? undefined : conversation.unit(unit)
}

/** The side whose slice made the moment. */
export function sideOf({ conversation }: TraceView, found: Found): Side | undefined {
  const exchange = found.exchange === undefined ? undefined : conversation.exchange(found.exchange)
  if (exchange === undefined) return undefined
  const sides = DIRECTIONS.map((direction) => exchange.sides[direction])
  return sides.find(({ slices }) => slices.some(({ moment }) => moment === found.moment))
}

interface Crossed {
  readonly left: number
  readonly arrived: number
  readonly bytes: number
}

function sliceOf(view: TraceView, found: Found): Crossed | undefined {
  const slice = sideOf(view, found)?.slices.find(({ moment }) => moment === found.moment)
  return slice && { left: slice.left, arrived: slice.arrived, bytes: slice.range.end - slice.range.start }
}

function arrowAt({ timeline }: TraceView, { moment, exchange }: Found): Arrow | undefined {
  const arrows = timeline.lanes.flatMap((lane) => lane.arrows)
  return arrows.find((arrow) => arrow.moment === moment && arrow.exchange === exchange)
}

/** The delivery that a moment is, or that what crossed there brings. */
function deliveryAt({ timeline, events }: TraceView, { moment, exchange }: Found): Delivery | undefined {
  for (const lane of timeline.lanes) {
    const own = lane.deliveries.find((delivery) => delivery.moment === moment)
    if (own !== undefined) return own
    const arrow = lane.arrows.find((each) => each.moment === moment && each.exchange === exchange)
    const carried = arrow !== undefined && 'events' in arrow.carries ? arrow.carries.events : []
    const brought = lane.deliveries.find(({ event }) => carried.includes(event))
    if (brought !== undefined) return brought
  }
  const event = events[moment]
  if (event?.kind !== 'published') return undefined
  const deliveries = timeline.lanes.flatMap((lane) => lane.deliveries)
  return deliveries.find((delivery) => delivery.event === event.event.id && delivery.at >= momentOf(event))
}
