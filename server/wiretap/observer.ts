/**
 * One observer of a lab: reads the lab's log at its own pace and writes the messages of `src/contract/observe.ts`.
 *
 * It never blocks the demo. Past and live are one thing, a place in the log: a late observer begins at the oldest
 * record, a slow one falls behind, and what leaves the log before it was read is told as `dropped`, byte for byte.
 * Knows no socket: `server/server.ts` hands it a sink.
 */
import { type ObserverMessage, OBSERVER_REQUESTS } from '../../src/contract/observe.ts'
import { isWrong, readKind, type Fields, type ReadKind, type Wrong } from '../../src/contract/rule.ts'
import { WATCHER_REQUESTS } from '../../src/contract/watch.ts'
import { whenKnown, type Awaitable } from '../awaitable.ts'
import { unbounded, type Account } from '../budget.ts'
import type { Clock, Timer } from '../clock.ts'
import { serialise } from './observer-message.ts'
import type { LogReader, Recorder } from './recorder.ts'
import type { PastRecord, SliceRecord, TapRecord } from './tap-record.ts'

/** Where an observer's messages go. */
export interface ObserverSink {
  send(text: string): void
  /** Sends the record with this number; where it is absent the observer makes the text itself. */
  record?(number: number): void
  /** Bytes sent but not yet taken by the network. Over a limit, the observer waits. */
  readonly backlogBytes: number
  /** Around each run of `send`, where the sink can join them to one write. */
  cork?(): void
  uncork?(): void
  /** Nothing more will come: the observer was too slow. */
  giveUp?(): void
  /** Nothing more will come: a watcher asked for more than the time. */
  spoke?(): void
  /** Nothing more will come: a mistake of our own. */
  failed?(mistake: unknown): void
}

/** What became of an observer's wish to publish. */
export type PublishResult =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string }

/** What an observer of the lab's own may do, and a watcher may not. */
export interface OwnersPart {
  readonly lab: string
  publish(type: string, data: unknown): Awaitable<PublishResult>
  /** Tells those who watch what the page's script did. */
  report(marks: string): PublishResult
}

/** Over this backlog nothing more is handed to the sink. */
const MAX_BACKLOG_BYTES = 256 * 1024

/** How many records are written in one turn of the event loop, so that a long past does not hold up the traffic. */
const RECORDS_A_TURN = 256

/** How soon a full sink is looked at again. */
const RETRY_MS = 25

/** What an observer that takes nothing is owed at most before it is given up: openings, closings, merged ranges. */
const MAX_OWED = 5_000

/** And so many characters of events, which the log has let go of and this observer alone still holds. */
const MAX_OWED_CHARACTERS = 2 * 1024 * 1024

/** What an owed record takes beside an event's characters, of which each may be two bytes. */
const OWED_COST_BYTES = 200

/** Where the budget has nothing left, an observer that is owed more than this is given up. */
const LEAST_OWED_BYTES = 64 * 1024

const MAX_REQUEST_CHARACTERS = 64 * 1024

/** It says `welcome` at once, then the past, `replayed`, and what happens from then on. */
export class Observer implements LogReader {
  next: number
  readonly #recorder: Recorder
  readonly #clock: Clock
  readonly #sink: ObserverSink
  readonly #owner: OwnersPart | undefined
  readonly #account: Account
  /** The number of the first record that is not past: before it, `replayed` is due. */
  readonly #live: number
  #isReplayed = false
  /** What has to be said before the record numbered `next`. */
  #owed: (PastRecord | TapRecord)[]
  /** Where in `#owed` the range of an exchange's direction is that still grows. */
  readonly #owedRanges = new Map<string, number>()
  #owedCharacters = 0
  #timer: Timer | undefined
  #isEnded = false

  constructor(options: {
    readonly recorder: Recorder
    readonly clock: Clock
    readonly sink: ObserverSink
    /** Absent for one who watches by the lab's link. */
    readonly owner?: OwnersPart
    readonly account?: Account
  }) {
    this.#recorder = options.recorder
    this.#clock = options.clock
    this.#sink = options.sink
    this.#owner = options.owner
    this.#account = options.account ?? unbounded('observers')
    const { first, past } = options.recorder.attach(this)
    this.next = first
    this.#live = options.recorder.end
    this.#owed = [...past]
    this.#countOwed()
    const lab = this.#owner === undefined ? {} : { lab: this.#owner.lab }
    this.#say({ kind: 'welcome', ...lab, now: this.#clock.now() })
    setImmediate(() => this.wake())
  }

