/**
 * Undoes `gzip` or `deflate`, a content's coding or a transfer's, while a content grows, block by block, so that the events of a
 * compressed stream are there as soon as their block is. Used by the message reader.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1
 */
import type { SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import { inflate } from '../bytes/inflate.ts'
import { InflateWindow, MAX_WINDOW_BYTES } from '../bytes/inflate-window.ts'
import { oddity, violation, type Problem } from '../field/problem.ts'
import { headerValues, type Head } from '../http1/message-head.ts'
import { trimBlanks } from '../http1/octets.ts'

export type ContentCoding = 'gzip' | 'deflate'

/** No content is unpacked beyond this. */
export const MAX_DECODED_BYTES = 8 * 1024 * 1024

/** RFC 1952 2.3.1: what a member ends with. */
export const SUM_AND_LENGTH_BYTES = 8

/** So much that waits for the end of its block is tried again whenever somebody looks. */
const SHORT_WAIT_BYTES = 32 * 1024

/** What a content was coded with, in the order in which it was: chunks, which are taken off first, are not among them. */
export function codingsOf(head: Head): readonly string[] {
  return ['content-encoding', 'transfer-encoding']
    .flatMap((name) => headerValues(head, name))
    .flatMap((value) => value.split(','))
    .map((coding) => trimBlanks(coding).toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity' && coding !== 'chunked')
}

/** The coding of a content, where it is one that can be undone here; `undefined` for none, several and others. */
export function contentCoding(head: Head): ContentCoding | undefined {
  const [only, second] = codingsOf(head)
  if (second !== undefined) return undefined
  if (only === 'gzip' || only === 'x-gzip') return 'gzip'
  return only === 'deflate' ? 'deflate' : undefined
}

export class ContentDecoder {
  readonly #coding: ContentCoding
  readonly content: DerivedBytes
  #phase: 'header' | 'blocks' | 'over' = 'header'
  /** Where the header begins; of a member of gzip that follows another, behind that one's eight bytes of sum and length. */
  #headerAt: number | undefined
  /** Where the next block begins, in bits from the source's first. */
  #bit = 0
  /** What was there when a block was last tried and had no end. */
  #tried = 0
  readonly #window = new InflateWindow()
  problem: Problem | undefined

  constructor(coding: ContentCoding, source: SourceId) {
    this.#coding = coding
    this.content = createDerivedBytes(source, 'decoded')
  }

  /** Whether the last block was read. */
  isWhole = false

  /**
   * Decodes what can be of the content that begins at `start`. `isLast`: it ends with the bytes. `isLookedAt`: somebody wants to
   * see what there is.
   */
  advance(bytes: Uint8Array, start: number, isLast: boolean, isLookedAt = false): void {
    while (this.#readMember(bytes, start, isLast, isLookedAt));
    if (isLast) this.#phase = 'over'
  }

  /** Reads on in one member; true where it is over and another may begin. RFC 1952 2.2: a file of gzip is members, one after another. */
  #readMember(bytes: Uint8Array, start: number, isLast: boolean, isLookedAt: boolean): boolean {
    if (this.#phase === 'header') {
      const end = headerEnd(bytes, this.#headerAt ?? start, this.#coding)
      if (end === undefined) return false
      if (end === 'broken') {
        // What stands behind a whole member and begins none is passed over, as by browsers.
        if (this.#headerAt === undefined) this.#break(BROKEN_CODING)
        this.#phase = 'over'
        return false
      }
      this.#bit = end * 8
      this.#phase = 'blocks'
      this.isWhole = false
    }
    if (this.#phase !== 'blocks') return false
    const from = Math.floor(this.#bit / 8)
    const waiting = bytes.length - from
    const isWorthIt = waiting >= 2 * this.#tried || (isLookedAt && waiting <= SHORT_WAIT_BYTES)
    return waiting > 0 && (isLast || isWorthIt) && this.#inflate(bytes, from, isLast)
  }

  /** True where another member may begin. */
  #inflate(bytes: Uint8Array, from: number, isLast: boolean): boolean {
    const window = this.#window
    const { length } = this.content
    const read = inflate(bytes.subarray(from), window, {
      windowBytes: MAX_WINDOW_BYTES,
      maxBytes: MAX_DECODED_BYTES - length,
      fromBit: this.#bit & 7,
      once: true,
    })
    const { blocks, whole, end } = read
    let done = 0
    for (const [index, { bits, output }] of blocks.entries()) {
      const isKept = index < whole || isLast || end.kind === 'broken' || end.kind === 'too-large'
      if (!isKept) break
      if (output.end > output.start)
        this.content.add(
          read.bytes.subarray(output.start, output.end),
          { start: from + (bits.start >> 3), end: from + ((bits.end + 7) >> 3) },
          'as-whole',
        )
      done = output.end
      if (index < whole) this.#bit = from * 8 + bits.end
    }
    // What came out of a block without an end comes out again.
    window.end -= read.bytes.length - done
    this.#tried = whole > 0 ? 0 : bytes.length - from
    const isMemberOver = blocks[whole - 1]?.final === true
    if (isMemberOver) {
      this.#phase = this.#coding === 'gzip' ? 'header' : 'over'
      this.#headerAt = Math.ceil(this.#bit / 8) + SUM_AND_LENGTH_BYTES
      this.isWhole = true
    }
    if (end.kind === 'broken') this.#break(BROKEN_CODING)
    if (end.kind === 'too-large') this.#break(TOO_LARGE)
    return isMemberOver && this.#phase === 'header'
  }

  #break(problem: Problem): void {
    this.#phase = 'over'
    this.problem = problem
  }
}

/** Where the blocks begin; `undefined` while the header is not whole. */
function headerEnd(bytes: Uint8Array, start: number, coding: ContentCoding): number | 'broken' | undefined {
  if (bytes.length < start + 2) return undefined
  const [first = 0, second = 0] = bytes.subarray(start, start + 2)
  if (coding === 'deflate') {
    // Some senders leave the header of zlib out, and browsers take that, too.
    const isZlib = (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0
    return isZlib ? start + 2 : start
  }
  if (first !== 0x1f || second !== 0x8b) return 'broken'
  return gzipHeaderEnd(bytes, start)
}

/** @see https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
export function gzipHeaderEnd(bytes: Uint8Array, start: number): number | 'broken' | undefined {
  if (bytes.length < start + 10) return undefined
  if (bytes[start + 2] !== 8) return 'broken'
  const flags = bytes[start + 3] ?? 0
  let at = start + 10
  if ((flags & 4) !== 0) at += 2 + (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256
  // A name, then a comment, each up to a zero.
  for (const flag of [8, 16]) {
    if ((flags & flag) === 0) continue
    const zero = bytes.indexOf(0, at)
    if (zero < 0) return undefined
    at = zero + 1
  }
  if ((flags & 2) !== 0) at += 2
  return at > bytes.length ? undefined : at
}

/** The coding breaks off, or is another. */
export const BROKEN_CODING = violation('broken-content-coding', 'RFC 9110', '8.4.1')

const TOO_LARGE = oddity('inflated-too-large', 'RFC 9110', '8.4.1')
