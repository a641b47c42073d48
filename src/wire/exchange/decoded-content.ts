/** A content as it was before its coding: the decoder that a head asks for, what it is fed, and the units of what comes out. */
import type { ByteRange } from '../bytes/bytes.ts'
import type { Unit } from '../field/field.ts'
import { missingIn } from '../field/missing-fields.ts'
import { withProblemOnLastUnit } from '../field/unit.ts'
import { BROKEN_CODING } from './content-decoder.ts'
import { unitsOfContent, type Wire } from './content-units.ts'
import type { HoledContent } from './holed-content.ts'
import { firstMissing } from './phases.ts'
import type { ReadMessage } from './read-message.ts'

/** Undoes the coding of what is there of the content, as far as no hole is in it. `isOver`: no more comes. */
export function decodeContent(
  { decoder, chunks, afterHead, contentStart }: ReadMessage,
  { bytes, missing }: Wire,
  isOver: boolean,
  isLookedAt: boolean,
): void {
  if (decoder === undefined || afterHead === undefined) return
  if (afterHead.kind === 'chunks') {
    const { pieces } = chunks.content
    const hole = firstMissing(missingIn(pieces, missing), 0) ?? chunks.seams[0]?.start
    const seen = chunks.content.bytes.subarray(0, hole)
    return decoder.advance(seen, 0, isOver && hole === undefined, isLookedAt)
  }
  const end = afterHead.kind === 'content' && afterHead.end !== 'close' ? afterHead.end : Infinity
  const hole = firstMissing(missing, contentStart)
  const seen = bytes.subarray(0, Math.min(end, hole ?? bytes.length))
  decoder.advance(seen, contentStart, (isOver || bytes.length >= end) && hole === undefined, isLookedAt)
}

/** The reader of a content that is not decoded first. */
export function ownContent({ decoder, content }: ReadMessage): HoledContent | undefined {
  return decoder === undefined ? content : undefined
}

/** The units of a message, those of the wire first, then of the de-chunked and of the decoded content. `isOver`: all of it was read. */
export function withDerivedUnits(
  read: ReadMessage,
  onWire: readonly Unit[],
  missing: readonly ByteRange[],
  closed: boolean,
  isOver: boolean,
): readonly Unit[] {
  const units = [...onWire, ...derivedUnits(read, missing, closed, isOver)]
  const { decoder, heads } = read
  // Nothing came out that the coding's problem could stand on.
  const problem = decoder?.content.source === undefined ? decoder?.problem : undefined
  return problem === undefined || units.length <= heads ? units : withProblemOnLastUnit(units, problem)
}

function derivedUnits(
  read: ReadMessage,
  missing: readonly ByteRange[],
  closed: boolean,
  isOver: boolean,
): readonly Unit[] {
  const { head, chunks } = read
  const derived = chunks.content.source
  const decoded = decodedUnits(read, closed, isOver && missing.length === 0)
  if (derived?.kind !== 'derived') return decoded
  const wire = { bytes: derived.bytes, missing: missingIn(derived.pieces, missing) }
  const end = { isWhole: isOver, isOver: isOver || closed, seams: chunks.seams }
  return [...unitsOfContent(head, ownContent(read), derived.id, 0, wire, end), ...decoded]
}

/** The units of what came out. `isMessageOver`: all of the content was there, so that the coding has to be over, too. */
function decodedUnits(
  { head, content, decoder }: ReadMessage,
  closed: boolean,
  isMessageOver: boolean,
): readonly Unit[] {
  const decoded = decoder?.content.source
  if (decoder === undefined || decoded === undefined) return []
  const { isWhole } = decoder
  const problem = decoder.problem ?? (isMessageOver && !isWhole ? BROKEN_CODING : undefined)
  const end = { isWhole, isOver: isWhole || (closed && decoder.problem === undefined) }
  const units = unitsOfContent(head, content, decoded.id, 0, { bytes: decoded.bytes, missing: [] }, end)
  return problem === undefined ? units : withProblemOnLastUnit(units, problem)
}
