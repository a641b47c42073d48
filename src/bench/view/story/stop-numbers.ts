/** The numbers of a stop's moment: what `<Now of="…">` can ask for. Measured in the run on show, recorded or live. Pure. */
import { frameOf, wholeMessages } from '../../../wire/trace/queries/frames.ts'
import type { Found } from '../../../wire/trace/queries/query.ts'
import { DIRECTIONS } from '../../../wire/bytes/bytes.ts'
import type { Unit } from '../../../wire/field/field.ts'
import type { Delivery, Side, TraceView } from '../../../wire/trace/views.ts'
import { momentOf } from '../../../wire/trace/trace.ts'
import type { BenchWords } from '../../../words/bench-words.ts'
import { eventGist } from '../ladder/event-gist.ts'

interface Asked {
  readonly view: TraceView
  readonly found: Found
  /** The stop that `at` names: what is counted from. */
  readonly from: Found | undefined
  readonly words: BenchWords
  readonly origin: number
}

const NUMBERS: Readonly<Record<string, (asked: Asked) => string | undefined>> = {
  /** When it was, in seconds of the run. */
  at: ({ found, origin }) => `${((found.at - origin) / 1000).toFixed(3)} s`,
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
  /** The code of the `close` event that the script got there. */
  code: ({ view, found }) => {
    const event = view.events[found.moment]
    return event?.kind === 'note' && event.note.kind === 'closed' ? String(event.note.code) : undefined
  },
  /** What the query found there: a header's text, a close code, a status. */
  value: ({ found }) => (found.value === undefined ? undefined : String(found.value)),
  /** The event that was published or delivered there. */
  event: ({ view, found, words }) => {
    const event = view.events[found.moment]
    const id = event?.kind === 'published' ? event.event.id : deliveryAt(view, found)?.event
    const mark = view.timeline.published.find((each) => each.event.id === id)
    return mark && eventGist(mark.event, words)
  },
  /** How many slices went the same way in the same exchange up to here. */
  slices: ({ view, found }) => {
    const side = sideOf(view, found)
    return side && String(side.slices.filter(({ moment }) => moment <= found.moment).length)
  },
}

/** Undefined where the run has no such number there. Throws, with the names there are, for a name that is none. */
export function stopNumber(of: string, asked: Asked): string | undefined {
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
