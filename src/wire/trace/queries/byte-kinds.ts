/**
 * Counts bytes by their kind (`byte-counts.ts`). Used by the race, which counts them as they cross, and by the figures that stack them.
 *
 * Counted are bytes as they crossed: a compressed message counts what crossed of it, a masked one its masked bytes.
 */
import { eachWay } from '../../bytes/each-way.ts'
import type { Field, FieldKind, Unit } from '../../field/field.ts'
import { isControl } from '../../websocket/opcodes.ts'
import type { ExchangeView, Side } from '../views.ts'
import { addBytes, NO_BYTES, type ByteCounts, type ByteKind, type BytesEachWay } from './byte-counts.ts'
import { findNumber } from './fields.ts'
import { isHead } from './heads.ts'
import { derivedSource } from './sides.ts'

/**
 * What the bytes of a field are. `carried`: what is in it says so, on the de-chunked source. `of-data`: payload in the `data`
 * line of an event stream, framing in any other. `of-opcode`: payload in a data frame, framing in a control frame.
 */
type KindRule = ByteKind | 'carried' | 'of-data' | 'of-opcode'

/** All fields that can be leaves, and those that stand only in heads for completeness: a new kind does not compile without its rule. */
const RULES: Readonly<Record<FieldKind, KindRule>> = {
  'http.request-line': 'head',
  'http.method': 'head',
  'http.request-target': 'head',
  'http.path': 'head',
  'http.query': 'head',
  'http.version': 'head',
  'http.status-line': 'head',
  'http.status-code': 'head',
  'http.reason-phrase': 'head',
  'http.head-end': 'head',
  // Outside of a head these stand in chunk lines and trailers.
  'http.space': 'framing',
  'http.line-end': 'framing',
  'http.header-line': 'framing',
  'http.header-name': 'framing',
  'http.colon': 'framing',
  'http.optional-whitespace': 'framing',
  'http.header-value': 'framing',
  'http.malformed': 'framing',
  'http.unfinished': 'framing',
  'http.content': 'payload',
  'http.chunk-size-line': 'framing',
  'http.chunk-size': 'framing',
  'http.chunk-extension': 'framing',
  'http.chunk-data': 'carried',
  'http.last-chunk': 'framing',
  'http.trailer-line': 'framing',
  'http.trailers-end': 'framing',
  'http.upgraded-bytes': 'payload',
  'websocket.fin': 'framing',
  'websocket.rsv1': 'framing',
  'websocket.rsv2': 'framing',
  'websocket.rsv3': 'framing',
  'websocket.opcode': 'framing',
  'websocket.mask': 'framing',
  'websocket.payload-length': 'framing',
  'websocket.extended-payload-length': 'framing',
  'websocket.masking-key': 'framing',
  'websocket.masked-payload': 'of-opcode',
  'websocket.payload': 'of-opcode',
  'websocket.close-code': 'framing',
  'websocket.close-reason': 'framing',
  'websocket.unfinished': 'framing',
  'websocket.text': 'of-opcode',
  'websocket.binary': 'of-opcode',
  'websocket.compressed': 'of-opcode',
  'websocket.deflate-final': 'of-opcode',
  'websocket.deflate-block-type': 'of-opcode',
  'websocket.deflate-bits': 'of-opcode',
  'websocket.deflate-data': 'of-opcode',
  'event-stream.byte-order-mark': 'framing',
  'event-stream.field-line': 'framing',
  'event-stream.field-name': 'framing',
  'event-stream.colon': 'framing',
  'event-stream.space': 'framing',
  'event-stream.field-value': 'of-data',
  'event-stream.comment-line': 'framing',
  'event-stream.comment': 'framing',
  'event-stream.line-end': 'framing',
  'event-stream.blank-line': 'framing',
  'event-stream.unfinished': 'framing',
  'html.markup': 'framing',
  'html.script-start-tag': 'framing',
  'html.script-text': 'payload',
  'html.script-call': 'framing',
  'html.script-call-end': 'framing',
  'html.script-end-tag': 'framing',
  'html.unfinished': 'framing',
  'json.envelope': 'framing',
  'json.event': 'payload',
  'json.separator': 'framing',
  'json.last': 'framing',
  'json.text': 'payload',
  // Nobody can say what was lost; most of a stream is its messages.
  'trace.missing': 'payload',
  'trace.unreadable': 'payload',
  'trace.unknown': 'payload',
}

