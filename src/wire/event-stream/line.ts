/**
 * One line of an event stream, each to its last byte: a field, a comment, or the blank line that ends a block. What the
 * lines together come to is `parser.ts`'s.
 */
import type { SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, makeFields, type Dissected, type Field, type FieldCell } from '../field/field.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import type { EventStreamProblemCode, Problem } from '../field/problem.ts'
import { isUtf8 } from '../bytes/utf8-check.ts'

/** What a line says. Texts are decoded as a browser does it, ill-formed bytes as U+FFFD. */
export type StreamLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'field'; readonly name: string; readonly value: string }

export interface DissectedLine {
  readonly line: StreamLine
  readonly fields: readonly Field[]
}

/** Where a line stands in its stream. */
export interface LinePlace {
  /** It is the stream's first, so that a byte order mark may stand before it. */
  readonly isFirst: boolean
  /** No byte will follow those that are there: a carriage return at the end ends its line. */
  readonly isOver: boolean
}

const LF = 0x0a
const CR = 0x0d
const COLON = 0x3a
const SPACE = 0x20
const PARSING: Citation = { standard: 'HTML', section: 'parsing-an-event-stream' }
const INTERPRETING: Citation = { standard: 'HTML', section: 'event-stream-interpretation' }
const BY_PARSING = { citation: PARSING }
const BY_INTERPRETING = { citation: INTERPRETING }

/** A byte order mark inside the stream is a character like any other. */
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true })

/** Names of the fields that the standard knows. */
const KNOWN: ReadonlySet<string> = new Set(['event', 'data', 'id', 'retry'])

/**
 * Dissects the line that begins at `start`; it ends with CR LF, LF or CR. `atLeast` is the fewest further bytes that could
 * finish it: after a lone CR one more decides whether an LF belongs to it.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
 */
export function dissectStreamLine(
  bytes: Uint8Array,
  start: number,
  source: SourceId,
  place: LinePlace,
): Dissected<DissectedLine> {
  const end = lineEnd(bytes, start)
  const next = afterLineEnd(bytes, end, place.isOver)
  if (next === undefined) {
    const partial = makeFields(source, start, [['event-stream.unfinished', bytes.length, BY_PARSING]])
    return { status: 'need-more', atLeast: 1, partial }
  }
  const marked = place.isFirst && end - start >= 3 && hasByteOrderMark(bytes, start)
  const from = marked ? start + 3 : start
  const mark = makeFields(source, start, [['event-stream.byte-order-mark', from, BY_PARSING]])
  const { line, field } = readLine(bytes, { start: from, end, next }, source)
  return { status: 'done', end: next, value: { line, fields: [...mark, field] } }
}

function readLine(
  bytes: Uint8Array,
  { start, end, next }: { readonly start: number; readonly end: number; readonly next: number },
  source: SourceId,
): { readonly line: StreamLine; readonly field: Field } {
  if (start === end) {
    const field = makeField('event-stream.blank-line', source, start, next, BY_INTERPRETING)
    return { line: { kind: 'blank' }, field }
  }
  const lineEnd: FieldCell = ['event-stream.line-end', next, BY_PARSING]
  const found = bytes.subarray(start, end).indexOf(COLON)
  const colon = found < 0 ? end : start + found
  if (colon === start) {
    const children = makeFields(source, start, [
      ['event-stream.colon', start + 1, BY_PARSING],
      ['event-stream.comment', end, { citation: PARSING, problems: utf8Problems(bytes, start + 1, end) }],
      lineEnd,
    ])
    const field = makeField('event-stream.comment-line', source, start, next, { citation: PARSING, children })
    return { line: { kind: 'comment' }, field }
  }
  const name = UTF8.decode(bytes.subarray(start, colon))
  // A colon and one space after it are not part of the value; a line without a colon has an empty one.
  const valueStart = Math.min(end, colon + (bytes[colon + 1] === SPACE && colon + 1 < end ? 2 : 1))
  const value = UTF8.decode(bytes.subarray(valueStart, end))
  const nameProblems = [
    ...utf8Problems(bytes, start, colon),
    ...(KNOWN.has(name) ? [] : [oddity('unknown-event-stream-field')]),
  ]
  const problems = valueProblems(name, value)
  const isData = name === 'data'
  const children = makeFields(source, start, [
    [
      'event-stream.field-name',
      colon,
      {
        value: name,
        citation: INTERPRETING,
        // An empty value has no field of its own.
        problems: valueStart === end ? [...nameProblems, ...problems] : nameProblems,
      },
    ],
    ['event-stream.colon', Math.min(colon + 1, end), BY_INTERPRETING],
    ['event-stream.space', valueStart, BY_INTERPRETING],
    [
      'event-stream.field-value',
      end,
      {
        ...(isData ? { children: eventIn(bytes, valueStart, end, source) } : { value }),
        citation: INTERPRETING,
        problems: [...utf8Problems(bytes, valueStart, end), ...problems],
      },
    ],
    lineEnd,
  ])
  const detail = { value: name, citation: INTERPRETING, children }
  const field = makeField('event-stream.field-line', source, start, next, detail)
  return { line: { kind: 'field', name, value }, field }
}

/** The fields of one of the feed's events, where the value is one. */
function eventIn(bytes: Uint8Array, start: number, end: number, source: SourceId): readonly Field[] {
  const fields = dissectLabJson(bytes, start, end, source)
  return fields.some(({ kind }) => kind === 'json.event') ? fields : []
}

function valueProblems(name: string, value: string): readonly Problem[] {
  if (name === 'retry' && !/^[0-9]+$/.test(value)) return [oddity('retry-not-digits')]
  if (name === 'id' && value.includes('\0')) return [oddity('id-with-null')]
  return []
}

function utf8Problems(bytes: Uint8Array, start: number, end: number): readonly Problem[] {
  return isUtf8(bytes.subarray(start, end)) ? [] : [oddity('replaced-utf8')]
}

function oddity(code: EventStreamProblemCode): Problem {
  return { code, severity: 'oddity', citation: code === 'replaced-utf8' ? PARSING : INTERPRETING }
}

/** Whether a byte order mark stands at an offset. */
export function hasByteOrderMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf
}

/** Where the first line end from an offset on stands; the length where there is none. */
export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
  return at
}

/** Where the line is over whose end stands at an offset; `undefined` where none does, or only the next byte tells whether it is a CR LF. */
export function afterLineEnd(bytes: Uint8Array, end: number, isOver: boolean): number | undefined {
  if (end === bytes.length || (bytes[end] === CR && end + 1 === bytes.length && !isOver)) return undefined
  return bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1
}
