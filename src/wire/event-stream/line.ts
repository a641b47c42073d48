/**
 * One line of an event stream, each to its last byte: a field, a comment, or the blank line that ends a block. What the
 * lines together come to is `parser.ts`'s.
 */
import type { SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Dissected, type Field } from '../field/field.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import type { EventStreamProblemCode, Problem } from '../field/problem.ts'
import { createUtf8Check } from '../bytes/utf8-check.ts'

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
  /** Where the line's end is looked for from; there is none before. From its start where not said. */
  readonly scannedTo?: number
}

const LF = 0x0a
const CR = 0x0d
const COLON = 0x3a
const SPACE = 0x20
const PARSING: Citation = { standard: 'HTML', section: 'parsing-an-event-stream' }
const INTERPRETING: Citation = { standard: 'HTML', section: 'event-stream-interpretation' }

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
  let end = Math.max(start, place.scannedTo ?? start)
  while (end < bytes.length && bytes[end] !== LF && bytes[end] !== CR) end++
  const undecided = bytes[end] === CR && end + 1 === bytes.length && !place.isOver
  if (end === bytes.length || undecided) {
    const partial =
      start < bytes.length
        ? [makeField('event-stream.unfinished', source, start, bytes.length, { citation: PARSING })]
        : []
    return { status: 'need-more', atLeast: 1, partial }
  }
  const next = bytes[end] === CR && bytes[end + 1] === LF ? end + 2 : end + 1
  const marked = place.isFirst && end - start >= 3 && hasByteOrderMark(bytes, start)
  const from = marked ? start + 3 : start
  const { line, field } = readLine(bytes, { start: from, end, next }, source)
  const mark = makeField('event-stream.byte-order-mark', source, start, from, { citation: PARSING })
  return { status: 'done', end: next, value: { line, fields: marked ? [mark, field] : [field] } }
}

interface LineBounds {
  readonly start: number
  readonly end: number
  readonly next: number
}

function readLine(
  bytes: Uint8Array,
  bounds: LineBounds,
  source: SourceId,
): { readonly line: StreamLine; readonly field: Field } {
  const { start, end, next } = bounds
  if (start === end) {
    const field = makeField('event-stream.blank-line', source, start, next, { citation: INTERPRETING })
    return { line: { kind: 'blank' }, field }
  }
  const lineEnd = makeField('event-stream.line-end', source, end, next, { citation: PARSING })
  const found = bytes.subarray(start, end).indexOf(COLON)
  const colon = found < 0 ? end : start + found
  if (colon === start) {
    const children = [makeField('event-stream.colon', source, start, start + 1, { citation: PARSING })]
    if (end > start + 1)
      children.push(
        makeField('event-stream.comment', source, start + 1, end, {
          citation: PARSING,
          problems: utf8Problems(bytes, start + 1, end),
        }),
      )
    const field = makeField('event-stream.comment-line', source, start, next, {
      citation: PARSING,
      children: [...children, lineEnd],
    })
    return { line: { kind: 'comment' }, field }
  }
  const name = UTF8.decode(bytes.subarray(start, colon))
  // A colon and one space after it are not part of the value; a line without a colon has an empty one.
  const valueStart = Math.min(end, colon + (bytes[colon + 1] === SPACE && colon + 1 < end ? 2 : 1))
  const value = UTF8.decode(bytes.subarray(valueStart, end))
  const problems = valueProblems(name, value)
  const children: Field[] = [
    makeField('event-stream.field-name', source, start, colon, {
      value: name,
      citation: INTERPRETING,
      problems: [
        ...utf8Problems(bytes, start, colon),
        ...(KNOWN.has(name) ? [] : [oddity('unknown-event-stream-field')]),
        ...(valueStart === end ? problems : []),
      ],
    }),
  ]
  if (colon < end)
    children.push(makeField('event-stream.colon', source, colon, colon + 1, { citation: INTERPRETING }))
  if (valueStart === colon + 2)
    children.push(makeField('event-stream.space', source, colon + 1, valueStart, { citation: INTERPRETING }))
  if (valueStart < end)
    children.push(
      makeField('event-stream.field-value', source, valueStart, end, {
        ...(name === 'data' ? {} : { value }),
        citation: INTERPRETING,
        problems: [...utf8Problems(bytes, valueStart, end), ...problems],
        children: name === 'data' ? eventIn(bytes, valueStart, end, source) : [],
      }),
    )
  const field = makeField('event-stream.field-line', source, start, next, {
    value: name,
    citation: INTERPRETING,
    children: [...children, lineEnd],
  })
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
  const check = createUtf8Check()
  return check.push(bytes.subarray(start, end)) && check.end() ? [] : [oddity('replaced-utf8')]
}

function oddity(code: EventStreamProblemCode): Problem {
  return { code, severity: 'oddity', citation: code === 'replaced-utf8' ? PARSING : INTERPRETING }
}

/** Whether a byte order mark stands at an offset. */
export function hasByteOrderMark(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf
}
