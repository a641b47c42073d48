/**
 * Cuts what crossed one connection into exchanges by its HTTP heads, and loses nothing: bytes that nobody can attribute stay with
 * the exchange at hand, whose dissection says what is wrong. Behind a hole an answer goes to the newest question.
 */
import type { Direction } from '../bytes/bytes.ts'
import { MAX_HEAD_BYTES } from '../exchange/phases.ts'
import { headerValues, headFraming, startLineAt, type Head } from '../http1/message-head.ts'
import type { StreamPiece } from './half-stream.ts'
import { MessageFollower, type Stretch } from './message-follower.ts'

/** A stretch of one exchange: bytes, or that many that are missing. */
export type ExchangePart = StreamPiece & { readonly direction: Direction; readonly offset: number }

export interface SplitExchange {
  readonly parts: readonly ExchangePart[]
  readonly openedAt: number
  /** When both messages were whole; absent in one that lasted as long as its connection. */
  readonly completedAt?: number
  /** The capture began in its midst: no head was seen of it. */
  readonly isHeadless: boolean
}

/** What came of an exchange since it was last asked for. */
export interface TakenExchange extends SplitExchange {
  /** Its place among all of its connection. */
  readonly index: number
  /** Which of its messages are whole. */
  readonly done: Readonly<Record<Direction, boolean>>
}

interface OpenExchange extends TakenExchange {
  readonly parts: ExchangePart[]
  readonly extents: Record<Direction, number>
  readonly done: Record<Direction, boolean>
  method?: string
  asksUpgrade: boolean
  /** Bytes of its question were seen. */
  isAsked: boolean
  /** Its answer began, or a hole that stands for it. */
  isAnswered: boolean
  /** Bytes of its answer were seen. */
  hasAnswer: boolean
  completedAt?: number
}

/** On one connection; what follows stays with the last. */
const MAX_EXCHANGES = 50_000

