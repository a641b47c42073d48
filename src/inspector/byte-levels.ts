/**
 * The levels that the bytes of a unit lie in: slice ⊃ chunk ⊃ script or event block ⊃ event, slice ⊃ frame ⊃ message ⊃
 * event. Each is mapped to the source on show through the pieces between; what is not there is no level. Pure; drawn over
 * the bytes by `LevelStrip.tsx`, listed by `LevelsLine.tsx`.
 */
import type { ByteRange, ByteSource } from '../wire/bytes/bytes.ts'
import type { Unit, UnitKind } from '../wire/field/field.ts'
import { mapRange, rangesFrom, wireRange } from '../wire/bytes/source-map.ts'
import { unitsOver } from '../wire/trace/units-of-side.ts'
import type { Side } from '../wire/trace/views.ts'
import { bracketRows, type BracketRows, type RowRange } from './byte-brackets.ts'
import { isInflatedElsewhere } from './unit-walk.ts'
import { sourcesOf } from '../wire/trace/queries/sides.ts'
import { findFields, type FieldPath } from '../wire/trace/queries/fields.ts'

/** From the outside in. `framing`: how it was sent; `content`: what that carries. */
export type LevelKind = 'slice' | 'framing' | 'content' | 'event'

export const LEVEL_KINDS: readonly LevelKind[] = ['slice', 'framing', 'content', 'event']

/** What a level's name opens. */
export type LevelTarget =
  | { readonly kind: 'slice'; readonly moment: number }
  | { readonly kind: 'unit'; readonly unit: Unit }
  /** An event of the feed: no unit, but a field of one. Without an id where its JSON has none. */
  | { readonly kind: 'event'; readonly unit: Unit; readonly path: FieldPath; readonly event?: number }

export interface ByteLevel {
  readonly kind: LevelKind
  /** What of it is in the unit on show: offsets in that unit's source. */
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** It begins before the unit on show, or goes on after it: its bracket is open there. */
  readonly startsBefore: boolean
  readonly endsAfter: boolean
  readonly target: LevelTarget
}

const FRAMING: ReadonlySet<UnitKind> = new Set<UnitKind>([
  'request-head',
  'response-head',
  'content',
  'bytes',
  'chunk',
  'last-chunk',
  'upgraded',
  'hole',
  'frame',
])
/** Markup between scripts says nothing, and payloads are in their messages. */
const CONTENT: ReadonlySet<UnitKind> = new Set<UnitKind>(['script', 'event-block', 'message'])

/**
 * The levels over a unit's bytes, outer kinds first, each kind in order. `shown`: slices from this moment on are left out.
 * `within`: only those that have a byte of this stretch of the unit, for one that is too long to be gone through. Of a unit
 * without bytes there is none.
 */
