/**
 * The head of an HTTP/1.1 message: start line, header lines, the empty line that ends it, each to its last byte.
 *
 * What a peer gets wrong becomes a problem on the field it concerns; only a head that is not all there yet stops the
 * dissection. Used by the conversation and the inspector; the server needs only `head-scan.ts`.
 */
import type { SourceId } from '../bytes/bytes.ts'
import { makeFields, type Dissected, type Field } from '../field/field.ts'
import { oddity, violation, type Problem } from '../field/problem.ts'
import { withProblemOnLast, withProblemsAt } from '../field/unit.ts'
import { bodyFraming, type BodyFraming, type FramingDecision, type FramingHead } from './body-framing.ts'
import { scanHead, type HeadLine } from './head-scan.ts'
import { dissectHeaderLine, type Header } from './header-line.ts'
import { emptyLineField } from './line-end.ts'
import { trimBlanks } from './octets.ts'
import { dissectRequestLine, dissectStatusLine, type StartLine } from './start-line.ts'

export interface Head {
  readonly fields: readonly Field[]
  readonly startLine: StartLine
  /** In order, one for each header line that can be read; folds are joined with a space. */
  readonly headers: readonly Header[]
}

/**
 * Dissects the head that begins at `start`. The fields cover it from `start` to its end, or, while it is unfinished, to
 * the last byte that is there. `atLeast` is the fewest further bytes that could finish it.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-2.1
 */
export function dissectHead(
  bytes: Uint8Array,
  start: number,
  side: 'request' | 'response',
  source: SourceId,
): Dissected<Head> {
  const scan = scanHead(bytes, start)
  const read = readLines(bytes, scan.lines, side, source)
  if (scan.status === 'need-more') {
    const rest = makeFields(source, scan.rest, [['http.unfinished', bytes.length]])
    return { status: 'need-more', atLeast: scan.atLeast, partial: [...read.fields, ...rest] }
  }
  const headEnd = emptyLineField({ end: scan.emptyLine, next: scan.end }, source, 'http.head-end')
  const head: Head = {
    fields: withHeadProblems([...read.fields, headEnd], read.startLine, read.headers),
    startLine: read.startLine,
    headers: read.headers,
  }
  return { status: 'done', value: head, end: scan.end }
}

function readLines(
  bytes: Uint8Array,
  lines: readonly HeadLine[],
  side: 'request' | 'response',
  source: SourceId,
): Head {
  const fields: Field[] = []
  /** Each with the folded lines that carry it on. */
  const headers: { readonly name: string; readonly values: string[] }[] = []
  let startLine: StartLine = { kind: 'malformed' }
  let [first, ...rest] = lines
  if (first !== undefined && first.start === first.end && rest.length > 0) {
    // RFC 9112 2.2: an empty line before the request-line is skipped; old clients sent one after a POST.
    const empty = emptyLineField(first, source, 'http.line-end')
    for (const field of withProblemOnLast([empty], LEADING_EMPTY_LINE)) fields.push(field)
    ;[first, ...rest] = rest
  }
  if (first === undefined) return { fields, headers: [], startLine }

  const dissected = (side === 'request' ? dissectRequestLine : dissectStatusLine)(bytes, first, source)
  fields.push(dissected.field)
  startLine = dissected.startLine
  rest.forEach((line, index) => {
    const {
      field,
      header,
      folded = '',
    } = dissectHeaderLine(bytes, line, source, 'http.header-line', index === 0)
    fields.push(field)
    if (header !== undefined) headers.push({ name: header.name, values: [header.value] })
    if (folded !== '') headers.at(-1)?.values.push(folded)
  })
  return {
    fields,
    headers: headers.map(({ name, values }) => ({ name, value: trimBlanks(values.join(' ')) })),
    startLine,
  }
}

/** The start line of a head of which no more than the beginning is there; malformed where the line itself is not whole. */
export function startLineAt(bytes: Uint8Array, start: number, side: 'request' | 'response'): StartLine {
  // An empty line may stand before it.
  return readLines(bytes, scanHead(bytes, start).lines.slice(0, 2), side, '').startLine
}

/**
 * Decides how the body after this head is delimited. A head whose start line cannot be read says nothing about what
 * follows it, so all of that belongs to it.
 */
export function headFraming(
  head: Pick<Head, 'startLine' | 'headers'>,
  requestMethod?: string,
): FramingDecision {
  const { startLine } = head
  if (startLine.kind === 'malformed') return { framing: UNTIL_CLOSE, problems: [] }
  const looked: FramingHead = {
    version: startLine.version,
    header: (name) => headerValues(head, name),
    ...(startLine.kind === 'response' ? { status: startLine.status } : {}),
    ...(requestMethod === undefined ? {} : { requestMethod }),
  }
  return bodyFraming(looked)
}

/** The values of every header of that name (lower-case), in order. */
export function headerValues(head: Pick<Head, 'headers'>, name: string): readonly string[] {
  return head.headers.filter((header) => header.name === name).map((header) => header.value)
}

const UNTIL_CLOSE: BodyFraming = { kind: 'until-close' }

const LEADING_EMPTY_LINE = oddity('leading-empty-line', 'RFC 9112', '2.2')

const MISSING_HOST = violation('missing-host', 'RFC 9112', '3.2')

/** Forms that receivers read alike and a strict one refuses: a coding before chunked, a length of more digits than any has. */
function rareFraming(headers: readonly Header[]): readonly (Problem & { readonly header: string })[] {
  const rare = headers.filter(
    ({ name, value }) =>
      (name === 'transfer-encoding' && /^[a-z-]+[ \t]*,[ \t]*chunked$/i.test(value)) ||
      (name === 'content-length' && /^\d{16,}$/.test(value)),
  )
  return rare.map(({ name }) => ({
    header: name,
    code: 'rare-framing',
    severity: 'oddity',
    citation: { standard: 'RFC 9112', section: name === 'content-length' ? '6.2' : '6.1' },
  }))
}

/** Puts the problems that only the whole head shows onto the lines they concern. */
function withHeadProblems(
  fields: readonly Field[],
  startLine: StartLine,
  headers: readonly Header[],
): readonly Field[] {
  const hosts = headers.filter((header) => header.name === 'host').length
  // RFC 9112 3.2: a 1.1 request with no Host, or with two, gets a 400.
  const hostMissing = startLine.kind === 'request' && startLine.version === 'HTTP/1.1' && hosts !== 1
  const problems: readonly (Problem & { readonly header?: string })[] = [
    ...(hostMissing ? [MISSING_HOST] : []),
    ...headFraming({ startLine, headers }).problems,
    ...rareFraming(headers),
  ]
  return withProblemsAt(fields, problems, ({ header }, { kind, value }) =>
    header === undefined ? kind === 'http.request-line' : kind === 'http.header-line' && value === header,
  )
}
