/**
 * Tells a log what crosses: cuts each connection into exchanges with what reads capture files, names them by their answers, and
 * keeps bodies that nobody wants to see no further than their heads.
 */
import { toBase64 } from '../../src/wire/bytes/base64.ts'
import { latin1, type Direction } from '../../src/wire/bytes/bytes.ts'
import { kindOfAnswer } from '../../src/wire/import/answer-kind.ts'
import { ExchangeSplitter } from '../../src/wire/import/exchange-splitter.ts'
import type { ConnectionEnd } from '../../src/contract/observe.ts'
import type { TapFailure, TappedKind } from '../../src/contract/tap.ts'
import type { TapLog } from './log.ts'
import type { TapOptions } from './options.ts'
import type { Change } from './request-rewriter.ts'
import type { WaysPast } from './ways-past.ts'

/** A stretch of one exchange on its way, to be told of when it arrives. */
export interface TappedPart {
  readonly exchange: string
  /** Its place on its connection. */
  readonly index: number
  readonly direction: Direction
  readonly offset: number
  readonly left: number
  readonly bytes: Uint8Array
  /** Its message is whole with it. */
  readonly endsMessage: boolean
  readonly isTunnel: boolean
}

interface Exchange {
  readonly id: string
  kind: TappedKind
  /** Of the request, when its last byte left. */
  askedAt?: number
  answer: AnswerHead | undefined
  /** Ranges that were told to be left out, per direction, in bytes. */
  readonly leftOut: Record<Direction, number>
  /** Which of its messages have arrived whole. */
  readonly arrived: Record<Direction, boolean>
}

/** The head of an answer, read until it is whole. */
interface AnswerHead {
  text: string
  /** Where its content begins, once it is whole; absent while it is not. */
  contentAt?: number
  isFolded: boolean
}

/** An answer that lets its question wait for so long is a long poll. */
const HELD_MS = 1_000
const MAX_HEAD_CHARACTERS = 16 * 1024
/** No exchange keeps more than this part of all; what follows is told as left out. */
const MOST_OF_ALL = 1 / 4
/** So much is told of what is left out in one direction: a view holds a zero for each byte. */
const MAX_LEFT_OUT = 256 * 1024

const FOLDED =
  /\ncontent-type:[ \t]*(?:text\/(?:html|css|javascript)|(?:image|font|audio|video)\/|application\/(?:javascript|wasm|pdf|zip|octet-stream))/i

export class TapRecorder {
  readonly log: TapLog
  readonly waysPast: WaysPast
  readonly mostBytes: number
  /** Whether bodies are kept that nobody asked for. */
  bodies: boolean
  #connections = 0
  #exchanges = 0

  constructor(log: TapLog, waysPast: WaysPast, { keepBytes, bodies }: TapOptions) {
    this.log = log
    this.waysPast = waysPast
    this.mostBytes = keepBytes * MOST_OF_ALL
    this.bodies = bodies
  }

  open(at: number): RecordedConnection {
    const id = `c${++this.#connections}`
    this.log.append({ kind: 'connection', connection: id, state: 'open', at })
    return new RecordedConnection(id, this)
  }

  nextExchange(): string {
    return `x${++this.#exchanges}`
  }
}

export class RecordedConnection {
  readonly id: string
  readonly #recorder: TapRecorder
  readonly #splitter = new ExchangeSplitter()
  readonly #exchanges = new Map<number, Exchange>()
  #changes: readonly Change[] = []

  constructor(id: string, recorder: TapRecorder) {
    this.id = id
    this.#recorder = recorder
  }

  /** What follows begins a request whose head was changed so. */
  changed(changes: readonly Change[]): void {
    this.#changes = changes
  }

  /** Bytes set out; gives the parts that they are in. What belongs to nobody yet is in none, and told later. */
  enter(direction: Direction, bytes: Uint8Array, at: number): readonly TappedPart[] {
    this.#splitter.push(direction, { kind: 'bytes', left: at, arrived: at, bytes })
    return this.#take(at, (part) => part.direction === direction && part.bytes.buffer === bytes.buffer)
  }

  /** Bytes came out at the other end. */
  arrive(part: TappedPart, at: number): void {
    const exchange = this.#exchanges.get(part.index)
    if (exchange?.id !== part.exchange) return
    this.#tellOf(exchange, part, at)
    if (!part.endsMessage) return
    exchange.arrived[part.direction] = true
    if (!exchange.arrived['client-to-server'] || !exchange.arrived['server-to-client']) return
    this.#over(exchange, at)
    this.#exchanges.delete(part.index)
  }

