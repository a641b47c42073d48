/**
 * The compressed messages of one side, inflated: a source of their bytes, a unit for each, and what is wrong with them.
 * Used by the frame reader, which hands each message over once its last fragment is there.
 */
import type { ByteRange, ByteSource, SourceId } from '../bytes/bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import { violation, type Problem } from '../field/problem.ts'
import { createDerivedBytes } from '../bytes/derived-bytes.ts'
import { makeLazyUnit } from '../field/unit.ts'
import { createUtf8Check } from '../bytes/utf8-check.ts'
import type { CompressedNature } from './deflate-fields.ts'
import type { DeflateParameters } from './deflate-parameters.ts'
import { createMessageInflater } from './deflate.ts'
import { messageFields, type MessageNature } from './message-fields.ts'

export interface InflatedMessages {
  readonly units: readonly Unit[]
  /** Derived from the messages' source, each message as a whole from one stretch of it. Absent while it has no byte. */
  readonly source: ByteSource | undefined
  /**
   * Inflates the side's next message, which lies at `from` in the messages' source, and keeps it as a unit where anything
   * came out. Gives what the fields of the compressed message say.
   */
  take(message: Uint8Array, kind: 'text' | 'binary', from: ByteRange): CompressedNature
  /** Says that the next message has missing bytes or never ended. */
  lose(): void
}

/** Makes the store of one side; `messages` is the source of its joined messages. `isMidstream`: others may have come before. */
export function createInflatedMessages(
  messages: SourceId,
  parameters: DeflateParameters,
  isMidstream: boolean,
): InflatedMessages {
  const inflater = createMessageInflater(parameters, isMidstream)
  const content = createDerivedBytes(messages, 'inflated')
  const units: Unit[] = []
  const fieldsOf = (range: ByteRange, nature: MessageNature): readonly Field[] =>
    messageFields(content.bytes, range, content.id, nature)
  return {
    units,
    get source() {
      return content.source
    },
    lose: () => inflater.lose(),
    take(message, kind, from) {
      const { bytes, blocks, problem } = inflater.inflate(message)
      const whole = problem === undefined
      const check = createUtf8Check()
      const illFormed = whole && kind === 'text' && !(check.push(bytes) && check.end())
      const problems: Problem[] = problem === undefined ? [] : [problem]
      if (illFormed) problems.push(ILL_FORMED)
      const range = bytes.length > 0 ? content.add(bytes, from, 'as-whole') : undefined
      if (range !== undefined) {
        const nature = { kind, whole, illFormed }
        units.push(makeLazyUnit('message', content.id, range.start, range.end, whole, fieldsOf, nature))
      }
      const wasTried = blocks.length > 0 || problem?.code === 'broken-deflate'
      return { kind, problems, ...(wasTried ? { inflated: { bytes: bytes.length, blocks } } : {}) }
    },
  }
}

// RFC 7692 6.2: what the receiver gets after inflating is the message, and a text's must be UTF-8.
const ILL_FORMED = violation('ill-formed-utf8', 'RFC 6455', '8.1', 1007)
