/**
 * Which parts of a stream end in which slice, kept up with a side as it grows: a redraw reads what is new and no more, so
 * that a stream of an hour costs what one of a minute does. Used by the marks of an exchange.
 */
import type { Unit } from '../../field/field.ts'
import { lowerBound } from '../../bytes/ordered.ts'
import { wireRangeOf } from '../queries/sides.ts'
import { partOfUnit } from '../queries/stream-parts.ts'
import { createUnitsRead } from '../queries/units-read.ts'
import type { Side, StreamPart } from '../views.ts'

export interface SliceParts {
  /** Reads on in the same side, grown; gives the index of the first slice that carries other parts than before. */
  update(side: Side): number
  /** The parts that end in a slice, in the order of their bytes; nothing where none does. */
  of(slice: number): readonly StreamPart[] | undefined
}

/** A part, and the wire offset of its last byte. */
interface Spot {
  readonly last: number
  part: StreamPart
}

const byLast = ({ last }: Spot): number => last

/** Makes the parts of a side of which nothing was read. */
export function createSliceParts(): SliceParts {
  const read = createUnitsRead()
  const spots: Spot[] = []
  /** The slice in which each of the first spots lies; a spot behind them lies in none yet. */
  const places: number[] = []
  let parts: (readonly StreamPart[] | undefined)[] = []

  function newSpots(side: Side, fresh: readonly Unit[]): Spot[] {
    const found: Spot[] = []
    const frames = new Map<number, Spot>()
    for (const unit of fresh) {
      const part = partOfUnit(unit, side)
      const last = part && lastByteOf(unit, side)
      if (part === undefined || last === undefined) continue
      // A message names the frame that its last byte is in; one whose last fragment is empty may end in a frame that was read before.
      const frame = unit.kind === 'message' ? frames.get(last) : undefined
      const spot = { last, part }
      if (frame !== undefined) frame.part = part
      else if (unit.kind === 'message') nameFrame(last, part)
      else found.push(spot)
      if (unit.kind === 'frame') frames.set(last, spot)
    }
    return found.sort((a, b) => a.last - b.last)
  }

  /** Names the frame with a byte by the message that turned out to end there. */
  function nameFrame(byte: number, part: StreamPart): void {
    const index = lowerBound(spots, byte, byLast)
    if (spots[index]?.last !== byte) return
    displace(index)
    spots[index] = { last: byte, part }
  }

  /** Takes the spots from one on out of their slices. */
  function displace(from: number): void {
    let index = from
    while (index > 0 && places[index - 1] !== undefined && places[index - 1] === places[index]) index--
    for (const slice of places.splice(index)) parts[slice] = undefined
  }

  function place({ slices }: Side): number {
    let next = places.at(-1) ?? 0
    let first = slices.length
    // What was handed out stays as it was: a slice that gets more gets a new list, once.
    const own = new Map<number, StreamPart[]>()
    for (let index = places.length; index < spots.length; index++) {
      const spot = spots[index]
      if (spot === undefined) break
      while (next < slices.length && (slices[next]?.range.end ?? 0) <= spot.last) next++
      if (next >= slices.length) break
      const list = own.get(next) ?? [...(parts[next] ?? [])]
      own.set(next, list)
      list.push(spot.part)
      places.push(next)
      first = Math.min(first, next)
    }
    for (const [slice, list] of own) parts[slice] = list
    return first
  }

  return {
    of: (slice) => parts[slice],
    update(side) {
      const { settled, isAnew } = read.update(side)
      if (isAnew) {
        spots.length = 0
        places.length = 0
        parts = []
      }
      const before = places.length
      const fresh = newSpots(side, settled)
      const at = fresh[0] === undefined ? spots.length : lowerBound(spots, fresh[0].last + 1, byLast)
      if (at < spots.length) displace(at)
      const later =
        at < spots.length ? [...spots.splice(at), ...fresh].sort((a, b) => a.last - b.last) : fresh
      for (const spot of later) spots.push(spot)
      const displaced = places.length < before ? (places.at(-1) ?? 0) : side.slices.length
      const placed = place(side)
      return isAnew ? 0 : Math.min(displaced, placed)
    },
  }
}

/** The wire offset of a unit's last byte. What was inflated is as a whole from where it was: then its end is all that can be said. */
function lastByteOf({ source, range }: Unit, side: Side): number | undefined {
  if (range.end === range.start) return undefined
  const crossed = wireRangeOf({ source, range: { start: range.end - 1, end: range.end } }, side)
  return crossed && crossed.end - 1
}
