/**
 * Which parts of a stream end in which slice, kept up with a side as it grows: a redraw reads what is new and no more, so
 * that a stream of an hour costs what one of a minute does. Used by the marks of an exchange.
 */
import type { Unit } from '../../field/field.ts'
import { lowerBound } from '../../bytes/ordered.ts'
import { framePart, messagePart, partOf, wireOffset } from '../queries/stream-parts.ts'
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
  readonly part: StreamPart
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
    const messages = messageSpots(fresh, side)
    const found: Spot[] = []
    let firstFrame = Number.POSITIVE_INFINITY
    for (const unit of fresh) {
      if (unit.kind === 'frame') firstFrame = Math.min(firstFrame, unit.range.start)
      const part =
        unit.kind === 'frame' ? framePart(unit, messageIn(unit, messages), side) : partOf(unit, side)
      const last = part && wireOffset(unit.source, unit.range.end - 1, side)
      if (part !== undefined && last !== undefined) found.push({ last, part })
    }
    // A last fragment can be empty: then the message ends in a frame that was read before.
    for (const { last, part } of messages) if (last < firstFrame) nameFrame(last, part)
    return found.sort((a, b) => a.last - b.last)
  }

  /** Names the frame that holds a byte by the message that turned out to end there. */
  function nameFrame(byte: number, part: StreamPart): void {
    const index = lowerBound(spots, byte, byLast)
    const spot = spots[index]
    if (spot === undefined) return
    displace(index)
    spots[index] = { last: spot.last, part }
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
      const fresh = newSpots(
        side,
        settled.filter(({ complete }) => complete),
      )
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

/** Of messages that are an event or a heartbeat: what they are, by the wire offset of their last byte. */
function messageSpots(units: readonly Unit[], side: Side): readonly Spot[] {
  return units
    .flatMap((unit): readonly Spot[] => {
      if (unit.kind !== 'message' || unit.range.end === unit.range.start) return []
      const part = messagePart(unit, side)
      const last = part && wireOffset(unit.source, unit.range.end - 1, side)
      return part === undefined || last === undefined ? [] : [{ last, part }]
    })
    .sort((a, b) => a.last - b.last)
}

function messageIn({ range }: Unit, messages: readonly Spot[]): StreamPart | undefined {
  const message = messages[lowerBound(messages, range.start, byLast)]
  return message !== undefined && message.last < range.end ? message.part : undefined
}
