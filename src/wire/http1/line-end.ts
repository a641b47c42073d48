/** The end of a line, as heads, chunk-size lines and trailers have it. */
import { makeField, type Field } from '../field/field.ts'
import type { SourceId } from '../bytes/bytes.ts'
import { violation } from '../field/problem.ts'
import type { HeadLine } from './head-scan.ts'

const BARE_LINE_FEED = violation('bare-line-feed', 'RFC 9112', '2.2')

/** Makes the field of a finished line's end; a line feed without its carriage return carries a problem. */
export function lineEndField(
  line: Pick<HeadLine, 'end' | 'next'>,
  source: SourceId,
  kind: 'http.line-end' | 'http.head-end' | 'http.trailers-end' = 'http.line-end',
): Field {
  return makeField(kind, source, line.end, line.next, {
    citation: { standard: 'RFC 9112', section: kind === 'http.trailers-end' ? '7.1.2' : '2.2' },
    problems: line.next - line.end === 1 ? [BARE_LINE_FEED] : [],
  })
}
