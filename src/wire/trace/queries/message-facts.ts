/**
 * What an HTTP message of an exchange said, read off its dissection: start line, headers as they were written, content.
 * Used by the HAR and the command line.
 */
import type { Field, FieldKind, Unit } from '../../field/field.ts'
import type { ExchangeView, Side } from '../views.ts'

export interface WrittenHeader {
  /** As it was written, upper and lower case. */
  readonly name: string
  readonly value: string
  /** Every letter a star: what was there was masked when it was recorded. */
  readonly isMasked: boolean
}

export interface MessageFacts {
  /** The leaf fields of the start line, by kind. */
  start(kind: FieldKind): string | undefined
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
  return messageFacts(exchange.sides['client-to-server'], 'request-head', exchange.status === 101)
}

export function responseFacts(exchange: ExchangeView): MessageFacts | undefined {
  return messageFacts(exchange.sides['server-to-client'], 'response-head', exchange.status === 101)
}

const CONTENT_KINDS: ReadonlySet<Unit['kind']> = new Set(['content', 'event-block', 'script', 'markup'])

function messageFacts(
  side: Side,
  headKind: 'request-head' | 'response-head',
  isUpgraded: boolean,
): MessageFacts | undefined {
  // Of a response the last one counts: interim ones come before it.
  const head = side.units.findLast(({ kind, complete }) => kind === headKind && complete)
  if (head === undefined) return undefined
  const { bytes, id } = side.source
  const leaves = (head.fields[0]?.kind === 'http.line-end' ? head.fields[1] : head.fields[0])?.children ?? []
  const end = isUpgraded ? head.range.end : bytes.length
  return {
    start: (kind) =>
      textOf(
        bytes,
        leaves.find((field) => field.kind === kind),
      ),
    headers: head.fields.flatMap((field) => writtenHeader(field, bytes)),
    headBytes: head.range.end,
    bodyBytes: end - head.range.end,
    content: isUpgraded ? new Uint8Array() : contentOf(side, head, id),
    missingBytes: side.missing.reduce(
      (sum, range) => sum + Math.max(0, Math.min(range.end, end) - range.start),
      0,
    ),
  }
}

function contentOf(side: Side, head: Unit, wire: string): Uint8Array {
  const deChunked = side.derived.find(
    (source) => source.kind === 'derived' && source.derivation === 'de-chunked',
  )
  if (deChunked !== undefined) return deChunked.bytes
  const parts = side.units.filter(
    ({ source, kind, range }) => source === wire && range.start >= head.range.end && CONTENT_KINDS.has(kind),
  )
  return side.source.bytes.subarray(head.range.end, parts.at(-1)?.range.end ?? head.range.end)
}

function writtenHeader(line: Field, bytes: Uint8Array): readonly WrittenHeader[] {
  if (line.kind !== 'http.header-line') return []
  const name = textOf(
    bytes,
    line.children.find(({ kind }) => kind === 'http.header-name'),
  )
  if (name === undefined) return []
  const value =
    textOf(
      bytes,
      line.children.find(({ kind }) => kind === 'http.header-value'),
    ) ?? ''
  return [{ name, value, isMasked: /^\*+$/.test(value) }]
}

/** As UTF-8 where it is some, since that is what people type; else a character a byte. */
function textOf(bytes: Uint8Array, field: Field | undefined): string | undefined {
  if (field === undefined) return undefined
  const own = bytes.subarray(field.range.start, field.range.end)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(own)
  } catch {
    return Array.from(own, (byte) => String.fromCharCode(byte)).join('')
  }
}