/** Gives the bytes of an exchange by kind, each way; the kinds of a side add up to all the bytes of its source. */
export function bytesByKind({ sides }: ExchangeView): BytesEachWay {
  return eachWay((direction) => sideBytesByKind(sides[direction]))
}

/** Gives the bytes of one side by kind. */
export function sideBytesByKind(side: Side): ByteCounts {
  const { source, units } = side
  const deChunked = derivedSource(side, 'de-chunked')
  let sum = NO_BYTES
  let carried = 0
  for (const unit of units) {
    // Unmasked, joined and inflated bytes are the same again, which the frames on the wire have counted.
    if (unit.source !== source.id && unit.source !== deChunked?.id) continue
    const counts = countsOf(unit)
    sum = addBytes(sum, counts.known)
    carried += counts.carried
  }
  // A chunk that is not whole, or is past the limit of what is kept de-chunked, is not looked into.
  const unread = carried - (deChunked?.bytes.length ?? 0)
  return { ...sum, payload: sum.payload + unread }
}

/** Gives the bytes of one unit by kind: a head, a frame, a block of an event stream. A chunk's data counts as payload here. */
export function unitBytesByKind(unit: Unit): ByteCounts {
  const { known, carried } = countsOf(unit)
  return carried === 0 ? known : { ...known, payload: known.payload + carried }
}

/** The bytes of one unit by kind; `carried` are those of a chunk's data, whose kinds are counted where they are de-chunked. */
interface UnitCounts {
  readonly known: ByteCounts
  readonly carried: number
}

/** A unit is never changed: while a trace grows, only what is new is counted. */
const counted = new WeakMap<Unit, UnitCounts>()

function countsOf(unit: Unit): UnitCounts {
  const counts = counted.get(unit) ?? count(unit)
  counted.set(unit, counts)
  return counts
}

function count(unit: Unit): UnitCounts {
  const bytes = unit.range.end - unit.range.start
  // What stands in a head is head, its blanks and line ends and what cannot be read in it too.
  if (isHead(unit)) return { known: { ...NO_BYTES, head: bytes }, carried: 0 }
  const sums = { head: 0, framing: 0, payload: 0, carried: 0 }
  const context: Context = { isControl: isControlFrame(unit), isData: false, isChunk: isWholeChunk(unit) }
  addFields(unit.fields, context, sums)
  const { carried, ...kinds } = sums
  return { known: kinds, carried }
}

interface Context {
  readonly isControl: boolean
  readonly isData: boolean
  /** What is missing in a whole chunk is missing in its data, which is counted de-chunked. */
  readonly isChunk: boolean
}

function addFields(
  fields: readonly Field[],
  context: Context,
  sums: Record<ByteKind | 'carried', number>,
): void {
  for (const field of fields) {
    if (field.children.length > 0) {
      const inner =
        field.kind === 'event-stream.field-line' ? { ...context, isData: field.value === 'data' } : context
      addFields(field.children, inner, sums)
      continue
    }
    const { range, bits } = field
    // Fields narrower than a byte share it: their eighths add up to the whole.
    const bytes = bits === undefined ? range.end - range.start : (bits.end - bits.start) / 8
    sums[kindOf(field.kind, context)] += bytes
  }
}

function kindOf(kind: FieldKind, { isControl, isData, isChunk }: Context): ByteKind | 'carried' {
  if (kind === 'trace.missing' && isChunk) return 'carried'
  const rule = RULES[kind]
  if (rule === 'of-data') return isData ? 'payload' : 'framing'
  if (rule === 'of-opcode') return isControl ? 'framing' : 'payload'
  return rule
}

function isWholeChunk({ kind, complete }: Unit): boolean {
  return kind === 'chunk' && complete
}

function isControlFrame({ kind, fields }: Unit): boolean {
  if (kind !== 'frame') return false
  const opcode = findNumber(fields, 'websocket.opcode')
  return opcode !== undefined && isControl(opcode)
}
