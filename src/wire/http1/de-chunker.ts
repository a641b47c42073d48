/** Takes the chunked coding off as chunks are finished: the derived source, grown chunk by chunk, mapped back by pieces. */
import type { ByteRange, ByteSource, SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'

export interface DeChunker {
  /** Appends a finished chunk's data: this range of the wire source's bytes. */
  add(wire: Uint8Array, data: ByteRange): void
  /** The content so far; absent before the first chunk. */
  readonly source: ByteSource | undefined
  readonly length: number
  /** Gives a de-chunker that has the data of the chunks before an offset of the wire. */
  forkBefore(offset: number): DeChunker
}

/** Makes the de-chunker of one wire source. Bounded as every growing source is. */
export function createDeChunker(wireSource: SourceId): DeChunker {
  return deChunkerInto(createDerivedBytes(wireSource, 'de-chunked'))
}

function deChunkerInto(content: DerivedBytes): DeChunker {
  return {
    get length() {
      return content.length
    },
    forkBefore: (offset) => deChunkerInto(content.forkBefore(offset)),
    add(wire, data) {
      content.add(wire.subarray(data.start, data.end), data)
    },
    get source() {
      return content.source
    },
  }
}
