/**
 * How a content is read by what its head says of it: an event stream and streamed scripts have parts of their own, JSON
 * is the labs', the rest is one piece. Used by the message reader, for the wire and for the de-chunked source alike.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { ContentReader } from '../field/content-reader.ts'
import { createEventStreamReader } from '../event-stream/stream-reader.ts'
import { makeField, type Field, type Unit } from '../field/field.ts'
import { headerValues, type Head } from '../http1/message-head.ts'
import { createScriptReader } from '../html/script-chunks.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import { makeLazyUnit, makeUnit } from '../field/unit.ts'
import { holesIn, withMissing } from '../field/missing-fields.ts'
import { lowerBound } from '../bytes/ordered.ts'

/** The bytes that a unit is read from, as they are then: what is handed out never changes. */
export interface Wire {
  readonly bytes: Uint8Array
  readonly missing: readonly ByteRange[]
}

/** The reader that a response's content has by its type; none for a content that is coded. */
export function contentReader(head: Head, source: SourceId, start: number): ContentReader | undefined {
  if (head.startLine.kind !== 'response' || headerValues(head, 'content-encoding').length > 0)
    return undefined
  const [type = ''] = headerValues(head, 'content-type')
  if (/^text\/event-stream\s*(?:;|$)/i.test(type)) return createEventStreamReader(source, start)
  if (/^text\/html\s*(?:;|$)/i.test(type)) return createScriptReader(source, start)
  return undefined
}

/** Reads on and gives the units of a content; after the first byte that is missing nobody knows what is what. */
export function contentUnits(
  reader: ContentReader,
  source: SourceId,
  start: number,
  { bytes, missing }: Wire,
  isOver: boolean,
): readonly Unit[] {
  const hole = missing[lowerBound(missing, start + 1, ({ end }) => end)]
  const seen = hole === undefined ? bytes : bytes.subarray(0, Math.max(hole.start, start))
  reader.advance(seen)
  const units = reader.units(seen, isOver && hole === undefined)
  if (hole === undefined) return units
  const rest = withMissing([plainContent(source, seen.length, bytes.length)], missing)
  return [...units, makeUnit('content', source, seen.length, bytes.length, isOver, rest)]
}

/** Whether a content is all there, and whether it ends where its bytes do. */
export interface ContentEnd {
  readonly isWhole: boolean
  readonly isOver: boolean
}

export const WHOLE: ContentEnd = { isWhole: true, isOver: true }

/** The units of a content that ends with its bytes: its own parts where it has any, else one, of the labs' JSON where it is such. */
export function unitsOfContent(
  head: Head,
  reader: ContentReader | undefined,
  source: SourceId,
  start: number,
  { bytes, missing }: Wire,
  { isWhole, isOver }: ContentEnd,
): readonly Unit[] {
  if (reader !== undefined) return contentUnits(reader, source, start, { bytes, missing }, isOver)
  const end = bytes.length
  if (isWhole && isJson(head) && holesIn(missing, { start, end }).length === 0)
    return [
      makeLazyUnit(
        'content',
        source,
        start,
        end,
        true,
        () => dissectLabJson(bytes, start, end, source),
        undefined,
      ),
    ]
  const fields = withMissing([plainContent(source, start, end)], missing)
  return [makeUnit('content', source, start, end, isWhole, fields)]
}

function isJson(head: Head): boolean {
  return headerValues(head, 'content-type').some((value) => /^application\/(?:[\w.-]+\+)?json\b/i.test(value))
}

/** The field of a content, or a part of one, that is not looked into. */
export function plainContent(source: SourceId, start: number, end: number): Field {
  return makeField('http.content', source, start, end, { citation: { standard: 'RFC 9110', section: '6.4' } })
}
