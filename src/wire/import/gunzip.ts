/** Unpacks a file that gzip packed, `.pcap.gz` and the like. */
import { inflate, InflateWindow, MAX_WINDOW_BYTES } from '../bytes/inflate.ts'
import { gzipHeaderEnd } from '../exchange/content-decoder.ts'
import { failure, MAX_IMPORT_BYTES, type Imported } from './imported.ts'

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8
}

/** Gives what was packed, at most 64 MiB of it; of a file that breaks off, what came out before. */
export function gunzip(bytes: Uint8Array): Imported<Uint8Array> {
  const start = gzipHeaderEnd(bytes, 0)
  if (start === undefined || start === 'broken')
    return failure('malformed-gzip', 'its header is not that of a gzip file')
  const limits = { windowBytes: MAX_WINDOW_BYTES, maxBytes: MAX_IMPORT_BYTES, once: true }
  const { bytes: unpacked, end } = inflate(bytes.subarray(start), new InflateWindow(), limits)
  if (end.kind === 'too-large')
    return failure('too-large', `unpacked it has more than ${MAX_IMPORT_BYTES} bytes`)
  if (unpacked.length === 0) return failure('malformed-gzip', 'nothing comes out of it')
  const isCut = end.kind !== 'whole'
  return {
    ok: true,
    value: unpacked,
    notes: [
      { code: 'unpacked', count: 1 },
      ...(isCut ? [{ code: 'file-cut-short' as const, count: 1 }] : []),
    ],
  }
}
