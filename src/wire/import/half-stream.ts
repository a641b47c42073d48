/**
 * The bytes that one end of a TCP connection sent, put into order: what was sent again is left out, what came early
 * waits, what never comes is a hole. Used by `tcp-connections.ts`, two for each connection.
 */
import type { CapturedSegment } from './ip-packet.ts'
import type { NoteCounter } from './imported.ts'

/** A stretch of a stream in order. `left` is when its packet was captured, `arrived` when nothing before it was missing. */
export type StreamPiece =
  | { readonly kind: 'bytes'; readonly left: number; readonly arrived: number; readonly bytes: Uint8Array }
  | { readonly kind: 'missing'; readonly arrived: number; readonly length: number }

/** What waits for earlier bytes; when there is more, those are given up. */
const MAX_WAITING = 512
const MAX_WAITING_BYTES = 4 * 1024 * 1024

/** Of one stream. A sequence number that jumps further is no hole but nonsense. */
const MAX_MISSING_BYTES = 16 * 1024 * 1024

const SEQUENCES = 2 ** 32

interface Waiting {
  readonly start: number
  readonly at: number
  readonly payload: Uint8Array
  readonly cutBytes: number
}

export class HalfStream {
  readonly #emit: (piece: StreamPiece) => void
  readonly #notes: NoteCounter
  /** The sequence number of the stream's first byte. */
  #first: number | undefined
  /** Only a segment without bytes told it, which may be a keep-alive probe: those stand one before the next byte. */
  #isUnsure = false
  /** How far the other end has the stream. */
  #acknowledged = 0
  #hasEnded = false
  /** How much of the stream is in order. */
  #next = 0
  readonly #waiting: Waiting[] = []
  #waitingBytes = 0
  #missingBytes = 0
  #isGivenUp = false

  constructor(emit: (piece: StreamPiece) => void, notes: NoteCounter) {
    this.#emit = emit
    this.#notes = notes
  }

  /** The sequence number after a SYN's, where one was seen. */
  get firstSequence(): number | undefined {
    return this.#first
  }

  /** Takes in a segment, in the order of the capture. */
  take(segment: CapturedSegment, at: number): void {
    // RFC 9293 3.4: a SYN takes the first number of the sequence for itself.
    const sequence = segment.syn ? (segment.sequence + 1) % SEQUENCES : segment.sequence
    const { payload, cutBytes } = segment
    const length = payload.length + cutBytes
    if (this.#first === undefined) {
      // A probe may carry one byte of no meaning; where nothing came before, it is no start.
      if (length === 1 && !segment.syn && !segment.fin && payload[0] === 0) return
      this.#first = sequence
      this.#isUnsure = length === 0 && !segment.syn
    }
    if (segment.fin && !this.#isGivenUp) {
      this.#hasEnded = true
      this.#acknowledged = Math.max(this.#acknowledged, this.#offsetOf(sequence) + length)
    }
    if (length === 0 || this.#isGivenUp) return
    if (this.#isUnsure && this.#offsetOf(sequence) === 1) this.#first = sequence
    this.#isUnsure = false
    const start = this.#offsetOf(sequence)
    if (start + length <= this.#next) return this.#notes.add('retransmission')
    if (cutBytes > 0) this.#notes.add('packet-cut-short')
    const waiting = { start, at, payload, cutBytes }
    if (start <= this.#next) {
      this.#deliver(waiting, at)
      return this.#drain(at)
    }
    this.#wait(waiting)
    if (this.#waiting.length > MAX_WAITING || this.#waitingBytes > MAX_WAITING_BYTES) this.#skipHole(at)
  }

  /** Takes in an acknowledgment of the other end: what it has and this capture has not will not come any more. */
  acknowledged(acknowledgment: number, at: number): void {
    if (this.#isGivenUp) return
    // Before its first packet was seen: what is acknowledged came before the capture.
    if (this.#first === undefined || (this.#isUnsure && this.#offsetOf(acknowledgment) === 1)) {
      this.#first = acknowledgment
      this.#isUnsure = false
    }
    const end = this.#offsetOf(acknowledgment)
    if (!this.#hasEnded) this.#acknowledged = Math.max(this.#acknowledged, end)
    const [first] = this.#waiting
    if (first !== undefined && end >= first.start + first.payload.length) this.#skipHole(at)
  }

  /** Says that no packet follows: whatever waits comes out, with holes before it. */
  end(at: number): void {
    while (this.#waiting.length > 0 && !this.#isGivenUp) this.#skipHole(at)
    // One number more than there are bytes is a FIN that was not captured.
    const isOver = this.#acknowledged - this.#next <= (this.#hasEnded ? 0 : 1)
    if (!this.#isGivenUp && !isOver) this.#lose(this.#acknowledged, at)
  }

  /** Sequence numbers wrap: the one nearest to where the stream stands is meant. */
  #offsetOf(sequence: number): number {
    const expected = ((this.#first ?? 0) + this.#next) % SEQUENCES
    return this.#next + ((sequence - expected) | 0)
  }

  #wait(waiting: Waiting): void {
    let at = this.#waiting.length
    while (at > 0 && (this.#waiting[at - 1]?.start ?? 0) > waiting.start) at--
    this.#waiting.splice(at, 0, waiting)
    this.#waitingBytes += waiting.payload.length
  }

  #deliver({ start, at, payload, cutBytes }: Waiting, arrived: number): void {
    const bytes = payload.subarray(this.#next - start)
    if (bytes.length > 0) this.#emit({ kind: 'bytes', left: at, arrived, bytes })
    this.#next += bytes.length
    this.#lose(start + payload.length + cutBytes, arrived)
  }

  /** Takes out what waits and is no longer early; it was never early where what it waited for is lost. */
  #drain(at: number, wasLost = false): void {
    for (;;) {
      const [first] = this.#waiting
      if (first === undefined || first.start > this.#next || this.#isGivenUp) return
      this.#waiting.shift()
      this.#waitingBytes -= first.payload.length
      if (!wasLost) this.#notes.add('out-of-order')
      if (first.start + first.payload.length + first.cutBytes > this.#next) this.#deliver(first, at)
      else this.#notes.add('retransmission')
    }
  }

  #skipHole(at: number): void {
    const [first] = this.#waiting
    if (first === undefined) return
    this.#lose(first.start, at)
    this.#drain(at, true)
  }

  #lose(end: number, arrived: number): void {
    const length = end - this.#next
    if (length <= 0) return
    this.#missingBytes += length
    if (this.#missingBytes > MAX_MISSING_BYTES) {
      this.#isGivenUp = true
      this.#waiting.length = 0
      return this.#notes.add('over-limit')
    }
    this.#notes.add('missing-bytes', length)
    this.#emit({ kind: 'missing', arrived, length })
    this.#next = end
  }
}
