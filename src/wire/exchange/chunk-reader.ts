/**
 * Reads a chunked content chunk by chunk, and puts what is in the chunks into the de-chunked source. Of a chunk that comes in
 * slices it remembers where to look on, so that no byte is looked at twice. Used by the message reader.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import { holesIn, withMissing } from '../field/missing-fields.ts'
import { makeLazyUnit, makeUnit } from '../field/unit.ts'
import { dissectChunk, scanChunk } from '../http1/chunked.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import type { Wire } from './content-units.ts'

/** A head, or a line of a chunked body, that is longer than this is not read. Node's own limit is 16 KiB. */
export const MAX_HEAD_BYTES = 64 * 1024

const LF = 0x0a

/** The next unit and what comes after it; or that it is not whole, and whether nobody can read it. */
export type ChunkReading =
  | { readonly unit: Unit; readonly then: 'chunks' | 'over' | 'unreadable' }
  | { readonly unit?: undefined; readonly then: 'chunks' | 'unreadable' }

const NOT_WHOLE: ChunkReading = { then: 'chunks' }
const UNREADABLE: ChunkReading = { then: 'unreadable' }

export class ChunkReader {
  readonly #source: SourceId
  /** What the chunks hold. */
  readonly content: DerivedBytes
  /** Where to look on for the end of the size line or trailers at hand: before it there is none. */
  #lookedTo = 0
  /** How many bytes there must be before the chunk at hand can be whole; 0 until its size line is there. */
  #wanted = 0
  #inTrailers = false

  constructor(source: SourceId, content = createDerivedBytes(source, 'de-chunked')) {
    this.#source = source
    this.content = content
  }

  /** Reads the chunk that begins at `at`. */
  read(wire: Wire, at: number): ChunkReading {
    const { bytes, missing } = wire
    const plain = missing.length === 0 && bytes.length >= this.#wanted ? scanChunk(bytes, at) : undefined
    if (plain !== undefined) {
      this.content.add(bytes.subarray(plain.start, plain.end), plain)
      this.#wanted = 0
      const unit = makeLazyUnit('chunk', this.#source, at, plain.end + 2, true, this.#fields, wire)
      return { unit, then: 'chunks' }
    }
    const isTooLong = bytes.length - at > MAX_HEAD_BYTES
    if (this.#wanted > 0 ? bytes.length < this.#wanted : !this.#findsEnd(bytes, at))
      return this.#wanted === 0 && isTooLong ? UNREADABLE : NOT_WHOLE
    const dissected = dissectChunk(bytes, at, this.#source)
    if (dissected.status === 'need-more') {
      this.#inTrailers = dissected.partial[0]?.kind === 'http.last-chunk'
      if (this.#inTrailers) return isTooLong ? UNREADABLE : NOT_WHOLE
      this.#wanted = bytes.length + dissected.atLeast
      return NOT_WHOLE
    }
    const { value, end } = dissected
    const data = value.kind === 'chunk' ? value.data : { start: end, end }
    const lines = [
      { start: at, end: data.start },
      { start: data.end, end },
    ]
    // Missing bytes may stand in a chunk's data, and nowhere else can anything be read across them.
    if (lines.some((line) => holesIn(missing, line).length > 0)) {
      // Only the missing bytes would change that, and where they come all is read anew.
      this.#wanted = Infinity
      return NOT_WHOLE
    }
    if (end - at - (data.end - data.start) > MAX_HEAD_BYTES) return UNREADABLE
    this.#wanted = 0
    if (value.kind === 'chunk') this.content.add(bytes.subarray(data.start, data.end), data)
    const kind = value.kind === 'last-chunk' ? 'last-chunk' : 'chunk'
    const unit = makeUnit(kind, this.#source, at, end, true, withMissing(value.fields, missing))
    return {
      unit,
      then: value.kind === 'last-chunk' ? 'over' : value.kind === 'broken' ? 'unreadable' : 'chunks',
    }
  }

  /** Whether the size line at hand, or the trailers, may have their end. */
  #findsEnd(bytes: Uint8Array, at: number): boolean {
    const from = Math.max(at, this.#lookedTo)
    const lineFeed = this.#inTrailers ? -1 : bytes.indexOf(LF, from)
    const found = this.#inTrailers
      ? findSectionEnd(bytes, from)
      : { isThere: lineFeed >= 0, at: lineFeed < 0 ? bytes.length : lineFeed }
    this.#lookedTo = found.at
    return found.isThere
  }

  readonly #fields = ({ start }: ByteRange, { bytes, missing }: Wire): readonly Field[] => {
    const dissected = dissectChunk(bytes, start, this.#source)
    return withMissing(dissected.status === 'done' ? dissected.value.fields : dissected.partial, missing)
  }
}
