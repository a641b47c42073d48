/**
 * Tells another instance what this one records of a lab: its log from the oldest record on, as the lines that an observer
 * would get, and nothing that came here from elsewhere. It reads at its own pace, one message on its way at a time; what the
 * log lets go of meanwhile is told as dropped, and where that is much it begins anew.
 */
import { serialise } from './observer-message.ts'
import type { LogReader, Recorder } from './recorder.ts'
import type { PastRecord, TapRecord } from './tap-record.ts'

/** What goes into one message, unless a single record is larger. */
const MESSAGE_CHARACTERS = 64 * 1024
/** What the log may have let go of meanwhile, in records. */
const MOST_OWED = 5_000
/** The line behind which nothing is past. */
export const REPLAYED = '{"kind":"replayed"}'

export class TapSender implements LogReader {
  next: number
  readonly #recorder: Recorder
  readonly #instance: string
  readonly #send: (number: number, lines: string) => Promise<unknown>
  readonly #live: number
  #owed: (PastRecord | TapRecord)[]
  /** So much is owed that it is not kept: the log's own account of its past has to do. */
  #isBehind = false
  #isReplayed = false
  #sent = 0
  #isSending = false
  #isOver = false

  /** `send` is given messages in their order, with their number from 0 on; where it fails nothing more is sent. */
  constructor(
    recorder: Recorder,
    instance: string,
    send: (number: number, lines: string) => Promise<unknown>,
  ) {
    this.#recorder = recorder
    this.#instance = instance
    this.#send = send
    const { first, past } = recorder.attach(this)
    this.next = first
    this.#live = recorder.end
    this.#owed = [...past]
    this.wake()
  }

  wake(): void {
    if (!this.#isSending && !this.#isOver) void this.#sendAll()
  }

  missed(record: TapRecord): void {
    this.next++
    // Of a slice its range is enough; openings and closings are few. A report is gone with its place.
    if (!this.#isBehind && record.kind !== 'event' && record.kind !== 'reported')
      this.#owed.push(record.kind === 'slice' ? rangeOf(record) : record)
    if (this.#owed.length <= MOST_OWED) return
    this.#isBehind = true
    this.#owed = []
  }

  moved(next: number): void {
    this.next = next
  }

  end(): void {
    this.#isOver = true
    this.#recorder.detach(this)
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true
    try {
      for (let lines = this.#take(); lines !== ''; lines = this.#take()) await this.#send(this.#sent++, lines)
    } catch {
      // Whoever wants to hear it asks again, and gets it from the beginning.
      this.end()
    }
    this.#isSending = false
  }

  /** Whoever hears a message with the number 0 knows what it has heard already. */
  #beginAnew(): void {
    const { first, past } = this.#recorder.attach(this)
    this.next = first
    this.#owed = [...past]
    this.#sent = 0
    this.#isBehind = false
  }

  #take(): string {
    if (this.#isOver) return ''
    if (this.#isBehind) this.#beginAnew()
    let text = ''
    while (text.length < MESSAGE_CHARACTERS) {
      const record = this.#owed.shift() ?? this.#recorder.at(this.next++)
      if (record === undefined) this.next--
      const isPast = this.next <= this.#live
      if (!this.#isReplayed && (record === undefined || !isPast)) {
        this.#isReplayed = true
        text += `${REPLAYED}\n`
      }
      if (record === undefined) break
      if (record.kind === 'event' ? isPast : this.#isOwn(record)) text += `${serialise(record)}\n`
    }
    return text
  }

  #isOwn(record: Exclude<PastRecord | TapRecord, { kind: 'event' }>): boolean {
    if (record.kind === 'reported') return record.instance === this.#instance
    const name = record.kind === 'connection' ? record.connection : record.exchange
    return name.startsWith(this.#instance, 1)
  }
}

function rangeOf({ exchange, direction, offset, bytes }: Extract<TapRecord, { kind: 'slice' }>): PastRecord {
  return { kind: 'dropped', exchange, direction, offset, length: bytes.length }
}
