/**
 * Cuts what crossed one connection into exchanges by its HTTP heads, as the server's wiretap does on live sockets, but
 * loses nothing: bytes that nobody can attribute stay with the exchange at hand, whose dissection says what is wrong.
 */
import { latin1, type Direction } from '../bytes/bytes.ts'
import { MessageBoundaries, type Segment } from '../http1/message-boundaries.ts'
import type { StreamPiece } from './half-stream.ts'

/** A stretch of one exchange: bytes, or that many that are missing. */
export type ExchangePart = StreamPiece & { readonly direction: Direction; readonly offset: number }

export interface SplitExchange {
  readonly parts: readonly ExchangePart[]
  readonly openedAt: number
  /** When both messages were whole; absent in one that lasted as long as its connection. */
  readonly completedAt?: number
}

interface OpenExchange {
  readonly parts: ExchangePart[]
  readonly openedAt: number
  readonly extents: Record<Direction, number>
  readonly done: Record<Direction, boolean>
  asksUpgrade: boolean
  completedAt?: number
}

/** Missing bytes are pushed as zeros, in pieces of this many: a body's length goes on counting, a head becomes unreadable. */
const ZEROS = new Uint8Array(64 * 1024)

/** On one connection; what follows stays with the last. */
const MAX_EXCHANGES = 50_000

const ANSWER_BEGINS = 'HTTP/1.'

export class ExchangeSplitter {
  readonly #exchanges: OpenExchange[] = []
  readonly #requests = new MessageBoundaries('requests', 'lenient')
  #responses = new MessageBoundaries('responses', 'lenient')
  /** Which exchange the first of `#responses` answers: they begin anew after an answer to a request nobody saw. */
  #answered = 0
  /** What followed a request for an upgrade before its answer. */
  #undecided: StreamPiece[] = []

  /** The exchanges so far, in the order in which they began. */
  get exchanges(): readonly SplitExchange[] {
    return this.#exchanges
  }

  /** Takes in what one side sent next. */
  push(direction: Direction, piece: StreamPiece): void {
    if (piece.kind === 'bytes') return this.#push(direction, piece, piece.bytes)
    for (let left = piece.length; left > 0; left -= ZEROS.length) {
      const length = Math.min(left, ZEROS.length)
      this.#push(direction, { ...piece, length }, ZEROS.subarray(0, length))
    }
  }

  /** Says that nothing follows. */
  end(): void {
    const undecided = this.#undecided
    this.#undecided = []
    for (const piece of undecided) this.#attach('client-to-server', this.#newest(piece), piece)
  }

