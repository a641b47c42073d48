/**
 * A query: a thing of its own that finds its moments in a trace. Stories point with queries, findings and goals ask them, the
 * build checks them against a capture; none of these looks into a trace by itself.
 *
 * A query is asked of a view and of nothing else, so that a recorded trace, a live one and one that is stepped back give the
 * same answers, moment by moment. Asked again of the same view, grown, it looks only at what is new: `find` costs what came since,
 * a step for each exchange, and the length of its answer.
 */
import { DIRECTIONS, type ByteRange, type Direction, type SourceId } from '../../bytes/bytes.ts'
import type { Unit, UnitKind } from '../../field/field.ts'
import { momentOf, type TraceEvent } from '../trace.ts'
import type { Conversation, ExchangeView, Side, TraceView } from '../views.ts'
import type { FieldPath } from './fields.ts'
import { sliceWith, wireRangeOf } from './sides.ts'
import { createUnitsRead, type UnitsRead } from './units-read.ts'

export interface Query {
  /** What it looks for, in the words it was made of. */
  readonly name: string
  /** What it finds, in the order of the moments. */
  find(view: TraceView): readonly Found[]
}

/** One moment that a query found, and what is there. */
export interface Found {
  /** Index in the trace of what made it whole: the slice with its last byte, or the event itself. */
  readonly moment: number
  /** When that arrived, or happened: milliseconds on the server's clock. */
  readonly at: number
  readonly exchange?: string
  /** The id of a unit, and the path of a field in it. */
  readonly unit?: string
  readonly field?: FieldPath
  /** What stands there: a header's text, a line's value, a close code, a status. */
  readonly value?: string | number
  /** What it was to follow came so many milliseconds before. */
  readonly afterMs?: number
}

/** What of a unit is meant: all of it, or a field. */
export interface Hit {
  readonly field?: { readonly path: FieldPath; readonly range: ByteRange }
  readonly value?: string | number
}

export interface UnitSearch {
  readonly kinds: readonly UnitKind[]
  readonly way?: Direction
  /** Which exchanges are meant, as they are now. */
  readonly of?: (exchange: ExchangeView, view: TraceView) => boolean
  /** Looks at a whole unit, once. */
  readonly look: (unit: Unit, side: Side) => Hit | undefined
}

/** What was found in one side, as far as it was read. */
interface SideFinds {
  side?: Side
  readonly read: UnitsRead
  settled: Found[]
  all: readonly Found[]
}

/** Makes a query for whole units. */
export function unitQuery(name: string, search: UnitSearch): Query {
  const known = new WeakMap<Conversation, Map<SourceId, SideFinds>>()
  const directions = search.way === undefined ? DIRECTIONS : [search.way]

  function find(side: Side, finds: SideFinds): readonly Found[] {
    if (finds.side === side) return finds.all
    finds.side = side
    const { settled, open, isAnew } = finds.read.update(side)
    const foundIn = (units: readonly Unit[]): Found[] =>
      units.flatMap((unit) => {
        if (!unit.complete || !search.kinds.includes(unit.kind)) return []
        const hit = search.look(unit, side)
        return hit === undefined ? [] : (foundAt(side, unit, hit) ?? [])
      })
    finds.settled = (isAnew ? [] : finds.settled).concat(foundIn(settled))
    finds.all = finds.settled.concat(foundIn(open))
    return finds.all
  }

  return {
    name,
    find(view) {
      const sides = known.get(view.conversation) ?? new Map<SourceId, SideFinds>()
      known.set(view.conversation, sides)
      const found = view.conversation.exchanges
        .filter((exchange) => search.of?.(exchange, view) ?? true)
        .flatMap((exchange) =>
          directions.flatMap((direction) => {
            const side = exchange.sides[direction]
            const finds = sides.get(side.source.id) ?? { read: createUnitsRead(), settled: [], all: [] }
            sides.set(side.source.id, finds)
            return find(side, finds)
          }),
        )
      return found.sort((a, b) => a.moment - b.moment)
    },
  }
}

