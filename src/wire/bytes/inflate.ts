/**
 * DEFLATE undone: blocks, Huffman codes, copies out of a window, with what each block was and where its bits lay.
 *
 * Written here since what is wrong must be seen: a library that is smaller than zlib takes data that zlib refuses (see
 * docs/decisions/inflate-of-our-own.md). It refuses what zlib refuses, stops at a limit, and never throws for its
 * input. Used for permessage-deflate, which hands the window of one message on to the next.
 */
import type { BitRange, ByteRange } from './bytes.ts'

/** RFC 1951 2: no copy reaches back further. */
export const MAX_WINDOW_BYTES = 32_768

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

/** What is wrong with the data; each is what zlib refuses as well. */
export type DeflateFault =
  | 'reserved-block-type'
  | 'stored-length-mismatch'
  | 'too-many-codes'
  | 'bad-code-lengths'
  | 'no-end-of-block'
  | 'unassigned-code'
  | 'too-far-back'

export type InflateEnd =
  /** The input ended where a block did. */
  | { readonly kind: 'whole' }
  /** The input ended inside a block. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'broken'; readonly fault: DeflateFault }
  /** The output reached its limit. */
  | { readonly kind: 'too-large' }

export interface Inflated {
  /** All that came out before the end. */
  readonly bytes: Uint8Array
  /** The blocks that were read to their end, and last the one in which the input ended or broke. */
  readonly blocks: readonly DeflateBlock[]
  /** How many of them were read to their end. */
  readonly whole: number
  readonly end: InflateEnd
}

/** What came out of earlier stretches of a stream, for copies to reach back to: empty at first, filled by each `inflate`. */
export class InflateWindow {
  /** Kept from stretch to stretch, so that a short one costs no copy of all that came before it. */
  room = new Uint8Array(256)
  end = 0
  /** No copy reaches back beyond it. */
  oldest = 0

  /** Leaves out what no copy can reach, once that is half of the room. */
  trim(windowBytes: number): void {
    const from = Math.max(this.oldest, this.end - windowBytes)
    if (from < this.room.length / 2) return
    this.room.copyWithin(0, from, this.end)
    this.end -= from
    this.oldest = 0
  }
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
  const output = createOutput(window, limits)
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

/** Carries an end out of the innermost loop; caught in `inflate` and never seen outside. */
class Stop extends Error {
  readonly end: InflateEnd
  constructor(end: InflateEnd) {
    super(end.kind)
    this.end = end
  }
}

function stop(end: InflateEnd): never {
  throw new Stop(end)
}

interface BitReader {
  /** In bits from the input's first. */
  readonly at: number
  /** The next bits as a number, the first bit lowest. */
  bits(count: number): number
  /** Reads one symbol of a code, bit by bit: codes of one length are consecutive numbers. */
  symbol(code: HuffmanCode): number
  alignToByte(): void
  /** The next whole bytes; `alignToByte` first. */
  bytes(count: number): Uint8Array
}

function createBitReader(input: Uint8Array, from: number): BitReader {
  const total = input.length * 8
  let at = from
  return {
    get at() {
      return at
    },
    bits(count) {
      if (at + count > total) {
        at = total
        stop({ kind: 'unfinished' })
      }
      let value = 0
      for (let have = 0; have < count;) {
        const taken = Math.min(count - have, 8 - (at & 7))
        value |= (((input[at >> 3] ?? 0) >> (at & 7)) & ((1 << taken) - 1)) << have
        have += taken
        at += taken
      }
      return value
    },
    symbol({ counts, symbols, longest }) {
      let code = 0
      let first = 0
      let index = 0
      for (let length = 1; length <= longest; length++, at++) {
        if (at === total) stop({ kind: 'unfinished' })
        code |= ((input[at >> 3] ?? 0) >> (at & 7)) & 1
        const count = counts[length] ?? 0
        if (code - count < first) {
          at++
          return symbols[index + (code - first)] ?? 0
        }
        index += count
        first = (first + count) << 1
        code <<= 1
      }
      stop({ kind: 'broken', fault: 'unassigned-code' })
    },
    alignToByte() {
      at = (at + 7) & ~7
    },
    bytes(count) {
      const taken = input.subarray(at >> 3, (at >> 3) + count)
      at += taken.length * 8
      return taken
    },
  }
}

interface Output {
  readonly length: number
  add(byte: number): void
  addAll(bytes: Uint8Array): void
  copy(length: number, distance: number): void
  /** What came before can no longer be copied from. */
  forget(): void
  bytes(): Uint8Array
}

function createOutput(window: InflateWindow, { windowBytes, maxBytes }: InflateLimits): Output {
  window.trim(windowBytes)
  const start = window.end

  function reserve(count: number): void {
    const { room, end } = window
    if (end - start + count > maxBytes) stop({ kind: 'too-large' })
    if (end + count <= room.length) return
    window.room = new Uint8Array(Math.max(end + count, room.length * 2))
    window.room.set(room.subarray(0, end))
  }

  return {
    get length() {
      return window.end - start
    },
    add(byte) {
      reserve(1)
      window.room[window.end++] = byte
    },
    addAll(bytes) {
      reserve(bytes.length)
      window.room.set(bytes, window.end)
      window.end += bytes.length
    },
    copy(length, distance) {
      if (distance > windowBytes || distance > window.end - window.oldest)
        stop({ kind: 'broken', fault: 'too-far-back' })
      reserve(length)
      const { room } = window
      // Byte by byte: a copy may overlap itself, which is how runs are written.
      for (let i = 0; i < length; i++, window.end++) room[window.end] = room[window.end - distance] ?? 0
    },
    forget() {
      window.oldest = window.end
    },
    bytes: () => window.room.slice(start, window.end),
  }
}

/** RFC 1951 3.2.4: the length twice, the second time with every bit turned. */
function readStored(reader: BitReader, output: Output): void {
  reader.alignToByte()
  const length = reader.bits(16)
  if ((reader.bits(16) ^ length) !== 0xffff) stop({ kind: 'broken', fault: 'stored-length-mismatch' })
  const bytes = reader.bytes(length)
  output.addAll(bytes)
  if (bytes.length < length) stop({ kind: 'unfinished' })
}

/** A Huffman code: how many codes there are of each length, and the symbols in the order of their codes. */
interface HuffmanCode {
  readonly counts: Uint16Array
  readonly symbols: Uint16Array
  readonly longest: number
}

const MAX_CODE_BITS = 15

/** Makes the code that these lengths mean; `left` tells how many codes of the longest length stay unassigned. */
function huffmanCode(lengths: Uint8Array): { readonly code: HuffmanCode; readonly left: number } {
  const counts = new Uint16Array(MAX_CODE_BITS + 1)
  for (const length of lengths) counts[length] = (counts[length] ?? 0) + 1
  let left = 1
  let longest = 0
  for (let length = 1; length <= MAX_CODE_BITS; length++) {
    const count = counts[length] ?? 0
    left = left * 2 - count
    if (count > 0) longest = length
    if (left < 0) break
  }
  const offsets = new Uint16Array(MAX_CODE_BITS + 2)
  for (let length = 1; length <= MAX_CODE_BITS; length++)
    offsets[length + 1] = (offsets[length] ?? 0) + (counts[length] ?? 0)
  const symbols = new Uint16Array(lengths.length)
  lengths.forEach((length, symbol) => {
    if (length === 0) return
    const at = offsets[length] ?? 0
    symbols[at] = symbol
    offsets[length] = at + 1
  })
  return { code: { counts, symbols, longest }, left }
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
