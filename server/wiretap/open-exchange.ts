/** An exchange of a lab from its request head until its answer is through: what its slices are recorded with. */
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { ExchangeKind } from '../../src/wire/trace/transports.ts'
import type { ExchangeState } from './log-subject.ts'
import type { TappedLab } from './tap.ts'

/** Transports whose answer goes on for as long as the client is there. */
const STREAMS: ReadonlySet<ExchangeKind> = new Set(['iframe-stream', 'sse', 'ws'])

/** Whoever holds the open exchanges of a connection. */
export interface ExchangeHolder {
  /** An exchange of its connection is over. */
  closed(exchange: OpenExchange): void
}

export class OpenExchange {
  readonly labId: string
  readonly lab: TappedLab
  readonly transport: ExchangeKind
  readonly #record: ExchangeState
  /** It asks for another protocol. */
  readonly isUpgrade: boolean
  /**
   * Its answer may stay away, or go on, for as long as the client is there. Not a poll with `Connection: close`: it asks for one
   * answer, and a client that half-closes then still wants it.
   */
  readonly isHeld: boolean
  readonly #holder: ExchangeHolder
  #isRequestThrough = false
  #isResponseThrough = false
  #isClosed = false

  /** `holder` is told when it is over. */
  constructor(
    labId: string,
    lab: TappedLab,
    record: ExchangeState,
    holder: ExchangeHolder,
    isUpgrade: boolean,
    closes: boolean,
  ) {
    this.labId = labId
    this.lab = lab
    this.transport = record.transport
    this.#record = record
    this.#holder = holder
    this.isUpgrade = isUpgrade
    this.isHeld = STREAMS.has(record.transport) || (this.transport === 'long-poll' && !closes)
  }

  /** Records bytes that have arrived; `masked` as the recorder wants them. */
  record(
    direction: Direction,
    bytes: Uint8Array,
    masked: readonly number[],
    left: number,
    arrived: number,
    isLast: boolean,
  ): void {
    if (this.#isClosed) return
    if (bytes.length > 0) this.lab.recorder.slice(this.#record, direction, bytes, masked, left, arrived)
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
    this.#holder.closed(this)
  }
}
