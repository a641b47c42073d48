/**
 * Follows one direction of a kept-alive connection and says which bytes belong to which message.
 *
 * Pure and incremental: any split of the same bytes gives the same messages, and nothing but an unfinished head is
 * kept. Used by the wiretap to give every byte to its exchange. It fails closed: at the first thing that Node's parser and this
 * one might read differently it stops for good, and no later byte belongs to any message.
 */
import { areWholeChunks, ChunkBoundaries } from './chunk-boundaries.ts'
import { hasFramingLine, requestSummary, responseSummary, type HeadSummary } from './head-summary.ts'
import { MAX_HEAD_BYTES, Section, type SectionFault } from './section-end.ts'

type WholeHead = Exclude<HeadSummary, { kind: 'ambiguous' }>

/** What of a message a stretch of bytes is. `undecided` bytes follow a request for an upgrade that has no answer yet. */
export type MessagePart = 'head' | 'body' | 'trailers' | 'tunnel' | 'undecided'

/** A stretch of the bytes pushed, in one part of one message. Bytes in no segment belong to no message. */
export interface Segment {
  readonly part: MessagePart
  readonly start: number
  readonly end: number
  /** Counts the messages of this direction from 0; an interim (1xx) response is part of the one it precedes. */
  readonly message: number
  /** On the segment with which a head is whole. */
  readonly head?: WholeHead
  /** The message ends with this segment. */
  readonly isLast: boolean
}

export type StopReason =
  | SectionFault
  | 'ambiguous-head'
  | 'malformed-chunk'
  | 'framing-in-trailers'
  | 'unexpected-response'
  | 'unexpected-tunnel'
  | 'too-much-undecided'
  | 'too-many-unanswered'

type Mode =
  | 'between'
  | 'head'
  | 'length'
  | 'chunks'
  | 'trailers'
  | 'until-close'
  | 'tunnel'
  | 'undecided'
  | 'closed'
  | 'stopped'

const INSIDE: ReadonlySet<Mode> = new Set(['head', 'length', 'chunks', 'trailers'])

const CR = 0x0d
const LF = 0x0a
const NOTHING: readonly Segment[] = []

export class MessageBoundaries {
  readonly #side: 'requests' | 'responses'
  readonly #section = new Section()
  #mode: Mode = 'between'
  #message = 0
  /** Bytes left of a body of known length. */
  #left = 0
  #chunks: ChunkBoundaries | undefined
  #undecidedBytes = 0
  /** The request methods that wait for a response, oldest first (responses only). */
  #methods: string[] = []
  /** What the request being read asks for, beside its answer (requests only). */
  #asksUpgrade = false
  #closes = false
  #stopped: StopReason | undefined

  constructor(side: 'requests' | 'responses') {
    this.#side = side
  }

  /** Why it gave up; `undefined` while it has not. */
  get stopped(): StopReason | undefined {
    return this.#stopped
  }

