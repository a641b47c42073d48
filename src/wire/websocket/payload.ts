/**
 * What stands in one frame's payload once no mask is on it: code and reason of a Close frame, else bytes that only the
 * message or the application gives a meaning. Used for the wire of unmasked frames and for the unmasked source.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Field } from '../field/field.ts'
import type { Problem } from '../field/problem.ts'
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
    const problems = [problem('short-close-payload', 1002)]
    return [makeField('websocket.payload', source, start, end, { value: 'close', citation: CLOSE, problems })]
  }
  const code = (bytes[start] ?? 0) * 256 + (bytes[start + 1] ?? 0)
  const fields = [
    makeField('websocket.close-code', source, start, start + 2, {
      value: code,
      citation: { standard: 'RFC 6455', section: '7.4' },
      problems: mayStandInClose(code) ? [] : [problem('forbidden-close-code', 1002)],
    }),
  ]
  if (end > start + 2) {
    const check = createUtf8Check()
    const well = check.push(bytes.subarray(start + 2, end)) && check.end()
    fields.push(
      makeField('websocket.close-reason', source, start + 2, end, {
        citation: { standard: 'RFC 6455', section: '7.1.6' },
        problems: well ? [] : [problem('ill-formed-utf8', 1007)],
      }),
    )
  }
  return fields
}

function problem(
  code: 'short-close-payload' | 'forbidden-close-code' | 'ill-formed-utf8',
  closeCode: number,
): Problem {
  const section = {
    'short-close-payload': '5.5.1',
    'forbidden-close-code': '7.4.1',
    'ill-formed-utf8': '8.1',
  }[code]
  return { code, severity: 'violation', citation: { standard: 'RFC 6455', section }, closeCode }
}
