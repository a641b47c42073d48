/**
 * The compressed messages of one side, inflated: a source of their bytes, a unit for each, and what is wrong with them.
 * Used by the frame reader, which hands each message over once its last fragment is there.
 */
import type { ByteRange, ByteSource, SourceId } from '../bytes/bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import type { Problem } from '../field/problem.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import { LazyUnit } from '../field/unit.ts'
import { isUtf8 } from '../bytes/utf8-check.ts'
import type { CompressedNature } from './deflate-fields.ts'
import type { DeflateParameters } from './deflate-parameters.ts'
import { createMessageInflater, type MessageInflater } from './deflate.ts'
import { ILL_FORMED_UTF8, messageFields, type MessageNature } from './message-fields.ts'

export class InflatedMessages {
  readonly units: Unit[] = []
  readonly #inflater: MessageInflater
  readonly #content: DerivedBytes

  /** Of one side; `messages` is the source of its joined messages. `isMidstream`: others may have come before. */
  constructor(messages: SourceId, parameters: DeflateParameters, isMidstream: boolean) {
    this.#inflater = createMessageInflater(parameters, isMidstream)
    this.#content = createDerivedBytes(messages, 'inflated')
  }

  /** Derived from the messages' source, each message as a whole from one stretch of it. Absent while it has no byte. */
  get source(): ByteSource | undefined {
    return this.#content.source
  }

  /** Says that the next message has missing bytes or never ended. */
  lose(): void {
    this.#inflater.lose()
  }

  /**
   * Inflates the side's next message, which lies at `from` in the messages' source, and keeps it as a unit where anything
   * came out. Gives what the fields of the compressed message say.
   */
  take(message: Uint8Array, kind: 'text' | 'binary', from: ByteRange): CompressedNature {
    const { bytes, blocks, problem } = this.#inflater.inflate(message)
    const whole = problem === undefined
    const illFormed = whole && kind === 'text' && !isUtf8(bytes)
    const problems: Problem[] = problem === undefined ? [] : [problem]
    if (illFormed) problems.push(ILL_FORMED_UTF8)
    const range = bytes.length > 0 ? this.#content.add(bytes, from, 'as-whole') : undefined
    if (range !== undefined) {
      const nature = { kind, whole, illFormed }
      const { id } = this.#content
      this.units.push(new LazyUnit('message', id, range, whole, this.#fields, nature))
    }
    const wasTried = blocks.length > 0 || problem?.code === 'broken-deflate'
    return { kind, problems, ...(wasTried ? { inflatedBytes: bytes.length } : {}) }
  }

  readonly #fields = (range: ByteRange, nature: MessageNature): readonly Field[] =>
    messageFields(this.#content.bytes, range, this.#content.id, nature)
}