  #tellOf(own: Exchange, { exchange, direction, offset, left, bytes }: TappedPart, arrived: number): void {
    const { log, mostBytes } = this.#recorder
    const kept = log.bytesOf(exchange)
    if (kept === undefined) return
    const from = this.#foldedFrom(own, direction, offset, bytes.length)
    const shown = kept > mostBytes ? 0 : from - offset
    if (shown > 0) {
      const crossed = toBase64(bytes.subarray(0, shown))
      log.append({ kind: 'slice', exchange, direction, offset, left, arrived, bytes: crossed })
    }
    const length = Math.min(bytes.length - shown, MAX_LEFT_OUT - own.leftOut[direction])
    if (length <= 0) return
    own.leftOut[direction] += length
    log.append({ kind: 'dropped', exchange, direction, offset: offset + shown, length, at: arrived })
  }

  failed(code: TapFailure, at: number): void {
    this.#recorder.log.append({ kind: 'failed', connection: this.id, code, at })
  }

  close(how: ConnectionEnd, at: number): void {
    this.#splitter.end()
    for (const part of this.#take(at, () => false)) this.arrive(part, at)
    for (const exchange of this.#exchanges.values()) this.#over(exchange, at)
    this.#recorder.log.append({ kind: 'connection', connection: this.id, state: 'closed', at, how })
  }

  /** Takes what the splitter has sorted out; tells at once what is not in `isNow`, since it has crossed already. */
  #take(at: number, isNow: (part: { direction: Direction; bytes: Uint8Array }) => boolean): TappedPart[] {
    const now: TappedPart[] = []
    for (const taken of this.#splitter.take()) {
      const exchange = this.#exchange(taken.index, taken.openedAt)
      taken.parts.forEach((part, place) => {
        if (part.kind !== 'bytes') return
        const { direction, offset, left, bytes } = part
        if (direction === 'server-to-client') this.#readAnswer(exchange, part.bytes, at)
        const isLast = taken.parts.findLastIndex((each) => each.direction === direction) === place
        const endsMessage = isLast && taken.done[direction]
        if (direction === 'client-to-server') exchange.askedAt = left
        const of = { exchange: exchange.id, index: taken.index, isTunnel: exchange.kind === 'ws' }
        const tapped = { ...of, direction, offset, left, bytes, endsMessage }
        if (isNow(part)) now.push(tapped)
        else this.arrive(tapped, at)
      })
    }
    return now
  }

  #over(exchange: Exchange, at: number): void {
    this.#recorder.waysPast.over(exchange.id)
    this.#tell(exchange, 'closed', at)
  }

  #exchange(index: number, at: number): Exchange {
    const known = this.#exchanges.get(index)
    if (known !== undefined) return known
    const exchange: Exchange = {
      id: this.#recorder.nextExchange(),
      kind: 'http',
      answer: undefined,
      leftOut: { 'client-to-server': 0, 'server-to-client': 0 },
      arrived: { 'client-to-server': false, 'server-to-client': false },
    }
    this.#exchanges.set(index, exchange)
    this.#tell(exchange, 'open', at)
    for (const change of this.#changes)
      this.#recorder.log.append({ kind: 'rewritten', exchange: exchange.id, ...change, at })
    this.#changes = []
    return exchange
  }

  #tell({ id, kind }: Exchange, state: 'open' | 'known' | 'closed', at: number): void {
    const { log } = this.#recorder
    log.append({ kind: 'exchange', exchange: id, connection: this.id, transport: kind, state, at })
  }

  /** Reads on in the head of an answer until it is whole, and names the exchange by it. */
  #readAnswer(exchange: Exchange, bytes: Uint8Array, at: number): void {
    const head = (exchange.answer ??= { text: '', isFolded: false })
    if (head.contentAt !== undefined) return this.#recorder.waysPast.content(exchange.id, bytes, at)
    if (head.text.length > MAX_HEAD_CHARACTERS) return
    const before = head.text.length
    head.text += latin1(bytes)
    const start = interimEnd(head.text)
    const end = head.text.indexOf('\r\n\r\n', start)
    if (end < 0) return
    const text = head.text.slice(start, end + 2)
    head.contentAt = end + 4
    head.text = ''
    head.isFolded = FOLDED.test(text)
    const isHeld = exchange.askedAt !== undefined && at - exchange.askedAt >= HELD_MS && !head.isFolded
    const kind = kindOfAnswer(text)
    exchange.kind = kind === 'http' && isHeld ? 'long-poll' : kind
    if (exchange.kind !== 'http') this.#tell(exchange, 'known', at)
    this.#recorder.waysPast.head(exchange.id, text, at)
    const rest = head.contentAt - before
    if (rest < bytes.length) this.#recorder.waysPast.content(exchange.id, bytes.subarray(rest), at)
  }

  /** From where on of a stretch nothing is kept: its end where all of it is. */
  #foldedFrom({ answer }: Exchange, direction: Direction, offset: number, length: number): number {
    const end = offset + length
    if (direction === 'client-to-server' || answer?.contentAt === undefined) return end
    if (!answer.isFolded || this.#recorder.bodies) return end
    return Math.min(end, Math.max(offset, answer.contentAt))
  }
}

/** Where the last head of an answer begins: a 1xx but for 101 only announces it (RFC 9110 15.2). */
function interimEnd(text: string): number {
  let at = 0
  while (/^HTTP\/1\.[01] 1(?!01)\d\d/.test(text.slice(at, at + 12))) {
    const end = text.indexOf('\r\n\r\n', at)
    if (end < 0) return at
    at = end + 4
  }
  return at
}
