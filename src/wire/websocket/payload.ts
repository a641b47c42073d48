/**
 * What stands in one frame's payload once no mask is on it: code and reason of a Close frame, else bytes that only the
 * message or the application gives a meaning. Used for the wire of unmasked frames and for the unmasked source.
 */
import { uint16, type ByteRange, type SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, makeFields, type Field } from '../field/field.ts'
import { violation } from '../field/problem.ts'
import { mayStandInClose } from './codes.ts'
import { opcodeName } from './opcodes.ts'
import { isUtf8 } from '../bytes/utf8-check.ts'
import { ILL_FORMED_UTF8 } from './message-fields.ts'

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
  const code = uint16(bytes, start)
  return makeFields(source, start, [
    [
      'websocket.close-code',
      start + 2,
      {
        value: code,
        citation: { standard: 'RFC 6455', section: '7.4' },
        problems: mayStandInClose(code) ? [] : [violation('forbidden-close-code', 'RFC 6455', '7.4.1', 1002)],
      },
    ],
    [
      'websocket.close-reason',
      end,
      {
        citation: { standard: 'RFC 6455', section: '7.1.6' },
        problems: isUtf8(bytes.subarray(start + 2, end)) ? [] : [ILL_FORMED_UTF8],
      },
    ],
  ])
}
