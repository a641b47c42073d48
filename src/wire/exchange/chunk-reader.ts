/**
 * Reads a chunked content chunk by chunk, and puts what is in the chunks into the de-chunked source. Of a chunk that comes in
 * slices it remembers where to look on, so that no byte is looked at twice. Used by the message reader.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import { holesIn, withMissing } from '../field/missing-fields.ts'
import { makeLazyUnit, makeUnit } from '../field/unit.ts'
import { beginsChunk, dissectChunk, scanChunk } from '../http1/chunked.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import type { Wire } from './content-units.ts'

/** A head, or a line of a chunked body, that is longer than this is not read. Node's own limit is 16 KiB. */
export const MAX_HEAD_BYTES = 64 * 1024

const LF = 0x0a

/** The next unit and what comes after it; or that it is not whole, that nobody can read it, or that a hole hides where it ends. */
export type ChunkReading =
  /** `misfit`: its data does not end where its size says, which is there. */
  | {
      readonly unit: Unit
      readonly then: 'chunks' | 'over' | 'unreadable' | 'lost'
      readonly misfit?: number
    }
  | {
      readonly unit?: undefined
      readonly then: 'chunks' | 'unreadable' | 'lost'
      readonly misfit?: undefined
    }

const NOT_WHOLE: ChunkReading = { then: 'chunks' }
const UNREADABLE: ChunkReading = { then: 'unreadable' }
const LOST: ChunkReading = { then: 'lost' }

/** A size line is hardly ever longer. */
const SHORT_LINE = 64

/** Whether a byte is missing of the size line at an offset, as far as it is there. */
function isLineHoled({ bytes, missing }: Wire, at: number): boolean {
  if (missing.length === 0) return false
  const lf = bytes.subarray(0, at + MAX_HEAD_BYTES).indexOf(LF, at)
  const [hole] = holesIn(missing, { start: at, end: lf < 0 ? bytes.length : lf + 1 })
  return hole !== undefined
}

export class ChunkReader {
  readonly #source: SourceId
  /** What the chunks hold. */
  readonly content: DerivedBytes
  /** Where to look on for the end of the size line or trailers at hand: before it there is none. */
  #lookedTo = 0
  /** How many bytes there must be before the chunk at hand can be whole; 0 until its size line is there. */
  #wanted = 0
  #inTrailers = false
  /** Where something of unknown length is missing in the content. */
  readonly seams: ByteRange[] = []

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
    // Where a size line is not whole, nobody knows where its chunk ends.
    if (this.#wanted === 0 && !this.#inTrailers && isLineHoled(wire, at)) return LOST
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
    const cut = this.#withoutEnd(wire, at, value.fields)
    if (cut !== undefined) return { unit: cut, then: 'lost' }
    const data = value.kind === 'chunk' ? value.data : { start: end, end }
    const lines = [
      { start: at, end: data.start },
      { start: data.end, end },
    ]
    // Missing bytes may stand in a chunk's data, and nowhere else can anything be read across them.
    if (lines.some((line) => holesIn(missing, line).length > 0)) return LOST
    if (end - at - (data.end - data.start) > MAX_HEAD_BYTES) return UNREADABLE
    this.#wanted = 0
    if (value.kind === 'chunk') this.content.add(bytes.subarray(data.start, data.end), data)
    const misfit = value.kind === 'broken' ? this.#addMisfit(bytes, value.fields) : undefined
    const kind = value.kind === 'last-chunk' ? 'last-chunk' : 'chunk'
    const unit = makeUnit(kind, this.#source, at, end, true, withMissing(value.fields, missing))
    if (misfit !== undefined) return { unit, then: 'lost', misfit }
    return {
      unit,
      then: value.kind === 'last-chunk' ? 'over' : value.kind === 'broken' ? 'unreadable' : 'chunks',
    }
  }

  /** Takes the data of a chunk that does not end where its size says; gives where that is. */
  #addMisfit(bytes: Uint8Array, [sizeLine]: readonly Field[]): number | undefined {
    if (sizeLine?.kind !== 'http.chunk-size-line' || typeof sizeLine.value !== 'number') return undefined
    const { end: start } = sizeLine.range
    const end = start + sizeLine.value
    this.content.add(bytes.subarray(start, end), { start, end })
    return end
  }

  /** The chunk whose data is there, or its place known, and whose line end is missing; `undefined` for any other. */
  #withoutEnd({ bytes, missing }: Wire, at: number, fields: readonly Field[]): Unit | undefined {
    const [sizeLine] = fields
    if (sizeLine?.kind !== 'http.chunk-size-line' || typeof sizeLine.value !== 'number') return undefined
    const { end: start } = sizeLine.range
    const end = start + sizeLine.value
    if (holesIn(missing, { start: end, end: end + 2 }).length === 0) return undefined
    this.content.add(bytes.subarray(start, end), { start, end })
    return makeUnit('chunk', this.#source, at, end, true, withMissing(fields.slice(0, 2), missing))
  }

  /**
   * Behind a hole: whether a chunk begins at an offset that can be trusted, since it is whole and ends where a slice or another
   * chunk does. `undefined` where the bytes there are do not tell.
   */
  trusts({ bytes, missing }: Wire, at: number, isBound: (end: number) => boolean): boolean | undefined {
    if (isLineHoled({ bytes, missing }, at)) return false
    if (!bytes.subarray(at, at + SHORT_LINE).includes(LF))
      return bytes.length - at >= SHORT_LINE ? false : undefined
    if (!beginsChunk(bytes, at)) return false
    const dissected = dissectChunk(bytes, at, this.#source)
    if (dissected.status === 'need-more') return dissected.atLeast > MAX_HEAD_BYTES ? false : undefined
    if (dissected.value.kind === 'broken') return false
    const { end } = dissected
    if (dissected.value.kind === 'last-chunk' || isBound(end) || beginsChunk(bytes, end)) return true
    return bytes.length - end > SHORT_LINE ? false : undefined
  }

  /**
   * Says that reading goes on with the chunk at an offset. Behind a hole nobody knows how much content was in it; behind a chunk
   * that was longer than its size the rest of its data is there.
   */
  resume(bytes: Uint8Array, at: number, misfit: number | undefined): void {
    this.#wanted = 0
    this.#inTrailers = false
    const end = at - 2
    if (misfit !== undefined && end >= misfit && end - misfit <= SHORT_LINE && bytes[end + 1] === LF) {
      this.content.add(bytes.subarray(misfit, end), { start: misfit, end })
      return
    }
    const { length } = this.content
    this.seams.push({ start: length, end: length })
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
