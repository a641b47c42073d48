/**
 * How a content is read by what its head says of it: an event stream and streamed scripts have parts of their own, JSON
 * is the labs', the rest is one piece. Used by the message reader, for the wire and for the de-chunked source alike.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import { makeField, type Field, type Unit } from '../field/field.ts'
import { headerValues, type Head } from '../http1/message-head.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import { LazyUnit } from '../field/unit.ts'
import { holesIn, unitOfField } from '../field/missing-fields.ts'
import { codingsOf, contentCoding } from './content-decoder.ts'
import { HoledContent } from './holed-content.ts'

/** The bytes that a unit is read from, as they are then: what is handed out never changes. */
export interface Wire {
  readonly bytes: Uint8Array
  readonly missing: readonly ByteRange[]
  /** Where slices begin and end, in order; at their end where not said. */
  readonly bounds?: readonly number[]
}

/** The reader that a response's content has by its type; none for a content that is coded, unless that is undone. */
export function contentReader(
  head: Head,
  source: SourceId,
  start: number,
  isDecoded = false,
): HoledContent | undefined {
  const isCoded = codingsOf(head).length > 0
  if (head.startLine.kind !== 'response' || (isCoded && !isDecoded)) return undefined
  const [type = ''] = headerValues(head, 'content-type')
  if (/^text\/event-stream[ \t]*(?:;|$)/i.test(type)) return new HoledContent('event-stream', source, start)
  if (/^text\/html[ \t]*(?:;|$)/i.test(type)) return new HoledContent('scripts', source, start)
  return undefined
}

/**
 * Reads on and gives the units of a content, across its holes. `seams`: where something of unknown length is missing; they are in
 * sources without holes of their own, or between them.
 */
export function contentUnits(
  reader: HoledContent,
  start: number,
  { bytes, missing }: Wire,
  isOver: boolean,
  seams: readonly ByteRange[] = [],
): readonly Unit[] {
  const own = holesIn(missing, { start, end: bytes.length })
  const holes = seams.length === 0 ? own : [...own, ...seams].sort((a, b) => a.start - b.start)
  reader.advance(bytes, holes)
  return reader.units(bytes, holes, isOver)
}

/** Whether a content is all there, and whether it ends where its bytes do. */
export interface ContentEnd {
  readonly isWhole: boolean
  readonly isOver: boolean
  readonly seams?: readonly ByteRange[]
}

export const WHOLE: ContentEnd = { isWhole: true, isOver: true }

/** The units of a content that ends with its bytes: its own parts where it has any, else one, of the labs' JSON where it is such. */
export function unitsOfContent(
  head: Head | undefined,
  reader: HoledContent | undefined,
  source: SourceId,
  start: number,
  { bytes, missing }: Wire,
  { isWhole, isOver, seams = [] }: ContentEnd,
): readonly Unit[] {
  if (reader !== undefined) return contentUnits(reader, start, { bytes, missing }, isOver, seams)
  const end = bytes.length
  if (isWhole && head !== undefined && isJson(head) && holesIn(missing, { start, end }).length === 0)
    return [new LazyUnit('content', source, { start, end }, true, jsonFields, { bytes, source })]
  return [unitOfField('content', plainContent(source, start, end, undecoded(head)), isWhole, missing)]
}

function jsonFields(
  { start, end }: ByteRange,
  { bytes, source }: { readonly bytes: Uint8Array; readonly source: SourceId },
): readonly Field[] {
  return dissectLabJson(bytes, start, end, source)
}

function isJson(head: Head): boolean {
  return headerValues(head, 'content-type').some((value) => /^application\/(?:[\w.-]+\+)?json\b/i.test(value))
}

/** The codings of a content that are not undone here; `undefined` where there is none of them. */
export function undecoded(head: Head | undefined): string | undefined {
  if (head === undefined || contentCoding(head) !== undefined) return undefined
  const codings = codingsOf(head)
  return codings.length === 0 ? undefined : codings.join(', ').slice(0, MAX_CODINGS)
}

const MAX_CODINGS = 64

/** The field of a content, or a part of one, that is not looked into; its value is what it is coded with, where that stands in the way. */
export function plainContent(source: SourceId, start: number, end: number, codings?: string): Field {
  return makeField('http.content', source, start, end, {
    citation: { standard: 'RFC 9110', section: codings === undefined ? '6.4' : '8.4' },
    ...(codings === undefined ? {} : { value: codings }),
  })
}
