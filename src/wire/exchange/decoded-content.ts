/** A content as it was before its coding: the decoder that a head asks for, and the units of what comes out. */
import { derivedSourceId, type SourceId } from '../bytes/bytes.ts'
import type { Unit } from '../field/field.ts'
import { withLastProblem } from '../field/unit.ts'
import type { Head } from '../http1/message-head.ts'
import { BROKEN_CODING, contentCoding, ContentDecoder } from './content-decoder.ts'
import { unitsOfContent } from './content-units.ts'
import type { Phase } from './phases.ts'
import type { ReadMessage } from './read-message.ts'

/** Makes the decoder of a content, chunked or not, on the wire's source; `undefined` where nothing is to be undone. */
export function decoderOf(
  head: Head | undefined,
  kind: Phase['kind'],
  source: SourceId,
): ContentDecoder | undefined {
  const coding = head === undefined ? undefined : contentCoding(head)
  if (coding === undefined || (kind !== 'chunks' && kind !== 'content')) return undefined
  return new ContentDecoder(coding, kind === 'chunks' ? derivedSourceId(source, 'de-chunked') : source)
}

/** The units of what came out. `isMessageOver`: all of the content was there, so that the coding has to be over, too. */
export function decodedUnits(
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
  const last = units.at(-1)
  return problem === undefined || last === undefined
    ? units
    : [...units.slice(0, -1), withLastProblem(last, problem)]
}
