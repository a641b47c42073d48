/**
 * What a worker opened, on its way to the page: in portions small enough that no one of them holds the page while it is unpacked,
 * their bytes handed over, not copied there.
 */
import { joinBytes } from '../wire/bytes/bytes.ts'
import type { Imported } from '../wire/import/imported.ts'
import type { Opened } from '../wire/import/open.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'

export interface Portion {
  /** The next events of a run. */
  readonly events?: readonly TraceEvent[]
  /** In the last one: what was read, without its events. */
  readonly read?: Imported<Opened>
  /** What is handed over with it. */
  readonly buffers: readonly ArrayBuffer[]
}

/** Some 4 ms to unpack. */
const EVENTS_AT_ONCE = 1000

/** Packs what was read; the bytes of a run are copied together, so that no portion carries a whole file. */
export function* portionsOf(read: Imported<Opened>): Generator<Portion, void, void> {
  if (!read.ok) return yield { read, buffers: [] }
  if (read.value.kind === 'bytes') {
    const bytes = read.value.bytes.slice()
    return yield { read: { ...read, value: { ...read.value, bytes } }, buffers: [bytes.buffer] }
  }
  const { events, header } = read.value.trace
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE)
    yield packed(events.slice(from, from + EVENTS_AT_ONCE))
  yield { read: { ...read, value: { ...read.value, trace: { header, events: [] } } }, buffers: [] }
}

function packed(events: readonly TraceEvent[]): Portion {
  const all = joinBytes(events.flatMap((event) => (event.kind === 'slice' ? [event.bytes] : [])))
  const bytes = all.buffer instanceof ArrayBuffer ? all : all.slice()
  let at = 0
  const own = events.map((event) =>
    event.kind === 'slice' ? { ...event, bytes: bytes.subarray(at, (at += event.bytes.length)) } : event,
  )
  return { events: own, buffers: [bytes.buffer as ArrayBuffer] }
}

/** Unpacks portions in the order they come; gives what was read with the last of them. */
export function createUnpacking(): (portion: Portion) => Imported<Opened> | undefined {
  const events: TraceEvent[] = []
  return ({ events: more = [], read }) => {
    for (const event of more) events.push(event)
    if (read?.ok !== true || read.value.kind !== 'run') return read
    return { ...read, value: { ...read.value, trace: { ...read.value.trace, events } } }
  }
}
