/** Unpacks a file that gzip packed, `.pcap.gz` and the like. */
import { inflate } from '../bytes/inflate.ts'
import { InflateWindow, MAX_WINDOW_BYTES } from '../bytes/inflate-window.ts'
import { joinBytes } from '../bytes/bytes.ts'
import { gzipHeaderEnd, SUM_AND_LENGTH_BYTES } from '../exchange/content-decoder.ts'
import { failure, MAX_IMPORT_BYTES, noteOf, type Imported } from './imported.ts'

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

/** Gives what was packed, at most 64 MiB of it; of a file that breaks off, what came out before. */
export function gunzip(bytes: Uint8Array): Imported<Uint8Array> {
  const members: Uint8Array[] = []
  let room = MAX_IMPORT_BYTES
  let isCut = false
  // RFC 1952 2.2: members, one after the other; what begins none is passed over.
  for (let at = 0; at < bytes.length && !isCut && isGzip(bytes.subarray(at));) {
    const start = gzipHeaderEnd(bytes, at)
    if (start === undefined || start === 'broken') {
      isCut = true
      break
    }
    const limits = { windowBytes: MAX_WINDOW_BYTES, maxBytes: room, once: true }
    const { bytes: unpacked, end, blocks } = inflate(bytes.subarray(start), new InflateWindow(), limits)
    if (end.kind === 'too-large')
      return failure('too-large', `unpacked it has more than ${MAX_IMPORT_BYTES} bytes`)
    members.push(unpacked)
    room -= unpacked.length
    isCut = end.kind !== 'whole' || blocks.at(-1)?.final !== true
    at = start + Math.ceil((blocks.at(-1)?.bits.end ?? 0) / 8) + SUM_AND_LENGTH_BYTES
  }
  const unpacked = joinBytes(members)
  if (unpacked.length === 0) return failure('malformed-gzip', 'nothing comes out of it')
  const notes = [...noteOf('unpacked'), ...noteOf('file-cut-short', isCut ? 1 : 0)]
  return { ok: true, value: unpacked, notes }
}
