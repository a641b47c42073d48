/** The bits of a deflated stretch, and the Huffman codes that its symbols are read by. */
import { stop } from './inflate-end.ts'

/** A Huffman code: how many codes there are of each length, and the symbols in the order of their codes. */
export interface HuffmanCode {
  readonly counts: Uint16Array
  readonly symbols: Uint16Array
  readonly longest: number
}

const MAX_CODE_BITS = 15

/** Makes the code that these lengths mean; `left` tells how many codes of the longest length stay unassigned. */
export function huffmanCode(lengths: Uint8Array): { readonly code: HuffmanCode; readonly left: number } {
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

export interface BitReader {
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

export function createBitReader(input: Uint8Array, from: number): BitReader {
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
