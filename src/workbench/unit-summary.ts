/** A unit in a few words, as the list prints it: a request's line, a status, an opcode with what it says. Pure. */
import type { BenchWords } from '../bench/view/words.ts'
import { latin1 } from '../wire/bytes/bytes.ts'
import type { FieldKind } from '../wire/field/field.ts'
import { findField } from '../wire/trace/queries/fields.ts'
import { closeOf, frameOf, payloadOf, type FrameFacts } from '../wire/trace/queries/frames.ts'
import { bytesOf } from '../wire/trace/queries/sides.ts'
import type { Side } from '../wire/trace/views.ts'
import { oneLine } from '../inspector/byte-text.ts'
import { shortTarget } from '../bench/view/ladder/ladder-marks.ts'
import type { UnitRow } from './unit-rows.ts'

/** Of a text, so many characters are shown. */
const LONGEST = 40
/** And of its bytes so many are looked at. */
const LOOKED_AT = 160

/** Gives the summary; names of opcodes and methods are the standards' own in every language. */
export function unitSummary({ unit, exchange, direction }: UnitRow, words: BenchWords): string {
  const side = exchange.sides[direction]
  const said = (kind: FieldKind): string => latin1(bytesOf(findField(unit.fields, kind), side))
  switch (unit.kind) {
    case 'request-head': {
      const target = exchange.target ?? said('http.request-line').split(' ')[1] ?? ''
      return `${exchange.method ?? said('http.method')} ${shortTarget(target)}`
    }
    case 'response-head': {
      const status = said('http.status-code')
      return status === '' ? words.unit[unit.kind] : `${status} ${said('http.reason-phrase')}`
    }
    case 'frame':
      return frameSummary(frameOf(unit, side), side)
    case 'event-block':
    case 'script':
    case 'markup':
    case 'content':
    case 'bytes':
    case 'chunk':
    case 'message':
    case 'payload':
      return `${words.unit[unit.kind]} ${oneLine(bytesOf(unit, side, LOOKED_AT), LONGEST)}`
    case 'last-chunk':
    case 'upgraded':
    case 'hole':
      return words.unit[unit.kind]
  }
}

function frameSummary(frame: FrameFacts | undefined, side: Side): string {
  if (frame === undefined) return '…'
  const name = frame.name ?? `0x${frame.opcode.toString(16)}`
  const payload = payloadOf(frame, side, LOOKED_AT)
  if (payload.length === 0 || name === 'binary') return name
  if (name !== 'close') return `${name} ${oneLine(payload, LONGEST)}`
  const { code } = closeOf(frame, side) ?? {}
  const reason = oneLine(payload.subarray(2), LONGEST)
  return code === undefined ? name : `${name} ${code}${reason === '' ? '' : ` ${reason}`}`
}
