/** The events of a stream, with when each came; nothing of a stream with a hole in it. */
import type { Field, Unit } from '../field/field.ts'
import { blockField, dispatches } from '../trace/queries/event-blocks.ts'
import type { Side, SliceView } from '../trace/views.ts'
import { arrivalOf } from './evidence.ts'
import type { ExchangeFacts } from './exchange-facts.ts'

export interface StreamBlock {
  readonly unit: Unit
  /** The slice that made it whole. */
  readonly slice: SliceView
  readonly dispatches: boolean
  /** What its last `id` line says; absent without one. */
  readonly id: string | undefined
  /** What its last `event` line says; empty without one. */
  readonly type: string
}

const knownSides = new WeakMap<Side, readonly StreamBlock[]>()
/** A unit stays the same while its stream grows. */
const knownBlocks = new WeakMap<Unit, StreamBlock>()

export function blocksOf({ down }: ExchangeFacts): readonly StreamBlock[] {
  const made = knownSides.get(down) ?? read(down)
  knownSides.set(down, made)
  return made
}

function read(side: Side): readonly StreamBlock[] {
  if (side.missing.length > 0) return []
  return side.units.flatMap((unit) => {
    if (unit.kind !== 'event-block' || !unit.complete) return []
    const block = knownBlocks.get(unit) ?? readBlock(unit, side)
    if (block === undefined) return []
    knownBlocks.set(unit, block)
    return [block]
  })
}

function readBlock(unit: Unit, side: Side): StreamBlock | undefined {
  const slice = arrivalOf(side, unit)
  return (
    slice && {
      unit,
      slice,
      dispatches: dispatches(unit),
      id: blockField(unit, side, 'id'),
      type: blockField(unit, side, 'event') ?? '',
    }
  )
}

/** Only of numbers can anybody say which comes first. Clocks and databases make ids that no double holds. */
export function numberOfId(id: string): bigint | undefined {
  return /^\d{1,40}$/.test(id) ? BigInt(id) : undefined
}

export interface StreamLine {
  /** Its field's; a comment's is empty. */
  readonly name: string
  readonly line: Field
  /** Among the block's fields. */
  readonly index: number
}

/** The lines of a block, in order. */
export function linesOf({ fields }: Unit): readonly StreamLine[] {
  return fields.flatMap((line, index) =>
    line.kind === 'event-stream.field-line'
      ? [{ name: String(line.value), line, index }]
      : line.kind === 'event-stream.comment-line'
        ? [{ name: '', line, index }]
        : [],
  )
}
