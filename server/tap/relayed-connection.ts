/**
 * One connection through the tap: two sockets and every byte between them, both ways, as they come. An end, a reset and
 * back-pressure on one side are an end, a reset and back-pressure on the other.
 */
import type { Socket } from 'node:net'
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { ConnectionEnd } from '../../src/contract/observe.ts'
import type { WireSettings } from '../../src/contract/settings.ts'
import type { TapFailure } from '../../src/contract/tap.ts'
import type { Clock } from '../clock.ts'
import type { ConditionedSlice } from '../conditions/condition.ts'
import { MAX_HELD_BYTES, Pipe } from '../conditions/pipe.ts'
import { ownAnswer } from './own-answer.ts'
import type { Upstream } from './options.ts'
import type { RecordedConnection, TappedPart } from './recorder.ts'
import { RequestRewriter, type Rewriting } from './request-rewriter.ts'
import { RelayedSlice } from './relayed-slice.ts'
import { foreignProtocol, type Dial } from './upstream.ts'

export interface RelayParts {
  readonly upstream: Upstream
  readonly dial: Dial
  readonly clock: Clock
  readonly rewriting: Rewriting | undefined
  readonly recorded: RecordedConnection
  /** What happens on the way now. */
  readonly wire: () => WireSettings
  /** Whether the server, which has answered nothing so far, speaks TLS. */
  speaksTls(): Promise<boolean>
  /** The first byte of an answer came. */
  answered(): void
  readonly gone: () => void
}

interface Way {
  readonly from: Socket
  readonly to: Socket
  readonly pipe: Pipe
}

export class RelayedConnection {
  readonly #client: Socket
  readonly #parts: RelayParts
  readonly #rewriter: RequestRewriter | undefined
  #dialling: Socket | undefined
  #ways: Readonly<Record<Direction, Way>> | undefined
  #how: ConnectionEnd | undefined
  #hasAnswer = false
  /** The tap answers itself: what the server still says is not passed on. */
  #isOwn = false
  #open = 1

