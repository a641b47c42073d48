/**
 * Takes a lab's id out of a recorded trace: it was the only key to the lab, and another one each time would make
 * every recording differ everywhere. The constant has the same length, so no offset and no length field moves.
 */
import { latin1 } from '../src/wire/bytes/bytes.ts'
import type { Slice, Trace, TraceEvent } from '../src/wire/trace/trace.ts'

/** Gives the trace with the lab's id replaced in the header and in every byte that crossed, also across slices. */
export function scrubLabId(trace: Trace): Trace {
  const id = trace.header.lab
  const constant = 'a-recorded-lab-'.padEnd(id.length, '0').slice(0, id.length)
  const scrubbed = new Map<TraceEvent, TraceEvent>()
  for (const slices of bySource(trace.events)) scrubSource(slices, id, constant, scrubbed)
  return {
    header: { ...trace.header, lab: constant },
    events: trace.events.map((event) => scrubbed.get(event) ?? event),
  }
}

function bySource(events: readonly TraceEvent[]): Iterable<readonly Slice[]> {
  const sources = new Map<string, Slice[]>()
  for (const event of events) {
    if (event.kind !== 'slice') continue
    const key = `${event.exchange} ${event.direction}`
    const slices = sources.get(key) ?? []
    slices.push(event)
    sources.set(key, slices)
  }
  return sources.values()
}

function scrubSource(
  slices: readonly Slice[],
  id: string,
  constant: string,
  scrubbed: Map<TraceEvent, TraceEvent>,
): void {
  const size = Math.max(...slices.map(({ offset, bytes }) => offset + bytes.length))
  const joined = new Uint8Array(size)
  for (const { offset, bytes } of slices) joined.set(bytes, offset)
  const replacement = Uint8Array.from(constant, (letter) => letter.charCodeAt(0))
  const text = latin1(joined)
  for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + 1)) joined.set(replacement, at)
  for (const slice of slices) {
    scrubbed.set(slice, { ...slice, bytes: joined.slice(slice.offset, slice.offset + slice.bytes.length) })
  }
}
