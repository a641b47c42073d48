/**
 * The messages of one side, put together from its frames: which of them make a message (fragments, control frames between them, text
 * that must be UTF-8 across all of its fragments), a source of their bytes, a unit for each, and what compressed ones inflate to.
 * Used by the frame reader.
 */
import type { ByteRange, ByteSource, SourceId } from '../bytes/bytes.ts'
import { createDerivedBytes, type DerivedBytes } from '../bytes/derived-bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { createUtf8Check, type Utf8Check } from '../bytes/utf8-check.ts'
import type { Field, Unit } from '../field/field.ts'
import { holesIn, missingIn, withMissing } from '../field/missing-fields.ts'
import type { Problem } from '../field/problem.ts'
import { LazyUnit } from '../field/unit.ts'
import { compressedFields, type CompressedNature } from './deflate-fields.ts'
import type { DeflateParameters } from './deflate-parameters.ts'
import { INTERRUPTED, onFrame, UNEXPECTED, type FrameProblem } from './frame-problems.ts'
import type { FrameBounds } from './frame.ts'
import { InflatedMessages } from './inflated-messages.ts'
import { ILL_FORMED_UTF8, messageFields } from './message-fields.ts'
import { opcodeName } from './opcodes.ts'

interface OpenMessage {
  readonly start: number
  readonly kind: 'text' | 'binary'
  readonly compressed: boolean
  /** Absent where the bytes need no check or cannot be checked: binary, compressed, with bytes missing, ill-formed already. */
  check: Utf8Check | undefined
  illFormed: boolean
}

/** What the fields of a message are made of. */
interface MessageDetail extends Pick<OpenMessage, 'kind' | 'compressed' | 'illFormed'> {
  readonly missing: readonly ByteRange[]
  /** False while it goes on, and of one that another interrupted. */
  readonly isEnded: boolean
  /** Of a compressed one. */
  readonly nature: CompressedNature
}

export class JoinedMessages {
  readonly #bytes: DerivedBytes
  readonly #units: Unit[]
  /** Absent where compression was not agreed on. */
  readonly #inflated: InflatedMessages | undefined
  #open: OpenMessage | undefined
  /** Whether a message goes on is not known. */
  #isUnsure = false

  /** `deflate`: how this side compresses, where that was agreed on. `known`: the messages so far, none of them open. `isMidstream`: others may have come before. */
  constructor(
    source: SourceId,
    deflate: DeflateParameters | false,
    known?: { readonly bytes: DerivedBytes; readonly units: readonly Unit[] },
    isMidstream = false,
  ) {
    this.#bytes = known?.bytes ?? createDerivedBytes(source, 'messages')
    this.#units = [...(known?.units ?? [])]
    if (deflate !== false) this.#inflated = new InflatedMessages(this.#bytes.id, deflate, isMidstream)
  }

  /**
   * Takes in the next frame with its unmasked payload; gives what is wrong with it as a part of a message.
   * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.4
   */
  take(
    { opcode, fin, rsv1, payload }: FrameBounds,
    plain: Uint8Array,
    missing: readonly ByteRange[],
  ): readonly FrameProblem[] {
    const name = opcodeName(opcode)
    const begins = name === 'text' || name === 'binary'
    if (!begins && name !== 'continuation') return NO_PROBLEMS
    const problems: FrameProblem[] = []
    if (begins) {
      if (this.#open !== undefined) problems.push(INTERRUPTED)
      this.#end(missing, false)
      this.#isUnsure = false
      const check = name === 'text' && !rsv1 ? createUtf8Check() : undefined
      this.#open = { start: this.#bytes.length, kind: name, compressed: rsv1, check, illFormed: false }
    }
    const open = this.#open
    if (open === undefined) return this.#isUnsure ? NO_PROBLEMS : [UNEXPECTED]
    if (plain.length > 0) this.#bytes.add(plain, payload)
    if (holesIn(missing, payload).length > 0) open.check = undefined
    if (open.check !== undefined && !(open.check.push(plain) && (!fin || open.check.end()))) {
      open.check = undefined
      open.illFormed = true
      problems.push(onFrame(ILL_FORMED_UTF8, plain))
    }
    if (fin) for (const found of this.#end(missing, true)) problems.push(onFrame(found, plain))
    return problems
  }

  /**
   * Says that frames are missing: the open message ends unfinished, a window that later ones copy from is lost, and whether a message
   * goes on, only the next one that begins shows.
   */
  lose(missing: readonly ByteRange[]): void {
    this.#end(missing, false)
    this.#inflated?.lose()
    this.#isUnsure = true
  }

  /** The messages, the one that goes on last, and after them those that were inflated. */
  units(missing: readonly ByteRange[]): readonly Unit[] {
    return [...this.#units, ...this.#unit(missing), ...(this.#inflated?.units ?? [])]
  }

  get sources(): readonly (ByteSource | undefined)[] {
    return [this.#bytes.source, this.#inflated?.source]
  }

  /** The messages whose bytes came before a place on the wire, of a side that compresses none. */
  forkBefore(source: SourceId, offset: number): JoinedMessages {
    const bytes = this.#bytes.forkBefore(offset)
    const whole = lowerBound(this.#units, bytes.length + 1, ({ range }) => range.end)
    return new JoinedMessages(source, false, { bytes, units: this.#units.slice(0, whole) })
  }

  /** Keeps the open message as a unit; one that another message interrupted never became whole. Gives what inflating it found. */
  #end(missing: readonly ByteRange[], isEnded: boolean): readonly Problem[] {
    if (this.#open === undefined) return []
    const nature = this.#inflate(this.#open, missing, isEnded)
    for (const unit of this.#unit(missing, isEnded, nature)) this.#units.push(unit)
    this.#open = undefined
    return nature?.problems ?? []
  }

  #inflate(
    { start, kind, compressed }: OpenMessage,
    missing: readonly ByteRange[],
    isEnded: boolean,
  ): CompressedNature | undefined {
    if (!compressed || this.#inflated === undefined) return undefined
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
  #unit(missing: readonly ByteRange[], isEnded = false, nature?: CompressedNature): readonly Unit[] {
    const { length, id } = this.#bytes
    if (this.#open === undefined || this.#open.start === length) return []
    const { start, kind, compressed, illFormed } = this.#open
    const own = nature ?? { kind, problems: [] }
    const detail = { kind, compressed, illFormed: isEnded && illFormed, missing, isEnded, nature: own }
    return [new LazyUnit('message', id, { start, end: length }, isEnded, this.#fields, detail)]
  }

  readonly #fields = (range: ByteRange, detail: MessageDetail): readonly Field[] => {
    const { kind, compressed, illFormed, missing, isEnded, nature } = detail
    const { bytes, id, pieces } = this.#bytes
    const whole = isEnded && this.#isWhole(range, missing)
    const fields = compressed
      ? compressedFields(bytes, range, id, nature)
      : messageFields(bytes, range, id, { kind, whole, illFormed })
    return withMissing(fields, missingIn(pieces, missing, range))
  }
}

const NO_PROBLEMS: readonly FrameProblem[] = []
