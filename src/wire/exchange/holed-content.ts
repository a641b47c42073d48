/**
 * Reads a content that has parts of its own across holes: what is before a hole stays as it is, and behind it reading is taken up
 * where a part begins. An event stream's lines say what they are; a script begins with its tag. Used by the message reader.
 */
import { latin1, type ByteRange, type SourceId } from '../bytes/bytes.ts'
import { createEventStreamReader } from '../event-stream/stream-reader.ts'
import type { ContentReader } from '../field/content-reader.ts'
import { makeField, type Unit } from '../field/field.ts'
import { holesIn, unitOfField } from '../field/missing-fields.ts'
import { beginsChunk } from '../http1/chunked.ts'
import { createScriptReader } from '../html/script-chunks.ts'

export type ContentKind = 'event-stream' | 'scripts'

const READERS: Readonly<Record<ContentKind, (source: SourceId, start: number) => ContentReader>> = {
  'event-stream': (source, start) => createEventStreamReader(source, start),
  scripts: createScriptReader,
}

export class HoledContent {
  readonly #kind: ContentKind
  readonly #source: SourceId
  readonly #start: number
  /** What was read before the last hole that was come to, and the hole itself. */
  readonly #before: Unit[] = []
  /** Absent behind a hole, until a part begins. */
  #reader: ContentReader | undefined
  /** How many holes were come to. */
  #passed = 0
  #holeStart = 0
  /** Behind a hole: before it no part begins. */
  #lookedTo = 0

  constructor(
    kind: ContentKind,
    source: SourceId,
    start: number,
    reader: ContentReader = READERS[kind](source, start),
  ) {
    this.#kind = kind
    this.#source = source
    this.#start = start
    this.#reader = reader
  }

  /** Reads on; the holes are in order, and may be empty where of unknown length. */
  advance(bytes: Uint8Array, holes: readonly ByteRange[]): void {
    for (;;) {
      const hole = holes[this.#passed]
      const seen = bytes.subarray(0, Math.min(bytes.length, hole?.start ?? bytes.length))
      if (this.#reader === undefined) {
        const at = this.#findPart(seen, holes[this.#passed - 1]?.end ?? 0)
        if (at !== undefined) this.#resume(at, holes)
        else if (hole === undefined) return
        else this.#passed++
        continue
      }
      this.#reader.advance(seen)
      if (hole === undefined) return
      for (const unit of this.#reader.units(seen, false)) this.#before.push(unit)
      this.#reader = undefined
      this.#passed++
      this.#holeStart = hole.start
      this.#lookedTo = 0
    }
  }

  /** All units up to the end of the bytes, after `advance`. `isOver`: no byte will follow. */
  units(bytes: Uint8Array, holes: readonly ByteRange[], isOver: boolean): readonly Unit[] {
    if (this.#reader !== undefined) return [...this.#before, ...this.#reader.units(bytes, isOver)]
    if (this.#holeStart >= bytes.length) return [...this.#before]
    return [...this.#before, this.#hole(bytes.length, holes, isOver)]
  }

  /** Gives a reader that knows what comes before an offset and reads on from there; behind a hole one that knows nothing. */
  forkBefore(offset: number): HoledContent {
    const reader = this.#passed > 0 ? undefined : this.#reader?.forkBefore(offset)
    return new HoledContent(this.#kind, this.#source, this.#start, reader)
  }

  #resume(at: number, holes: readonly ByteRange[]): void {
    if (at > this.#holeStart) this.#before.push(this.#hole(at, holes, true))
    this.#reader = READERS[this.#kind](this.#source, at)
  }

  #hole(end: number, holes: readonly ByteRange[], complete: boolean): Unit {
    const own = holesIn(holes, { start: this.#holeStart, end })
    const missing = own.filter((hole) => hole.end > hole.start)
    const field = makeField('trace.unreadable', this.#source, this.#holeStart, end)
    return unitOfField('hole', field, complete, missing)
  }

  /** Where a part begins behind the hole that ends at `holeEnd`; `undefined` where none does yet. */
  #findPart(bytes: Uint8Array, holeEnd: number): number | undefined {
    const isFirstLook = this.#lookedTo <= holeEnd
    const from = Math.max(this.#lookedTo, holeEnd)
    if (this.#kind === 'scripts') {
      const at = indexOf(bytes, '<script', from)
      this.#lookedTo = Math.max(holeEnd, bytes.length - SCRIPT_TAG)
      return at
    }
    if (isFirstLook) {
      let at = holeEnd
      while (bytes[at] === CR || bytes[at] === LF) at++
      if (beginsStreamLine(bytes, at)) return at
      if (bytes.length - at < LONGEST_LINE_BEGIN) return undefined
    }
    const at = afterBlankLine(bytes, from)
    this.#lookedTo = Math.max(holeEnd + 1, bytes.length - 3)
    return at
  }
}

const CR = 0x0d
const LF = 0x0a
const SCRIPT_TAG = '<script'.length

/** So many bytes tell whether a line of an event stream begins. */
export const LONGEST_LINE_BEGIN = 'event:'.length

/** Whether a comment, or one of the four fields, begins at a place. */
export function beginsStreamLine(bytes: Uint8Array, at: number): boolean {
  return /^(?::|(?:data|event|id|retry)[:\r\n])/.test(latin1(bytes, at, at + LONGEST_LINE_BEGIN))
}

/** Whether such a line begins at a place, or a chunk that begins with one. */
export function beginsStream(bytes: Uint8Array, at: number): boolean {
  if (beginsStreamLine(bytes, at)) return true
  const line = beginsChunk(bytes, at) ? bytes.indexOf(LF, at) : -1
  return line >= 0 && beginsStreamLine(bytes, line + 1)
}

function indexOf(bytes: Uint8Array, text: string, from: number): number | undefined {
  for (
    let at = bytes.indexOf(text.charCodeAt(0), from);
    at >= 0;
    at = bytes.indexOf(text.charCodeAt(0), at + 1)
  )
    if (latin1(bytes, at, at + text.length).toLowerCase() === text) return at
  return undefined
}

/** Where the first line after an empty one begins; at least a byte of it must be there. */
function afterBlankLine(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== CR && bytes[at] !== LF) continue
    let end = at
    while (bytes[end] === CR || bytes[end] === LF) end++
    if (end === bytes.length) return undefined
    const lines = latin1(bytes, at, end).match(/\r\n|\r|\n/g)?.length ?? 0
    if (lines > 1) return end
    at = end
  }
  return undefined
}