  wake(): void {
    if (this.#isEnded || this.#timer !== undefined) return
    this.#sink.cork?.()
    let isThrough = true
    try {
      isThrough = this.#write()
    } catch (mistake) {
      // The lab's other readers are woken in the same turn.
      this.end()
      this.#sink.failed?.(mistake)
    }
    this.#sink.uncork?.()
    if (!isThrough) {
      this.#timer = this.#clock.after(this.#isFull() ? RETRY_MS : 0, () => {
        this.#timer = undefined
        this.wake()
      })
    }
  }

  missed(record: TapRecord): void {
    this.next++
    if (this.#isEnded || !this.#isFor(record)) return
    if (record.kind === 'slice') this.#owe(record)
    else this.#owed.push(record)
    this.#owedCharacters += charactersOf(record)
    this.#countOwed()
    const isTooMuch = this.#account.budget.isFull && this.#account.heldBytes > LEAST_OWED_BYTES
    if (isTooMuch || this.#owed.length > MAX_OWED || this.#owedCharacters > MAX_OWED_CHARACTERS) {
      this.#say(error('observer-too-slow', 'This observer takes too little. Open it again to go on.'))
      this.end()
      this.#sink.giveUp?.()
    }
  }

  /** Takes one message from the observer. Bad input is answered with an `error` message, never thrown. */
  receive(text: string): void {
    if (this.#isEnded) return
    if (text.length > MAX_REQUEST_CHARACTERS) {
      if (this.#owner === undefined) return this.#sink.spoke?.()
      return this.#refuse(
        'message-too-large',
        `A message holds at most ${MAX_REQUEST_CHARACTERS} characters.`,
      )
    }
    const request = this.#owner === undefined ? parse(WATCHER_REQUESTS, text) : parse(OBSERVER_REQUESTS, text)
    if (isWrong(request)) {
      if (this.#owner === undefined) return this.#sink.spoke?.()
      return this.#refuse('bad-message', request.wrong)
    }
    if (request.kind === 'sync') {
      // Answered past the queue: a clock is compared best with nothing in front. A full sink cannot answer in time.
      if (!this.#isFull()) this.#say({ kind: 'sync', t0: request.t0, now: this.#clock.now() })
      return
    }
    if (this.#owner === undefined) return
    const result =
      request.kind === 'report'
        ? this.#owner.report(request.marks)
        : this.#owner.publish(request.type, request.data)
    void whenKnown(result, (known) => {
      if (!known.ok && !this.#isEnded) this.#refuse(known.code, known.message)
    })
  }

  /** Tells how many watch by the lab's link. */
  watchers(count: number): void {
    if (!this.#isEnded) this.#say({ kind: 'watchers', count })
  }

  /** The observer is gone: reads no more, sends no more. */
  end(): void {
    if (this.#isEnded) return
    this.#isEnded = true
    this.#timer?.cancel()
    this.#owed = []
    this.#account.close()
    this.#recorder.detach(this)
  }

  /** Writes what is owed and what the log holds; true when nothing is left to write. */
  #write(): boolean {
    let owedAt = 0
    for (let written = 0; written < RECORDS_A_TURN; written++) {
      if (this.#isFull()) break
      const owed = this.#owed[owedAt]
      if (owed !== undefined) {
        owedAt++
        this.#owedCharacters -= charactersOf(owed)
        this.#sink.send(serialise(owed))
        continue
      }
      if (!this.#isReplayed && this.next >= this.#live) {
        this.#isReplayed = true
        this.#say({ kind: 'replayed' })
      }
      if (this.next >= this.#recorder.end) break
      this.#sendRecord(this.next++)
    }
    if (owedAt > 0) {
      this.#owed.splice(0, owedAt)
      this.#owedRanges.clear()
      this.#countOwed()
    }
    return this.#owed.length === 0 && this.#isReplayed && this.next >= this.#recorder.end
  }

  #sendRecord(number: number): void {
    if (this.#sink.record !== undefined) return this.#sink.record(number)
    const record = this.#recorder.at(number)
    if (record !== undefined && this.#isFor(record)) this.#sink.send(serialise(record))
  }

  /** The owner's page knows what it did itself. */
  #isFor({ kind }: TapRecord): boolean {
    return kind !== 'reported' || this.#owner === undefined
  }

  /** Adds to the ranges that are owed. Missed slices of one direction follow each other, so they merge to one range. */
  #owe({ exchange, direction, offset, bytes }: SliceRecord): void {
    const key = `${exchange} ${direction}`
    const at = this.#owedRanges.get(key)
    const range = at === undefined ? undefined : this.#owed[at]
    if (at !== undefined && range?.kind === 'dropped') {
      this.#owed[at] = { ...range, length: range.length + bytes.length }
      return
    }
    this.#owedRanges.set(key, this.#owed.length)
    this.#owed.push({ kind: 'dropped', exchange, direction, offset, length: bytes.length })
  }

  #countOwed(): void {
    const owedBytes = OWED_COST_BYTES * this.#owed.length + 2 * this.#owedCharacters
    this.#account.add(owedBytes - this.#account.heldBytes)
  }

  #isFull(): boolean {
    return this.#sink.backlogBytes > MAX_BACKLOG_BYTES
  }

  /** Says what was wrong with a message; not to one who sends and sends and takes nothing. */
  #refuse(code: string, message: string): void {
    if (!this.#isFull()) this.#say(error(code, message))
  }

  #say(message: ObserverMessage): void {
    this.#sink.send(JSON.stringify(message))
  }
}

function error(code: string, message: string): ObserverMessage {
  return { kind: 'error', error: { code, message } }
}

function charactersOf(record: PastRecord | TapRecord): number {
  if (record.kind === 'event') return record.json.length
  return record.kind === 'reported' ? record.marks.length : 0
}

function parse<T extends Readonly<Record<string, Fields>>>(kinds: T, text: string): ReadKind<T> | Wrong {
  try {
    return readKind(kinds, JSON.parse(text))
  } catch {
    return { wrong: 'Send one JSON object.' }
  }
}
