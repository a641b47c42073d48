/**
 * What an HTTP message of an exchange said, read off its dissection: start line, headers as they were written, content.
 * Used by the HAR and the command line.
 */
import { latin1, strictUtf8 } from '../../bytes/bytes.ts'
import type { Field, FieldKind, Unit } from '../../field/field.ts'
import type { ExchangeView, Side } from '../views.ts'
import { findField } from './fields.ts'
import { headOf } from './heads.ts'
import { bytesOf, derivedSource } from './sides.ts'

export interface WrittenHeader {
  /** As it was written, upper and lower case. */
  readonly name: string
  readonly value: string
  /** Every letter a star: what was there was masked when it was recorded. */
  readonly isMasked: boolean
}

export interface MessageFacts {
  /** The parts of the start line, by kind. */
  start(kind: FieldKind): string | undefined
  /** The first header of a name (lower-case). */
  header(name: string): string | undefined
  readonly headers: readonly WrittenHeader[]
  /** From the first byte to the end of the head that counts, interim ones included. */
  readonly headBytes: number
  /** What follows the head as it crossed, chunk framing included; not what follows a 101. */
  readonly bodyBytes: number
  /** Without chunk framing; codings of the content stay. */
  readonly content: Uint8Array
  /** Bytes in all of the message that nobody has; zeros stand for them. */
  readonly missingBytes: number
}

export function requestFacts(exchange: ExchangeView): MessageFacts | undefined {
  return messageFacts(exchange.sides['client-to-server'], exchange.status === 101)
}

export function responseFacts(exchange: ExchangeView): MessageFacts | undefined {
  return messageFacts(exchange.sides['server-to-client'], exchange.status === 101)
}

const CONTENT_KINDS: ReadonlySet<Unit['kind']> = new Set(['content', 'event-block', 'script', 'markup'])

function messageFacts(side: Side, isUpgraded: boolean): MessageFacts | undefined {
  const head = headOf(side)
  if (head === undefined) return undefined
  const end = isUpgraded ? head.range.end : side.source.bytes.length
  const headers = head.fields.flatMap((field) => writtenHeader(field, side))
  return {
    start: (kind) => writtenText(findField(head.fields, kind), side),
    header: (name) => headers.find((each) => each.name.toLowerCase() === name)?.value,
    headers,
    headBytes: head.range.end,
    bodyBytes: end - head.range.end,
    content: isUpgraded ? new Uint8Array() : contentOf(side, head),
    missingBytes: side.missing.reduce(
      (sum, range) => sum + Math.max(0, Math.min(range.end, end) - range.start),
      0,
    ),
  }
}

function contentOf(side: Side, head: Unit): Uint8Array {
  const deChunked = derivedSource(side, 'de-chunked')
  if (deChunked !== undefined) return deChunked.bytes
  const last = side.units.findLast(({ source, kind }) => source === side.source.id && CONTENT_KINDS.has(kind))
  return side.source.bytes.subarray(head.range.end, last?.range.end ?? head.range.end)
}

function writtenHeader({ kind, children }: Field, side: Side): readonly WrittenHeader[] {
  const name =
    kind === 'http.header-line' ? writtenText(findField(children, 'http.header-name'), side) : undefined
  if (name === undefined) return []
  const value = writtenText(findField(children, 'http.header-value'), side) ?? ''
  return [{ name, value, isMasked: /^\*+$/.test(value) }]
}

/** As UTF-8 where it is some, since that is what people type; else a character a byte. */
function writtenText(field: Field | undefined, side: Side): string | undefined {
  if (field === undefined) return undefined
  const own = bytesOf(field, side)
  return strictUtf8(own) ?? latin1(own)
}
