/**
 * How a workbench lets bytes be changed where they are shown: a grid takes digits, a figure of bits takes a toggle. A bench
 * gives nothing here, and its bytes stay what crossed.
 */
import { createContext } from 'preact'
import type { SourceId } from '../wire/bytes/bytes.ts'

export interface ByteEditing {
  /** Turns one bit of a source around; counted from the source's first bit, the leftmost of a byte first. */
  readonly flip: (source: SourceId, bit: number) => void
  /** Types a hexadecimal digit over the byte at an offset; true where that byte has both its digits now. */
  readonly type: (source: SourceId, offset: number, digit: number) => boolean
  /** The bits of a byte that are not as they crossed, as a mask; 0 where all are. */
  readonly changedBits: (source: SourceId, offset: number) => number
}

export const ByteEditingContext = createContext<ByteEditing | undefined>(undefined)
