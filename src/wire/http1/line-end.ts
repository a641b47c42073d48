/** How lines end and how one looks that cannot be read, as heads, chunk-size lines and trailers have them. */
import { makeField, makeFields, type Field, type FieldCell, type FieldDetail } from '../field/field.ts'
import type { SourceId } from '../bytes/bytes.ts'
import { violation, type ProblemCode } from '../field/problem.ts'
import type { HeadLine } from './head-scan.ts'

type LineEnd = Pick<HeadLine, 'end' | 'next'>

const BARE_LINE_FEED = violation('bare-line-feed', 'RFC 9112', '2.2')

/** The end of a line that has one, as the last of the line's fields. */
export function lineEndCell(line: LineEnd): FieldCell {
  return ['http.line-end', line.next, lineEndDetail(line, '2.2')]
}

/** Makes the field of the end of an empty line. */
export function emptyLineField(
  line: LineEnd,
  source: SourceId,
  kind: 'http.line-end' | 'http.head-end' | 'http.trailers-end',
): Field {
  const section = kind === 'http.trailers-end' ? '7.1.2' : '2.2'
  return makeField(kind, source, line.end, line.next, lineEndDetail(line, section))
}

/** A line feed without its carriage return carries a problem. */
function lineEndDetail({ end, next }: LineEnd, section: string): FieldDetail {
  return { citation: { standard: 'RFC 9112', section }, problems: next - end === 1 ? [BARE_LINE_FEED] : [] }
}

/** Makes the field of a line that cannot be read as what it has to be; an empty one carries the problem itself. */
export function malformedLine(
  kind: 'http.request-line' | 'http.status-line' | 'http.chunk-size-line',
  line: HeadLine,
  source: SourceId,
  code: ProblemCode,
  section: string,
): Field {
  const problems = [violation(code, 'RFC 9112', section)]
  return makeField(kind, source, line.start, line.next, {
    citation: { standard: 'RFC 9112', section },
    problems: line.end > line.start ? [] : problems,
    children: makeFields(source, line.start, [['http.malformed', line.end, { problems }], lineEndCell(line)]),
  })
}
