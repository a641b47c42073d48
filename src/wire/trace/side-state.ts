/** One side of an exchange as the conversation keeps it: its bytes, its reader, and where its slices begin and end. */
import { wireSourceId, type Direction, type SourceId } from '../bytes/bytes.ts'
import { createGrowingBytes, type GrowingBytes } from '../bytes/growing-bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { createMessageReader, type MessageReader } from '../exchange/message-reader.ts'
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
  const reader = createMessageReader(id, direction, beginningOf(transport, direction))
  return { id, bytes: createGrowingBytes(), reader, slices: [], bounds: [], readable: paced ? 0 : Infinity }
}

function beginningOf(transport: TracedKind, direction: Direction): Beginning {
  if (transport === 'stream') return direction === 'server-to-client' ? 'stream' : 'bytes'
  return transport === 'frames' || transport === 'bytes' ? transport : 'head'
}

/** They come in order, but for what was missing and came late. */
export function addBound(bounds: number[], bound: number): void {
  const last = bounds.at(-1) ?? -1
  if (bound > last) bounds.push(bound)
  else if (bound < last) {
    const at = lowerBound(bounds, bound, (each) => each)
    if (bounds[at] !== bound) bounds.splice(at, 0, bound)
  }
}

/** What of a side may be read. */
export function readableOf({ bytes, readable }: SideState): Pick<GrowingBytes, 'bytes' | 'missing'> {
  if (readable >= bytes.length) return { bytes: bytes.bytes, missing: bytes.missing }
  const missing = bytes.missing.flatMap(({ start, end }) =>
    start < readable ? [{ start, end: Math.min(end, readable) }] : [],
  )
  return { bytes: bytes.bytes.subarray(0, readable), missing }
}
