/** Opens a `.pcap` or `.pcapng` file as a trace: its TCP connections put together, and read as `connections-trace.ts` does. */
import type { Trace } from '../trace/trace.ts'
import { traceOfConnections } from './connections-trace.ts'
import {
  createNoteCounter,
  failure,
  sizeFailure,
  type Imported,
  type ImportFailure,
  type NoteCounter,
} from './imported.ts'
import { LINK_TYPES_READ } from './link-layer.ts'
import type { CapturedPacket } from './packets.ts'
import { isPcap, readPcap } from './pcap.ts'
import { isPcapng, readPcapng } from './pcapng.ts'
import { tcpConnections, type CapturedConnection } from './tcp-connections.ts'

/** Tells whether a file begins as one of the two formats does. */
export function isCaptureFile(bytes: Uint8Array): boolean {
  return isPcap(bytes) || isPcapng(bytes)
}

/** Opens a capture file of at most 64 MiB. Never throws; what is left out is counted in the notes. */
export function importCaptureFile(bytes: Uint8Array): Imported<Trace> {
  const size = sizeFailure(bytes.length)
  if (size !== undefined) return size
  const file = isPcapng(bytes) ? readPcapng(bytes) : readPcap(bytes)
  if (!file.ok) return file
  return traceOfPackets(file.value, createNoteCounter(file.notes))
}

/** The trace of captured packets; a failure where nothing in them can be read. */
export function traceOfPackets(packets: readonly CapturedPacket[], notes: NoteCounter): Imported<Trace> {
  return traceOfTcp(tcpConnections(packets, notes), notes)
}

/** The trace of the connections of a capture; a failure where nothing in them can be read. */
export function traceOfTcp(connections: readonly CapturedConnection[], notes: NoteCounter): Imported<Trace> {
  const trace = traceOfConnections(connections, notes)
  if (trace.events.length === 0) return nothingToRead(connections.length, notes)
  return { ok: true, value: trace, notes: notes.notes }
}

/** Says why packets that could be read have nothing in them for us. */
function nothingToRead(connections: number, notes: NoteCounter): ImportFailure {
  if (connections === 0 && notes.of('unsupported-link-type') > 0)
    return failure('unsupported-link-type', `its link type is not read; these are: ${LINK_TYPES_READ}`)
  if (connections === 0 && notes.of('tunnel') > 0)
    return failure('tunnelled', 'its packets are in a tunnel (IPsec, WireGuard …) that is not unpacked here')
  if (connections === 0 && notes.of('quic') > 0)
    return failure('only-quic', 'its packets are QUIC (HTTP/3), which is encrypted')
  if (connections === 0 && notes.of('ip-fragment') > 0)
    return failure('only-fragments', 'its packets are IP fragments, which are not put together')
  if (connections === 0)
    return failure('no-tcp', 'there is no TCP in it; capture on the interface that the traffic takes')
  if (notes.of('too-many-events') > 0)
    return failure('too-many-events', 'one connection alone has more packets than one run holds')
  if (notes.of('tls-connection') > 0)
    return failure(
      'only-tls',
      'its connections are encrypted (TLS); capture plain HTTP, on loopback or behind the proxy, or export the decrypted PDUs',
    )
  if (notes.of('http2-connection') > 0) return failure('only-http2', 'its connections speak HTTP/2')
  if (notes.of('empty-connection') > 0)
    return failure('no-payload', 'there is TCP in it, and not a byte of payload')
  return failure('no-http', 'no connection in it speaks HTTP/1.1')
}
