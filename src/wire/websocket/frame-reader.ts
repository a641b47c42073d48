/**
 * Reads what one side wrote after a 101 into units: frames on the wire, their payloads unmasked, and the messages.
 *
 * As with heads and chunks, finished units are kept and never read again. Used by the message reader of an exchange.
 */
import { derivedSourceId, type ByteRange, type ByteSource, type Direction, type SourceId } from '../bytes.ts'
import { makeField, type Field, type Unit } from '../field.ts'
import { createDerivedBytes } from '../trace/derived-bytes.ts'
import { missingIn, withMissing } from '../trace/missing-fields.ts'
import { makeUnit } from '../unit.ts'
import { dissectFrame, type Frame, type FrameContext } from './frame.ts'
import { headerBytes } from './frame-layout.ts'
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
}

/** Makes the reader of a side's frames, of which the first begins at `start`. */
export function createFrameReader(
  source: SourceId,
  start: number,
  direction: Direction,
  compression: boolean,
): FrameReader {
  const context: FrameContext = { direction, compression }
  const frames: Unit[] = []
  const payloads: Unit[] = []
  const messages: Unit[] = []
  const unmasked = createDerivedBytes(source, 'unmasked')
  const joined = createDerivedBytes(source, 'messages')
  const messagesId = derivedSourceId(source, 'messages')
  const assembler = createMessageAssembler()
  let open: { readonly start: number; kind: 'text' | 'binary'; compressed: boolean } | undefined
  let at = start
  let broken = false

  function readFrame(bytes: Uint8Array, missing: readonly ByteRange[]): boolean {
    if (broken || at >= bytes.length || headerIsHoled(bytes, at, missing)) return false
    const dissected = dissectFrame(bytes, at, source, context)
    if (dissected.status === 'need-more') return false
    const { value, end } = dissected
    if (value.kind === 'broken') {
      broken = true
      frames.push(makeUnit('frame', source, at, end, true, value.fields))
    } else {
      frames.push(makeUnit('frame', source, at, end, true, takeFrame(value, bytes, missing)))
    }
    at = end
    return true
  }

  /** Takes a frame's payload into the derived sources; gives its fields with what the frames before add to them. */
  function takeFrame(frame: Frame, bytes: Uint8Array, missing: readonly ByteRange[]): readonly Field[] {
    const { payload, maskingKey, opcode } = frame
    const crossed = bytes.subarray(payload.start, payload.end)
    const plain =
      maskingKey === undefined
        ? crossed
        : applyMask(crossed, bytes.subarray(maskingKey.start, maskingKey.end))
    const lost = missing.some((range) => range.start < payload.end && range.end > payload.start)
    const role = assembler.take(frame, lost ? undefined : plain)

    if (maskingKey !== undefined && plain.length > 0) {
      const range = unmasked.add(plain, payload)
      if (range !== undefined) {
        const fields = payloadFields(unmasked.bytes, range, opcode, unmasked.id)
        const own = withProblems(
          fields,
          role.problems.filter(({ on }) => on === 'payload'),
        )
        const units = makeUnit('payload', unmasked.id, range.start, range.end, true, [
          ...withMissing(own, missingIn(unmasked.pieces, missing)),
        ])
        payloads.push(units)
      }
    }
    if (role.kind === 'data') {
      const opens = role.begins ? { kind: opcode === 1 ? ('text' as const) : ('binary' as const) } : undefined
      if (opens !== undefined) {
        if (open !== undefined) endMessage(missing)
        open = { start: joined.bytes.length, kind: opens.kind, compressed: frame.rsv1 }
      }
      if (plain.length > 0) joined.add(plain, payload)
      if (role.ended !== undefined) endMessage(missing, role.ended)
    }
    return withMissing(withProblems(frame.fields, role.problems), missing)
  }

  /** Keeps the open message as a unit; one that another message interrupted never became whole. */
  function endMessage(missing: readonly ByteRange[], ended?: EndedMessage): void {
    const unit = messageUnit(missing, ended)
    if (unit !== undefined) messages.push(unit)
    open = undefined
  }

  function messageUnit(missing: readonly ByteRange[], ended?: EndedMessage): Unit | undefined {
    // A message without a byte has no place in its source; its frame says all there is.
    if (open === undefined || open.start === joined.bytes.length) return undefined
    const range = { start: open.start, end: joined.bytes.length }
    const lost = missingIn(joined.pieces, missing)
    const fields = messageFields(joined.bytes, range, messagesId, {
      kind: open.kind,
      compressed: open.compressed,
      whole: ended !== undefined && !lost.some(({ start: a, end: b }) => a < range.end && b > range.start),
      illFormed: ended?.illFormed ?? false,
    })
    return makeUnit(
      'message',
      messagesId,
      range.start,
      range.end,
      ended !== undefined,
      withMissing(fields, lost),
    )
  }

  let missingNow: readonly ByteRange[] = []
  return {
    get at() {
      return at
    },
    advance(bytes, missing) {
      missingNow = missing
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
      return [...payloads, ...messages, ...(unfinished === undefined ? [] : [unfinished])]
    },
    get derived() {
      return [unmasked.source, joined.source].filter((each) => each !== undefined)
    },
  }
}

/** Whether bytes of the header that begins at `at` are missing: then nobody knows where the frame ends. */
function headerIsHoled(bytes: Uint8Array, at: number, missing: readonly ByteRange[]): boolean {
  const hole = missing.find(({ end }) => end > at)
  if (hole === undefined) return false
  const second = bytes[at + 1]
  if (second === undefined || hole.start < at + 2) return hole.start < at + 2
  return hole.start < at + headerBytes(second & 0x7f, (second & 0x80) !== 0)
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