  #push(direction: Direction, piece: StreamPiece, bytes: Uint8Array): void {
    if (direction === 'client-to-server') this.#pushRequest(piece, bytes)
    else this.#pushResponse(piece, bytes)
  }

  #pushRequest(piece: StreamPiece, bytes: Uint8Array): void {
    const wasStopped = this.#requests.stopped !== undefined
    let at = 0
    for (const segment of this.#requests.push(bytes)) {
      const part = partOf(piece, at, segment.end)
      at = segment.end
      if (segment.part === 'undecided') {
        this.#undecided.push(part)
        continue
      }
      const exchange = this.#exchangeAt(segment.message, piece)
      if (segment.head?.kind === 'request') {
        exchange.asksUpgrade = segment.head.asksUpgrade
        this.#responses.expect(segment.head.method)
      }
      this.#attach('client-to-server', exchange, part)
      if (segment.isLast) this.#complete(exchange, 'client-to-server', piece)
    }
    if (at < bytes.length)
      this.#attach('client-to-server', this.#owner(piece, wasStopped), partOf(piece, at, bytes.length))
  }

  /** Whose the request bytes are that no message has: with them reading stops, so they begin an exchange where none is open. */
  #owner(piece: StreamPiece, wasStopped: boolean): OpenExchange {
    const stopsHere = this.#requests.stopped !== undefined && !wasStopped
    const isBetween = this.#exchanges.at(-1)?.done['client-to-server'] ?? true
    return stopsHere && isBetween ? this.#exchangeAt(this.#exchanges.length, piece) : this.#newest(piece)
  }

  #pushResponse(piece: StreamPiece, bytes: Uint8Array): void {
    let at = 0
    for (;;) {
      const start = at
      for (const segment of this.#responses.push(bytes.subarray(start))) {
        this.#takeResponse(piece, segment, at, start + segment.end)
        at = start + segment.end
      }
      if (!this.#answersTheUnseen(bytes, at)) break
      this.#answered = this.#exchanges.length
      this.#responses = new MessageBoundaries('responses', 'lenient')
      this.#responses.expect('GET')
    }
    if (at < bytes.length)
      this.#attach('server-to-client', this.#newest(piece), partOf(piece, at, bytes.length))
  }

  #takeResponse(piece: StreamPiece, segment: Segment, start: number, end: number): void {
    const exchange = this.#exchangeAt(this.#answered + segment.message, piece)
    this.#attach('server-to-client', exchange, partOf(piece, start, end))
    const { head } = segment
    if (head?.kind === 'response' && (head.status >= 200 || head.status === 101) && exchange.asksUpgrade) {
      exchange.asksUpgrade = false
      this.#requests.decide(head.framing.kind === 'tunnel')
      const undecided = this.#undecided
      this.#undecided = []
      for (const held of undecided) this.push('client-to-server', held)
    }
    if (segment.isLast) this.#complete(exchange, 'server-to-client', piece)
  }

  /** An answer begins here, and its request was not captured. */
  #answersTheUnseen(bytes: Uint8Array, at: number): boolean {
    if (this.#responses.stopped !== 'unexpected-response' || this.#requests.stopped !== undefined)
      return false
    return latin1(bytes, at, at + ANSWER_BEGINS.length) === ANSWER_BEGINS
  }

  #exchangeAt(wanted: number, piece: StreamPiece): OpenExchange {
    const index = Math.min(wanted, MAX_EXCHANGES - 1)
    while (this.#exchanges.length <= index)
      this.#exchanges.push({
        parts: [],
        openedAt: piece.kind === 'bytes' ? piece.left : piece.arrived,
        extents: { 'client-to-server': 0, 'server-to-client': 0 },
        done: { 'client-to-server': false, 'server-to-client': false },
        asksUpgrade: false,
      })
    return this.#exchanges[index] ?? unreachable()
  }

  #newest(piece: StreamPiece): OpenExchange {
    return this.#exchangeAt(Math.max(0, this.#exchanges.length - 1), piece)
  }

  #attach(direction: Direction, exchange: OpenExchange, piece: StreamPiece): void {
    const length = piece.kind === 'bytes' ? piece.bytes.length : piece.length
    if (length === 0) return
    const offset = exchange.extents[direction]
    exchange.extents[direction] += length
    const last = exchange.parts.at(-1)
    // Parts of one message that came in one packet are one slice, as one read hands them over.
    if (last?.direction === direction && joins(last, piece)) {
      exchange.parts[exchange.parts.length - 1] = { ...joined(last, piece), direction, offset: last.offset }
      return
    }
    exchange.parts.push({ ...piece, direction, offset })
  }

  #complete(exchange: OpenExchange, direction: Direction, piece: StreamPiece): void {
    exchange.done[direction] = true
    if (exchange.done['client-to-server'] && exchange.done['server-to-client'])
      exchange.completedAt ??= piece.arrived
  }
}

/** The stretch [start, end) of a piece. */
function partOf(piece: StreamPiece, start: number, end: number): StreamPiece {
  return piece.kind === 'bytes'
    ? { ...piece, bytes: piece.bytes.subarray(start, end) }
    : { ...piece, length: end - start }
}

/** Two stretches of one packet's bytes, one right after the other, or two of what is missing. */
function joins(a: StreamPiece, b: StreamPiece): boolean {
  if (a.kind === 'missing' || b.kind === 'missing') return a.kind === b.kind && a.arrived === b.arrived
  return (
    a.bytes.buffer === b.bytes.buffer &&
    a.bytes.byteOffset + a.bytes.length === b.bytes.byteOffset &&
    a.left === b.left &&
    a.arrived === b.arrived
  )
}

function joined(a: StreamPiece, b: StreamPiece): StreamPiece {
  if (a.kind === 'missing' || b.kind === 'missing') {
    const lengthOf = (piece: StreamPiece): number =>
      piece.kind === 'missing' ? piece.length : piece.bytes.length
    return { kind: 'missing', arrived: a.arrived, length: lengthOf(a) + lengthOf(b) }
  }
  const { buffer, byteOffset } = a.bytes
  return { ...a, bytes: new Uint8Array(buffer, byteOffset, a.bytes.length + b.bytes.length) }
}

function unreachable(): never {
  throw new Error('an exchange that was just made is not there')
}
