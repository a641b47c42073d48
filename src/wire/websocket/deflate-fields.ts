/**
 * The fields of a compressed message: the three bits that begin its first block, and the rest.
 *
 * DEFLATE counts the bits of a byte from the right, the RFC's figures and this site from the left: BFINAL, which is read
 * first, is the rightmost bit of the message's first byte.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, makeFields, type Field, type FieldDetail } from '../field/field.ts'
import type { Problem } from '../field/problem.ts'

export interface CompressedNature {
  readonly kind: 'text' | 'binary'
  /** How many bytes came out; absent where the message is not whole, or was not inflated. */
  readonly inflatedBytes?: number
  readonly problems: readonly Problem[]
}

const COMPRESSION: Citation = { standard: 'RFC 7692', section: '7.2.2' }
const BLOCK_HEADER: Citation = { standard: 'RFC 1951', section: '3.2.3' }

const BLOCK_TYPES = ['stored', 'fixed', 'dynamic', 'reserved'] as const

/** Gives the fields that cover a compressed message exactly. */
export function compressedFields(
  bytes: Uint8Array,
  { start, end }: ByteRange,
  source: SourceId,
  nature: CompressedNature,
): readonly Field[] {
  return [
    makeField('websocket.compressed', source, start, end, {
      value: nature.kind,
      citation: COMPRESSION,
      problems: nature.problems,
      children:
        nature.inflatedBytes === undefined
          ? []
          : firstBlock(bytes, { start, end }, source, nature.inflatedBytes),
    }),
  ]
}

function firstBlock(
  bytes: Uint8Array,
  { start, end }: ByteRange,
  source: SourceId,
  inflatedBytes: number,
): readonly Field[] {
  const first = bytes[start]
  if (first === undefined) return []
  const type = BLOCK_TYPES[((first >> 1) & 3) as 0 | 1 | 2 | 3]
  const bits = (start: number, end: number, value: string | number): FieldDetail => ({
    bits: { start, end },
    value,
    citation: BLOCK_HEADER,
  })
  return [
    makeField('websocket.deflate-bits', source, start, start + 1, bits(0, 5, type)),
    makeField('websocket.deflate-block-type', source, start, start + 1, bits(5, 7, type)),
    makeField('websocket.deflate-final', source, start, start + 1, bits(7, 8, first & 1)),
    ...makeFields(source, start + 1, [
      ['websocket.deflate-data', end, { value: inflatedBytes, citation: COMPRESSION }],
    ]),
  ]
}
