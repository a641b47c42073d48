/**
 * Follows one direction of a captured connection and says where its messages begin and end, as leniently as the dissector reads
 * them, whose own lines decide. What a hole hides, or what nobody can read, it passes over until a packet begins a head or, in a
 * chunked body, a chunk. The live tap has `message-boundaries.ts`, which fails closed instead.
 */
import { latin1 } from '../bytes/bytes.ts'
import { MAX_HEAD_BYTES } from '../exchange/phases.ts'
import type { BodyFraming } from '../http1/body-framing.ts'
import { beginsChunk, sizeLineOf } from '../http1/chunked.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import { dissectHead, headFraming, headerValues, type Head } from '../http1/message-head.ts'
import { beginsRequest, beginsResponse } from './begins.ts'

/** What is told of a stretch of bytes, or of missing ones, from where the last one ended. */
export interface Stretch {
  readonly length: number
  /** On the stretch with which a head is whole. */
  readonly head?: Head
  /** The message ends with it. */
  readonly ends: boolean
  /** It stands behind the end of an answer, and is no other: of the message before. */
  readonly isBeyond?: true
  /** It waits for the answer that tells whether it is a tunnel. */
  readonly isHeld?: true
}

type Mode =
  | 'between'
  | 'head'
  | 'length'
  | 'chunks'
  | 'trailers'
  | 'until-close'
  | 'tunnel'
  /** Behind a CONNECT that was granted: HTTP, or anything. */
  | 'peek'
  /** A request asked for another protocol and has no answer yet. */
  | 'undecided'
  | 'lost'

const CR = 0x0d
const LF = 0x0a

export interface FollowerAsks {
  /** A message begins, with these bytes where they are there. */
  begins(bytes?: Uint8Array): void
  /** Whether a response that begins now answers something, or may answer what nobody saw. */
  isAwaited(): boolean
  /** The method that the response at hand answers, where it is known. */
  method(): string | undefined
}

export class MessageFollower {
  readonly #side: 'request' | 'response'
  #mode: Mode = 'between'
  readonly #asks: FollowerAsks
  #left = 0
  /** What of a head, or of a chunk's framing, is there and has no end yet. */
  #waiting: Uint8Array = new Uint8Array()
  #lookedTo = 0
  /** The body whose place was lost is chunked. */
  #wasChunked = false
  #asksUpgrade = false
  #wasDecided: 'tunnel' | 'peek' | undefined

  constructor(side: 'request' | 'response', asks: FollowerAsks) {
    this.#side = side
    this.#asks = asks
  }

  /** The place is lost, or was never known. */
  get isLost(): boolean {
    return this.#mode === 'lost'
  }

  get isUndecided(): boolean {
    return this.#mode === 'undecided'
  }

  /** The first byte may be of anything: the capture began later. */
  loseStart(): void {
    this.#mode = 'lost'
  }

