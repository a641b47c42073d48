/** A derived source that grows piece by piece: bytes that were made from a stretch of another source, and where from. */
import {
  derivedSourceId,
  type ByteRange,
  type ByteSource,
  type Derivation,
  type Piece,
  type SourceId,
} from './bytes.ts'
import { createGrowingBytes } from './growing-bytes.ts'
import { lowerBound } from './ordered.ts'

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
  /** Gives a source that begins with what of this one was made from the parent's bytes before an offset, whole pieces only. */
  forkBefore(offset: number): DerivedBytes
}

const NOTHING = { bytes: new Uint8Array(), pieces: [] }

/** Makes the source that a derivation will fill; empty, but for what is known of it. Bounded as every growing source is. */
export function createDerivedBytes(
  from: SourceId,
  derivation: Derivation,
  known: { readonly bytes: Uint8Array; readonly pieces: readonly Piece[] } = NOTHING,
): DerivedBytes {
  const id = derivedSourceId(from, derivation)
  const content = createGrowingBytes(known.bytes)
  const pieces: Piece[] = [...known.pieces]
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
    forkBefore(offset) {
      const own = pieces.slice(
        0,
        lowerBound(pieces, offset + 1, (piece) => piece.from.end),
      )
      const bytes = content.bytes.subarray(0, own.at(-1)?.range.end ?? 0)
      return createDerivedBytes(from, derivation, { bytes, pieces: own })
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
