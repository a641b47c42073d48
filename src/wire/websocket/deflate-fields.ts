/**
 * The fields of a compressed message: the three bits that begin its first block, and the rest.
 *
 * DEFLATE counts the bits of a byte from the right, the RFC's figures and this site from the left: BFINAL, which is read
 * first, is the rightmost bit of the message's first byte.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Field, type FieldDetail } from '../field/field.ts'
import type { DeflateBlock } from '../bytes/inflate.ts'
import type { Problem } from '../field/problem.ts'

export interface CompressedNature {
  readonly kind: 'text' | 'binary'
  /** Absent where the message is not whole, or was not inflated. */
  readonly inflated?: {
    readonly bytes: number
    readonly blocks: readonly DeflateBlock[]
  }
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
        nature.inflated === undefined ? [] : firstBlock(bytes, { start, end }, source, nature.inflated),
    }),
  ]
}

function firstBlock(
  bytes: Uint8Array,
  { start, end }: ByteRange,
  source: SourceId,
  inflated: { readonly bytes: number; readonly blocks: readonly DeflateBlock[] },
): readonly Field[] {
  const first = bytes[start]
  if (first === undefined) return []
  const type = BLOCK_TYPES[((first >> 1) & 3) as 0 | 1 | 2 | 3]
  const bit = (
    kind: 'websocket.deflate-bits' | 'websocket.deflate-block-type' | 'websocket.deflate-final',
    from: number,
    to: number,
    detail: FieldDetail,
  ): Field => ({
    ...makeField(kind, source, start, start + 1, { citation: BLOCK_HEADER, ...detail }),
    bits: { start: from, end: to },
  })
  const fields = [
    bit('websocket.deflate-bits', 0, 5, { value: type }),
    bit('websocket.deflate-block-type', 5, 7, { value: type }),
    bit('websocket.deflate-final', 7, 8, { value: first & 1 }),
  ]
  if (end === start + 1) return fields
  const rest = makeField('websocket.deflate-data', source, start + 1, end, {
    value: inflated.bytes,
    citation: COMPRESSION,
  })
  return [...fields, rest]
}
