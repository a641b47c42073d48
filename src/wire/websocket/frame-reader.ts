/**
 * Reads what one side wrote after a 101 into units: frames on the wire, their payloads unmasked, the messages, and what
 * compressed ones inflate to.
 *
 * As with heads and chunks, finished units are kept and never read again. Used by the message reader of an exchange.
 */
import type { ByteRange, ByteSource, Direction, SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { PlaceSearch } from '../bytes/place-search.ts'
import { makeField, type Field, type FieldKind, type Unit } from '../field/field.ts'
import { missingIn, unitOfField, withMissing } from '../field/missing-fields.ts'
import { LazyUnit, makeUnit, MAX_UNITS } from '../field/unit.ts'
import type { DeflateParameters } from './deflate-parameters.ts'
import { dissectFrame, scanFrame, type FrameBounds, type FrameContext } from './frame.ts'
import { headerIsHoled, trustsFrame } from './frame-trust.ts'
import { JoinedMessages } from './joined-messages.ts'
import { applyMask } from './masking.ts'
import { AFTER_CLOSE, withProblems, type FrameProblem } from './frame-problems.ts'
import { payloadFields } from './payload.ts'

/** So many frames of one side are read. */
export const MAX_FRAMES = MAX_UNITS

/**
 * `frames`: whole frames are read as they come. `lost`: behind a hole, or before the first frame of a stream whose start nobody
 * saw, until a frame is found that can be trusted. `beyond`: nobody can read on, or more came than are read.
 */
type Phase = 'frames' | 'lost' | 'beyond'

/** Whose frames these are. */
interface FrameSide {
  readonly source: SourceId
  readonly start: number
  readonly direction: Direction
  readonly deflate: DeflateParameters | false
  /** Nobody saw the handshake: the first byte may be the middle of a frame. */
  readonly isMidstream: boolean
}

/** What was read; what a reader is made with ends where no message is open. */
interface ReadFrames {
  readonly frames: Unit[]
  readonly payloads: Unit[]
  readonly unmasked: DerivedBytes
  readonly messages: JoinedMessages
  /** Where the first Close frame begins. */
  closedAt: number | undefined
}

function nothingRead({ source, deflate, isMidstream }: FrameSide): ReadFrames {
  const unmasked = createDerivedBytes(source, 'unmasked')
  return {
    frames: [],
    payloads: [],
    unmasked,
    messages: new JoinedMessages(source, deflate, undefined, isMidstream),
    closedAt: undefined,
  }
}

/**
 * Makes the reader of a side's frames, of which the first begins at `start`. `deflate`: how this side compresses, where
 * permessage-deflate was agreed on. `isMidstream`: nobody saw the handshake.
 */
export function createFrameReader(
  source: SourceId,
  start: number,
  direction: Direction,
  deflate: DeflateParameters | false,
  isMidstream = false,
): FrameReader {
  return new FrameReader({ source, start, direction, deflate, isMidstream })
}

export class FrameReader {
  readonly #side: FrameSide
  readonly #read: ReadFrames
  readonly #context: FrameContext
  #phase: Phase = 'frames'
  /** Where the next frame begins, or where reading stopped for good. */
  #at: number
  /** As they were last handed over. */
  #bytes: Uint8Array = new Uint8Array()
  #missing: readonly ByteRange[] = []
  readonly #places: PlaceSearch

  constructor(side: FrameSide, read = nothingRead(side)) {
    this.#side = side
    this.#read = read
    this.#context = { direction: side.direction, compression: side.deflate !== false }
    this.#at = read.frames.at(-1)?.range.end ?? side.start
    this.#places = new PlaceSearch(side.start)
    if (side.isMidstream && read.frames.length === 0) this.#lose()
  }

  /** Reads on as far as whole frames go. `bounds`: where slices begin and end, in order; also beyond the bytes. */
  advance(
    bytes: Uint8Array,
    missing: readonly ByteRange[],
    bounds: readonly number[] = [bytes.length],
  ): void {
    this.#bytes = bytes
    this.#missing = missing
    this.#places.bounds = bounds
    this.#readOn()
  }

  #readOn(): void {
    while (this.#phase === 'lost' ? this.#findFrame() : this.#readFrame());
  }

  /** The frames, the unfinished one last; all bytes from the start on are in one. */
  units(bytes: Uint8Array, missing: readonly ByteRange[], closed: boolean): readonly Unit[] {
    // What has to wait for more to be trusted waits no longer.
    if (closed) while (this.#phase === 'lost' && this.#findFrame(true)) this.#readOn()
    if (this.#at >= bytes.length) return [...this.#read.frames]
    return [...this.#read.frames, this.#rest(bytes, missing, closed)]
  }

  /** The units of the derived sources. */
  get derivedUnits(): readonly Unit[] {
    return [...this.#read.payloads, ...this.#read.messages.units(this.#missing)]
  }

  get derived(): readonly ByteSource[] {
    return [this.#read.unmasked.source, ...this.#read.messages.sources].filter((each) => each !== undefined)
  }

  /**
   * Gives a reader that knows the messages whose frames end before an offset and reads on from there: for bytes that are
   * others from it on. Where messages are compressed it knows nothing, since each may copy out of those before.
   */
  forkBefore(offset: number): FrameReader {
    const { source, start, deflate } = this.#side
    const isLost = this.#read.frames.some(({ kind }) => kind === 'hole')
    if (deflate !== false || isLost) return new FrameReader(this.#side)
    const { payloads, unmasked, messages, closedAt = Infinity } = this.#read
    const frames = this.#read.frames.slice(0, this.#closedBefore(offset))
    const end = frames.at(-1)?.range.end ?? start
    const plain = unmasked.forkBefore(end)
    return new FrameReader(this.#side, {
      frames,
      payloads: payloads.slice(0, lowerBound(payloads, plain.length + 1, unitEnd)),
      unmasked: plain,
      messages: messages.forkBefore(source, end),
      closedAt: closedAt < end ? closedAt : undefined,
    })
  }

  /** The unit of what is behind the last whole frame. */
  #rest(bytes: Uint8Array, missing: readonly ByteRange[], closed: boolean): Unit {
    const { source } = this.#side
    const all = (kind: FieldKind): Field => makeField(kind, source, this.#at, bytes.length)
    switch (this.#phase) {
      case 'frames': {
        const dissected = dissectFrame(bytes, this.#at, source, this.#context)
        const fields = withMissing(dissected.status === 'need-more' ? dissected.partial : [], missing)
        return makeUnit('frame', source, this.#at, bytes.length, false, fields)
      }
      case 'lost':
        return unitOfField('hole', all('trace.unreadable'), false, missing)
      case 'beyond':
        return unitOfField('upgraded', all('http.upgraded-bytes'), closed, missing)
    }
  }

  /** Reads the next frame; false where it is not whole. */
  #readFrame(): boolean {
    const bytes = this.#bytes
    const at = this.#at
    if (this.#read.frames.length >= MAX_FRAMES) this.#phase = 'beyond'
    if (this.#phase === 'beyond' || at >= bytes.length) return false
    if (headerIsHoled(bytes, at, this.#missing)) {
      this.#lose()
      return true
    }
    const frame = scanFrame(bytes, at)
    if (frame === undefined) return false
    if (frame === 'broken') {
      const dissected = dissectFrame(bytes, at, this.#side.source, this.#context)
      if (dissected.status === 'need-more') return false
      this.#phase = 'beyond'
      this.#read.frames.push(
        makeUnit('frame', this.#side.source, at, dissected.end, true, dissected.value.fields),
      )
      this.#at = dissected.end
      return true
    }
    const detail = this.#takeFrame(frame, this.#read.closedAt !== undefined)
    if (frame.opcode === 8) this.#read.closedAt ??= at
    const { end } = frame.payload
    this.#read.frames.push(
      new LazyUnit('frame', this.#side.source, { start: at, end }, true, this.#frameFields, detail),
    )
    this.#at = end
    return true
  }

  /** Where a frame ends nobody knows any more. */
  #lose(): void {
    this.#phase = 'lost'
    this.#places.lookFrom(this.#at)
    this.#read.messages.lose(this.#missing)
  }

  /**
   * Looks for a frame that can be trusted: one that begins where a slice does, breaks no rule, is whole, and ends where another
   * slice or a frame begins. False where the bytes there are do not tell.
   */
  #findFrame(isOver = false): boolean {
    const bytes = this.#bytes
    const found = this.#places.find(bytes.length, isOver, (at) =>
      trustsFrame(bytes, at, this.#missing, this.#context, this.#places.isBound),
    )
    if (found === undefined) return false
    if (found > this.#at) {
      const field = makeField('trace.unreadable', this.#side.source, this.#at, found)
      this.#read.frames.push(unitOfField('hole', field, true, this.#missing))
    }
    this.#at = found
    this.#phase = 'frames'
    return true
  }

  /** Takes a frame's payload into the derived sources; gives what its fields are made of once somebody looks. */
  #takeFrame(frame: FrameBounds, isAfterClose: boolean): FrameDetail {
    const bytes = this.#bytes
    const missing = this.#missing
    const { payload, maskingKey, opcode } = frame
    const crossed = bytes.subarray(payload.start, payload.end)
    const plain =
      maskingKey === undefined
        ? crossed
        : applyMask(crossed, bytes.subarray(maskingKey.start, maskingKey.end))
    const found = this.#read.messages.take(frame, plain, missing)
    const problems = isAfterClose ? [AFTER_CLOSE, ...found] : found
    const detail: FrameDetail = { bytes, missing, opcode, problems }
    if (maskingKey !== undefined && plain.length > 0) {
      const { id } = this.#read.unmasked
      const range = this.#read.unmasked.add(plain, payload)
      if (range !== undefined)
        this.#read.payloads.push(new LazyUnit('payload', id, range, true, this.#payloadFields, detail))
    }
    return detail
  }

  /** A frame's own fields, with what the frames before add to them. */
  readonly #frameFields = (
    { start }: ByteRange,
    { bytes, missing, problems }: FrameDetail,
  ): readonly Field[] => {
    const dissected = dissectFrame(bytes, start, this.#side.source, this.#context)
    const fields = dissected.status === 'done' ? dissected.value.fields : dissected.partial
    return withMissing(withProblems(fields, problems), missing)
  }

  readonly #payloadFields = (
    range: ByteRange,
    { opcode, missing, problems }: FrameDetail,
  ): readonly Field[] => {
    const { bytes, id, pieces } = this.#read.unmasked
    const own = withProblems(
      payloadFields(bytes, range, opcode, id),
      problems.filter(({ on }) => on === 'payload'),
    )
    return withMissing(own, missingIn(pieces, missing, range))
  }

  /** How many frames end before an offset, back to where no message is open. */
  #closedBefore(offset: number): number {
    // The frame that nobody can read past is read again, so that it is known to be one.
    const readable = this.#read.frames.length - (this.#phase === 'beyond' ? 1 : 0)
    let count = Math.min(lowerBound(this.#read.frames, offset + 1, unitEnd), readable)
    for (let last = count - 1; last >= 0; last--) {
      const first = this.#bytes[this.#read.frames[last]?.range.start ?? 0] ?? 0
      // A control frame, or one of a reserved opcode, stands in no message.
      if ((first & 0x0f) > 2) continue
      if ((first & 0x80) !== 0) return count
      count = last
    }
    return count
  }
}

const unitEnd = ({ range }: Unit): number => range.end

/** What the fields of a frame, and of its payload, are made of. */
interface FrameDetail {
  /** As they were when the frame was read: what is handed out never changes. */
  readonly bytes: Uint8Array
  readonly missing: readonly ByteRange[]
  readonly opcode: number
  readonly problems: readonly FrameProblem[]
}
