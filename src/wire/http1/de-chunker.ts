/** Takes the chunked coding off as chunks are finished: the derived source, grown chunk by chunk, mapped back by pieces. */
import type { ByteRange, ByteSource, SourceId } from '../bytes.ts'
import { createDerivedBytes } from '../trace/derived-bytes.ts'

export interface DeChunker {
  /** Appends a finished chunk's data: this range of the wire source's bytes. */
  add(wire: Uint8Array, data: ByteRange): void
  /** The content so far; absent before the first chunk. */
  readonly source: ByteSource | undefined
}

/** Makes the de-chunker of one wire source. Bounded as every growing source is. */
export function createDeChunker(wireSource: SourceId): DeChunker {
  const content = createDerivedBytes(wireSource, 'de-chunked')
  return {
    add(wire, data) {
      content.add(wire.subarray(data.start, data.end), data)
    },
    get source() {
      return content.source
    },
  }
}
