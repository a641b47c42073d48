/** What a text shows of both sides of a connection, in order: the trace that is made of it, as of packets of a capture. */
import { joinBytes } from '../../bytes/bytes.ts'
import { beginsResponse } from '../begins.ts'
import { traceOfConnections } from '../connections-trace.ts'
import { createNoteCounter, failure, type Imported, type ImportNote } from '../imported.ts'
import { withoutTakenOff } from '../pasted-head.ts'
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

/** The same pieces, those of one side in a row as one. */
export function inRuns(pieces: readonly PrintedPiece[]): readonly PrintedPiece[] {
  const runs: { readonly from: PrintedPiece['from']; readonly parts: Uint8Array[] }[] = []
  for (const { from, bytes } of pieces) {
    const last = runs.at(-1)
    if (last?.from === from) last.parts.push(bytes)
    else runs.push({ from, parts: [bytes] })
  }
  return runs.map(({ from, parts }): PrintedPiece => ({ from, bytes: joinBytes(parts) }))
}

/**
 * The same connection with each answer in one piece, and without the lines on chunks and codings where those were taken off.
 * `isTakenOff`: the tool is known to do that.
 */
export function withoutFramingTakenOff(
  connection: PrintedConnection,
  isTakenOff: boolean,
): PrintedConnection {
  let count = 0
  const pieces = inRuns(connection.pieces)
  const plain = pieces.map((piece) => {
    const bytes = beginsResponse(piece.bytes) ? withoutTakenOff(piece.bytes, isTakenOff) : undefined
    if (bytes !== undefined) count++
    return bytes === undefined ? piece : { ...piece, bytes }
  })
  if (count === 0) return connection
  return { ...connection, pieces: plain, notes: [...connection.notes, { code: 'framing-taken-off', count }] }
}

/** Makes the trace of a printed connection. Nothing is known of its times: a millisecond is put between two pieces. */
export function traceOfPrinted({ pieces, client, notes }: PrintedConnection): Imported<Trace> {
  const counter = createNoteCounter(notes)
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
