/**
 * Reads what one side wrote in one exchange into units: heads, content, chunks, and what follows an upgrade.
 *
 * Finished units are kept and never read again; only the unfinished one is dissected anew as bytes come. What is
 * decided depends on the bytes and never on how they came, so that a trace read at once gives the same units.
 */
import {
  derivedSourceId,
  type ByteRange,
  type ByteSource,
  type Direction,
  type SourceId,
} from '../bytes/bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import type { Unit } from '../field/field.ts'
import { holesIn } from '../field/missing-fields.ts'
import { makeUnit, MAX_UNITS, withLastProblem } from '../field/unit.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import { dissectHead, headFraming, type Head } from '../http1/message-head.ts'
import { DEFAULT_DEFLATE } from '../websocket/deflate-parameters.ts'
import { createFrameReader } from '../websocket/frame-reader.ts'
import { requestHandshakeProblems, withHandshakeProblems } from '../websocket/handshake.ts'
import { ChunkReader, MAX_HEAD_BYTES } from './chunk-reader.ts'
import { decodeContent, decoderOf, ownContent, withDerivedUnits } from './decoded-content.ts'
import { contentReader, contentUnits, undecoded, unitsOfContent, WHOLE, type Wire } from './content-units.ts'
import { beginsStream, beginsStreamLine, HoledContent, LONGEST_LINE_BEGIN } from './holed-content.ts'
import { withoutBlame } from './pasted.ts'
import {
  FIRST_PHASES,
  markResponseHead,
  nothingRead,
  type Beginning,
  type ReadMessage,
  type Upgrade,
} from './read-message.ts'
import {
  beginsHead,
  firstMissing,
  phaseOf,
  restOf,
  type Phase,
  type Place,
  type ReadingContext,
  TRUNCATED,
  TRUNCATED_FRAME,
  unreadUnit,
} from './phases.ts'

export function createMessageReader(
  source: SourceId,
  direction: Direction,
  beginning: Beginning = 'head',
): MessageReader {
  return new MessageReader(source, direction, beginning)
}

export class MessageReader {
  readonly #source: SourceId
  readonly #direction: Direction
  readonly #side: 'request' | 'response'
  readonly #beginning: Beginning
  #read: ReadMessage
  #phase: Phase
  #method: string | undefined
  /** Where to look on for the end of the head at hand, or for a chunk behind a hole: before it there is none. */
  #lookedTo = 0
  #bounds: readonly number[] = []

  constructor(
    source: SourceId,
    direction: Direction,
    beginning: Beginning = 'head',
    read = nothingRead(source),
  ) {
    this.#source = source
    this.#direction = direction
    this.#side = direction === 'client-to-server' ? 'request' : 'response'
    this.#beginning = beginning
    this.#read = read
    this.#phase = read.afterHead ?? FIRST_PHASES[beginning]
    this.#begin()
  }