export class ExchangeSplitter {
  readonly #exchanges: OpenExchange[] = []
  readonly #requests = new MessageFollower('request', {
    begins: (bytes) => (this.#asking = this.#asked(bytes)),
    isAwaited: () => true,
    method: () => undefined,
  })
  readonly #responses = new MessageFollower('response', {
    begins: () => (this.#answering = this.#nextAnswered()),
    // Of a connection that goes on an exchange is over once it was told so.
    isAwaited: () =>
      this.#isLive || this.#wasLost || this.#exchanges.at(-1)?.done['server-to-client'] !== true,
    method: () => this.#answering?.method,
  })
  /** Those whose answer has not begun: from this index on. */
  #unanswered = 0
  /** Those to which something was added since they were taken. */
  readonly #touched = new Set<OpenExchange>()
  #asking: OpenExchange | undefined
  #answering: OpenExchange | undefined
  /** What followed a request for an upgrade before its answer. */
  #held: StreamPiece[] = []
  /** What is being pushed. */
  #piece: StreamPiece = { kind: 'missing', arrived: 0, length: 0 }
  /** The answer that is pushed stands behind a hole. */
  #wasLost = false
  /** Somebody takes what there is while more comes. */
  #isLive = false

  /** Which sides may begin in the midst of a message, since the capture began later. */
  constructor(midstream: Partial<Record<Direction, boolean>> = {}) {
    if (midstream['client-to-server'] === true) this.#requests.loseStart()
    if (midstream['server-to-client'] === true) this.#responses.loseStart()
  }

  /** The exchanges so far, in the order in which they began. */
  get exchanges(): readonly SplitExchange[] {
    return this.#exchanges
  }

  /**
   * Of a connection that goes on: gives what came since it was last asked, by exchange, and keeps none of its bytes.
   */
  take(): readonly TakenExchange[] {
    this.#isLive = true
    const taken = Array.from(this.#touched, (exchange) => ({ ...exchange, parts: exchange.parts.splice(0) }))
    this.#touched.clear()
    return taken
  }

  /** Takes in what one side sent next. */
  push(direction: Direction, piece: StreamPiece): void {
    if (direction === 'client-to-server') this.#pushRequest(piece)
    else this.#pushResponse(piece)
  }

  /** Says that nothing follows. */
  end(): void {
    const held = this.#held
    this.#held = []
    for (const piece of held) this.#attach('client-to-server', this.#asking ?? this.#open(), piece)
  }

  #pushRequest(piece: StreamPiece): void {
    // An answer that never came, and another question: the one before asked for nothing that was granted.
    if (this.#requests.isUndecided && piece.kind === 'bytes' && this.#requests.beginsHead(piece.bytes))
      this.#decide(undefined)
    this.#each(this.#requests, piece, (stretch, part) => {
      if (stretch.isHeld === true) {
        this.#held.push(part)
        return
      }
      this.#asking ??= this.#open(true)
      const { head } = stretch
      if (head?.startLine.kind === 'request') {
        this.#asking.method = head.startLine.method
        this.#asking.asksUpgrade =
          head.startLine.method === 'CONNECT' || headerValues(head, 'upgrade').length > 0
      }
      this.#attach('client-to-server', this.#asking, part)
      if (stretch.ends) this.#complete(this.#asking, 'client-to-server', piece)
    })
  }

  #pushResponse(piece: StreamPiece): void {
    this.#wasLost = this.#responses.isLost
    this.#each(this.#responses, piece, (stretch, part) => {
      // A question was seen, and the head of its answer was not: what comes is its rest.
      const isAwaited = this.#exchanges[this.#unanswered]?.isAsked === true
      this.#answering ??= isAwaited ? this.#nextAnswered() : this.#open(true)
      this.#attach('server-to-client', this.#answering, part)
      if (part.kind === 'bytes') this.#answering.hasAnswer = true
      if (stretch.head !== undefined) this.#answer(this.#answering, stretch.head)
      if (stretch.ends) this.#complete(this.#answering, 'server-to-client', piece)
    })
  }

  #each(
    follower: MessageFollower,
    piece: StreamPiece,
    take: (stretch: Stretch, part: StreamPiece) => void,
  ): void {
    this.#piece = piece
    let at = 0
    for (const stretch of piece.kind === 'bytes' ? follower.take(piece.bytes) : follower.miss(piece.length)) {
      take(stretch, partOf(piece, at, at + stretch.length))
      at += stretch.length
    }
  }

  /** What an answer's head decides about the connection, where its request asked for something else than HTTP. */
  #answer(exchange: OpenExchange, head: Head): void {
    const { startLine } = head
    if (startLine.kind !== 'response' || (startLine.status < 200 && startLine.status !== 101)) return
    if (!exchange.asksUpgrade) return
    exchange.asksUpgrade = false
    const isTunnel = headFraming(head, exchange.method).framing.kind === 'tunnel'
    const as = !isTunnel ? undefined : exchange.method === 'CONNECT' ? 'peek' : 'tunnel'
    if (as === 'peek') this.#responses.decide(as)
    this.#decide(as)
  }

  #decide(as: 'tunnel' | 'peek' | undefined): void {
    this.#requests.decide(as)
    const held = this.#held
    this.#held = []
    for (const piece of held) this.push('client-to-server', piece)
  }

  /** The exchange of a question that begins; one that is not there itself was that of the answer nobody asked for. */
  #asked(bytes: Uint8Array = new Uint8Array()): OpenExchange {
    const last = this.#exchanges.at(-1)
    const isUnasked = last !== undefined && !last.isHeadless && last.isAnswered && !last.isAsked
    if (this.#piece.kind === 'missing' && isUnasked) return last
    const made = this.#open()
    made.isAsked = this.#piece.kind === 'bytes'
    // The rest of its head may be cut; how an answer to HEAD ends hangs on it.
    const line = startLineAt(bytes.subarray(0, MAX_HEAD_BYTES), 0, 'request')
    if (line.kind === 'request') made.method = line.method
    return made
  }

  /** Whose answer begins: the oldest question's without one; behind a hole the newest one's, since the others' may be in it. */
  #nextAnswered(): OpenExchange {
    const all = this.#exchanges
    const last = all.at(-1)
    if (this.#wasLost && last?.isHeadless === false && last.isAnswered && !last.hasAnswer) return last
    if (this.#wasLost) this.#unanswered = Math.max(this.#unanswered, all.length - 1)
    // Questions in a hole were answered while nobody knew of them.
    while (this.#unanswered < all.length - 1 && all[this.#unanswered]?.isAsked === false) this.#unanswered++
    const next = all[this.#unanswered]
    if (next === undefined || next.isAnswered) {
      const made = this.#open()
      this.#unanswered = all.length - 1
      return this.#markAnswered(made)
    }
    return this.#markAnswered(next)
  }

  #markAnswered(exchange: OpenExchange): OpenExchange {
    exchange.isAnswered = true
    this.#unanswered++
    return exchange
  }

  #open(isHeadless = false): OpenExchange {
    const piece = this.#piece
    const last = this.#exchanges.at(-1)
    if (last !== undefined && this.#exchanges.length >= MAX_EXCHANGES) return last
    const made: OpenExchange = {
      index: this.#exchanges.length,
      parts: [],
      openedAt: piece.kind === 'bytes' ? piece.left : piece.arrived,
      extents: { 'client-to-server': 0, 'server-to-client': 0 },
      done: { 'client-to-server': false, 'server-to-client': false },
      isHeadless,
      asksUpgrade: false,
      isAsked: false,
      isAnswered: isHeadless,
      hasAnswer: false,
    }
    this.#exchanges.push(made)
    if (isHeadless) this.#shareHeadless(made)
    return made
  }

  /** The midst of a message: what the other side sends before its first head belongs to it as well. */
  #shareHeadless(made: OpenExchange): void {
    this.#unanswered = this.#exchanges.length
    this.#asking ??= made
    this.#answering ??= made
  }

  #attach(direction: Direction, exchange: OpenExchange, piece: StreamPiece): void {
    const length = piece.kind === 'bytes' ? piece.bytes.length : piece.length
    if (length === 0) return
    this.#touched.add(exchange)
    const offset = exchange.extents[direction]
    exchange.extents[direction] += length
    const last = exchange.parts.at(-1)
    // Parts of one message that came in one packet are one slice, as one read hands them over.
    const both = last?.direction === direction ? joined(last, piece) : undefined
    if (last === undefined || both === undefined) exchange.parts.push({ ...piece, direction, offset })
    else exchange.parts[exchange.parts.length - 1] = { ...both, direction, offset: last.offset }
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

/** Two stretches of one packet's bytes, one right after the other, or two of what is missing, as one; `undefined` for others. */
function joined(a: StreamPiece, b: StreamPiece): StreamPiece | undefined {
  if (a.arrived !== b.arrived) return undefined
  if (a.kind === 'missing') return b.kind === 'missing' ? { ...a, length: a.length + b.length } : undefined
  if (b.kind === 'missing' || a.left !== b.left) return undefined
  const { buffer, byteOffset, length } = a.bytes
  const isNext = buffer === b.bytes.buffer && byteOffset + length === b.bytes.byteOffset
  return isNext ? { ...a, bytes: new Uint8Array(buffer, byteOffset, length + b.bytes.length) } : undefined
}
