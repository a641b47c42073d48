/** One side of an exchange as the conversation keeps it: its bytes, its reader, and where its slices begin and end. */
import { wireSourceId, type Direction, type SourceId } from '../bytes/bytes.ts'
import { createGrowingBytes, type GrowingBytes } from '../bytes/growing-bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import type { Wire } from '../exchange/content-units.ts'
import { MessageReader } from '../exchange/message-reader.ts'
import type { Beginning } from '../exchange/read-message.ts'
import type { TraceEvent } from './trace.ts'
import type { TracedKind } from './transports.ts'
import type { SliceView } from './views.ts'

export interface SideState {
  readonly id: SourceId
  readonly bytes: GrowingBytes
  readonly reader: MessageReader
  readonly slices: SliceView[]
  /** Where slices begin and end, in order. */
  readonly bounds: number[]
  /** What of the bytes may be read; all of them where nothing is paced. */
  readable: number
}

/** Makes the side of an exchange that opens. */
export function createSide(
  { exchange, transport }: Extract<TraceEvent, { kind: 'exchange-opened' }>,
  direction: Direction,
  paced: boolean,
): SideState {
  const id = wireSourceId(exchange, direction)
  const reader = new MessageReader(id, direction, beginningOf(transport, direction))
  return { id, bytes: createGrowingBytes(), reader, slices: [], bounds: [], readable: paced ? 0 : Infinity }
}

function beginningOf(transport: TracedKind, direction: Direction): Beginning {
  if (transport === 'stream') return direction === 'server-to-client' ? 'stream' : 'bytes'
  return transport === 'frames' || transport === 'bytes' ? transport : 'head'
}

/** Takes in what crossed on a side, or that it never came; `refused` where its offset makes no sense. */
export function takeBytes(
  side: SideState,
  event: Extract<TraceEvent, { kind: 'slice' | 'dropped' }>,
  moment: number,
): 'taken' | 'refused' {
  if (event.kind === 'dropped')
    return side.bytes.lose(event.offset, event.length) === 'refused' ? 'refused' : 'taken'
  const { exchange, direction, offset, left, arrived, bytes } = event
  const done = side.bytes.write(offset, bytes)
  if (done === 'refused') return done
  if (done === 'rewritten') side.reader.reset()
  const range = { start: offset, end: offset + bytes.length }
  side.slices.push({ moment, exchange, direction, range, left, arrived })
  addBound(side.bounds, range.start)
  addBound(side.bounds, range.end)
  return 'taken'
}

/** They come in order, but for what was missing and came late. */
function addBound(bounds: number[], bound: number): void {
  const last = bounds.at(-1) ?? -1
  if (bound > last) bounds.push(bound)
  else if (bound < last) {
    const at = lowerBound(bounds, bound, (each) => each)
    if (bounds[at] !== bound) bounds.splice(at, 0, bound)
  }
}

/** What of a side may be read. */
export function readableOf({ bytes, readable, bounds }: SideState): Wire {
  if (readable >= bytes.length) return { bytes: bytes.bytes, missing: bytes.missing, bounds }
  const missing = bytes.missing.flatMap(({ start, end }) =>
    start < readable ? [{ start, end: Math.min(end, readable) }] : [],
  )
  return { bytes: bytes.bytes.subarray(0, readable), missing, bounds }
}