/** A unit, or a field of it, and the slice that made it whole; `undefined` where it did not cross. */
export function foundAt(side: Side, unit: Unit, { field, value }: Hit): Found | undefined {
  const wire = wireRangeOf({ source: unit.source, range: field?.range ?? unit.range }, side)
  const slice = wire && sliceWith(side, wire.end - 1)
  return (
    slice && {
      moment: slice.moment,
      at: slice.arrived,
      exchange: slice.exchange,
      unit: unit.id,
      ...(field === undefined ? {} : { field: field.path }),
      ...(value === undefined ? {} : { value }),
    }
  )
}

/** Makes a query for events of the trace itself: what happened in the page, a publication, a fault, how a connection ended. */
export function eventQuery(name: string, accepts: (event: TraceEvent) => boolean): Query {
  const known = new WeakMap<
    readonly TraceEvent[],
    { readonly read: number; readonly found: readonly Found[]; readonly hasFaults: boolean }
  >()
  return {
    name,
    find({ events, timeline }) {
      const { read, found, ...had } = known.get(events) ?? { read: 0, found: [], hasFaults: false }
      const fresh = events.slice(read).flatMap((event, index): readonly Found[] => {
        if (!accepts(event)) return []
        const exchange = 'exchange' in event ? { exchange: event.exchange } : {}
        return [{ moment: read + index, at: momentOf(event), ...exchange }]
      })
      const all = fresh.length === 0 ? found : [...found, ...fresh]
      const hasFaults = had.hasFaults || fresh.some(({ moment }) => events[moment]?.kind === 'fault')
      known.set(events, { read: events.length, found: all, hasFaults })
      return hasFaults ? all.map((each) => placedFault(each, timeline)) : all
    },
  }
}

/** A fault is where it took effect, which what comes later may still tell. */
function placedFault(found: Found, { faults }: TraceView['timeline']): Found {
  const at = faults.find(({ moment }) => moment === found.moment)?.fault.at
  return at === undefined ? found : { ...found, at }
}

/** The n-th of what a query finds, counted from 1. */
export function nth(query: Query, n: number): Query {
  return { name: `${query.name}, number ${n}`, find: (view) => query.find(view).slice(n - 1, n) }
}

/** What a query finds before the first that another finds: all of it as long as there is none. */
export function before(query: Query, later: Query): Query {
  return {
    name: `${query.name}, before ${later.name}`,
    find(view) {
      const [first] = later.find(view)
      const found = query.find(view)
      return first === undefined
        ? found
        : found.filter((each) => !isAfter(each, first, view) && each.moment !== first.moment)
    },
  }
}

/** What a query finds after the first that another finds, with the time between. */
export function after(query: Query, earlier: Query): Query {
  return {
    name: `${query.name}, after ${earlier.name}`,
    find(view) {
      const [first] = earlier.find(view)
      if (first === undefined) return []
      return query
        .find(view)
        .filter((each) => isAfter(each, first, view))
        .map((found) => ({ ...found, afterMs: found.at - first.at }))
    },
  }
}

/** Moments are in order, but a trace has a fault after what it did, as the page heard of it then: it is where it took effect. */
function isAfter(found: Found, first: Found, { events }: TraceView): boolean {
  return events[first.moment]?.kind === 'fault'
    ? found.moment !== first.moment && found.at >= first.at
    : found.moment > first.moment
}

/** What a query finds at most `ms` milliseconds after what it found before, with the time between. */
export function soonAfter(query: Query, ms: number): Query {
  return {
    name: `${query.name}, within ${ms} ms of the one before`,
    find: (view) =>
      query
        .find(view)
        .map((found, index, all) => ({ ...found, afterMs: found.at - (all[index - 1]?.at ?? -Infinity) }))
        .filter(({ afterMs }) => afterMs <= ms),
  }
}
