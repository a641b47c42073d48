/**
 * DEFLATE undone: blocks, Huffman codes, copies out of a window, with what each block was and where its bits lay.
 *
 * Written here since what is wrong must be seen: a library that is smaller than zlib takes data that zlib refuses (see
 * docs/decisions/inflate-of-our-own.md). It refuses what zlib refuses, stops at a limit, and never throws for its
 * input. Used for permessage-deflate, which hands the window of one message on to the next.
 */
import type { BitRange, ByteRange } from './bytes.ts'
import { createBitReader, huffmanCode, type BitReader, type HuffmanCode } from './inflate-bits.ts'
import { stop, Stop, type InflateEnd } from './inflate-end.ts'
import { createOutput, type InflateWindow, type Output } from './inflate-window.ts'

export type DeflateBlockType = 'stored' | 'fixed' | 'dynamic'

export interface DeflateBlock {
  readonly type: DeflateBlockType
  /** BFINAL: the sender says that no block follows in this stream. */
  readonly final: boolean
  /** In the order in which DEFLATE reads bits: 0 is the *lowest* bit of the first byte, 7 its highest. */
  readonly bits: BitRange
  /** What of the output it made. */
  readonly output: ByteRange
}

export interface Inflated {
  /** All that came out before the end. */
  readonly bytes: Uint8Array
  /** The blocks that were read to their end, and last the one in which the input ended or broke. */
  readonly blocks: readonly DeflateBlock[]
  /** How many of them were read to their end. */
  readonly whole: number
  readonly end: InflateEnd
}

export interface InflateLimits {
  /** How far copies may reach back: 256 to 32,768. */
  readonly windowBytes: number
  /** The most bytes that may come out. */
  readonly maxBytes: number
  /** Where in the input's first byte the first block begins; 0 where not said. */
  readonly fromBit?: number
  /** Stops behind a block with BFINAL. */
  readonly once?: boolean
}

/**
 * Inflates blocks until the input ends. `window` has what earlier stretches of the same stream left, and takes in what comes
 * out; behind a stretch that does not end well it is of no use. After a block with BFINAL the next begins at the next byte
 * and with an empty window, as the receivers of browsers do it.
 * @see https://www.rfc-editor.org/rfc/rfc1951#section-3.2
 */
export function inflate(input: Uint8Array, window: InflateWindow, limits: InflateLimits): Inflated {
  const reader = createBitReader(input, limits.fromBit ?? 0)
  const output = createOutput(window, limits.windowBytes, limits.maxBytes)
  const blocks: DeflateBlock[] = []
  let end: InflateEnd = { kind: 'whole' }
  let whole = 0
  let isOver = false
  while (end.kind === 'whole' && !isOver && reader.at < input.length * 8) {
    const from = { bit: reader.at, byte: output.length }
    let type: DeflateBlockType = 'stored'
    let final = false
    let known = false
    try {
      final = reader.bits(1) === 1
      const code = reader.bits(2)
      const read = BLOCK_TYPES[code]
      if (read === undefined) stop({ kind: 'broken', fault: 'reserved-block-type' })
      type = read
      known = true
      if (type === 'stored') readStored(reader, output)
      else if (type === 'fixed') readCoded(reader, output, FIXED_LITERALS, FIXED_DISTANCES)
      else readDynamic(reader, output)
      whole++
      if (final) {
        reader.alignToByte()
        output.forget()
        isOver = limits.once === true
      }
    } catch (reason) {
      if (!(reason instanceof Stop)) throw reason
      end = reason.end
    }
    if (known)
      blocks.push({
        type,
        final,
        bits: { start: from.bit, end: reader.at },
        output: { start: from.byte, end: output.length },
      })
  }
  return { bytes: output.bytes(), blocks, whole, end }
}

const BLOCK_TYPES: readonly (DeflateBlockType | undefined)[] = ['stored', 'fixed', 'dynamic', undefined]

/** RFC 1951 3.2.4: the length twice, the second time with every bit turned. */
function readStored(reader: BitReader, output: Output): void {
  reader.alignToByte()
  const length = reader.bits(16)
  if ((reader.bits(16) ^ length) !== 0xffff) stop({ kind: 'broken', fault: 'stored-length-mismatch' })
  const bytes = reader.bytes(length)
  output.addAll(bytes)
  if (bytes.length < length) stop({ kind: 'unfinished' })
}

