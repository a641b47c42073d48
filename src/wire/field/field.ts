/**
 * Fields and units: what every dissector returns and every view draws.
 * A field's words live in `src/words`, keyed by its kind; here is only what is on the wire.
 */
import type { BitRange, ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from './citation.ts'
import type { Problem } from './problem.ts'

/**
 * What a field is. Each kind has a sentence in both languages; `npm run check` fails on one without.
 * Add a kind here and the compiler names the tables to fill.
 */
export type FieldKind =
  | 'http.request-line'
  | 'http.method'
  | 'http.request-target'
  | 'http.path'
  | 'http.query'
  | 'http.version'
  | 'http.status-line'
  | 'http.status-code'
  | 'http.reason-phrase'
  | 'http.space'
  | 'http.line-end'
  | 'http.header-line'
  | 'http.header-name'
  | 'http.colon'
  | 'http.optional-whitespace'
  | 'http.header-value'
  | 'http.head-end'
  | 'http.malformed'
  /** The begun part of a line whose end has not come yet. */
  | 'http.unfinished'
  | 'http.content'
  | 'http.chunk-size-line'
  | 'http.chunk-size'
  | 'http.chunk-extension'
  | 'http.chunk-data'
  | 'http.last-chunk'
  | 'http.trailer-line'
  | 'http.trailers-end'
  | 'http.upgraded-bytes'
  | 'websocket.fin'
  | 'websocket.rsv1'
  | 'websocket.rsv2'
  | 'websocket.rsv3'
  | 'websocket.opcode'
  | 'websocket.mask'
  | 'websocket.payload-length'
  | 'websocket.extended-payload-length'
  | 'websocket.masking-key'
  /** Payload data as it crossed, under the masking key. */
  | 'websocket.masked-payload'
  | 'websocket.payload'
  | 'websocket.close-code'
  | 'websocket.close-reason'
  /** The begun part of a frame whose end has not come yet. */
  | 'websocket.unfinished'
  | 'websocket.text'
  | 'websocket.binary'
  /** A message, or what is there of it, under permessage-deflate. */
  | 'websocket.compressed'
  /** BFINAL of a compressed message's first block. */
  | 'websocket.deflate-final'
  /** BTYPE of a compressed message's first block: `stored`, `fixed`, `dynamic` or `reserved`. */
  | 'websocket.deflate-block-type'
  /** The five bits left of those in the message's first byte; their value is the block's type. */
  | 'websocket.deflate-bits'
  /** The rest of a compressed message; its value is how many bytes the message inflates to. */
  | 'websocket.deflate-data'
  | 'event-stream.byte-order-mark'
  | 'event-stream.field-line'
  | 'event-stream.field-name'
  | 'event-stream.colon'
  | 'event-stream.space'
  | 'event-stream.field-value'
  | 'event-stream.comment-line'
  | 'event-stream.comment'
  | 'event-stream.line-end'
  /** An empty line: the block before it is over. The value says whether an event is dispatched. */
  | 'event-stream.blank-line'
  | 'event-stream.unfinished'
  | 'html.markup'
  | 'html.script-start-tag'
  | 'html.script-text'
  /** From the script's first byte to the opening parenthesis of its one call. */
  | 'html.script-call'
  | 'html.script-call-end'
  | 'html.script-end-tag'
  | 'html.unfinished'
  | 'json.envelope'
  | 'json.event'
  | 'json.separator'
  | 'json.last'
  | 'json.text'
  /** Bytes that crossed but that this observer never got; the source holds zeros there. */
  | 'trace.missing'
  /** Bytes that came, and of which nobody knows what they are, since others before them did not. */
  | 'trace.unreadable'
  /** Bytes that stand alone, and of which nothing says what they are. */
  | 'trace.unknown'

/** One stretch of bytes (or bits) with a meaning. Leaves of a unit cover it exactly: no byte, no bit without a field. */
export interface Field {
  readonly kind: FieldKind
  readonly source: SourceId
  readonly range: ByteRange
  /** Only where the field is narrower than its bytes. */
  readonly bits?: BitRange
  /** What the bytes say, decoded: a header's name, a size as a number. Absent where the bytes speak for themselves. */
  readonly value?: string | number
  readonly citation?: Citation
  readonly problems: readonly Problem[]
  readonly children: readonly Field[]
}

/** What of a field most dissections leave out. */
export interface FieldDetail {
  readonly bits?: BitRange
  readonly value?: string | number
  readonly citation?: Citation
  readonly problems?: readonly Problem[]
  readonly children?: readonly Field[]
}

const NO_PROBLEMS: readonly Problem[] = []
const NO_FIELDS: readonly Field[] = []
const NO_DETAIL: FieldDetail = {}

/** Makes the field of a kind over [start, end) of a source. */
export function makeField(
  kind: FieldKind,
  source: SourceId,
  start: number,
  end: number,
  detail: FieldDetail = NO_DETAIL,
): Field {
  const { bits, value, citation, problems = NO_PROBLEMS, children = NO_FIELDS } = detail
  // A long trace has hundreds of thousands of fields: no object is spread and no empty array made for each.
  const field: { -readonly [Key in keyof Field]: Field[Key] } = {
    kind,
    source,
    range: { start, end },
    problems,
    children,
  }
  if (bits !== undefined) field.bits = bits
  if (value !== undefined) field.value = value
  if (citation !== undefined) field.citation = citation
  return field
}

/** One of several fields in a row: its kind, where it ends, what else there is to say of it. */
export type FieldCell = readonly [kind: FieldKind, end: number, detail?: FieldDetail]

/** Makes the fields that lie side by side from `start` on, each beginning where the one before ends; without those that have no byte. */
export function makeFields(source: SourceId, start: number, cells: readonly FieldCell[]): Field[] {
  const fields: Field[] = []
  let at = start
  for (const [kind, end, detail] of cells) {
    if (end <= at) continue
    fields.push(makeField(kind, source, at, end, detail))
    at = end
  }
  return fields
}

/** What can be opened as a whole and walked. A slice is no unit: it is only what one read or write handed over. */
export type UnitKind =
  | 'request-head'
  | 'response-head'
  | 'content'
  /** What nobody knows the meaning of: they are behind a message's end, or no format is known. */
  | 'bytes'
  | 'chunk'
  | 'last-chunk'
  /** What follows a 101 and is no WebSocket, or can no longer be read. */
  | 'upgraded'
  | 'frame'
  /** A masked frame's payload, unmasked. */
  | 'payload'
  /** A WebSocket message, of one fragment or more. */
  | 'message'
  /** The lines of an event stream up to and with the empty one that ends them. */
  | 'event-block'
  /** A script element of a streamed HTML content. */
  | 'script'
  /** What of a streamed HTML content is no script element. */
  | 'markup'
  /** What a hole made unreadable, up to where reading was taken up again. */
  | 'hole'

/** A head, a chunk, a body: a contiguous stretch of one source with the tree of its fields. */
export interface Unit {
  /** Unique within a trace and stable while it grows: `<source>@<start>`. */
  readonly id: string
  readonly kind: UnitKind
  readonly source: SourceId
  readonly range: ByteRange
  /** False while bytes are still missing; then the fields show what is there already. */
  readonly complete: boolean
  readonly fields: readonly Field[]
}

/** The answer of a dissector that works on a growing buffer. */
export type Dissected<T> =
  | { readonly status: 'done'; readonly value: T; readonly end: number }
  /** `atLeast` more bytes are needed before it can be done; `partial` is what can be shown already. */
  | { readonly status: 'need-more'; readonly atLeast: number; readonly partial: readonly Field[] }