  /** Tells what the answer made of the connection behind the message at hand: with `undefined` it goes on as it was. */
  decide(as: 'tunnel' | 'peek' | undefined): void {
    if (this.#mode === 'undecided' || this.#side === 'response') this.#mode = as ?? 'between'
    else {
      this.#asksUpgrade = false
      this.#wasDecided = as
    }
  }

  /** Whether a packet begins a message of this direction. */
  beginsHead(bytes: Uint8Array): boolean {
    return this.#side === 'request' ? beginsRequest(bytes) : beginsResponse(bytes)
  }

  /** Takes what one packet brought; what a stretch tells has to be heeded before the next is taken. */
  *take(bytes: Uint8Array): Generator<Stretch> {
    if (this.#mode === 'lost') this.#findPlace(bytes)
    if (this.#mode === 'peek') this.#mode = this.beginsHead(bytes) ? 'between' : 'tunnel'
    for (let at = 0; at < bytes.length;) {
      const stretch = this.#step(bytes, at)
      yield stretch
      at += stretch.length
    }
  }

  /** Takes in that so many bytes are missing. */
  *miss(length: number): Generator<Stretch> {
    if (this.#mode === 'length') {
      const own = Math.min(length, this.#left)
      yield this.#body(own)
      if (own < length) yield* this.miss(length - own)
      return
    }
    if (this.#mode === 'chunks' && length <= this.#left && this.#left > 2) {
      this.#left -= length
      if (this.#left <= 2) this.#lose(true)
      yield { length, ends: false }
      return
    }
    const isHeld = this.#mode === 'undecided'
    if (this.#mode === 'between') this.#asks.begins()
    if (this.#mode === 'between' || this.#mode === 'head') this.#lose(false)
    else if (this.#mode === 'chunks' || this.#mode === 'trailers') this.#lose(true)
    yield { length, ends: false, ...(isHeld ? { isHeld } : {}) }
  }

  #lose(wasChunked: boolean): void {
    this.#mode = 'lost'
    this.#wasChunked = wasChunked
    this.#forget()
  }

  #forget(): void {
    this.#waiting = new Uint8Array()
    this.#lookedTo = 0
  }

  #findPlace(bytes: Uint8Array): void {
    if (this.beginsHead(bytes)) this.#mode = 'between'
    else if (this.#wasChunked && beginsChunk(bytes, 0)) {
      this.#mode = 'chunks'
      this.#left = 0
    }
  }

  #step(bytes: Uint8Array, at: number): Stretch {
    const length = bytes.length - at
    switch (this.#mode) {
      case 'between':
      case 'head':
        return this.#head(bytes.subarray(at))
      case 'length':
        return this.#body(Math.min(length, this.#left))
      case 'chunks':
        return this.#chunks(bytes.subarray(at))
      case 'trailers':
        return this.#trailers(bytes.subarray(at))
      case 'undecided':
        return { length, ends: false, isHeld: true }
      case 'until-close':
      case 'tunnel':
      case 'peek':
      case 'lost':
        return { length, ends: false }
    }
  }

  #body(length: number): Stretch {
    this.#left -= length
    const ends = this.#left === 0
    if (ends) this.#end()
    return { length, ends }
  }

  /** Puts together what has no end yet; room doubles, so that a head that comes byte by byte costs its length. */
  #wait(bytes: Uint8Array): Uint8Array {
    const { length } = this.#waiting
    const room = new Uint8Array(this.#waiting.buffer, 0, this.#waiting.buffer.byteLength)
    const needed = length + bytes.length
    const larger = needed <= room.length ? room : new Uint8Array(Math.max(512, needed * 2))
    if (larger !== room) larger.set(this.#waiting)
    larger.set(bytes, length)
    this.#waiting = larger.subarray(0, needed)
    return this.#waiting
  }

  #head(bytes: Uint8Array): Stretch {
    if (this.#mode === 'between' && !this.#asks.isAwaited() && !mayBeginResponse(bytes)) {
      const next = latin1(bytes).indexOf('HTTP/1.')
      return { length: next < 0 ? bytes.length : next, ends: false, isBeyond: true }
    }
    if (this.#mode === 'between') this.#asks.begins(bytes)
    const before = this.#waiting.length
    const whole = this.#wait(bytes)
    this.#mode = 'head'
    // RFC 9112 2.2: empty lines before a request line are skipped.
    let lead = 0
    if (this.#side === 'request') while (whole[lead] === CR || whole[lead] === LF) lead++
    const found = findSectionEnd(whole, Math.max(lead, this.#lookedTo))
    this.#lookedTo = found.at
    if (!found.isThere) {
      if (whole.length > MAX_HEAD_BYTES) this.#lose(false)
      return { length: bytes.length, ends: false }
    }
    const dissected = dissectHead(whole.subarray(0, found.at), lead, this.#side, '')
    this.#forget()
    const length = found.at - before
    if (dissected.status === 'need-more' || dissected.value.startLine.kind === 'malformed') {
      this.#mode = 'lost'
      this.#wasChunked = false
      return { length, ends: false }
    }
    const head = dissected.value
    return { length, head, ends: this.#enter(head) }
  }

  /** Goes on as a head says; true where the message ends with it. */
  #enter(head: Head): boolean {
    const { startLine } = head
    if (startLine.kind === 'response' && startLine.status < 200 && startLine.status !== 101) return false
    if (startLine.kind === 'request')
      this.#asksUpgrade = startLine.method === 'CONNECT' || headerValues(head, 'upgrade').length > 0
    return this.#enterBody(headFraming(head, this.#asks.method()).framing)
  }

  #enterBody(framing: BodyFraming): boolean {
    this.#left = 0
    switch (framing.kind) {
      case 'none':
        this.#end()
        return true
      case 'length':
        this.#left = framing.bytes
        this.#mode = 'length'
        if (framing.bytes === 0) this.#end()
        return framing.bytes === 0
      case 'chunked':
        this.#mode = 'chunks'
        return false
      case 'until-close':
      case 'tunnel':
        this.#mode = framing.kind
        return false
    }
  }

  #end(): void {
    this.#mode = this.#wasDecided ?? (this.#asksUpgrade ? 'undecided' : 'between')
    this.#asksUpgrade = false
    this.#wasDecided = undefined
    this.#forget()
  }

  /** Of a chunk that is begun the rest, with its line end; else a size line, or the trailers. */
  #chunks(bytes: Uint8Array): Stretch {
    if (this.#left > 0) {
      const length = Math.min(bytes.length, this.#left)
      this.#left -= length
      return { length, ends: false }
    }
    const before = this.#waiting.length
    const line = sizeLineOf(this.#wait(bytes))
    const more = { length: bytes.length, ends: false }
    if (line === undefined || line === 'broken') {
      if (line === 'broken' || before + bytes.length > MAX_HEAD_BYTES) this.#lose(true)
      return more
    }
    if (line.size === 0) {
      // The trailers begin behind its line feed, with which an empty line can be told.
      this.#waiting = this.#waiting.subarray(0, before)
      this.#lookedTo = line.end - 1
      this.#mode = 'trailers'
      return this.#trailers(bytes)
    }
    this.#forget()
    this.#left = line.size + 2
    return { length: line.end - before, ends: false }
  }

  #trailers(bytes: Uint8Array): Stretch {
    const before = this.#waiting.length
    const whole = this.#wait(bytes)
    const found = findSectionEnd(whole, this.#lookedTo)
    this.#lookedTo = found.at
    if (found.isThere) this.#end()
    else if (whole.length > MAX_HEAD_BYTES) this.#lose(true)
    return { length: found.isThere ? found.at - before : bytes.length, ends: found.isThere }
  }
}

/** As far as it is there. */
function mayBeginResponse(bytes: Uint8Array): boolean {
  const begins = latin1(bytes, 0, 5)
  return 'HTTP/'.startsWith(begins)
}
