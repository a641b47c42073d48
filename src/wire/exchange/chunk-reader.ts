/**
 * Reads a chunked content chunk by chunk, and puts what is in the chunks into the de-chunked source. Of a chunk that comes in
 * slices it remembers where to look on, so that no byte is looked at twice. Used by the message reader.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import { holesIn, withMissing } from '../field/missing-fields.ts'
import { LazyUnit, makeUnit } from '../field/unit.ts'
import { beginsChunk, dissectChunk, scanChunk } from '../http1/chunked.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import type { Wire } from './content-units.ts'
import { MAX_HEAD_BYTES, type Phase } from './phases.ts'

const LF = 0x0a

export interface ChunkReading {
  /** The next one; absent where it is not whole, or nobody can read it. */
  readonly unit?: Unit
  /** How the reading goes on, where no other chunk follows. */
  readonly phase?: Phase
}

const NOT_WHOLE: ChunkReading = {}
const UNREADABLE: ChunkReading = { phase: { kind: 'unreadable', isTooLong: true } }
const LOST: ChunkReading = { phase: { kind: 'lost' } }

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
      const range = { start: at, end: plain.end + 2 }
      return { unit: new LazyUnit('chunk', this.#source, range, true, this.#fields, wire) }
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
    const data = value.kind === 'last-chunk' ? undefined : value.data
    if (data !== undefined && holesIn(missing, { start: data.end, end: data.end + 2 }).length > 0) {
      // Its data is there, or its place known, and its line end is missing.
      this.content.add(bytes.subarray(data.start, data.end), data)
      const fields = withMissing(value.fields.slice(0, 2), missing)
      return { unit: makeUnit('chunk', this.#source, at, data.end, true, fields), ...LOST }
    }
    const whole = value.kind === 'chunk' ? value.data : { start: end, end }
    const lines = [
      { start: at, end: whole.start },
      { start: whole.end, end },
    ]
    // Missing bytes may stand in a chunk's data, and nowhere else can anything be read across them.
    if (lines.some((line) => holesIn(missing, line).length > 0)) return LOST
    if (end - at - (whole.end - whole.start) > MAX_HEAD_BYTES) return UNREADABLE
    this.#wanted = 0
    if (data !== undefined) this.content.add(bytes.subarray(data.start, data.end), data)
    const kind = value.kind === 'last-chunk' ? 'last-chunk' : 'chunk'
    const unit = makeUnit(kind, this.#source, at, end, true, withMissing(value.fields, missing))
    if (value.kind === 'broken')
      return {
        unit,
        phase:
          data === undefined ? { kind: 'unreadable', isTooLong: false } : { kind: 'lost', misfit: data.end },
      }
    return value.kind === 'last-chunk' ? { unit, phase: { kind: 'over' } } : { unit }
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
