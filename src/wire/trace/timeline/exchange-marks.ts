/**
 * What one exchange puts on a ladder: its arrows, its hold, and the sums its lane counts. Computed from the exchange's
 * view alone, so that it is computed again only when the exchange changed, and then only for what is new in it.
 */
import type { Unit } from '../../field/field.ts'
import type { TracedKind } from '../transports.ts'
import { lowerBound } from '../../bytes/ordered.ts'
import { createSliceParts } from './slice-parts.ts'
import { findField, findFields, findNumber } from '../queries/fields.ts'
import { answerSays, requestSays } from '../queries/head-says.ts'
import { headOf, headsOf } from '../queries/heads.ts'
import { eventsAmong } from '../queries/stream-parts.ts'
import type { Arrow, ExchangeView, Hold, Side, SliceView, StreamPart } from '../views.ts'

export interface ExchangeMarks {
  /** In the order of the trace. */
  readonly arrows: readonly Arrow[]
  readonly hold?: Hold
  /** Its request's head has arrived whole. */
  readonly requested: boolean
  /** Its answer is complete and carries no event: 304, 204, or an empty list. */
  readonly emptyAnswer: boolean
}

export interface ExchangeMarksFold {
  /** Gives the marks of the exchange as it stands, which is the one given before or what that has become. */
  update(exchange: ExchangeView): ExchangeMarks
}

/** Makes the marks of one exchange. Of a stream that grows, only the arrows that are new or say more than before are made. */
export function createExchangeMarks(): ExchangeMarksFold {
  const up = new SideArrows()
  const down = new SideArrows()
  let said = ''
  let arrows: Arrow[] = []
  let marks: { readonly of: ExchangeView; readonly marks: ExchangeMarks } | undefined

  function updateArrows(exchange: ExchangeView, events: readonly number[]): void {
    const { method, target, status } = exchange
    // What the heads say stands on the arrows that begin them, and those are made once.
    const saysNow = JSON.stringify([method, target, status, events])
    const anew = saysNow !== said
    said = saysNow
    const { 'client-to-server': asked, 'server-to-client': answered } = exchange.sides
    const fromUp = up.update(asked, exchange, anew, (head) => requestSummary(head, exchange))
    const fromDown = down.update(answered, exchange, anew, (head, parts) =>
      responseSummary(head, exchange, STREAMS.has(exchange.transport) ? eventsAmong(parts ?? []) : events),
    )
    const first = Math.min(momentOf(up.arrows[fromUp]), momentOf(down.arrows[fromDown]))
    const keep = lowerBound(arrows, first, ({ moment }) => moment)
    arrows = [
      ...arrows.slice(0, keep),
      ...[...since(up.arrows, first), ...since(down.arrows, first)].sort((a, b) => a.moment - b.moment),
    ]
  }

  return {
    update(exchange) {
      if (marks?.of === exchange) return marks.marks
      const events = eventsIn(exchange.sides['server-to-client'])
      updateArrows(exchange, events)
      const hold = holdOf(exchange)
      marks = {
        of: exchange,
        marks: {
          arrows,
          ...(hold === undefined ? {} : { hold }),
          requested: headOf(exchange.sides['client-to-server']) !== undefined,
          emptyAnswer: isEmptyAnswer(exchange, exchange.sides['server-to-client'], events),
        },
      }
      return marks.marks
    },
  }
}

const momentOf = (arrow: Arrow | undefined): number => arrow?.moment ?? Number.POSITIVE_INFINITY

function since(arrows: readonly Arrow[], moment: number): readonly Arrow[] {
  return arrows.slice(lowerBound(arrows, moment, (each) => each.moment))
}

const STREAMS: ReadonlySet<TracedKind> = new Set(['iframe-stream', 'sse', 'ws'])

type HeadSummary = (
  head: Unit | undefined,
  parts: readonly StreamPart[] | undefined,
) => Arrow['carries'] | undefined

class SideArrows {
  /** One for each slice. */
  readonly arrows: Arrow[] = []
  readonly #parts = createSliceParts()
  #heads: readonly Unit[] = []

