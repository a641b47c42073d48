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
import type { ContentReader } from '../field/content-reader.ts'
import type { Unit } from '../field/field.ts'
import { missingIn } from '../field/missing-fields.ts'
import type { Problem } from '../field/problem.ts'
import { makeUnit, MAX_UNITS, withLastProblem } from '../field/unit.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import { dissectHead, headFraming, type Head } from '../http1/message-head.ts'
import { createFrameReader, type FrameReader } from '../websocket/frame-reader.ts'
import {
  requestHandshakeProblems,
  responseHandshakeProblems,
  withHandshakeProblems,
  type WebSocketAgreement,
} from '../websocket/handshake.ts'
import { ChunkReader, MAX_HEAD_BYTES } from './chunk-reader.ts'
import { contentReader, contentUnits, unitsOfContent, WHOLE, type Wire } from './content-units.ts'
import { firstMissing, phaseOf, restOf, type Phase, type ReadingContext } from './phases.ts'

/** What both heads of a WebSocket say together. */
export interface Upgrade {
  readonly agreement: WebSocketAgreement
  readonly request: Head | undefined
  readonly response: Head
}

/** What was read: whole units, and what they mean for the rest. */
interface ReadMessage {
  readonly units: Unit[]
  /** How many of them are heads. */
  heads: number
  /** The head that counts. */
  head: Head | undefined
  /** The method that decided with it how the message is framed. */
  framedFor: string | undefined
  /** As the head left it. */
  afterHead: Phase | undefined
  readonly chunks: ChunkReader
  /** Reads a content that has parts of its own; on the wire, or on the de-chunked source. */
  content: ContentReader | undefined
  frames: { readonly reader: FrameReader; readonly upgrade: Upgrade } | undefined
}

function nothingRead(source: SourceId): ReadMessage {
  return {
    units: [],
    heads: 0,
    head: undefined,
    framedFor: undefined,
    afterHead: undefined,
    chunks: new ChunkReader(source),
    content: undefined,
    frames: undefined,
  }
}

export function createMessageReader(source: SourceId, direction: Direction): MessageReader {
  return new MessageReader(source, direction)
}

export class MessageReader {
  readonly #source: SourceId
  readonly #direction: Direction
  readonly #side: 'request' | 'response'
  #read: ReadMessage
  #phase: Phase
  #method: string | undefined
  /** Where to look on for the end of the head at hand: before it there is none. */
  #lookedTo = 0

  constructor(source: SourceId, direction: Direction, read = nothingRead(source)) {
    this.#source = source
    this.#direction = direction
    this.#side = direction === 'client-to-server' ? 'request' : 'response'
    this.#read = read
    this.#phase = read.afterHead ?? { kind: 'head' }
  }

  /** The head that counts: of a response the final one, not a 1xx before it. */
  get head(): Head | undefined {
    return this.#read.head
  }

