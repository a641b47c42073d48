/**
 * The stretch of the wire that a unit crossed in, whole frames for a message, and what a receiver makes of it: what the
 * workbench sends, and whose problems it tells. Pure.
 */
import { latin1, latin1Bytes, type ByteRange, type Direction } from '../wire/bytes/bytes.ts'
import { receiverRule, type ReceiverRule } from '../wire/field/receiver-rules.ts'
import type { Field, Unit } from '../wire/field/field.ts'
import type { Problem } from '../wire/field/problem.ts'
import { unitsFrom } from '../inspector/unit-walk.ts'
import { unitsOver } from '../wire/trace/units-of-side.ts'
import type { Conversation, Side } from '../wire/trace/views.ts'
import { wireRangeOf } from '../wire/trace/queries/sides.ts'
import { findProblems } from '../wire/trace/queries/fields.ts'

/** The frames, or the other unit, that a unit is on the wire; `undefined` where its source is not the side's. */
export function stretchOf(unit: Unit, side: Side): ByteRange | undefined {
  const own = wireRangeOf(unit, side)
  if (own === undefined || unit.source === side.source.id) return own
  const frames = framesIn(own, side)
  const [first] = frames
  const last = frames.at(-1)
  return first === undefined || last === undefined
    ? own
    : { start: Math.min(own.start, first.range.start), end: Math.max(own.end, last.range.end) }
}

/** The frames that a unit is, or crossed in; none where it is no WebSocket's. */
export function framesOf(unit: Unit, side: Side): readonly Unit[] {
  const own = wireRangeOf(unit, side)
  return own === undefined ? [] : framesIn(own, side)
}

function framesIn(own: ByteRange, side: Side): readonly Unit[] {
  return unitsOver(side, side.source.id, own).filter(({ kind }) => kind === 'frame')
}

/**
 * What is sent for a unit: its stretch of the wire as the reader changed it, and no less than it was before, so that a length
 * made shorter does not cut off what it now leaves behind.
 */
export function bytesToSend(unit: Unit, side: Side, before: Conversation): Uint8Array | undefined {
  const stretch = stretchOf(unit, side)
  if (stretch === undefined) return undefined
  const original = before.unit(unit.id)
  const wasOnWire = original !== undefined && original.source === side.source.id
  const end = wasOnWire ? Math.max(stretch.end, original.range.end) : stretch.end
  return side.source.bytes.subarray(stretch.start, end)
}

/** A rule that is broken in a unit's bytes, and what the receiver does about it. */
export interface Verdict {
  readonly field: Field
  readonly problem: Problem
  readonly rule: ReceiverRule | undefined
}

/** Gives the problems of a unit, of the frames it came in and of the messages made of it, each code once. */
export function verdictsOn(unit: Unit, side: Side, direction: Direction): readonly Verdict[] {
  const stretch = stretchOf(unit, side)
  if (stretch === undefined) return []
  const found = new Map<string, { readonly field: Field; readonly problem: Problem }>()
  for (const part of unitsFrom(side, stretch)) {
    const place = wireRangeOf(part, side)
    if (place === undefined || place.start >= stretch.end || place.end <= stretch.start) continue
    for (const each of findProblems(part.fields))
      if (!found.has(each.problem.code)) found.set(each.problem.code, each)
  }
  return Array.from(found.values(), (each) => ({ ...each, rule: receiverRule(each.problem, direction) }))
}

/** A request's head as another lab's: the address of the recorded one is gone. `undefined` where it asks for no lab. */
export function headForLab(head: Uint8Array, lab: string): Uint8Array | undefined {
  const text = latin1(head)
  const own = text.replace(/^(\S+ \/labs\/)[^/?\s]+/, `$1${lab}`)
  if (own === text && !text.includes(`/labs/${lab}/`)) return undefined
  return latin1Bytes(own)
}