  /** Takes a socket that is paused. */
  constructor(client: Socket, parts: RelayParts) {
    this.#client = client
    this.#parts = parts
    this.#rewriter = parts.rewriting === undefined ? undefined : new RequestRewriter(parts.rewriting)
    client.setNoDelay(true)
    client.on('error', () => this.#brokenOff('client-to-server'))
    client.on('close', () => this.#closed())
    void this.#connect()
  }

  get id(): string {
    return this.#parts.recorded.id
  }

  breakOff(how: 'reset' | 'fin'): void {
    this.#how ??= how === 'reset' ? 'reset' : 'closed-by-server'
    for (const socket of [this.#client, this.#dialling]) {
      if (socket === undefined) continue
      if (how === 'reset') reset(socket)
      else socket.destroySoon()
    }
    this.#discard()
  }

  stall(): void {
    for (const { pipe } of this.#both()) pipe.stall()
  }

  resume(): void {
    for (const { pipe } of this.#both()) pipe.resume()
    for (const way of this.#both()) this.#goOn(way)
  }

  settingsChanged(): void {
    for (const { pipe } of this.#both()) pipe.settingsChanged(this.#parts.wire())
  }

  async #connect(): Promise<void> {
    const { dial, clock } = this.#parts
    const dialled = await dial((socket) => (this.#dialling = socket))
    if (this.#client.destroyed) {
      if (dialled.ok) dialled.socket.destroy()
      return
    }
    if (!dialled.ok) return this.#answerItself(dialled.failure)
    const upstream = dialled.socket
    this.#open++
    upstream.on('error', () => this.#brokenOff('server-to-client'))
    upstream.on('close', () => this.#closed())
    const connection = {}
    const way = (direction: Direction, from: Socket, to: Socket): Way => {
      const pipe = new Pipe({
        connection,
        direction,
        clock,
        random: Math.random,
        outlet: {
          slice: (slice) => this.#out(direction, slice),
          end: () => to.end(),
        },
        drop: () => {
          this.#how ??= 'timeout'
          this.#discard()
          for (const socket of [from, to]) reset(socket)
        },
      })
      return { from, to, pipe }
    }
    this.#ways = {
      'client-to-server': way('client-to-server', this.#client, upstream),
      'server-to-client': way('server-to-client', upstream, this.#client),
    }
    upstream.on('data', (bytes: Buffer) => this.#fromServer(bytes))
    upstream.on('end', () => this.#serverEnded())
    this.#client.on('data', (bytes: Buffer) => this.#fromClient(bytes))
    this.#client.on('end', () => {
      this.#how ??= 'fin'
      this.#ways?.['client-to-server'].pipe.end()
    })
    for (const each of this.#both())
      each.to.on('drain', () => {
        this.#goOn(each)
      })
    this.#client.resume()
  }

  #both(): readonly Way[] {
    return this.#ways === undefined ? [] : Object.values(this.#ways)
  }

  #fromClient(bytes: Buffer): void {
    if (this.#isOwn) return
    if (this.#rewriter === undefined) return this.#in('client-to-server', bytes)
    for (const piece of this.#rewriter.request(bytes)) {
      this.#parts.recorded.changed(piece.changes)
      this.#in('client-to-server', piece.bytes)
    }
    const { refused } = this.#rewriter
    if (refused !== undefined) this.#answerItself(refused)
  }

  #fromServer(bytes: Buffer): void {
    if (this.#isOwn) return
    if (!this.#hasAnswer) {
      const foreign = foreignProtocol(bytes)
      if (foreign !== undefined) return this.#answerItself(foreign)
      this.#hasAnswer = true
      this.#parts.answered()
    }
    this.#in('server-to-client', bytes)
    for (const { bytes: held } of this.#rewriter?.answer(bytes) ?? []) this.#in('client-to-server', held)
  }

  /** Bytes set out. */
  #in(direction: Direction, bytes: Uint8Array): void {
    const way = this.#ways?.[direction]
    if (way === undefined) return
    const now = this.#parts.clock.now()
    const parts = this.#parts.recorded.enter(direction, bytes, now)
    way.to.cork()
    for (const [stretch, part] of stretches(bytes, parts))
      way.pipe.slice(new RelayedSlice(stretch, now, this.#parts.wire, part))
    way.to.uncork()
    this.#goOn(way)
  }

  /** Bytes arrive at the other end. */
  #out(direction: Direction, { bytes, part }: ConditionedSlice & { readonly part?: TappedPart }): void {
    const way = this.#ways?.[direction]
    if (way === undefined || way.to.destroyed) return
    way.to.write(bytes)
    if (part !== undefined) this.#parts.recorded.arrive(part, this.#parts.clock.now())
    this.#goOn(way)
  }

  /** Reads on, or waits, as there is room on the way and at its end. */
  #goOn({ from, to, pipe }: Way): void {
    const isFull = to.writableNeedDrain || pipe.waitedForBytes > MAX_HELD_BYTES
    if (isFull) from.pause()
    else if (from.isPaused()) from.resume()
  }

  #serverEnded(): void {
    if (this.#isOwn) return
    this.#how ??= 'closed-by-server'
    if (this.#hasAnswer || this.#client.bytesRead === 0) return this.#ways?.['server-to-client'].pipe.end()
    void this.#endedUnanswered(() => this.#ways?.['server-to-client'].pipe.end())
  }

  /** A server of TLS hangs up on plain HTTP, mostly without a word. */
  async #endedUnanswered(otherwise: () => void): Promise<void> {
    const isTls = this.#parts.upstream.scheme === 'http' && (await this.#parts.speaksTls())
    if (isTls && !this.#client.destroyed) this.#answerItself('upstream-speaks-tls')
    else otherwise()
  }

  #brokenOff(direction: Direction): void {
    if (this.#isOwn) return
    const other = direction === 'client-to-server' ? this.#dialling : this.#client
    const pass = (): void => {
      this.#how ??= 'reset'
      this.#discard()
      if (other !== undefined) reset(other)
    }
    const isUnanswered = direction === 'server-to-client' && !this.#hasAnswer && this.#client.bytesRead > 0
    if (isUnanswered) void this.#endedUnanswered(pass)
    else pass()
  }

  /** Says itself why there is no answer, once somebody asks. */
  #answerItself(failure: TapFailure): void {
    const { clock, recorded, upstream } = this.#parts
    this.#isOwn = true
    this.#discard()
    if (this.#ways !== undefined) this.#dialling?.destroy()
    const answer = (): void => {
      const bytes = ownAnswer(failure, upstream)
      recorded.failed(failure, clock.now())
      for (const part of recorded.enter('server-to-client', bytes, clock.now()))
        recorded.arrive(part, clock.now())
      this.#how ??= 'closed-by-server'
      this.#client.end(bytes)
    }
    this.#client.removeAllListeners('data')
    if (this.#client.bytesRead > 0 && this.#ways !== undefined) answer()
    else
      this.#client.once('data', (bytes: Buffer) => {
        for (const part of recorded.enter('client-to-server', bytes, clock.now()))
          recorded.arrive(part, clock.now())
        answer()
      })
    this.#client.on('data', () => undefined)
    this.#client.once('end', () => this.#client.end())
    this.#client.resume()
  }

  #discard(): void {
    for (const { pipe } of this.#both()) pipe.discard()
  }

  #closed(): void {
    if (--this.#open > 0) {
      // Whoever is left writes into nothing, and hears of it.
      if (this.#client.destroyed && this.#ways === undefined) this.#dialling?.destroy()
      return
    }
    const { recorded, clock, gone } = this.#parts
    this.#discard()
    recorded.close(this.#how ?? 'reset', clock.now())
    gone()
  }
}

/** Ends with a RST; of TLS, whose sockets have none in Node, with what there is. */
function reset(socket: Socket): void {
  if (socket.destroyed) return
  if ('encrypted' in socket) socket.destroy()
  else socket.resetAndDestroy()
}

/** The bytes in the parts that they are in, and what lies between those, which is nobody's yet. */
function* stretches(
  bytes: Uint8Array,
  parts: readonly TappedPart[],
): Generator<readonly [stretch: Uint8Array, part?: TappedPart]> {
  let at = 0
  for (const part of parts) {
    const start = part.bytes.byteOffset - bytes.byteOffset
    if (start > at) yield [bytes.subarray(at, start)]
    yield [part.bytes, part]
    at = start + part.bytes.length
  }
  if (at < bytes.length) yield [bytes.subarray(at)]
}
