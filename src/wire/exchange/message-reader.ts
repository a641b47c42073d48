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
import { PlaceSearch } from '../bytes/place-search.ts'
import type { Unit } from '../field/field.ts'
import { holesIn } from '../field/missing-fields.ts'
import { MAX_UNITS } from '../field/unit.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import { startLineAt, type Head } from '../http1/message-head.ts'
import type { StartLine, StatusLine } from '../http1/start-line.ts'
import { DEFAULT_DEFLATE, type DeflateParameters } from '../websocket/deflate-parameters.ts'
import { createFrameReader } from '../websocket/frame-reader.ts'
import { decodeContent, ownContent, withDerivedUnits } from './decoded-content.ts'
import { unitsOfContent, WHOLE, type Wire } from './content-units.ts'
import { beginsStream, beginsStreamLine, HoledContent, LONGEST_LINE_BEGIN } from './holed-content.ts'
import { withoutBlame } from './pasted.ts'
import { endedUnits, frameUnits, restUnits } from './rest-units.ts'
import {
  enterBody,
  FIRST_PHASES,
  markResponseHead,
  nothingRead,
  readBefore,
  readHead,
  type Beginning,
  type ReadMessage,
  type Upgrade,
} from './read-message.ts'
import {
  beginsHead,
  firstMissing,
  MAX_HEAD_BYTES,
  type Phase,
  type ReadingContext,
  unreadUnit,
} from './phases.ts'

