/**
 * How much of a unit is there at a moment: a unit may be longer than the slices that had crossed by then, and the
 * inspector must not show a byte before its time. Pure.
 */
import { DIRECTIONS, type ByteSource } from '../wire/bytes/bytes.ts'
import { makeField, type Field, type FieldKind, type Unit } from '../wire/field/field.ts'
import { lowerBound } from '../wire/bytes/ordered.ts'
import type { ExchangeView, Side } from '../wire/trace/views.ts'

/** The exchange that a source's bytes crossed in, and the side of it that wrote them; undefined where none of these is it. */
export function placeOfSource(
  { id }: ByteSource,
  exchanges: readonly ExchangeView[],
): { readonly exchange: ExchangeView; readonly side: Side } | undefined {
  for (const exchange of exchanges) {
    const side = DIRECTIONS.map((direction) => exchange.sides[direction]).find(({ source, derived }) =>
      [source, ...derived].some((each) => each.id === id),
    )
    if (side !== undefined) return { exchange, side }
  }
  return undefined
}

/** The end of what had crossed of a source's bytes when the event at `moment` was over: an offset in that source. */
export function arrivedEnd(
  source: ByteSource,
  side: Pick<Side, 'slices'> & Partial<Pick<Side, 'derived'>>,
  moment: number,
): number {
  if (source.kind === 'wire') return Math.min(crossedEnd(side, moment), source.bytes.length)
  const parent = side.derived?.find(({ id }) => id === source.from)
  const crossed = parent === undefined ? crossedEnd(side, moment) : arrivedEnd(parent, side, moment)
  const { pieces } = source
  // Pieces are in order on both sides: those that are whole, then the one that is cut.
  const whole = lowerBound(pieces, crossed + 1, ({ from }) => from.end)
  const cut = pieces[whole]
  // What was made from a stretch as a whole (inflated) is there once all of that is.
  const there = cut === undefined || cut.asWhole === true ? 0 : crossed - cut.from.start
  return cut !== undefined && there > 0 ? cut.range.start + there : (pieces[whole - 1]?.range.end ?? 0)
}

function crossedEnd(side: Pick<Side, 'slices'>, moment: number): number {
  return side.slices.reduce(
    (end, slice) => (slice.moment <= moment ? Math.max(end, slice.range.end) : end),
    0,
  )
}

/** The unit as far as `end`: later fields are left out, and a field that `end` cuts is not finished. */
export function unitUntil(unit: Unit, end: number): Unit {
  if (unit.range.end <= end) return unit
  return {
    ...unit,
    range: { start: unit.range.start, end: Math.max(unit.range.start, end) },
    complete: false,
    fields: fieldsUntil(unit.fields, end),
  }
}

function fieldsUntil(fields: readonly Field[], end: number): readonly Field[] {
  return fields.flatMap((field) => {
    if (field.range.end <= end) return [field]
    if (field.range.start >= end) return []
    if (field.children.length === 0)
      return [makeField(unfinishedKind(field.kind), field.source, field.range.start, end)]
    const { value: _, ...rest } = field
    return [{ ...rest, range: { start: field.range.start, end }, children: fieldsUntil(field.children, end) }]
  })
}

/** A cut field is called after its standard. */
function unfinishedKind(kind: FieldKind): FieldKind {
  if (kind.startsWith('websocket.')) return 'websocket.unfinished'
  if (kind.startsWith('event-stream.')) return 'event-stream.unfinished'
  if (kind.startsWith('html.')) return 'html.unfinished'
  return 'http.unfinished'
}