const END_OF_BLOCK = 256

/** RFC 1951 3.2.5: for each length code from 257 and each distance code its least value and its extra bits. */
const LENGTH_BASES: readonly number[] = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]
const LENGTH_EXTRA: readonly number[] = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
]
const DISTANCE_BASES: readonly number[] = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
]
const DISTANCE_EXTRA: readonly number[] = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]

function readCoded(reader: BitReader, output: Output, literals: HuffmanCode, distances: HuffmanCode): void {
  for (;;) {
    const symbol = reader.symbol(literals)
    if (symbol === END_OF_BLOCK) return
    if (symbol < END_OF_BLOCK) {
      output.add(symbol)
      continue
    }
    const length = valueOf(reader, symbol - 257, LENGTH_BASES, LENGTH_EXTRA)
    const distance = valueOf(reader, reader.symbol(distances), DISTANCE_BASES, DISTANCE_EXTRA)
    output.copy(length, distance)
  }
}

function valueOf(
  reader: BitReader,
  code: number,
  bases: readonly number[],
  extra: readonly number[],
): number {
  const base = bases[code]
  // The fixed codes have two lengths and two distances that stand for nothing.
  if (base === undefined) stop({ kind: 'broken', fault: 'unassigned-code' })
  return base + reader.bits(extra[code] ?? 0)
}

/** RFC 1951 3.2.7: the order in which the lengths of the code for code lengths come. */
const CODE_LENGTH_ORDER: readonly number[] = [
  16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
]

function readDynamic(reader: BitReader, output: Output): void {
  const literalCount = reader.bits(5) + 257
  const distanceCount = reader.bits(5) + 1
  const codeLengthCount = reader.bits(4) + 4
  if (literalCount > 286 || distanceCount > 30) stop({ kind: 'broken', fault: 'too-many-codes' })
  const codeLengths = new Uint8Array(19)
  for (const symbol of CODE_LENGTH_ORDER.slice(0, codeLengthCount)) codeLengths[symbol] = reader.bits(3)
  const outer = huffmanCode(codeLengths)
  // zlib reads a code without symbols as zeros of one bit each, and finds no end of block only then.
  if (outer.code.longest === 0) {
    for (let i = 0; i < literalCount + distanceCount; i++) reader.bits(1)
    stop({ kind: 'broken', fault: 'no-end-of-block' })
  }
  if (outer.left !== 0) stop({ kind: 'broken', fault: 'bad-code-lengths' })

  const lengths = readLengths(reader, outer.code, literalCount + distanceCount)
  if (lengths[END_OF_BLOCK] === 0) stop({ kind: 'broken', fault: 'no-end-of-block' })
  const literals = usable(lengths.subarray(0, literalCount))
  const distances = usable(lengths.subarray(literalCount))
  readCoded(reader, output, literals, distances)
}

/** Codes may be incomplete only where there is one code of one bit, or (of distances) none. */
function usable(lengths: Uint8Array): HuffmanCode {
  const { code, left } = huffmanCode(lengths)
  if (left < 0 || (left > 0 && code.longest > 1)) stop({ kind: 'broken', fault: 'bad-code-lengths' })
  return code
}

function readLengths(reader: BitReader, code: HuffmanCode, count: number): Uint8Array {
  const lengths = new Uint8Array(count)
  for (let at = 0; at < count;) {
    const symbol = reader.symbol(code)
    if (symbol < 16) {
      lengths[at++] = symbol
      continue
    }
    // 16 repeats the length before, 17 and 18 a zero.
    const times =
      symbol === 16 ? 3 + reader.bits(2) : symbol === 17 ? 3 + reader.bits(3) : 11 + reader.bits(7)
    const repeated = symbol === 16 ? lengths[at - 1] : 0
    if (repeated === undefined || at + times > count) stop({ kind: 'broken', fault: 'bad-code-lengths' })
    lengths.fill(repeated, at, at + times)
    at += times
  }
  return lengths
}

/** RFC 1951 3.2.6. */
const FIXED_LITERALS: HuffmanCode = huffmanCode(
  Uint8Array.from({ length: 288 }, (_, symbol) =>
    symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8,
  ),
).code
const FIXED_DISTANCES: HuffmanCode = huffmanCode(new Uint8Array(32).fill(5)).code