export class MessageReader {
  readonly #source: SourceId
  readonly #direction: Direction
  readonly #side: 'request' | 'response'
  readonly #beginning: Beginning
  #read: ReadMessage
  #phase: Phase
  #method: string | undefined
  /** Where to look on for the end of the head at hand: before it there is none. */
  #lookedTo = 0
  /** Where a body may go on behind a hole. */
  readonly #places = new PlaceSearch(0)

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
    if (this.#beginning === 'frames') this.#read.frames ??= this.#framesFrom(0, DEFAULT_DEFLATE, true)
    if (this.#beginning === 'stream') this.#read.content = this.#chunkedEventStream()
  }

  #framesFrom(
    start: number,
    deflate: DeflateParameters | false,
    isMidstream: boolean,
    upgrade?: Upgrade,
  ): NonNullable<ReadMessage['frames']> {
    const reader = createFrameReader(this.#source, start, this.#direction, deflate, isMidstream)
    return { reader, upgrade }
  }

  #chunkedEventStream(): HoledContent {
    return new HoledContent('event-stream', derivedSourceId(this.#source, 'de-chunked'), 0)
  }

  /** The head that counts: of a response the final one, not a 1xx before it. */
  get head(): Head | undefined {
    return this.#read.head
  }

  /** The start line that counts; of a head with a hole in it, whose end never comes, the line before the hole. */
  startLine({ bytes, missing }: Wire): StartLine | undefined {
    if (this.head !== undefined) return this.head.startLine
    // Where reading went on without a head, it was the first thing there.
    const at = this.#phase.kind === 'head' ? this.#at : 0
    const stop = firstMissing(missing, at)
    if (stop === undefined) return undefined
    const line = startLineAt(bytes.subarray(0, Math.min(stop, at + MAX_HEAD_BYTES)), at, this.#side)
    return line.kind === 'response' && isInterim(line) ? undefined : line
  }

  /** Sources made from this one's bytes: de-chunked content, or unmasked payloads and messages. */
  get derived(): readonly ByteSource[] {
    const { chunks, decoder, frames } = this.#read
    const contents = [chunks.content.source, decoder?.content.source].filter((each) => each !== undefined)
    return [...contents, ...(frames?.reader.derived ?? [])]
  }

  /** Reads on as far as whole units go. `requestMethod` is needed for a response, where it is known. */
  advance(wire: Wire, requestMethod?: string): void {
    // An answer can come before its request is whole (408); once the method is known the framing is decided with it.
    if (this.head !== undefined && this.#read.framedFor !== requestMethod) this.reset()
    this.#method = requestMethod
    this.#places.bounds = wire.bounds ?? [wire.bytes.length]
    if (this.#beginning === 'frames') return this.#advanceFrames(wire)
    this.#readOn(wire)
    this.#decode(wire, false, false)
  }

  #readOn(wire: Wire): void {
    while (this.#at < wire.bytes.length && this.#readNext(wire));
  }

  /** Reads one unit that is whole; false where there is none (yet), or nothing is read any more. */
  #readNext(wire: Wire): boolean {
    switch (this.#phase.kind) {
      case 'head':
        return this.#readHead(wire)
      case 'chunks':
        return this.#readChunk(wire)
      case 'content':
        return this.#readContent(wire)
      case 'lost':
        return this.#findBody(wire)
      default:
        return false
    }
  }

  /** Reads what follows the head as frames; for both sides once the heads agreed on WebSocket. After `advance`. */
  readFrames(wire: Wire, upgrade: Upgrade | undefined): void {
    if (upgrade === undefined) {
      // A head that is another now agrees on nothing.
      const isKept = this.#read.frames === undefined || this.#beginning === 'frames'
      if (!isKept) this.#readAgain(wire)
      return
    }
    const isPresumed = this.#read.frames !== undefined && this.#read.frames.upgrade === undefined
    const { request, response } = this.#read.frames?.upgrade ?? upgrade
    // A head that came again, or came late, may have agreed on something else.
    if (isPresumed || request !== upgrade.request || response !== upgrade.response) this.#readAgain(wire)
    // A request's head that a hole cut is behind it all the same: the answer says so.
    const isCut = this.head === undefined && firstMissing(wire.missing, this.#at) !== undefined
    const isBehindHead =
      this.head !== undefined && (this.#phase.kind === 'over' || this.#phase.kind === 'tunnel')
    if (!isCut && !isBehindHead) return
    if (this.#read.frames === undefined) {
      const deflate = upgrade.agreement.deflate?.[this.#direction] ?? false
      this.#read.frames = this.#framesFrom(this.#at, deflate, isCut, upgrade)
      if (this.#side === 'response') markResponseHead(this.#read.units, upgrade)
    }
    this.#advanceFrames(wire)
  }

  /** Reads frames though nobody saw the answer's head: behind the request's, or behind the hole that the answer begins with. */
  presumeFrames(wire: Wire): void {
    if (this.#read.frames?.upgrade !== undefined) this.#readAgain(wire)
    const isMidstream = this.head === undefined
    this.#read.frames ??= this.#framesFrom(isMidstream ? 0 : this.#at, DEFAULT_DEFLATE, isMidstream)
    this.#advanceFrames(wire)
  }

  #advanceFrames({ bytes, missing, bounds }: Wire): void {
    this.#read.frames?.reader.advance(bytes, missing, bounds)
  }

  #readAgain(wire: Wire): void {
    const { framedFor } = this.#read
    this.reset()
    this.advance(wire, framedFor)
  }

  /** All units, the unfinished one last (but for the de-chunked content, which comes after all of the wire's). */
  units(wire: Wire, context: ReadingContext): readonly Unit[] {
    const { units, frames } = this.#read
    if (frames !== undefined)
      return [...units, ...frameUnits(frames.reader, wire, context.closed), ...frames.reader.derivedUnits]
    // Nothing follows: what has to wait for more to be trusted waits no longer.
    if (context.closed) while (this.#phase.kind === 'lost' && this.#findBody(wire, true)) this.#readOn(wire)
    this.#decode(wire, true, context.closed)
    const isOver = this.#phase.kind === 'over'
    const place = { source: this.#source, side: this.#side, at: this.#at }
    const own =
      this.#at < wire.bytes.length
        ? [...units, ...restUnits(this.#read, this.#phase, place, wire, context)]
        : endedUnits(this.#read, this.#phase, context)
    const all = withDerivedUnits(this.#read, own, wire.missing, context.closed, isOver)
    return this.#beginning === 'pasted' ? all.map(withoutBlame) : all
  }

  /**
   * Gives a reader that knows what was read before an offset and reads on from there: for bytes that are others from it on.
   * Where the head itself is not before it, one that knows nothing.
   */
  forkBefore(offset: number): MessageReader {
    const isLost = this.#phase.kind === 'lost'
    const isEnd = this.#phase.kind === 'over' || this.#phase.kind === 'unreadable'
    const read = isLost ? undefined : readBefore(this.#read, this.#source, offset, isEnd)
    return new MessageReader(this.#source, this.#direction, this.#beginning, read)
  }

  /** Forgets what was read; for a source that changed before its end. */
  reset(): void {
    this.#read = nothingRead(this.#source)
    this.#phase = FIRST_PHASES[this.#beginning]
    this.#lookedTo = 0
    this.#places.lookFrom(0)
    this.#begin()
  }

  /** Where the next unit begins. */
  get #at(): number {
    return this.#read.units.at(-1)?.range.end ?? 0
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
    if ((found.isThere ? found.at : seen.length) - at > MAX_HEAD_BYTES) {
      this.#phase = { kind: 'unreadable', isTooLong: true }
      return false
    }
    if (!found.isThere) return stop !== undefined && at === 0 && this.#findStream(bytes, missing, stop)
    const read = readHead(seen, at, this.#side, this.#source)
    if (read === undefined) return false
    this.#read.units.push(read.unit)
    this.#read.heads++
    const { startLine } = read.head
    if (startLine.kind === 'response' && isInterim(startLine)) return true
    this.#phase = enterBody(this.#read, this.#source, read.head, this.#method, this.#at)
    return true
  }

  /** The answer's head, or its end, is in the hole at `stop`: what follows may say that it is an event stream. */
  #findStream(bytes: Uint8Array, missing: readonly ByteRange[], stop: number): boolean {
    const [hole] = holesIn(missing, { start: stop, end: stop + 1 })
    if (this.#side === 'request' || hole === undefined || !beginsStream(bytes, hole.end)) return false
    this.#read.content = this.#chunkedEventStream()
    this.#phase = { kind: 'lost' }
    this.#places.lookFrom(hole.end)
    return true
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
    const { unit, phase } = chunks.read(wire, this.#at)
    if (phase !== undefined) this.#phase = phase
    if (phase?.kind === 'lost') this.#places.lookFrom(unit?.range.end ?? this.#at)
    if (unit !== undefined) units.push(unit)
    return unit !== undefined || phase?.kind === 'lost'
  }

  /** Looks for where a body goes on behind a hole: with a chunk that can be trusted, or as an event stream's lines. */
  #findBody(wire: Wire, isOver = false): boolean {
    const { bytes, missing } = wire
    const { chunks, units, wasLost } = this.#read
    const misfit = this.#phase.kind === 'lost' ? this.#phase.misfit : undefined
    // Where no head and no chunk was seen, the content may stand on the wire as it is.
    const beginsLines = (at: number): boolean | undefined => {
      if (this.head !== undefined || wasLost) return false
      return bytes.length - at < LONGEST_LINE_BEGIN && !isOver ? undefined : beginsStreamLine(bytes, at)
    }
    const found = this.#places.find(bytes.length, isOver, (at) => {
      const isLine = beginsLines(at)
      return isLine === false ? chunks.trusts(wire, at, this.#places.isBound) : isLine
    })
    if (found === undefined) return false
    if (found > this.#at) units.push(unreadUnit(this.#source, this.#at, found, missing, misfit !== undefined))
    if (beginsLines(found) === true) {
      this.#phase = { kind: 'content', end: 'close' }
      this.#read.content = new HoledContent('event-stream', this.#source, found)
      return true
    }
    this.#read.wasLost = true
    if (units.length > 0) chunks.resume(bytes, found, misfit)
    this.#phase = { kind: 'chunks' }
    return true
  }

  #readContent({ bytes, missing }: Wire): boolean {
    const { units, head } = this.#read
    const end = this.#phase.kind === 'content' ? this.#phase.end : undefined
    if (head === undefined || typeof end !== 'number' || bytes.length < end) return false
    const wire = { bytes: bytes.subarray(0, end), missing }
    for (const unit of unitsOfContent(head, ownContent(this.#read), this.#source, this.#at, wire, WHOLE))
      units.push(unit)
    this.#phase = { kind: 'over' }
    return true
  }
}

/** RFC 9110 15.2: a 1xx announces another head; behind a 101 stands another protocol. */
const isInterim = ({ status }: StatusLine): boolean => status < 200 && status !== 101
