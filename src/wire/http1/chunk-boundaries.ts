/**
 * Follows a body in chunked coding to its last chunk, keeping no byte of it: what `message-boundaries.ts` asks to find
 * where the message goes on. Strict, unlike `chunked.ts`, which explains chunks that are broken.
 */
import { afterExtensionByte, type ExtensionPlace } from './chunk-extension.ts'
import { scanChunk } from './chunked.ts'
import { hexDigit } from './octets.ts'
import { MAX_HEAD_BYTES } from './section-end.ts'

const CR = 0x0d
const LF = 0x0a
const SEMICOLON = 0x3b

/** Hexadecimal digits of a chunk size that a number still holds exactly. */
const MAX_SIZE_DIGITS = 12

type Expected = 'size' | 'extension' | 'size-end' | 'data' | 'data-cr' | 'data-lf' | 'nothing'

export class ChunkBoundaries {
  #expected: Expected = 'size'
  /** The size read so far, then how much of the data is still to come. */
  #left = 0
  #sizeDigits = 0
  #extension: ExtensionPlace = 'before-name'
  #extensionBytes = 0

  /** Where the bytes that were taken last end. */
  end = 0

  /** True before the first chunk and after each: no byte of the next has come. */
  get isBetween(): boolean {
    return this.#expected === 'size' && this.#sizeDigits === 0
  }

  /**
   * Takes bytes from `start` on, and says whether the last chunk's size line was among them (the trailers begin at
   * `end`), or a byte that has no business there (at `end`). `data` is told where stretches of data lie.
   * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1
   */
  take(
    bytes: Uint8Array,
    start: number,
    data?: (start: number, end: number) => void,
  ): 'more' | 'last-chunk' | 'malformed' {
    this.end = start
    while (this.end < bytes.length) {
      if (this.#expected === 'data') {
        const end = Math.min(bytes.length, this.end + this.#left)
        this.#left -= end - this.end
        data?.(this.end, end)
        this.end = end
        if (this.#left === 0) this.#expected = 'data-cr'
        continue
      }
      const next = this.#after(bytes[this.end] ?? 0)
      if (next === undefined) return 'malformed'
      this.end++
      this.#expected = next
      if (next === 'nothing') return 'last-chunk'
    }
    return 'more'
  }

  /** What is expected after one byte of framing; `undefined` where it may not be. No space around a size, CR LF at every line's end. */
  #after(byte: number): Expected | undefined {
    switch (this.#expected) {
      case 'size':
        return this.#afterSizeByte(byte)
      case 'extension':
        return this.#afterExtensionByte(byte)
      case 'size-end':
        if (byte !== LF) return undefined
        return this.#left === 0 ? 'nothing' : 'data'
      case 'data-cr':
        return byte === CR ? 'data-lf' : undefined
      case 'data-lf':
        this.#left = 0
        this.#sizeDigits = 0
        return byte === LF ? 'size' : undefined
      case 'data':
      case 'nothing':
        return undefined
    }
  }

  #afterSizeByte(byte: number): Expected | undefined {
    const digit = hexDigit(byte)
    if (digit !== undefined) {
      this.#left = this.#left * 16 + digit
      return ++this.#sizeDigits > MAX_SIZE_DIGITS ? undefined : 'size'
    }
    if (this.#sizeDigits === 0) return undefined
    if (byte === SEMICOLON) {
      this.#extension = 'before-name'
      this.#extensionBytes = 0
      return 'extension'
    }
    return byte === CR ? 'size-end' : undefined
  }

  #afterExtensionByte(byte: number): Expected | undefined {
    const next = afterExtensionByte(this.#extension, byte)
    if (next === 'line-end') return 'size-end'
    // Node refuses more than so many bytes of extensions behind one size.
    if (next === undefined || ++this.#extensionBytes > MAX_HEAD_BYTES) return undefined
    this.#extension = next
    return 'extension'
  }
}

/**
 * Whether bytes are nothing but whole chunks, one or more, each with data and without extension: what a server hands over
 * that writes chunk by chunk. Where they are, a body that was between two chunks is so again after them.
 */
export function areWholeChunks(bytes: Uint8Array): boolean {
  let at = 0
  while (at < bytes.length) {
    const data = scanChunk(bytes, at)
    if (data === undefined) return false
    at = data.end + 2
  }
  return bytes.length > 0
}
