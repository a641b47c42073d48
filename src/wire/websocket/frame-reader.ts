/**
 * Reads what one side wrote after a 101 into units: frames on the wire, their payloads unmasked, the messages, and what
 * compressed ones inflate to.
 *
 * As with heads and chunks, finished units are kept and never read again. Used by the message reader of an exchange.
 */
import {
  derivedSourceId,
  type ByteRange,
  type ByteSource,
  type Direction,
  type SourceId,
} from '../bytes/bytes.ts'
import { makeField, type Field, type Unit } from '../field/field.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import { holesIn, missingIn, withMissing } from '../field/missing-fields.ts'
import { lowerBound } from '../bytes/ordered.ts'
import type { Problem } from '../field/problem.ts'
import { makeLazyUnit, makeUnit, MAX_UNITS } from '../field/unit.ts'
import { compressedFields, type CompressedNature } from './deflate-fields.ts'
import { DEFAULT_DEFLATE, type DeflateParameters } from './deflate-parameters.ts'
import { dissectFrame, scanFrame, type FrameBounds, type FrameContext } from './frame.ts'
import { headerBytes } from './frame-layout.ts'
import { createInflatedMessages } from './inflated-messages.ts'
import { applyMask } from './masking.ts'
import { createMessageAssembler, type EndedMessage, type FrameProblem } from './message.ts'
import { messageFields } from './message-fields.ts'
import { payloadFields } from './payload.ts'

export interface FrameReader {
  /** Where the next frame begins, or where reading stopped for good. */
  readonly at: number
  /** Reads on as far as whole frames go. */
  advance(bytes: Uint8Array, missing: readonly ByteRange[]): void
  /** The frames, the unfinished one last; all bytes from the start on are in one. */
  units(bytes: Uint8Array, missing: readonly ByteRange[], closed: boolean): readonly Unit[]
  /** The units of the derived sources. */
  readonly derivedUnits: readonly Unit[]
  readonly derived: readonly ByteSource[]
  /**
   * Gives a reader that knows the messages whose frames end before an offset and reads on from there: for bytes that are
   * others from it on. Where messages are compressed it knows nothing, since each may copy out of those before.
   */
  forkBefore(offset: number): FrameReader
}

/** What a reader was told of the frames before, up to a place where no message is open. */
interface KnownFrames {
  readonly frames: readonly Unit[]
  readonly payloads: readonly Unit[]
  readonly messages: readonly Unit[]
  readonly unmasked: DerivedBytes
  readonly joined: DerivedBytes
  readonly closedAt: number | undefined
}

/** So many frames of one side are read. */
export const MAX_FRAMES = MAX_UNITS

/**
 * Makes the reader of a side's frames, of which the first begins at `start`. `deflate`: how this side compresses, where
 * permessage-deflate was agreed on.
 */
export function createFrameReader(
  source: SourceId,
  start: number,
  direction: Direction,
  deflate: DeflateParameters | false,
): FrameReader {
  return readerAfter(source, start, direction, deflate, {
    frames: [],
    payloads: [],
    messages: [],
    unmasked: createDerivedBytes(source, 'unmasked'),
    joined: createDerivedBytes(source, 'messages'),
    closedAt: undefined,
  })
}

