/** What a text shows of both sides of a connection, in order: the trace that is made of it, as of packets of a capture. */
import { traceOfConnections } from '../connections-trace.ts'
import { createNoteCounter, failure, type Imported, type ImportNote } from '../imported.ts'
import type { CapturedConnection, End } from '../tcp-connections.ts'
import type { Trace } from '../../trace/trace.ts'

export interface PrintedPiece {
  readonly from: End
  readonly bytes: Uint8Array
}

/** A connection as a text shows it. `client`: the end that is known to be; absent where only the bytes tell. */
export interface PrintedConnection {
  readonly pieces: readonly PrintedPiece[]
  readonly client?: End
  readonly notes: readonly ImportNote[]
}

/** Makes the trace of a printed connection. Nothing is known of its times: a millisecond is put between two pieces. */
export function traceOfPrinted({ pieces, client, notes }: PrintedConnection): Imported<Trace> {
  const counter = createNoteCounter()
  for (const { code, count } of notes) counter.add(code, count)
  const connection: CapturedConnection = {
    openedAt: 0,
    pieces: pieces.map(({ from, bytes }, at) => ({ kind: 'bytes', from, bytes, left: at, arrived: at })),
    ...(client === undefined ? {} : { client }),
  }
  const trace = traceOfConnections([connection], counter)
  if (trace.events.length > 0) return { ok: true, value: trace, notes: counter.notes }
  return counter.of('tls-connection') > 0
    ? failure('only-tls', 'what is printed here is encrypted (TLS)')
    : failure('no-payload', 'there is not a byte of a connection in it')
}
