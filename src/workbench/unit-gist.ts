/** A unit in a few words, as the list prints it: a request's line, a status, an opcode with what it says. Pure. */
import type { BenchWords } from '../words/bench-words.ts'
import { latin1 } from '../wire/bytes/bytes.ts'
import type { Field, FieldKind } from '../wire/field/field.ts'
import { findField } from '../wire/trace/queries/fields.ts'
import { applyMask } from '../wire/websocket/masking.ts'
import { opcodeName } from '../wire/websocket/opcodes.ts'
import { oneLine } from '../inspector/byte-text.ts'
import { shortTarget } from '../bench/view/ladder/ladder-marks.ts'
import { opcodeOf, type UnitRow } from './unit-rows.ts'

/** Of a text, so many characters are shown. */
const LONGEST = 40
/** And of its bytes so many are looked at. */
const LOOKED_AT = 160

/** Gives the gist; names of opcodes and methods are the standards' own in every language. */
export function unitGist({ unit, exchange, direction }: UnitRow, words: BenchWords): string {
  const side = exchange.sides[direction]
  const bytes = (side.derived.find(({ id }) => id === unit.source) ?? side.source).bytes
  const { start, end } = unit.range
  switch (unit.kind) {
    case 'request-head': {
      const method = textOf(findField(unit.fields, 'http.method'), bytes)
      const line = findField(unit.fields, 'http.request-line')
      const target = line === undefined ? '' : (textOf(line, bytes).split(' ')[1] ?? '')
      const own = exchange.method ?? method
      return own === undefined ? words.unit[unit.kind] : `${own} ${shortTarget(exchange.target ?? target)}`
    }
    case 'response-head': {
      const status = findField(unit.fields, 'http.status-code')
      const reason = textOf(findField(unit.fields, 'http.reason-phrase'), bytes)
      return status === undefined ? words.unit[unit.kind] : `${textOf(status, bytes)} ${reason}`
    }
    case 'frame':
      return frameGist(unit.fields, opcodeOf(unit), bytes)
    case 'event-block':
    case 'script':
    case 'markup':
    case 'content':
    case 'chunk':
    case 'message':
    case 'payload':
      return `${words.unit[unit.kind]} ${oneLine(bytes.subarray(start, Math.min(end, start + LOOKED_AT)), LONGEST)}`
    case 'last-chunk':
    case 'upgraded':
      return words.unit[unit.kind]
  }
}

function frameGist(fields: readonly Field[], opcode: number | undefined, bytes: Uint8Array): string {
  const name = opcode === undefined ? '…' : (opcodeName(opcode) ?? `0x${opcode.toString(16)}`)
  const payload = payloadOf(fields, bytes)
  if (payload === undefined || payload.length === 0) return name
  if (name === 'close') {
    const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0)
    const reason = oneLine(payload.subarray(2), LONGEST)
    return payload.length < 2 ? name : `${name} ${code}${reason === '' ? '' : ` ${reason}`}`
  }
  if (name === 'binary') return name
  return `${name} ${oneLine(payload, LONGEST)}`
}

/** The first bytes of a frame's payload as they are meant. */
function payloadOf(fields: readonly Field[], bytes: Uint8Array): Uint8Array | undefined {
  const cut = ({ range: { start, end } }: Field): Uint8Array =>
    bytes.subarray(start, Math.min(end, start + LOOKED_AT))
  const masked = fields.find(({ kind }) => kind === 'websocket.masked-payload')
  if (masked !== undefined) {
    const key = fields.find(({ kind }) => kind === 'websocket.masking-key')
    return key === undefined
      ? undefined
      : applyMask(cut(masked), bytes.subarray(key.range.start, key.range.end))
  }
  const mask = fields.find(({ kind }) => kind === 'websocket.mask')
  if (mask === undefined || mask.value === 1) return undefined
  // What follows the header, whatever it was dissected as (a close code and its reason, text, JSON).
  const header: readonly FieldKind[] = ['websocket.payload-length', 'websocket.extended-payload-length']
  const last = fields.findLast(({ kind }) => header.includes(kind))
  const end = fields.at(-1)?.range.end
  return last === undefined || end === undefined
    ? undefined
    : bytes.subarray(last.range.end, Math.min(end, last.range.end + LOOKED_AT))
}

function textOf(field: Field | undefined, bytes: Uint8Array): string {
  return field === undefined ? '' : latin1(bytes, field.range.start, field.range.end)
}
