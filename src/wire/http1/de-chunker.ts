/** Takes the chunked coding off as chunks are finished: the derived source, grown chunk by chunk, mapped back by pieces. */
import type { ByteRange, ByteSource, Piece, SourceId } from '../bytes.ts'
import { createGrowingBytes } from '../trace/growing-bytes.ts'

export interface DeChunker {
  /** Appends a finished chunk's data: this range of the wire source's bytes. */
  add(wire: Uint8Array, data: ByteRange): void
  /** The content so far; absent before the first chunk. */
  readonly source: ByteSource | undefined
}

/** Makes the de-chunker of one wire source. Bounded as every growing source is. */
export function createDeChunker(wireSource: SourceId): DeChunker {
  const content = createGrowingBytes()
  const pieces: Piece[] = []
  return {
    add(wire, data) {
      const start = content.bytes.length
      if (content.write(start, wire.subarray(data.start, data.end)) === 'refused') return
      pieces.push({ range: { start, end: content.bytes.length }, from: data })
    },
    get source(): ByteSource | undefined {
      if (pieces.length === 0) return undefined
      return {
        kind: 'derived',
        id: deChunkedId(wireSource),
        derivation: 'de-chunked',
        from: wireSource,
        bytes: content.bytes,
        pieces: [...pieces],
      }
    },
  }
}

/** The id of the de-chunked content of a wire source. */
export function deChunkedId(wireSource: SourceId): SourceId {
  return `${wireSource}/de-chunked`
}
