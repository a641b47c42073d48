/**
 * What stands in one frame's payload once no mask is on it: code and reason of a Close frame, else bytes that only the
 * message or the application gives a meaning. Used for the wire of unmasked frames and for the unmasked source.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Field } from '../field/field.ts'
import { violation } from '../field/problem.ts'
import { mayStandInClose } from './codes.ts'
import { opcodeName } from './opcodes.ts'
import { createUtf8Check } from '../bytes/utf8-check.ts'

const CLOSE: Citation = { standard: 'RFC 6455', section: '5.5.1' }
const APPLICATION_DATA: Citation = { standard: 'RFC 6455', section: '5.2' }

/** Gives the fields of an unmasked payload; they cover the range exactly, nothing where it is empty. */
export function payloadFields(
  bytes: Uint8Array,
  range: ByteRange,
  opcode: number,
  source: SourceId,
): readonly Field[] {
  if (range.start === range.end) return []
  if (opcodeName(opcode) === 'close') return closeFields(bytes, range, source)
  const value = opcodeName(opcode)
  return [
    makeField('websocket.payload', source, range.start, range.end, {
      ...(value === undefined ? {} : { value }),
      citation: APPLICATION_DATA,
    }),
  ]
}

function closeFields(bytes: Uint8Array, { start, end }: ByteRange, source: SourceId): readonly Field[] {
  if (end - start === 1) {
    const problems = [violation('short-close-payload', 'RFC 6455', '5.5.1', 1002)]
    return [makeField('websocket.payload', source, start, end, { value: 'close', citation: CLOSE, problems })]
  }
  const code = (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0)
  const fields = [
    makeField('websocket.close-code', source, start, start + 2, {
      value: code,
      citation: { standard: 'RFC 6455', section: '7.4' },
      problems: mayStandInClose(code) ? [] : [violation('forbidden-close-code', 'RFC 6455', '7.4.1', 1002)],
    }),
  ]
  if (end > start + 2) {
    const check = createUtf8Check()
    const well = check.push(bytes.subarray(start + 2, end)) && check.end()
    fields.push(
      makeField('websocket.close-reason', source, start + 2, end, {
        citation: { standard: 'RFC 6455', section: '7.1.6' },
        problems: well ? [] : [violation('ill-formed-utf8', 'RFC 6455', '8.1', 1007)],
      }),
    )
  }
  return fields
}