export function byteLevels(
  unit: Unit,
  source: ByteSource,
  side: Side,
  shown: number,
  within: ByteRange = unit.range,
): readonly ByteLevel[] {
  const lookup = sourcesOf(side)
  const onWire = unit.range.end > unit.range.start ? wireRange(source, unit.range, lookup) : undefined
  if (onWire === undefined) return []
  const place = (
    kind: LevelKind,
    range: ByteRange,
    from: ByteSource,
    isWhole: boolean,
    target: LevelTarget,
  ): ByteLevel | undefined => {
    // There first, then back: what lies between two pieces (a chunk's size, a ping amid a message) is not of the level.
    const unitThere = mapRange(source, from, unit.range, lookup)
    const common = unitThere === undefined ? undefined : overlap(unitThere, range)
    const back = common === undefined ? undefined : mapRange(from, source, common, lookup)
    const shared = back === undefined ? undefined : overlap(back, unit.range)
    if (shared === undefined) return undefined
    const { start, end } = shared
    const isHere = from.id === source.id
    const own = isHere ? range : wireRange(from, range, lookup)
    const all = isHere ? unit.range : onWire
    const startsBefore = (own?.start ?? 0) < all.start
    return { kind, start, end, startsBefore, endsAfter: !isWhole || (own?.end ?? 0) > all.end, target }
  }
  const here = wireRange(source, within, lookup) ?? onWire
  const slices = side.slices.flatMap(({ moment, range }) => {
    if (moment >= shown || !overlaps(range, here)) return []
    return place('slice', range, side.source, true, { kind: 'slice', moment }) ?? []
  })
  const units: ByteLevel[] = []
  const events: ByteLevel[] = []
  const over = Array.from(rangesFrom(side, here), ([id, range]) => unitsOver(side, id, range)).flat()
  for (const each of over) {
    const from = lookup(each.source)
    if (from === undefined) continue
    const kind = levelOf(each, side)
    // A compressed message means nothing until it is inflated, and then that is the level; unless it is what is looked at.
    const isOther = each.id !== unit.id && each.kind === 'message' && isInflatedElsewhere(each, side)
    if (kind !== undefined && !isOther) {
      const level = place(kind, each.range, from, each.complete, { kind: 'unit', unit: each })
      if (level !== undefined && !isDoubled(level, units)) units.push(level)
    }
    // Where in a compressed stretch an event lies cannot be said.
    if (isInflated(from) && from.id !== source.id) continue
    for (const { path, field } of findFields(each.fields, 'json.event')) {
      const { value } = field
      const event = typeof value === 'number' ? { event: value } : {}
      const level = place('event', field.range, from, true, { kind: 'event', unit: each, path, ...event })
      if (level !== undefined && !isDoubled(level, events)) events.push(level)
    }
  }
  const inner = [...units, ...events].sort((a, b) => a.start - b.start)
  return [slices, ...LEVEL_KINDS.slice(1).map((kind) => inner.filter((level) => level.kind === kind))].flat()
}

/** The level of each kind that a byte lies in, from the outside in. */
export function levelsAt(levels: readonly ByteLevel[], offset: number): readonly ByteLevel[] {
  return LEVEL_KINDS.flatMap(
    (kind) =>
      levels.find((level) => level.kind === kind && level.start <= offset && offset < level.end) ?? [],
  )
}

function levelOf({ kind, source }: Unit, side: Side): LevelKind | undefined {
  if (CONTENT.has(kind)) return 'content'
  if (source === side.source.id) return FRAMING.has(kind) ? 'framing' : undefined
  return kind === 'content' ? 'content' : undefined
}

/** The same stretch is dissected in more than one source: as a frame's payload, and as its message. The first is meant. */
function isDoubled(level: ByteLevel, levels: readonly ByteLevel[]): boolean {
  const last = levels.findLast(({ kind }) => kind === level.kind)
  return last !== undefined && overlaps(level, last)
}

function isInflated(source: ByteSource): boolean {
  return source.kind === 'derived' && source.derivation === 'inflated'
}

function overlap(a: ByteRange, b: ByteRange): ByteRange | undefined {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start < end ? { start, end } : undefined
}

export function overlaps(a: ByteRange, b: ByteRange): boolean {
  return a.start < b.end && b.start < a.end
}

/** The brackets of each kind of level there is, outermost first; `within` some rows, a lane for every kind. */
export function lanesOf(
  levels: readonly ByteLevel[],
  start: number,
  perRow: number,
  nameOf: (level: ByteLevel) => string | undefined,
  within?: RowRange,
): readonly { readonly kind: ByteLevel['kind']; readonly pieces: BracketRows }[] {
  return LEVEL_KINDS.flatMap((kind) => {
    const brackets = levels.flatMap((level) => {
      if (level.kind !== kind) return []
      const label = nameOf(level)
      return [label === undefined ? level : { ...level, label }]
    })
    // Rows of one height have room for every kind, whether or not one is in sight.
    if (brackets.length === 0 && within === undefined) return []
    return [{ kind, pieces: bracketRows(brackets, start, perRow, within) }]
  })
}
