/** An exchange of a lab from its request head until its answer is through: what its parcels are recorded with. */
import type { Direction } from '../../src/wire/bytes.ts'
import type { ExchangeKind } from '../../src/wire/transports.ts'
import type { TappedExchange } from './recorder.ts'
import { Redactor } from './redaction.ts'
import type { TappedLab } from './tap.ts'

export class OpenExchange {
  readonly labId: string
  readonly lab: TappedLab
  readonly transport: ExchangeKind
  readonly #record: TappedExchange
  readonly #onClosed: (exchange: OpenExchange) => void
  #requestRedactor: Redactor | undefined
  #responseRedactor: Redactor | undefined
  #isRequestThrough = false
  #isResponseThrough = false
  #isClosed = false

  constructor(
    labId: string,
    lab: TappedLab,
    record: TappedExchange,
    onClosed: (exchange: OpenExchange) => void,
  ) {
    this.labId = labId
    this.lab = lab
    this.transport = record.transport
    this.#record = record
    this.#onClosed = onClosed
  }

  /** Records bytes that have arrived: a copy, with the values in its heads masked. */
  record(
    direction: Direction,
    bytes: Uint8Array,
    masked: readonly number[],
    left: number,
    arrived: number,
    isLast: boolean,
  ): void {
    if (this.#isClosed) return
    if (bytes.length > 0) {
      // A copy of its own: what Node hands over may be a corner of a large pool, and masking must not reach the wire.
      const copy = new Uint8Array(bytes)
      for (let i = 0; i + 1 < masked.length; i += 2) {
        this.#redactor(direction).mask(copy, masked[i] ?? 0, masked[i + 1] ?? 0)
      }
      this.lab.recorder.slice(this.#record, direction, copy, left, arrived)
    }
    if (!isLast) return
    if (direction === 'client-to-server') this.#isRequestThrough = true
    else this.#isResponseThrough = true
    if (this.#isRequestThrough && this.#isResponseThrough) this.close(arrived)
  }

  /** It is over: both messages are through, or the connection is gone. Harmless when it was over already. */
  close(at: number): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.lab.recorder.closeExchange(this.#record, at)
    this.#onClosed(this)
  }

  #redactor(direction: Direction): Redactor {
    return direction === 'client-to-server'
      ? (this.#requestRedactor ??= new Redactor())
      : (this.#responseRedactor ??= new Redactor())
  }
}
