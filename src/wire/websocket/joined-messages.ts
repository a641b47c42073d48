/**
 * The messages of one side: a source of their bytes, put together from the payloads of data frames, a unit for each, and what
 * compressed ones inflate to. Used by the frame reader, which hands over each data frame with what it is to its message.
 */
import type { ByteRange, ByteSource, SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import type { Field, Unit } from '../field/field.ts'
import { missingIn, withMissing } from '../field/missing-fields.ts'
import type { Problem } from '../field/problem.ts'
import { makeLazyUnit } from '../field/unit.ts'
import { compressedFields, type CompressedNature } from './deflate-fields.ts'
import { DEFAULT_DEFLATE, type DeflateParameters } from './deflate-parameters.ts'
import type { FrameBounds } from './frame.ts'
import { createInflatedMessages, type InflatedMessages } from './inflated-messages.ts'
import type { EndedMessage, FrameRole } from './message.ts'
import { messageFields } from './message-fields.ts'

interface OpenMessage {
  readonly start: number
  readonly kind: 'text' | 'binary'
  readonly compressed: boolean
}

/** What the fields of a message are made of. */
interface MessageDetail extends OpenMessage {
  readonly missing: readonly ByteRange[]
  /** Absent while it goes on, and of one that another interrupted. */
  readonly ended: EndedMessage | undefined
  /** Of a compressed one. */
  readonly nature: CompressedNature
}

export class JoinedMessages {
  readonly #deflate: DeflateParameters | false
  readonly #bytes: DerivedBytes
  readonly #units: Unit[]
  readonly #inflated: InflatedMessages
  #open:
    { readonly start: number; readonly kind: 'text' | 'binary'; readonly compressed: boolean } | undefined

  /** `deflate`: how this side compresses, where that was agreed on. `known`: the messages so far, none of them open. `isMidstream`: others may have come before. */
  constructor(
    source: SourceId,
    deflate: DeflateParameters | false,
    known?: { readonly bytes: DerivedBytes; readonly units: readonly Unit[] },
    isMidstream = false,
  ) {
    this.#deflate = deflate
    this.#bytes = known?.bytes ?? createDerivedBytes(source, 'messages')
    this.#units = [...(known?.units ?? [])]
    // Without the agreement nothing is inflated, and this stays empty.
    this.#inflated = createInflatedMessages(
      this.#bytes.id,
      deflate === false ? DEFAULT_DEFLATE : deflate,
      isMidstream,
    )
  }

  /** Takes in a data frame with its unmasked payload; gives what inflating the message that it ends found. */
  take(
    { opcode, rsv1, payload }: FrameBounds,
    plain: Uint8Array,
    { begins, ended }: Extract<FrameRole, { kind: 'data' }>,
    missing: readonly ByteRange[],
  ): readonly Problem[] {
    if (begins) {
      this.#end(missing)
      this.#open = { start: this.#bytes.length, kind: opcode === 1 ? 'text' : 'binary', compressed: rsv1 }
    }
    if (plain.length > 0) this.#bytes.add(plain, payload)
    return ended === undefined ? [] : this.#end(missing, ended)
  }

  /** Says that frames are missing: the open message ends unfinished, and a window that later ones copy from is lost. */
  lose(missing: readonly ByteRange[]): void {
    this.#end(missing)
    this.#inflated.lose()
  }

  /** The messages, the one that goes on last, and after them those that were inflated. */
  units(missing: readonly ByteRange[]): readonly Unit[] {
    return [...this.#units, ...this.#unit(missing), ...this.#inflated.units]
  }

  get sources(): readonly (ByteSource | undefined)[] {
    return [this.#bytes.source, this.#inflated.source]
  }

  /** The messages whose bytes came before a place on the wire, of a side that compresses none. */
  forkBefore(source: SourceId, offset: number): JoinedMessages {
    const bytes = this.#bytes.forkBefore(offset)
    const whole = lowerBound(this.#units, bytes.length + 1, ({ range }) => range.end)
    return new JoinedMessages(source, false, { bytes, units: this.#units.slice(0, whole) })
  }

  /** Keeps the open message as a unit; one that another message interrupted never became whole. */
  #end(missing: readonly ByteRange[], ended?: EndedMessage): readonly Problem[] {
    if (this.#open === undefined) return []
    const nature = this.#inflate(this.#open, missing, ended !== undefined)
    for (const unit of this.#unit(missing, ended, nature)) this.#units.push(unit)
    this.#open = undefined
    return nature?.problems ?? []
  }

  #inflate(
    { start, kind, compressed }: OpenMessage,
    missing: readonly ByteRange[],
    isEnded: boolean,
  ): CompressedNature | undefined {
    if (!compressed || this.#deflate === false) return undefined
    const range = { start, end: this.#bytes.length }
    if (isEnded && this.#isWhole(range, missing))
      return this.#inflated.take(this.#bytes.bytes.subarray(range.start, range.end), kind, range)
    this.#inflated.lose()
    return undefined
  }

  /** Whether no byte of a stretch of the messages is missing. */
  #isWhole(range: ByteRange, missing: readonly ByteRange[]): boolean {
    const lost = missingIn(this.#bytes.pieces, missing, range)
    return !lost.some(({ start, end }) => start < range.end && end > range.start)
  }

  /** The open message as it is. One without a byte has no place in its source; its frame says all there is. */
  #unit(missing: readonly ByteRange[], ended?: EndedMessage, nature?: CompressedNature): readonly Unit[] {
    const { length, id } = this.#bytes
    if (this.#open === undefined || this.#open.start === length) return []
    const { start, kind } = this.#open
    const detail = { ...this.#open, missing, ended, nature: nature ?? { kind, problems: [] } }
    return [makeLazyUnit('message', id, start, length, ended !== undefined, this.#fields, detail)]
  }

  readonly #fields = (range: ByteRange, detail: MessageDetail): readonly Field[] => {
    const { kind, compressed, missing, ended, nature } = detail
    const { bytes, id, pieces } = this.#bytes
    const whole = ended !== undefined && this.#isWhole(range, missing)
    const fields = compressed
      ? compressedFields(bytes, range, id, nature)
      : messageFields(bytes, range, id, { kind, whole, illFormed: ended?.illFormed ?? false })
    return withMissing(fields, missingIn(pieces, missing, range))
  }
}