function readerAfter(
  source: SourceId,
  start: number,
  direction: Direction,
  deflate: DeflateParameters | false,
  known: KnownFrames,
): FrameReader {
  const context: FrameContext = { direction, compression: deflate !== false }
  const frames: Unit[] = [...known.frames]
  const payloads: Unit[] = [...known.payloads]
  const messages: Unit[] = [...known.messages]
  const { unmasked, joined } = known
  const messagesId = derivedSourceId(source, 'messages')
  // Without the agreement nothing is inflated, and this stays empty.
  const inflated = createInflatedMessages(messagesId, deflate === false ? DEFAULT_DEFLATE : deflate)
  let { closedAt } = known
  const assembler = createMessageAssembler(closedAt !== undefined)
  let open: { readonly start: number; kind: 'text' | 'binary'; compressed: boolean } | undefined
  let at = frames.at(-1)?.range.end ?? start
  let broken = false

  function readFrame(bytes: Uint8Array, missing: readonly ByteRange[]): boolean {
    if (frames.length >= MAX_FRAMES) broken = true
    if (broken || at >= bytes.length || headerIsHoled(bytes, at, missing)) return false
    const frame = scanFrame(bytes, at)
    if (frame === undefined) return false
    if (frame === 'broken') {
      const dissected = dissectFrame(bytes, at, source, context)
      if (dissected.status === 'need-more') return false
      broken = true
      frames.push(makeUnit('frame', source, at, dissected.end, true, dissected.value.fields))
      at = dissected.end
      return true
    }
    if (frame.opcode === 8) closedAt ??= at
    const detail = takeFrame(frame, bytes, missing)
    const { end } = frame.payload
    frames.push(makeLazyUnit('frame', source, at, end, true, frameFields, detail))
    at = end
    return true
  }

  /** A frame's own fields, with what the frames before add to them. */
  function frameFields(
    { start: from }: ByteRange,
    { bytes, missing, problems }: FrameDetail,
  ): readonly Field[] {
    const dissected = dissectFrame(bytes, from, source, context)
    const fields = dissected.status === 'done' ? dissected.value.fields : dissected.partial
    return withMissing(withProblems(fields, problems), missing)
  }

  function unmaskedFields(range: ByteRange, { opcode, missing, problems }: FrameDetail): readonly Field[] {
    const own = withProblems(
      payloadFields(unmasked.bytes, range, opcode, unmasked.id),
      problems.filter(({ on }) => on === 'payload'),
    )
    return withMissing(own, missingIn(unmasked.pieces, missing, range))
  }

  /** Takes a frame's payload into the derived sources; gives what its fields are made of once somebody looks. */
  function takeFrame(frame: FrameBounds, bytes: Uint8Array, missing: readonly ByteRange[]): FrameDetail {
    const { payload, maskingKey, opcode } = frame
    const crossed = bytes.subarray(payload.start, payload.end)
    const plain =
      maskingKey === undefined
        ? crossed
        : applyMask(crossed, bytes.subarray(maskingKey.start, maskingKey.end))
    const lost = holesIn(missing, payload).length > 0
    const role = assembler.take(frame, lost ? undefined : plain)
    let problems = role.problems
    if (role.kind === 'data') {
      if (role.begins) {
        if (open !== undefined) endMessage(missing)
        const kind = opcode === 1 ? 'text' : 'binary'
        open = { start: joined.length, kind, compressed: frame.rsv1 }
      }
      if (plain.length > 0) joined.add(plain, payload)
      if (role.ended !== undefined) {
        const found = endMessage(missing, role.ended)
        if (found.length > 0)
          problems = [...problems, ...found.map((each) => ({ ...each, on: onFrame(each, plain) }))]
      }
    }
    const detail: FrameDetail = { bytes, missing, opcode, problems }
    if (maskingKey !== undefined && plain.length > 0) {
      const range = unmasked.add(plain, payload)
      if (range !== undefined)
        payloads.push(
          makeLazyUnit('payload', unmasked.id, range.start, range.end, true, unmaskedFields, detail),
        )
    }
    return detail
  }

  /** Keeps the open message as a unit; one that another message interrupted never became whole. Gives what inflating found. */
  function endMessage(missing: readonly ByteRange[], ended?: EndedMessage): readonly Problem[] {
    if (open === undefined) return []
    const range = { start: open.start, end: joined.length }
    let nature: CompressedNature | undefined
    if (open.compressed && deflate !== false) {
      if (ended !== undefined && isWhole(range, missing))
        nature = inflated.take(joined.bytes.subarray(range.start, range.end), open.kind, range)
      else inflated.lose()
    }
    const unit = messageUnit(missing, ended, nature)
    if (unit !== undefined) messages.push(unit)
    open = undefined
    return nature?.problems ?? []
  }

  /** Whether no byte of a stretch of the messages is missing. */
  function isWhole(range: ByteRange, missing: readonly ByteRange[]): boolean {
    const lost = missingIn(joined.pieces, missing, range)
    return !lost.some(({ start: from, end: to }) => from < range.end && to > range.start)
  }

  function messageUnit(
    missing: readonly ByteRange[],
    ended?: EndedMessage,
    nature?: CompressedNature,
  ): Unit | undefined {
    // A message without a byte has no place in its source; its frame says all there is.
    if (open === undefined || open.start === joined.length) return undefined
    const { kind, compressed } = open
    return makeLazyUnit('message', messagesId, open.start, joined.length, ended !== undefined, joinedFields, {
      kind,
      compressed,
      missing,
      isEnded: ended !== undefined,
      illFormed: ended?.illFormed ?? false,
      nature: nature ?? { kind, problems: [] },
    })
  }

  function joinedFields(range: ByteRange, detail: MessageDetail): readonly Field[] {
    const { kind, compressed, missing, isEnded, illFormed, nature } = detail
    const fields = compressed
      ? compressedFields(joined.bytes, range, messagesId, nature)
      : messageFields(joined.bytes, range, messagesId, {
          kind,
          whole: isEnded && isWhole(range, missing),
          illFormed,
        })
    return withMissing(fields, missingIn(joined.pieces, missing, range))
  }

  let missingNow: readonly ByteRange[] = []
  let seen: Uint8Array = new Uint8Array()

  /** How many frames end before an offset, back to where no message is open. */
  function closedBefore(offset: number): number {
    // The frame that nobody can read past is read again, so that it is known to be one.
    let count = Math.min(lowerBound(frames, offset + 1, unitEnd), frames.length - (broken ? 1 : 0))
    for (let last = count - 1; last >= 0; last--) {
      const first = seen[frames[last]?.range.start ?? 0] ?? 0
      // A control frame, or one of a reserved opcode, stands in no message.
      if ((first & 0x0f) > 2) continue
      if ((first & 0x80) !== 0) return count
      count = last
    }
    return count
  }

  return {
    forkBefore(offset) {
      if (deflate !== false) return createFrameReader(source, start, direction, deflate)
      const count = closedBefore(offset)
      const end = frames[count - 1]?.range.end ?? start
      const [plain, whole] = [unmasked.forkBefore(end), joined.forkBefore(end)]
      return readerAfter(source, start, direction, deflate, {
        frames: frames.slice(0, count),
        payloads: payloads.slice(0, lowerBound(payloads, plain.length + 1, unitEnd)),
        messages: messages.slice(0, lowerBound(messages, whole.length + 1, unitEnd)),
        unmasked: plain,
        joined: whole,
        closedAt: closedAt !== undefined && closedAt < end ? closedAt : undefined,
      })
    },
    get at() {
      return at
    },
    advance(bytes, missing) {
      missingNow = missing
      seen = bytes
      while (readFrame(bytes, missing));
    },
    units(bytes, missing, closed) {
      if (at >= bytes.length) return [...frames]
      const rest = (kind: 'websocket.unfinished' | 'http.upgraded-bytes'): readonly Field[] =>
        withMissing([makeField(kind, source, at, bytes.length)], missing)
      if (broken) {
        const unread = makeUnit('upgraded', source, at, bytes.length, closed, rest('http.upgraded-bytes'))
        return [...frames, unread]
      }
      if (headerIsHoled(bytes, at, missing)) {
        return [...frames, makeUnit('frame', source, at, bytes.length, false, rest('websocket.unfinished'))]
      }
      const dissected = dissectFrame(bytes, at, source, context)
      const partial = dissected.status === 'need-more' ? dissected.partial : []
      const fields = withMissing(partial, missing)
      return [...frames, makeUnit('frame', source, at, bytes.length, false, fields)]
    },
    get derivedUnits() {
      const unfinished = messageUnit(missingNow)
      const all = unfinished === undefined ? messages : [...messages, unfinished]
      return [...payloads, ...all, ...inflated.units]
    },
    get derived() {
      return [unmasked.source, joined.source, inflated.source].filter((each) => each !== undefined)
    },
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

/** What the fields of a message are made of. */
interface MessageDetail {
  readonly kind: 'text' | 'binary'
  readonly compressed: boolean
  readonly missing: readonly ByteRange[]
  readonly isEnded: boolean
  readonly illFormed: boolean
  /** Of a compressed one. */
  readonly nature: CompressedNature
}

/** Whether bytes of the header that begins at `at` are missing: then nobody knows where the frame ends. */
function headerIsHoled(bytes: Uint8Array, at: number, missing: readonly ByteRange[]): boolean {
  const hole = missing[lowerBound(missing, at + 1, ({ end }) => end)]
  if (hole === undefined) return false
  const second = bytes[at + 1]
  if (second === undefined || hole.start < at + 2) return hole.start < at + 2
  return hole.start < at + headerBytes(second & 0x7f, (second & 0x80) !== 0)
}

/** A message that is wrong shows in its last frame's payload; a last fragment can be empty. */
function onFrame({ code }: Problem, payload: Uint8Array): FrameProblem['on'] {
  return payload.length > 0 && code !== 'lost-deflate-context' ? 'payload' : 'opcode'
}

/** Puts each problem onto the opcode, or onto the last field where it is about the payload. */
function withProblems(fields: readonly Field[], problems: readonly FrameProblem[]): readonly Field[] {
  if (problems.length === 0) return fields
  return fields.map((field, index) => {
    const own = problems.filter(({ on }) =>
      on === 'opcode' ? field.kind === 'websocket.opcode' : index === fields.length - 1,
    )
    if (own.length === 0) return field
    const plain = own.map(({ code, severity, citation, closeCode }) => ({
      code,
      severity,
      citation,
      ...(closeCode === undefined ? {} : { closeCode }),
    }))
    return { ...field, problems: [...field.problems, ...plain] }
  })
}