  /** Prepares what a beginning without a head is read with. */
  #begin(): void {
    if (this.#beginning === 'frames' && this.#read.frames === undefined) {
      const reader = createFrameReader(this.#source, 0, this.#direction, DEFAULT_DEFLATE, true)
      this.#read.frames = { reader, upgrade: undefined }
    }
    if (this.#beginning === 'stream')
      this.#read.content = new HoledContent('event-stream', derivedSourceId(this.#source, 'de-chunked'), 0)
  }

  /** The head that counts: of a response the final one, not a 1xx before it. */
  get head(): Head | undefined {
    return this.#read.head
  }

  /** Sources made from this one's bytes: de-chunked content, or unmasked payloads and messages. */
  get derived(): readonly ByteSource[] {
    const { chunks, decoder, frames } = this.#read
    const contents = [chunks.content.source, decoder?.content.source].filter((each) => each !== undefined)
    return [...contents, ...(frames?.reader.derived ?? [])]
  }

  /**
   * Reads on as far as whole units go. `requestMethod` is needed for a response, where it is known; `bounds`: where slices begin
   * and end, in order.
   */
  advance(
    bytes: Uint8Array,
    missing: readonly ByteRange[],
    requestMethod?: string,
    bounds: readonly number[] = [bytes.length],
  ): void {
    // An answer can come before its request is whole (408); once the method is known the framing is decided with it.
    if (this.head !== undefined && this.#read.framedFor !== requestMethod) this.reset()
    this.#method = requestMethod
    this.#bounds = bounds
    if (this.#beginning === 'frames') return this.#read.frames?.reader.advance(bytes, missing, bounds)
    const wire = { bytes, missing }
    while (this.#at < bytes.length && MessageReader.#READ[this.#phase.kind]?.(this, wire) === true);
    this.#decode(wire, false, false)
  }

  /** Reads what follows the head as frames; for both sides once the heads agreed on WebSocket. After `advance`. */
  advanceFrames(
    bytes: Uint8Array,
    missing: readonly ByteRange[],
    upgrade: Upgrade | undefined,
    bounds?: readonly number[],
  ): void {
    if (upgrade === undefined) {
      // A head that is another now agrees on nothing.
      const isKept = this.#read.frames === undefined || this.#beginning === 'frames'
      if (!isKept) this.#readAgain(bytes, missing, bounds)
      return
    }
    const isPresumed = this.#read.frames !== undefined && this.#read.frames.upgrade === undefined
    const { request, response } = this.#read.frames?.upgrade ?? upgrade
    // A head that came again, or came late, may have agreed on something else.
    if (isPresumed || request !== upgrade.request || response !== upgrade.response)
      this.#readAgain(bytes, missing, bounds)
    // A request's head that a hole cut is behind it all the same: the answer says so.
    const isCut = this.head === undefined && firstMissing(missing, this.#at) !== undefined
    const isBehindHead =
      this.head !== undefined && (this.#phase.kind === 'over' || this.#phase.kind === 'tunnel')
    if (!isCut && !isBehindHead) return
    if (this.#read.frames === undefined) {
      const deflate = upgrade.agreement.deflate?.[this.#direction] ?? false
      this.#read.frames = {
        reader: createFrameReader(this.#source, this.#at, this.#direction, deflate, isCut),
        upgrade,
      }
      if (this.#side === 'response') markResponseHead(this.#read.units, upgrade)
    }
    this.#read.frames.reader.advance(bytes, missing, bounds)
  }

  /** Reads frames though nobody saw the answer's head: behind the request's, or behind the hole that the answer begins with. */
  presumeFrames(bytes: Uint8Array, missing: readonly ByteRange[], bounds?: readonly number[]): void {
    if (this.#read.frames?.upgrade !== undefined) this.#readAgain(bytes, missing, bounds)
    const isMidstream = this.head === undefined
    const start = isMidstream ? 0 : this.#at
    this.#read.frames ??= {
      reader: createFrameReader(this.#source, start, this.#direction, DEFAULT_DEFLATE, isMidstream),
      upgrade: undefined,
    }
    this.#read.frames.reader.advance(bytes, missing, bounds)
  }

  #readAgain(bytes: Uint8Array, missing: readonly ByteRange[], bounds?: readonly number[]): void {
    const { framedFor } = this.#read
    this.reset()
    this.advance(bytes, missing, framedFor, bounds)
  }

  /** All units, the unfinished one last (but for the de-chunked content, which comes after all of the wire's). */
  units(bytes: Uint8Array, missing: readonly ByteRange[], context: ReadingContext): readonly Unit[] {
    const { units, frames } = this.#read
    if (frames !== undefined) {
      const read = frames.reader.units(bytes, missing, context.closed)
      const all = context.closed
        ? read.map((unit) =>
            unit.complete || unit.kind === 'hole' || holesIn(missing, unit.range).length > 0
              ? unit
              : withLastProblem(unit, TRUNCATED_FRAME),
          )
        : read
      return [...units, ...all, ...frames.reader.derivedUnits]
    }
    if (context.closed && this.#phase.kind === 'lost') this.#finish({ bytes, missing })
    this.#decode({ bytes, missing }, true, context.closed)
    const isOver = this.#phase.kind === 'over'
    const rest = this.#at < bytes.length ? this.#rest({ bytes, missing }, context) : []
    const all = withDerivedUnits(this.#read, [...units, ...rest], missing, context.closed, isOver)
    return this.#beginning === 'pasted' ? all.map(withoutBlame) : all
  }

  /**
   * Gives a reader that knows what was read before an offset and reads on from there: for bytes that are others from it on.
   * Where the head itself is not before it, one that knows nothing.
   */
  forkBefore(offset: number): MessageReader {
    const { units, heads, afterHead, chunks, content, frames } = this.#read
    const isHoled =
      this.#read.wasLost || this.#phase.kind === 'lost' || units.some(({ kind }) => kind === 'hole')
    if (afterHead === undefined || isHoled || (units[heads - 1]?.range.end ?? 0) > offset)
      return new MessageReader(this.#source, this.#direction, this.#beginning)
    const decoder = decoderOf(this.#read.head, afterHead.kind, this.#source)
    const isChunked = afterHead.kind === 'chunks'
    const whole = isChunked ? lowerBound(units, offset + 1, ({ range }) => range.end) : heads
    const own = units.slice(0, whole)
    // The last chunk, and one that nobody can read past, are read again.
    const isEnd = this.#phase.kind === 'over' || this.#phase.kind === 'unreadable'
    if (isChunked && isEnd && own.length > heads && own.at(-1) === units.at(-1)) own.pop()
    const data = chunks.content.forkBefore(own.at(-1)?.range.end ?? 0)
    const isDecoded = decoder !== undefined
    return new MessageReader(this.#source, this.#direction, this.#beginning, {
      ...this.#read,
      decoder,
      units: own,
      chunks: new ChunkReader(this.#source, data),
      content: content?.forkBefore(isDecoded ? 0 : isChunked ? data.length : offset),
      frames: frames && { reader: frames.reader.forkBefore(offset), upgrade: frames.upgrade },
    })
  }

  /** Forgets what was read; for a source that changed before its end. */
  reset(): void {
    this.#read = nothingRead(this.#source)
    this.#phase = FIRST_PHASES[this.#beginning]
    this.#lookedTo = 0
    this.#begin()
  }

  /** In each phase: reads one unit that is whole; false where there is none (yet). What is not here reads no more. */
  static readonly #READ: Readonly<
    Partial<Record<Phase['kind'], (reader: MessageReader, wire: Wire) => boolean>>
  > = {
    head: (reader, wire) => reader.#readHead(wire),
    chunks: (reader, wire) => reader.#readChunk(wire),
    content: (reader, wire) => reader.#readContent(wire),
    lost: (reader, wire) => reader.#findChunk(wire),
  }

  /** Where the next unit begins. */
  get #at(): number {
    return this.#read.units.at(-1)?.range.end ?? 0
  }

  get #place(): Place {
    return { source: this.#source, side: this.#side, at: this.#at, codings: undecoded(this.head) }
  }

  /** Where the content at hand ends; `undefined` where none is. */
  get #contentEnd(): number | 'close' | undefined {
    return this.#phase.kind === 'content' ? this.#phase.end : undefined
  }

  #readHead({ bytes, missing }: Wire): boolean {
    const at = this.#at
    const [hole] = holesIn(missing, { start: at, end: at + 1 })
    if (hole !== undefined && beginsHead(bytes, hole.end, this.#side)) {
      this.#read.units.push(unreadUnit(this.#source, at, hole.end, missing))
      return true
    }
    const stop = firstMissing(missing, at)
    const seen = bytes.subarray(0, stop ?? bytes.length)
    const found = findSectionEnd(seen, Math.max(at, this.#lookedTo))
    this.#lookedTo = found.at
    const isTooLong = (found.isThere ? found.at : seen.length) - at > MAX_HEAD_BYTES
    if (isTooLong) this.#phase = { kind: 'unreadable', isTooLong }
    if (isTooLong) return false
    if (!found.isThere) return stop !== undefined && at === 0 && this.#findStream(bytes, missing, stop)
    const dissected = dissectHead(seen, at, this.#side, this.#source)
    if (dissected.status === 'need-more') return false
    const read = dissected.value
    const problems = this.#side === 'request' ? requestHandshakeProblems(read) : []
    const fields = withHandshakeProblems(read.fields, problems)
    this.#read.units.push(makeUnit(`${this.#side}-head`, this.#source, at, dissected.end, true, fields))
    this.#read.heads++
    const { startLine } = read
    // RFC 9110 15.2: a 1xx announces another head.
    if (startLine.kind === 'response' && startLine.status < 200 && startLine.status !== 101) return true
    this.#enter(read)
    return true
  }

  /** The answer's head, or its end, is in the hole at `stop`: what follows may say that it is an event stream. */
  #findStream(bytes: Uint8Array, missing: readonly ByteRange[], stop: number): boolean {
    const [hole] = holesIn(missing, { start: stop, end: stop + 1 })
    if (this.#side === 'request' || hole === undefined || !beginsStream(bytes, hole.end)) return false
    this.#read.content = new HoledContent('event-stream', derivedSourceId(this.#source, 'de-chunked'), 0)
    this.#phase = { kind: 'lost' }
    this.#lookedTo = hole.end
    return true
  }

  /** Goes on as the head that counts says. */
  #enter(head: Head): void {
    this.#phase = phaseOf(headFraming(head, this.#method).framing, this.#at)
    this.#read.head = head
    this.#read.framedFor = this.#method
    this.#read.afterHead = this.#phase
    this.#read.contentStart = this.#at
    const isChunked = this.#phase.kind === 'chunks'
    if (!isChunked && this.#phase.kind !== 'content') return
    const source = isChunked ? derivedSourceId(this.#source, 'de-chunked') : this.#source
    this.#read.decoder = decoderOf(head, this.#phase.kind, this.#source)
    this.#read.content =
      this.#read.decoder === undefined
        ? contentReader(head, source, isChunked ? 0 : this.#at)
        : contentReader(head, derivedSourceId(source, 'decoded'), 0, true)
  }

  #decode(wire: Wire, isLookedAt: boolean, closed: boolean): void {
    decodeContent(this.#read, wire, closed || this.#phase.kind === 'over', isLookedAt)
  }

  #readChunk(wire: Wire): boolean {
    const { units, heads, chunks } = this.#read
    if (units.length - heads >= MAX_UNITS) {
      this.#phase = { kind: 'beyond-limit' }
      return false
    }
    const { unit, then, misfit } = chunks.read(wire, this.#at)
    if (then === 'unreadable') this.#phase = { kind: then, isTooLong: unit === undefined }
    else if (then === 'lost') this.#phase = misfit === undefined ? { kind: then } : { kind: then, misfit }
    else if (then !== 'chunks') this.#phase = { kind: then }
    if (then === 'lost') this.#lookedTo = unit?.range.end ?? this.#at
    if (unit !== undefined) units.push(unit)
    return unit !== undefined || then === 'lost'
  }

  /** Looks for a chunk that can be trusted behind a hole; a slice begins with it. */
  #findChunk(wire: Wire, isOver = false): boolean {
    const { bytes, missing } = wire
    const { chunks, units } = this.#read
    const misfit = this.#phase.kind === 'lost' ? this.#phase.misfit : undefined
    const isBound = (end: number): boolean => this.#nextBound(end) === end
    for (;;) {
      const at = this.#nextBound(this.#lookedTo)
      if (at === undefined || at >= bytes.length) return false
      if (this.#isUnframed && this.#beginsLines(wire, at, isOver) !== false)
        return this.#readLines(wire, at, isOver)
      const trust = chunks.trusts(wire, at, isBound)
      if (trust === undefined && !isOver) return false
      this.#lookedTo = at + 1
      if (trust !== true) continue
      if (at > this.#at) units.push(unreadUnit(this.#source, this.#at, at, missing, misfit !== undefined))
      this.#read.wasLost = true
      if (units.length > 0) chunks.resume(bytes, at, misfit)
      this.#phase = { kind: 'chunks' }
      return true
    }
  }

  /** No head and no chunk was seen: the content may stand on the wire as it is. */
  get #isUnframed(): boolean {
    return this.head === undefined && !this.#read.wasLost && this.#phase.kind === 'lost'
  }

  /** Whether lines of an event stream begin at a place; `undefined` while too little of them is there. */
  #beginsLines({ bytes }: Wire, at: number, isOver: boolean): boolean | undefined {
    if (bytes.length - at < LONGEST_LINE_BEGIN && !isOver) return undefined
    return beginsStreamLine(bytes, at)
  }

  /** Reads what follows as an event stream that stands on the wire as it is. */
  #readLines(wire: Wire, at: number, isOver: boolean): boolean {
    if (this.#beginsLines(wire, at, isOver) !== true) return false
    if (at > this.#at) this.#read.units.push(unreadUnit(this.#source, this.#at, at, wire.missing))
    this.#phase = { kind: 'content', end: 'close' }
    this.#read.content = new HoledContent('event-stream', this.#source, at)
    return true
  }

  /** Nothing follows: what has to wait for more to be trusted waits no longer. */
  #finish(wire: Wire): void {
    while (this.#phase.kind === 'lost' && this.#findChunk(wire, true))
      while (MessageReader.#READ[this.#phase.kind]?.(this, wire) === true);
  }

  /** The first place from an offset on where a slice begins or ends. */
  #nextBound(from: number): number | undefined {
    return from === 0 ? 0 : this.#bounds[lowerBound(this.#bounds, from, (bound) => bound)]
  }

  #readContent({ bytes, missing }: Wire): boolean {
    const { units, head } = this.#read
    const [start, end] = [this.#at, this.#contentEnd]
    if (head === undefined || typeof end !== 'number' || bytes.length < end) return false
    const wire = { bytes: bytes.subarray(0, end), missing }
    for (const unit of unitsOfContent(head, ownContent(this.#read), this.#source, start, wire, WHOLE))
      units.push(unit)
    this.#phase = { kind: 'over' }
    return true
  }

  /** What is behind the last whole unit, by the phase; of a content that has parts of its own these. */
  #rest(wire: Wire, context: ReadingContext): readonly Unit[] {
    const content = ownContent(this.#read)
    const end = this.#contentEnd
    const units =
      content !== undefined && end !== undefined
        ? contentUnits(content, this.#at, wire, context.closed)
        : [restOf(this.#phase, this.#place, wire, context)]
    const last = units.at(-1)
    const isCut = content !== undefined && end !== undefined ? end !== 'close' : last?.complete === false
    // What a hole cut short, nobody did; of a content with a length its end is known all the same.
    const isHoled =
      last?.kind === 'hole' || (typeof end !== 'number' && firstMissing(wire.missing, this.#at) !== undefined)
    if (!context.closed || !isCut || last === undefined || isHoled) return units
    return [...units.slice(0, -1), withLastProblem(last, TRUNCATED)]
  }
}
