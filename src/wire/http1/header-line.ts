/**
 * One header line (or trailer line): name, colon, whitespace, value, line end. Heads and trailers read them alike.
 */
import { latin1, type SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, makeFields, type Field, type FieldCell, type FieldDetail } from '../field/field.ts'
import { violation } from '../field/problem.ts'
import type { HeadLine } from './head-scan.ts'
import { headerSection } from './header-sections.ts'
import { lineEndCell } from './line-end.ts'
import { isBlank, trimBlanks } from './octets.ts'

/** A header line's meaning: its name in lower case, its value without the whitespace around it. */
export interface Header {
  readonly name: string
  readonly value: string
}

/** Neither a header nor a fold where it is malformed. */
export interface DissectedHeaderLine {
  readonly field: Field
  readonly header?: Header
  /** Of an obsolete fold: this text carries the previous line's value on. */
  readonly folded?: string
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// RFC 9110 5.5: CR, LF, NUL and the other control characters have no place in a value; a tab has.
const FORBIDDEN = /[\x00-\x08\x0a-\x1f\x7f]/

const VALUE: Citation = { standard: 'RFC 9110', section: '5.5' }
const NAME: Citation = { standard: 'RFC 9110', section: '5.1' }
const HEADER_LINE: Citation = { standard: 'RFC 9112', section: '5' }

const BLANKS: FieldDetail = { citation: { standard: 'RFC 9110', section: '5.6.3' } }
const FOLDING: FieldDetail = { ...BLANKS, problems: [violation('obsolete-folding', 'RFC 9112', '5.2')] }
const SPACE_BEFORE_COLON: FieldDetail = {
  ...BLANKS,
  problems: [violation('space-before-colon', 'RFC 9112', '5.1')],
}
const MALFORMED: FieldDetail = { problems: [violation('malformed-header-line', 'RFC 9112', '5')] }

/**
 * Dissects a finished header line. `first` says that no header line came before it, so that it can fold nothing.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-5
 */
export function dissectHeaderLine(
  bytes: Uint8Array,
  line: HeadLine,
  source: SourceId,
  kind: 'http.header-line' | 'http.trailer-line',
  first: boolean,
): DissectedHeaderLine {
  const text = latin1(bytes, line.start, line.end)
  const wrap = (cells: readonly FieldCell[], name?: string): Field =>
    makeField(kind, source, line.start, line.next, {
      ...(name === undefined ? {} : { value: name }),
      citation: kind === 'http.trailer-line' ? { standard: 'RFC 9112', section: '7.1.2' } : HEADER_LINE,
      children: makeFields(source, line.start, [...cells, lineEndCell(line)]),
    })

  if (isBlank(text.charCodeAt(0)) && !first) {
    const { cells, value } = valueCells(text, 0, line, FOLDING, VALUE)
    return { field: wrap(cells), folded: value }
  }

  const colon = text.indexOf(':')
  let nameLength = Math.max(colon, 0)
  while (nameLength > 0 && isBlank(text.charCodeAt(nameLength - 1))) nameLength--
  const name = text.slice(0, nameLength)
  if (!TOKEN.test(name)) return { field: wrap([['http.malformed', line.end, MALFORMED]]) }

  const lowerCase = name.toLowerCase()
  const colonAt = line.start + colon
  const { cells, value } = valueCells(text, colon + 1, line, BLANKS, headerSection(lowerCase))
  const field = wrap(
    [
      ['http.header-name', line.start + name.length, { value: lowerCase, citation: NAME }],
      ['http.optional-whitespace', colonAt, SPACE_BEFORE_COLON],
      ['http.colon', colonAt + 1, { citation: HEADER_LINE }],
      ...cells,
    ],
    lowerCase,
  )
  return { field, header: { name: lowerCase, value } }
}

/** The whitespace before a value, the value, and the whitespace after it. */
function valueCells(
  text: string,
  from: number,
  line: HeadLine,
  leading: FieldDetail,
  citation: Citation,
): { readonly cells: readonly FieldCell[]; readonly value: string } {
  let start = from
  while (isBlank(text.charCodeAt(start))) start++
  const value = trimBlanks(text.slice(start))
  const valueStart = line.start + start
  const problems = FORBIDDEN.test(value) ? [violation('forbidden-octet', 'RFC 9110', '5.5')] : []
  const cells: readonly FieldCell[] = [
    ['http.optional-whitespace', valueStart, leading],
    ['http.header-value', valueStart + value.length, { value, citation, problems }],
    ['http.optional-whitespace', line.end, BLANKS],
  ]
  return { cells, value }
}