  /** Gives the index of the first arrow that is another than before. */
  update(side: Side, { transport }: ExchangeView, anew: boolean, summary: HeadSummary): number {
    const changed = STREAMS.has(transport) ? this.#parts.update(side) : 0
    const heads = headsOf(side)
    const known = this.#heads
    const same = !anew && heads.length === known.length && heads.every((head, i) => head === known[i])
    this.#heads = heads
    const from = same ? Math.min(changed, this.arrows.length) : 0
    const begun = headsBegun(side, heads)
    this.arrows.length = from
    for (const slice of side.slices.slice(from)) {
      const own = this.#parts.of(this.arrows.length)
      this.arrows.push(arrow(slice, summary(begun.get(slice), own) ?? streamSummary(own)))
    }
    return from
  }
}

function arrow(slice: SliceView, carries: Arrow['carries']): Arrow {
  const { moment, exchange, direction, range, left, arrived } = slice
  return { moment, exchange, direction, left, arrived, bytes: range.end - range.start, carries }
}

function streamSummary(parts: readonly StreamPart[] | undefined): Arrow['carries'] {
  if (parts === undefined) return { kind: 'more' }
  return { kind: 'stream', parts, events: eventsAmong(parts) }
}

function requestSummary(head: Unit | undefined, exchange: ExchangeView): Arrow['carries'] | undefined {
  if (head === undefined || exchange.method === undefined) return undefined
  const { method, target = '' } = exchange
  return { kind: 'request', method, target, ...saying(requestSays(head, target)) }
}

function responseSummary(
  head: Unit | undefined,
  exchange: ExchangeView,
  events: readonly number[],
): Arrow['carries'] | undefined {
  const status = head && findNumber(head.fields, 'http.status-code')
  if (status === undefined) return undefined
  const says = status === 200 && STREAMS.has(exchange.transport) && head !== undefined ? answerSays(head) : []
  return { kind: 'response', status, events: status === exchange.status ? events : [], ...saying(says) }
}

function saying(says: readonly string[]): { readonly says?: readonly string[] } {
  return says.length === 0 ? {} : { says }
}

/** Which head begins in which slice; of two in one slice (a 1xx and the answer itself) the later. */
function headsBegun(side: Side, heads: readonly Unit[]): ReadonlyMap<SliceView, Unit> {
  const begun = new Map<SliceView, Unit>()
  let next = 0
  for (const head of heads) {
    // Heads and slices both come in the order of their bytes, so neither is gone through twice.
    while (next < side.slices.length && (side.slices[next]?.range.end ?? 0) <= head.range.start) next++
    const slice = side.slices[next]
    if (slice !== undefined && slice.range.start <= head.range.start) begun.set(slice, head)
  }
  return begun
}

/**
 * When the server may speak. A long poll: from the arrival of the request head's last byte to the first byte that leaves in
 * answer (or to the end without one). A stream: from the answer's first byte to the exchange's end.
 */
function holdOf(exchange: ExchangeView): Hold | undefined {
  const answered = exchange.sides['server-to-client'].slices[0]?.left
  if (STREAMS.has(exchange.transport)) {
    if (answered === undefined || !GOES_ON.has(exchange.status ?? 0)) return undefined
    const to = exchange.closedAt
    return { exchange: exchange.id, kind: 'open', from: answered, ...(to === undefined ? {} : { to }) }
  }
  if (exchange.transport !== 'long-poll') return undefined
  const up = exchange.sides['client-to-server']
  const head = headOf(up)
  const last = head && up.slices.find((slice) => slice.range.end >= head.range.end)
  if (last === undefined) return undefined
  const to = answered ?? exchange.closedAt
  return { exchange: exchange.id, kind: 'held', from: last.arrived, ...(to === undefined ? {} : { to }) }
}

const GOES_ON: ReadonlySet<number> = new Set([200, 101])

function isEmptyAnswer(exchange: ExchangeView, down: Side, events: readonly number[]): boolean {
  if (exchange.status === 304 || exchange.status === 204) return true
  if (exchange.status !== 200 || events.length > 0) return false
  return contentsOf(down).some(({ fields }) => findField(fields, 'json.last') !== undefined)
}

function eventsIn(side: Side): readonly number[] {
  return contentsOf(side).flatMap(({ fields }) =>
    findFields(fields, 'json.event').flatMap(({ field: { value } }) =>
      typeof value === 'number' ? [value] : [],
    ),
  )
}

/** The contents that are in one piece; a stream's parts are none. */
function contentsOf({ units }: Side): readonly Unit[] {
  return units.filter(({ kind }) => kind === 'content')
}