  /** True inside a message: an end here would cut it. */
  get isInside(): boolean {
    return INSIDE.has(this.#mode)
  }

  /** Tells the method of the next request in order (responses only): HEAD and CONNECT decide how an answer ends. */
  expect(method: string): void {
    // Pushed to while empty, it would make room for seventeen; most connections wait for one.
    if (this.#methods.length === 0) this.#methods = [method]
    else this.#methods.push(method)
  }

  /**
   * Tells how a request for an upgrade was answered (requests only). The `undecided` bytes that were pushed since then
   * have to be pushed again.
   */
  decide(isTunnel: boolean): void {
    if (this.#mode === 'undecided') this.#toRequestEnd(isTunnel)
    // Answered before the request was whole. A tunnel that begins inside a body is nothing anybody could follow.
    else if (isTunnel) this.stop('ambiguous-head')
    else this.#asksUpgrade = false
  }

  /** Tells that no other request will be answered (requests only): what follows the one being read belongs to no message. */
  endAfterThis(): void {
    if (this.#mode === 'length' || this.#mode === 'chunks' || this.#mode === 'trailers') this.#closes = true
    else if (!this.#isOver) {
      this.#mode = 'closed'
      this.#section.drop()
    }
  }

  /** Gives up: no later byte belongs to any message. */
  stop(reason: StopReason): void {
    this.#mode = 'stopped'
    this.#stopped ??= reason
    this.#section.drop()
  }

  /** Cuts the next bytes of this direction into segments, in order. */
  push(bytes: Uint8Array): readonly Segment[] {
    if (this.#isOver) return NOTHING
    const segments: Segment[] = []
    for (let at = 0; at < bytes.length && !this.#isOver;) at = this.#step(bytes, at, segments)
    return segments
  }

  /**
   * Whether all of these bytes belong to the message that is being read, with more to come: they are a tunnel's, or whole
   * chunks of a body. Then they need not be pushed, and pushing them would say nothing more.
   */
  goesOnAfter(bytes: Uint8Array): boolean {
    if (this.#mode === 'tunnel') return true
    return this.#mode === 'chunks' && this.#chunks?.isBetween === true && areWholeChunks(bytes)
  }

  get #isOver(): boolean {
    return this.#mode === 'stopped' || this.#mode === 'closed'
  }

  /** Takes what one mode takes of the bytes from `at` on; returns where the next mode begins. */
  #step(bytes: Uint8Array, at: number, segments: Segment[]): number {
    switch (this.#mode) {
      case 'between':
        return this.#between(bytes, at)
      case 'head':
        return this.#head(bytes, at, segments)
      case 'length':
        return this.#length(bytes, at, segments)
      case 'trailers':
        return this.#trailers(bytes, at, segments)
      case 'until-close':
        return this.#add(segments, 'body', at, bytes.length)
      case 'tunnel':
        return this.#add(segments, 'tunnel', at, bytes.length)
      case 'undecided':
        this.#undecidedBytes += bytes.length - at
        if (this.#undecidedBytes > MAX_HEAD_BYTES) this.stop('too-much-undecided')
        else this.#add(segments, 'undecided', at, bytes.length)
        return bytes.length
      case 'chunks':
        return this.#chunked(bytes, at, segments)
      case 'closed':
      case 'stopped':
        return at
    }
  }

  #between(bytes: Uint8Array, at: number): number {
    // RFC 9112 2.2: empty lines before a request line are skipped. They belong to nobody.
    if (this.#side === 'requests') while (bytes[at] === CR || bytes[at] === LF) at++
    else if (this.#methods.length === 0) return this.#stopAt(at, 'unexpected-response')
    if (at < bytes.length) this.#beginSection('head')
    return at
  }

  #beginSection(section: 'head' | 'trailers'): void {
    this.#mode = section
    this.#section.begin(section)
  }

  #head(bytes: Uint8Array, start: number, segments: Segment[]): number {
    const found = this.#section.take(bytes, start)
    const { end } = this.#section
    if (found === 'more') return this.#add(segments, 'head', start, end)
    if (found !== 'whole') return this.#stopAt(start, found)
    const head = this.#summary(bytes, start)
    if (head.kind === 'ambiguous') return this.#stopAt(start, 'ambiguous-head')
    this.#section.drop()
    const message = this.#message
    const isLast = this.#afterHead(head)
    segments.push({ part: 'head', start, end, message, head, isLast })
    return end
  }

  #summary(bytes: Uint8Array, start: number): HeadSummary {
    const whole = this.#section.whole(bytes, start)
    return this.#side === 'requests'
      ? requestSummary(...whole)
      : responseSummary(...whole, this.#methods[0] ?? 'GET')
  }

  /** Decides what follows a head; true when the message ends with it. */
  #afterHead(head: WholeHead): boolean {
    if (head.kind === 'request') {
      this.#asksUpgrade = head.asksUpgrade
      this.#closes = head.closes
    } else if (head.status < 200 && head.status !== 101) {
      this.#beginSection('head')
      return false
    } else this.#methods.shift()
    return this.#beginBody(head)
  }

  #beginBody({ framing }: WholeHead): boolean {
    if (framing.kind === 'length' && framing.bytes > 0) {
      this.#mode = 'length'
      this.#left = framing.bytes
    } else if (framing.kind === 'chunked') {
      this.#mode = 'chunks'
      this.#chunks = new ChunkBoundaries()
    } else if (framing.kind === 'until-close' || framing.kind === 'tunnel') {
      this.#mode = framing.kind
    } else {
      this.#messageEnds()
      return true
    }
    return false
  }

  #messageEnds(): void {
    if (this.#side === 'responses') {
      this.#message++
      this.#mode = 'between'
    } else if (this.#asksUpgrade) {
      this.#mode = 'undecided'
      this.#undecidedBytes = 0
    } else {
      this.#toRequestEnd(false)
    }
  }

  #toRequestEnd(isTunnel: boolean): void {
    if (isTunnel) {
      this.#mode = 'tunnel'
      return
    }
    this.#message++
    this.#mode = this.#closes ? 'closed' : 'between'
    this.#asksUpgrade = false
  }

  #length(bytes: Uint8Array, start: number, segments: Segment[]): number {
    const end = Math.min(bytes.length, start + this.#left)
    this.#left -= end - start
    return this.#add(segments, 'body', start, end, this.#left === 0)
  }

  #trailers(bytes: Uint8Array, start: number, segments: Segment[]): number {
    const found = this.#section.take(bytes, start)
    const { end } = this.#section
    if (found === 'more') return this.#add(segments, 'trailers', start, end)
    if (found !== 'whole') return this.#stopAt(start, found)
    if (hasFramingLine(...this.#section.whole(bytes, start)))
      return this.#stopAt(start, 'framing-in-trailers')
    this.#section.drop()
    return this.#add(segments, 'trailers', start, end, true)
  }

  #stopAt(place: number, reason: StopReason): number {
    this.stop(reason)
    return place
  }

  #chunked(bytes: Uint8Array, start: number, segments: Segment[]): number {
    const chunks = (this.#chunks ??= new ChunkBoundaries())
    const found = chunks.take(bytes, start)
    this.#add(segments, 'body', start, chunks.end)
    if (found === 'malformed') this.stop('malformed-chunk')
    if (found === 'last-chunk') {
      this.#chunks = undefined
      this.#beginSection('trailers')
    }
    return chunks.end
  }

  #add(segments: Segment[], part: MessagePart, start: number, end: number, isLast = false): number {
    if (end > start || isLast) segments.push({ part, start, end, message: this.#message, isLast })
    if (isLast) this.#messageEnds()
    return end
  }
}
