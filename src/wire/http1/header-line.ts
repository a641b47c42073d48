/**
 * One header line (or trailer line): name, colon, whitespace, value, line end. Heads and trailers read them alike.
 */
import { latin1, type SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Field } from '../field/field.ts'
import { violation, type Problem } from '../field/problem.ts'
import type { HeadLine } from './head-scan.ts'
import { headerSection } from './header-sections.ts'
import { lineEndField } from './line-end.ts'
import { isBlank } from './octets.ts'

/** A header line's meaning: its name in lower case, its value without the whitespace around it. */
export interface Header {
  readonly name: string
  readonly value: string
}

export type HeaderLineMeaning =
  | { readonly kind: 'header'; readonly header: Header }
  /** An obsolete fold: this text carries the previous line's value on. */
  | { readonly kind: 'folded'; readonly value: string }
  | { readonly kind: 'malformed' }

export interface DissectedHeaderLine {
  readonly field: Field
  readonly meaning: HeaderLineMeaning
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/
// RFC 9110 5.5: CR, LF, NUL and the other control characters have no place in a value; a tab has.
const FORBIDDEN = /[\x00-\x08\x0a-\x1f\x7f]/

const VALUE: Citation = { standard: 'RFC 9110', section: '5.5' }
const HEADER_LINE: Citation = { standard: 'RFC 9112', section: '5' }

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
  const wrap = (children: readonly Field[], name?: string): Field =>
    makeField(kind, source, line.start, line.next, {
      ...(name === undefined ? {} : { value: name }),
      citation: kind === 'http.trailer-line' ? { standard: 'RFC 9112', section: '7.1.2' } : HEADER_LINE,
      children: [...children, lineEndField(line, source)],
    })

  if (isBlank(text.charCodeAt(0)) && !first) {
    const problems = [violation('obsolete-folding', 'RFC 9112', '5.2')]
    const parts = valueFields(text, 0, line, source, problems, VALUE)
    return { field: wrap(parts.fields), meaning: { kind: 'folded', value: parts.value } }
  }

  const colon = text.indexOf(':')
  let nameLength = Math.max(colon, 0)
  while (nameLength > 0 && isBlank(text.charCodeAt(nameLength - 1))) nameLength--
  const name = text.slice(0, nameLength)
  if (!TOKEN.test(name)) {
    const problems = [violation('malformed-header-line', 'RFC 9112', '5')]
    return {
      field: wrap([makeField('http.malformed', source, line.start, line.end, { problems })]),
      meaning: { kind: 'malformed' },
    }
  }

  const lowerCase = name.toLowerCase()
  const nameEnd = line.start + name.length
  const colonAt = line.start + colon
  const fields = [
    makeField('http.header-name', source, line.start, nameEnd, {
      value: lowerCase,
      citation: { standard: 'RFC 9110', section: '5.1' },
    }),
  ]
  if (nameEnd < colonAt) {
    fields.push(
      makeField('http.optional-whitespace', source, nameEnd, colonAt, {
        citation: { standard: 'RFC 9110', section: '5.6.3' },
        problems: [violation('space-before-colon', 'RFC 9112', '5.1')],
      }),
    )
  }
  fields.push(makeField('http.colon', source, colonAt, colonAt + 1, { citation: HEADER_LINE }))
  const parts = valueFields(text, colon + 1, line, source, [], headerSection(lowerCase))
  return {
    field: wrap([...fields, ...parts.fields], lowerCase),
    meaning: { kind: 'header', header: { name: lowerCase, value: parts.value } },
  }
}

/** The whitespace before a value, the value, and the whitespace after it; none of them empty. */
function valueFields(
  text: string,
  from: number,
  line: HeadLine,
  source: SourceId,
  leadingProblems: readonly Problem[],
  citation: Citation,
): { readonly fields: readonly Field[]; readonly value: string } {
  let start = from
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  const value = text.slice(start, end)

  const fields: Field[] = []
  const whitespace = (a: number, b: number, problems: readonly Problem[]): void => {
    if (a === b) return
    fields.push(
      makeField('http.optional-whitespace', source, line.start + a, line.start + b, {
        citation: { standard: 'RFC 9110', section: '5.6.3' },
        problems,
      }),
    )
  }
  whitespace(from, start, leadingProblems)
  if (value !== '') {
    fields.push(
      makeField('http.header-value', source, line.start + start, line.start + end, {
        value,
        citation,
        problems: FORBIDDEN.test(value) ? [violation('forbidden-octet', 'RFC 9110', '5.5')] : [],
      }),
    )
  }
  whitespace(end, text.length, [])
  return { fields, value }
}