  /** Sources made from this one's bytes: de-chunked content, or unmasked payloads and messages. */
  get derived(): readonly ByteSource[] {
    const deChunked = this.#read.chunks.content.source
    return [...(deChunked === undefined ? [] : [deChunked]), ...(this.#read.frames?.reader.derived ?? [])]
  }

  /** Reads on as far as whole units go. `requestMethod` is needed for a response, where it is known. */
  advance(bytes: Uint8Array, missing: readonly ByteRange[], requestMethod?: string): void {
    // An answer can come before its request is whole (408); once the method is known the framing is decided with it.
    if (this.head !== undefined && this.#read.framedFor !== requestMethod) this.reset()
    this.#method = requestMethod
    const wire = { bytes, missing }
    while (this.#at < bytes.length && MessageReader.#READ[this.#phase.kind]?.(this, wire) === true);
  }

  /** Reads what follows the head as frames; for both sides once the heads agreed on WebSocket. After `advance`. */
  advanceFrames(bytes: Uint8Array, missing: readonly ByteRange[], upgrade: Upgrade): void {
    const { request, response } = this.#read.frames?.upgrade ?? upgrade
    // A head that came again, or came late, may have agreed on something else.
    if (request !== upgrade.request || response !== upgrade.response) {
      const { framedFor } = this.#read
      this.reset()
      this.advance(bytes, missing, framedFor)
    }
    if (this.head === undefined || (this.#phase.kind !== 'over' && this.#phase.kind !== 'tunnel')) return
    if (this.#read.frames === undefined) {
      const deflate = upgrade.agreement.deflate?.[this.#direction] ?? false
      this.#read.frames = {
        reader: createFrameReader(this.#source, this.#at, this.#direction, deflate),
        upgrade,
      }
      this.#markResponseHead(upgrade)
    }
    this.#read.frames.reader.advance(bytes, missing)
  }

  /** All units, the unfinished one last (but for the de-chunked content, which comes after all of the wire's). */
  units(bytes: Uint8Array, missing: readonly ByteRange[], context: ReadingContext): readonly Unit[] {
    const { units, frames } = this.#read
    if (frames !== undefined) {
      const read = frames.reader.units(bytes, missing, context.closed)
      const all = context.closed
        ? read.map((unit) => (unit.complete ? unit : withLastProblem(unit, TRUNCATED_FRAME)))
        : read
      return [...units, ...all, ...frames.reader.derivedUnits]
    }
    const rest = this.#at < bytes.length ? this.#rest({ bytes, missing }, context) : []
    return [...units, ...rest, ...this.#derivedUnits(missing, context.closed)]
  }

  /**
   * Gives a reader that knows what was read before an offset and reads on from there: for bytes that are others from it on.
   * Where the head itself is not before it, one that knows nothing.
   */
  forkBefore(offset: number): MessageReader {
    const { units, heads, afterHead, chunks, content, frames } = this.#read
    if (afterHead === undefined || (units[heads - 1]?.range.end ?? 0) > offset)
      return new MessageReader(this.#source, this.#direction)
    const isChunked = afterHead.kind === 'chunks'
    const whole = isChunked ? lowerBound(units, offset + 1, ({ range }) => range.end) : heads
    const own = units.slice(0, whole)
    // The last chunk, and one that nobody can read past, are read again.
    const isEnd = this.#phase.kind === 'over' || this.#phase.kind === 'unreadable'
    if (isChunked && isEnd && own.length > heads && own.at(-1) === units.at(-1)) own.pop()
    const data = chunks.content.forkBefore(own.at(-1)?.range.end ?? 0)
    return new MessageReader(this.#source, this.#direction, {
      ...this.#read,
      units: own,
      chunks: new ChunkReader(this.#source, data),
      content: content?.forkBefore(isChunked ? data.length : offset),
      frames: frames && { reader: frames.reader.forkBefore(offset), upgrade: frames.upgrade },
    })
  }

  /** Forgets what was read; for a source that changed before its end. */
  reset(): void {
    this.#read = nothingRead(this.#source)
    this.#phase = { kind: 'head' }
    this.#lookedTo = 0
  }

  /** In each phase: reads one unit that is whole; false where there is none (yet). What is not here reads no more. */
  static readonly #READ: Readonly<
    Partial<Record<Phase['kind'], (reader: MessageReader, wire: Wire) => boolean>>
  > = {
    head: (reader, wire) => reader.#readHead(wire),
    chunks: (reader, wire) => reader.#readChunk(wire),
    content: (reader, wire) => reader.#readContent(wire),
  }

  /** Where the next unit begins. */
  get #at(): number {
    return this.#read.units.at(-1)?.range.end ?? 0
  }

  /** Where the content at hand ends; `undefined` where none is. */
  get #contentEnd(): number | 'close' | undefined {
    return this.#phase.kind === 'content' ? this.#phase.end : undefined
  }

  #readHead({ bytes, missing }: Wire): boolean {
    const at = this.#at
    const seen = bytes.subarray(0, firstMissing(missing, at) ?? bytes.length)
    const found = findSectionEnd(seen, Math.max(at, this.#lookedTo))
    this.#lookedTo = found.at
    const isTooLong = (found.isThere ? found.at : seen.length) - at > MAX_HEAD_BYTES
    if (isTooLong) this.#phase = { kind: 'unreadable' }
    if (!found.isThere || isTooLong) return false
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

  /** Goes on as the head that counts says. */
  #enter(head: Head): void {
    this.#phase = phaseOf(headFraming(head, this.#method).framing, this.#at)
    this.#read.head = head
    this.#read.framedFor = this.#method
    this.#read.afterHead = this.#phase
    if (this.#phase.kind === 'content') this.#read.content = contentReader(head, this.#source, this.#at)
    if (this.#phase.kind === 'chunks')
      this.#read.content = contentReader(head, derivedSourceId(this.#source, 'de-chunked'), 0)
  }

  #readChunk(wire: Wire): boolean {
    const { units, heads, chunks } = this.#read
    if (units.length - heads >= MAX_UNITS) {
      this.#phase = { kind: 'beyond-limit' }
      return false
    }
    const { unit, then } = chunks.read(wire, this.#at)
    if (then !== 'chunks') this.#phase = { kind: then }
    if (unit !== undefined) units.push(unit)
    return unit !== undefined
  }

  #readContent({ bytes, missing }: Wire): boolean {
    const { units, content, head } = this.#read
    const [start, end] = [this.#at, this.#contentEnd]
    if (head === undefined || typeof end !== 'number' || bytes.length < end) return false
    const wire = { bytes: bytes.subarray(0, end), missing }
    for (const unit of unitsOfContent(head, content, this.#source, start, wire, WHOLE)) units.push(unit)
    this.#phase = { kind: 'over' }
    return true
  }

  /** Puts what the answer gets wrong onto the last head, which is the answer's. */
  #markResponseHead(upgrade: Upgrade): void {
    const { units } = this.#read
    const last = units.at(-1)
    if (this.#side === 'request' || last?.kind !== 'response-head') return
    const problems = responseHandshakeProblems(upgrade.request, upgrade.response)
    if (problems.length === 0) return
    units[units.length - 1] = { ...last, fields: withHandshakeProblems(last.fields, problems) }
  }

  /** What is behind the last whole unit, by the phase; of a content that has parts of its own these. */
  #rest(wire: Wire, context: ReadingContext): readonly Unit[] {
    const { content } = this.#read
    const end = this.#contentEnd
    const units =
      content !== undefined && end !== undefined
        ? contentUnits(content, this.#source, this.#at, wire, context.closed)
        : [restOf(this.#phase, { source: this.#source, side: this.#side, at: this.#at }, wire, context)]
    const last = units.at(-1)
    const isCut = content !== undefined && end !== undefined ? end !== 'close' : last?.complete === false
    if (!context.closed || !isCut || last === undefined) return units
    return [...units.slice(0, -1), withLastProblem(last, TRUNCATED)]
  }

  #derivedUnits(missing: readonly ByteRange[], closed: boolean): readonly Unit[] {
    const { head, content, chunks } = this.#read
    const derived = chunks.content.source
    if (derived?.kind !== 'derived' || head === undefined) return []
    const isWhole = this.#phase.kind === 'over'
    const wire = { bytes: derived.bytes, missing: missingIn(derived.pieces, missing) }
    return unitsOfContent(head, content, derived.id, 0, wire, { isWhole, isOver: isWhole || closed })
  }
}

const TRUNCATED: Problem = {
  code: 'truncated',
  severity: 'violation',
  citation: { standard: 'RFC 9112', section: '8' },
}

/** RFC 6455 7.1.5: without a Close frame the close code counts as 1006, which nobody sends. */
const TRUNCATED_FRAME: Problem = {
  code: 'truncated-frame',
  severity: 'oddity',
  citation: { standard: 'RFC 6455', section: '7.1.5' },
}
