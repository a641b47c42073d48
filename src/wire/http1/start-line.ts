/**
 * The first line of a head: request-line or status-line, part by part.
 *
 * Parts are single-space separated, as the grammar has it. RFC 9112 lets a lenient recipient split on any whitespace;
 * this one names such a line malformed instead, since leniency here is how two readers come to different requests.
 */
import { latin1, type SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, makeFields, type Field, type FieldDetail } from '../field/field.ts'
import { violation } from '../field/problem.ts'
import type { HeadLine } from './head-scan.ts'
import { lineEndCell, malformedLine } from './line-end.ts'

export interface RequestLine {
  readonly kind: 'request'
  readonly method: string
  /** As on the wire, path and query together. */
  readonly target: string
  readonly path: string
  /** Without its question mark; absent where there is none. */
  readonly query?: string
  readonly version: string
}

export interface StatusLine {
  readonly kind: 'response'
  readonly version: string
  readonly status: number
  readonly reason: string
}

export type StartLine = RequestLine | StatusLine | { readonly kind: 'malformed' }

export interface DissectedStartLine {
  readonly field: Field
  readonly startLine: StartLine
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+) ([!-~\x80-\uffff]+) (HTTP\/[0-9]\.[0-9])$/
// The space after the code is required even where no reason follows; that it is often forgotten is a problem, not a stop.
const STATUS_LINE = /^(HTTP\/[0-9]\.[0-9]) ([0-9]{3})(?:( )([^]*))?$/
const FORBIDDEN_IN_REASON = /[\x00-\x08\x0a-\x1f\x7f]/

const in9112 = (section: string): Citation => ({ standard: 'RFC 9112', section })

/**
 * Dissects a finished line as a request-line.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3
 */
export function dissectRequestLine(bytes: Uint8Array, line: HeadLine, source: SourceId): DissectedStartLine {
  const match = REQUEST_LINE.exec(latin1(bytes, line.start, line.end))
  if (match === null)
    return malformed(malformedLine('http.request-line', line, source, 'malformed-request-line', '3'))
  const [, method = '', target = '', version = ''] = match
  const targetStart = line.start + method.length + 1
  const targetEnd = targetStart + target.length
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? undefined : target.slice(mark + 1)

  const detail = (value: string): FieldDetail => ({ value, citation: in9112('3.2.1') })
  // Only the origin-form has a path and a query; `http://…`, `host:port` and `*` stay in one piece.
  const targetParts = target.startsWith('/')
    ? makeFields(source, targetStart, [
        ['http.path', targetStart + path.length, detail(path)],
        ['http.query', targetEnd, detail(query ?? '')],
      ])
    : []
  const field = makeField('http.request-line', source, line.start, line.next, {
    citation: in9112('3'),
    children: makeFields(source, line.start, [
      ['http.method', targetStart - 1, { value: method, citation: in9112('3.1') }],
      ['http.space', targetStart, { citation: in9112('3') }],
      ['http.request-target', targetEnd, { value: target, citation: in9112('3.2'), children: targetParts }],
      ['http.space', targetEnd + 1, { citation: in9112('3') }],
      ['http.version', line.end, { value: version, citation: in9112('2.3') }],
      lineEndCell(line),
    ]),
  })
  const facts = { kind: 'request', method, target, path, version } as const
  return { field, startLine: query === undefined ? facts : { ...facts, query } }
}

/**
 * Dissects a finished line as a status-line.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-4
 */
export function dissectStatusLine(bytes: Uint8Array, line: HeadLine, source: SourceId): DissectedStartLine {
  const match = STATUS_LINE.exec(latin1(bytes, line.start, line.end))
  if (match === null)
    return malformed(malformedLine('http.status-line', line, source, 'malformed-status-line', '4'))
  const [, version = '', digits = '', secondSpace, reason = ''] = match
  const status = Number(digits)
  const codeStart = line.start + version.length + 1
  const codeEnd = codeStart + 3

  return {
    field: makeField('http.status-line', source, line.start, line.next, {
      citation: in9112('4'),
      problems: secondSpace === undefined ? [violation('malformed-status-line', 'RFC 9112', '4')] : [],
      children: makeFields(source, line.start, [
        ['http.version', codeStart - 1, { value: version, citation: in9112('2.3') }],
        ['http.space', codeStart, { citation: in9112('4') }],
        [
          'http.status-code',
          codeEnd,
          { value: status, citation: { standard: 'RFC 9110', section: statusSection(status) } },
        ],
        ['http.space', Math.min(codeEnd + 1, line.end), { citation: in9112('4') }],
        [
          'http.reason-phrase',
          line.end,
          {
            value: reason,
            citation: in9112('4'),
            problems: FORBIDDEN_IN_REASON.test(reason) ? [violation('forbidden-octet', 'RFC 9112', '4')] : [],
          },
        ],
        lineEndCell(line),
      ]),
    }),
    startLine: { kind: 'response', version, status, reason },
  }
}

/** The section on a code of the labs' answers, else the one on status codes as a whole. */
function statusSection(status: number): string {
  return SECTION_OF_STATUS[status] ?? '15'
}

const SECTION_OF_STATUS: Readonly<Partial<Record<number, string>>> = {
  100: '15.2.1',
  101: '15.2.2',
  200: '15.3.1',
  201: '15.3.2',
  202: '15.3.3',
  204: '15.3.5',
  304: '15.4.5',
  400: '15.5.1',
  403: '15.5.4',
  404: '15.5.5',
  405: '15.5.6',
  408: '15.5.9',
  413: '15.5.14',
  426: '15.5.22',
  500: '15.6.1',
  503: '15.6.4',
}

function malformed(field: Field): DissectedStartLine {
  return { field, startLine: { kind: 'malformed' } }
}
