/**
 * The first line of a head: request-line or status-line, part by part.
 *
 * Parts are single-space separated, as the grammar has it. RFC 9112 lets a lenient recipient split on any whitespace;
 * this one names such a line malformed instead, since leniency here is how two readers come to different requests.
 */
import { latin1, type SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Field } from '../field/field.ts'
import { violation, type Problem } from '../field/problem.ts'
import type { HeadLine } from './head-scan.ts'
import { lineEndField } from './line-end.ts'

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
  if (match === null) return malformed('http.request-line', 'malformed-request-line', '3', line, source)
  const [, method = '', target = '', version = ''] = match
  const targetStart = line.start + method.length + 1
  const targetEnd = targetStart + target.length
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? undefined : target.slice(mark + 1)

  const field = makeField('http.request-line', source, line.start, line.next, {
    citation: in9112('3'),
    children: [
      makeField('http.method', source, line.start, targetStart - 1, {
        value: method,
        citation: in9112('3.1'),
      }),
      space(source, targetStart - 1, '3'),
      makeField('http.request-target', source, targetStart, targetEnd, {
        value: target,
        citation: in9112('3.2'),
        children: target.startsWith('/') ? targetParts(source, targetStart, targetEnd, path, query) : [],
      }),
      space(source, targetEnd, '3'),
      makeField('http.version', source, targetEnd + 1, line.end, { value: version, citation: in9112('2.3') }),
      lineEndField(line, source),
    ],
  })
  const facts = { kind: 'request', method, target, path, version } as const
  return { field, startLine: query === undefined ? facts : { ...facts, query } }
}

/** Only the origin-form has a path and a query; `http://…`, `host:port` and `*` stay in one piece. */
function targetParts(
  source: SourceId,
  start: number,
  end: number,
  path: string,
  query: string | undefined,
): readonly Field[] {
  const pathField = makeField('http.path', source, start, start + path.length, {
    value: path,
    citation: in9112('3.2.1'),
  })
  if (query === undefined) return [pathField]
  return [
    pathField,
    makeField('http.query', source, start + path.length, end, { value: query, citation: in9112('3.2.1') }),
  ]
}

/**
 * Dissects a finished line as a status-line.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-4
 */
export function dissectStatusLine(bytes: Uint8Array, line: HeadLine, source: SourceId): DissectedStartLine {
  const match = STATUS_LINE.exec(latin1(bytes, line.start, line.end))
  if (match === null) return malformed('http.status-line', 'malformed-status-line', '4', line, source)
  const [, version = '', digits = '', secondSpace, reason = ''] = match
  const status = Number(digits)
  const codeStart = line.start + version.length + 1
  const codeEnd = codeStart + 3

  const children = [
    makeField('http.version', source, line.start, codeStart - 1, { value: version, citation: in9112('2.3') }),
    space(source, codeStart - 1, '4'),
    makeField('http.status-code', source, codeStart, codeEnd, {
      value: status,
      citation: { standard: 'RFC 9110', section: statusSection(status) },
    }),
  ]
  if (secondSpace !== undefined) children.push(space(source, codeEnd, '4'))
  if (reason !== '') {
    const reasonStart = codeEnd + 1
    children.push(
      makeField('http.reason-phrase', source, reasonStart, line.end, {
        value: reason,
        citation: in9112('4'),
        problems: FORBIDDEN_IN_REASON.test(reason) ? [violation('forbidden-octet', 'RFC 9112', '4')] : [],
      }),
    )
  }
  children.push(lineEndField(line, source))
  const problems: readonly Problem[] =
    secondSpace === undefined ? [violation('malformed-status-line', 'RFC 9112', '4')] : []
  return {
    field: makeField('http.status-line', source, line.start, line.next, {
      citation: in9112('4'),
      problems,
      children,
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

function space(source: SourceId, at: number, section: string): Field {
  return makeField('http.space', source, at, at + 1, { citation: in9112(section) })
}

function malformed(
  kind: 'http.request-line' | 'http.status-line',
  code: 'malformed-request-line' | 'malformed-status-line',
  section: string,
  line: HeadLine,
  source: SourceId,
): DissectedStartLine {
  const problems = [violation(code, 'RFC 9112', section)]
  const children: Field[] = []
  if (line.end > line.start)
    children.push(makeField('http.malformed', source, line.start, line.end, { problems }))
  children.push(lineEndField(line, source))
  return {
    field: makeField(kind, source, line.start, line.next, {
      citation: in9112(section),
      problems: line.end > line.start ? [] : problems,
      children,
    }),
    startLine: { kind: 'malformed' },
  }
}
