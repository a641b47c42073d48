/** A derived source that grows piece by piece: bytes that were made from a stretch of another source, and where from. */
import {
  derivedSourceId,
  type ByteRange,
  type ByteSource,
  type Derivation,
  type Piece,
  type SourceId,
} from '../bytes.ts'
import { createGrowingBytes } from './growing-bytes.ts'

export interface DerivedBytes {
  readonly id: SourceId
  readonly bytes: Uint8Array
  /** How many they are. */
  readonly length: number
  readonly pieces: readonly Piece[]
  /** Absent while it has no byte. */
  readonly source: ByteSource | undefined
  /**
   * Appends the bytes made from a stretch of the parent, one for one, or from the stretch as a whole; gives their range, or
   * nothing past the limit.
   */
  add(bytes: Uint8Array, from: ByteRange, how?: 'byte-for-byte' | 'as-whole'): ByteRange | undefined
}

/** Makes the empty source that a derivation will fill. Bounded as every growing source is. */
export function createDerivedBytes(from: SourceId, derivation: Derivation): DerivedBytes {
  const id = derivedSourceId(from, derivation)
  const content = createGrowingBytes()
  const pieces: Piece[] = []
  return {
    id,
    pieces,
    get bytes() {
      return content.bytes
    },
    get length() {
      return content.length
    },
    get source(): ByteSource | undefined {
      if (pieces.length === 0) return undefined
      return { kind: 'derived', id, derivation, from, bytes: content.bytes, pieces: [...pieces] }
    },
    add(bytes, stretch, how = 'byte-for-byte') {
      const start = content.length
      if (content.write(start, bytes) === 'refused') return undefined
      const range = { start, end: start + bytes.length }
      pieces.push(how === 'as-whole' ? { range, from: stretch, asWhole: true } : { range, from: stretch })
      return range
    },
  }
}
