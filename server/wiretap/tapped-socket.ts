/**
 * The socket that the HTTP server and ws get: passes every byte of the real one on, both ways, through the
 * conditions, and lets the attribution see it.
 */
import type { Socket } from 'node:net'
import type { Account } from '../budget.ts'
import type { AttributedSlice } from './attributed-slice.ts'
import { ClientSide } from './client-side.ts'
import type { Wires } from './conditioned-socket.ts'
import { joined, ownBytes, type WrittenChunk } from './joined.ts'
import { PIECE_BYTES, RawWriter } from './raw-writer.ts'

/** What all tapped sockets of a front door share. */
export interface Switchboard extends Wires {
  /** The connection is gone. */
  closed(socket: TappedSocket): void
}

/** So long a client may take nothing while the budget has nothing left. */
const FULL_STALL_MS = 2_000

/** So much a client may have sent ahead then. */
const FULL_AHEAD_BYTES = 64 * 1024

/** A server that writes on without heeding back-pressure may run so far ahead of its reader. */
const MAX_BACKLOG_BYTES = 8 * 1024 * 1024

const NOTHING_MASKED: readonly number[] = []

type Callback = (error?: Error | null) => void

const TAPPED = Symbol('tapped')
type RawSocket = Socket & { [TAPPED]: TappedSocket }

export class TappedSocket extends ClientSide {
  readonly #writer: RawWriter
  readonly #board: Switchboard
  /** Called when the wire has room again for the server's next write. */
  #whenRoom: Callback | undefined
  #whenEnded: Callback | undefined

  constructor(raw: Socket, board: Switchboard, account: Account) {
    super(raw, board, account)
    this.#board = board
    this.#writer = new RawWriter(raw, () => this.roomMade())
    ;(raw as RawSocket)[TAPPED] = this
    // A reset between two owners of this socket must not end the process: there is always one listener.
    this.on('error', ignore)
    raw.on('error', onRawError)
    raw.on('end', onRawEnd)
    raw.on('close', onRawClose)
    raw.on('timeout', onRawTimeout)
    raw.setNoDelay(true)
    raw.on('data', onRawData)
    this.count()
  }

  /** Ends the connection with a RST. */
  resetAndDestroy(): this {
    this.breakOff('reset')
    return this
  }

  // --- from the server to the client ---

  /**
   * As any stream's. What streams of events write most goes straight on, past this Duplex's own queue: a whole buffer that
   * nobody waits for, while nothing waits before it. That saves 1 µs of CPU in 13 a message (1,000 readers, Node 26.10).
   */
  override write(chunk: unknown, ...rest: unknown[]): boolean {
    if (rest.length === 0 && Buffer.isBuffer(chunk) && this.#writeStraight(chunk)) return true
    const waits = this.#whenRoom !== undefined
    if (waits) this.keeps.waitingWrites++
    const hasRoom = super.write(waits && Buffer.isBuffer(chunk) ? ownBytes(chunk) : chunk, ...(rest as []))
    this.count()
    return hasRoom
  }

  /** Writes what needs no closer look; false, and nothing is written, where something does. */
  #writeStraight(bytes: Buffer): boolean {
    const { raw } = this
    // What waits on the way has to stay in front, and whoever writes on has to feel it.
    if (this.toClient !== undefined || this.writableLength > 0 || raw.writableLength > 0) return false
    if (this.writableCorked > 0 || bytes.length > PIECE_BYTES) return false
    if (!this.writable || !raw.writable || this.hasClientEnded) return false
    const exchange = this.attribution.streamOf(bytes)
    if (exchange === undefined || !this.isCalm(exchange.lab.wire)) return false
    const now = this.clock.now()
    exchange.record('server-to-client', bytes, NOTHING_MASKED, now, now, false)
    raw.write(bytes)
    if (raw.writableLength > 0) this.count()
    return true
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, callback: Callback): void {
    this.#send(typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk, callback)
  }

  /** Node corks head, chunk size, data and line end into one write: they are joined before they are recorded. */
  override _writev(chunks: WrittenChunk[], callback: Callback): void {
    this.keeps.waitingWrites = 0
    this.#send(joined(chunks), callback)
  }

  #send(bytes: Buffer, callback: Callback): void {
    if (bytes.length === 0) return callback()
    const now = this.clock.now()
    const waits = this.toClient !== undefined || this.raw.writableLength > 0
    for (const slice of this.attribution.fromServer(waits ? ownBytes(bytes) : bytes, now)) {
      if (this.toClient === undefined && this.isCalm(slice.wire)) this.#handToClient(slice, now)
      else this.toClientPipe().slice(slice)
    }
    if (this.#hasRoom()) callback()
    else {
      this.#whenRoom = callback
      this.keeps.sendingBytes = bytes.length
      this.#writer.tellWhenSent()
    }
    this.count()
    if (this.hasClientEnded && this.endHeldSince !== undefined && this.attribution.expects === 'nothing') {
      this.tellEnd()
    }
  }

  protected override throughToClient(slice: AttributedSlice): void {
    this.#handToClient(slice, this.clock.now())
    this.roomMade()
  }

  #handToClient(slice: AttributedSlice, now: number): void {
    // Broken off by a fault: what the server still writes goes nowhere, and is not told as if it had.
    if (!this.raw.writable) return
    slice.arrive(now)
    this.#writer.write(slice.bytes)
  }

  #hasRoom(): boolean {
    if (!this.raw.writable) return true
    return this.raw.writableLength === 0 && (this.toClient?.waitedForBytes ?? 0) <= this.mostOnTheWay
  }

  /** The real socket, or the pipe, has taken something: lets the server write on if it waits. */
  roomMade(): void {
    const callback = this.#whenRoom
    if (callback !== undefined && this.#hasRoom() && !this.destroyed) {
      this.#whenRoom = undefined
      this.keeps.sendingBytes = 0
      callback()
    }
    this.count()
  }

  override _final(callback: Callback): void {
    this.how ??= 'closed-by-server'
    this.#whenEnded = callback
    if (this.toClient === undefined) this.endToClient()
    else this.toClient.end()
  }

  protected override endToClient(): void {
    const callback = this.#whenEnded
    this.#whenEnded = undefined
    this.raw.end(() => callback?.())
  }

  // --- the end ---

  /** Destroyed while it flows, a stream would hand on what it still has, and Node's HTTP server could not pause it any more. */
  override destroy(error?: Error): this {
    this.pause()
    return super.destroy(error)
  }

  override _destroy(error: Error | null, callback: Callback): void {
    if (error !== null && 'code' in error && error.code === 'ERR_HTTP_REQUEST_TIMEOUT') this.how = 'timeout'
    this.how ??= 'closed-by-server'
    // A last answer (a 400 to bytes that are no HTTP) may still be on its way.
    if (this.how !== 'reset' && !this.raw.destroyed) this.toClient?.lift()
    this.toServer?.discard()
    this.toClient?.discard()
    this.raw.destroy()
    this.attribution.end(this.clock.now(), this.how)
    this.count()
    this.#board.closed(this)
    callback(error)
  }

  rawFailed(error: NodeJS.ErrnoException): void {
    this.how = error.code === 'ETIMEDOUT' ? 'timeout' : 'reset'
    this.destroy(error)
  }

  rawTimedOut(): void {
    if (this.destroyed) return
    const before = this.how
    this.how = 'timeout'
    this.emit('timeout')
    if (!this.destroyed) this.how = before
  }

  /** Breaks the connection off as a fault does: with a RST, or with a FIN after what was written. */
  breakOff(how: 'reset' | 'fin'): void {
    if (this.destroyed) return
    if (how === 'reset') {
      this.how = 'reset'
      // With bytes still to be sent, Node would first wait until they are through.
      if (this.raw.writableLength === 0) this.raw.resetAndDestroy()
      this.destroy()
    } else {
      this.how ??= 'closed-by-server'
      this.lift()
      this.raw.end(() => this.destroy())
    }
  }

  /**
   * Drops a client that has taken nothing for `stallMs` while bytes wait for it, or lets the server run too far ahead, or, where
   * memory is short, has itself sent too far ahead; tells the end of one that has waited `halfOpenMs` for an answer. A long
   * poll's comes when its own time is up.
   */
  sweep(now: number, stallMs: number, halfOpenMs: number, isFull: boolean): void {
    const isOverdue = this.endHeldSince !== undefined && now - this.endHeldSince >= halfOpenMs
    if (isOverdue && !this.attribution.open.some(({ transport }) => transport === 'long-poll')) this.tellEnd()
    if (isFull) this.toClient?.relieve()
    this.resumeRaw()
    this.roomMade()
    const isStalled = this.#writer.isStalled(now, isFull ? Math.min(stallMs, FULL_STALL_MS) : stallMs)
    const isTooFarAhead = isFull && this.keeps.aheadBytes > FULL_AHEAD_BYTES
    if (isStalled || isTooFarAhead || this.writableLength > MAX_BACKLOG_BYTES) this.timeOut()
  }
}

function ignore(): void {}

function onRawData(this: Socket, bytes: Buffer): void {
  ;(this as RawSocket)[TAPPED].fromRaw(bytes)
}
function onRawEnd(this: Socket): void {
  ;(this as RawSocket)[TAPPED].clientEnded()
}
function onRawTimeout(this: Socket): void {
  ;(this as RawSocket)[TAPPED].rawTimedOut()
}
function onRawError(this: Socket, error: Error): void {
  ;(this as RawSocket)[TAPPED].rawFailed(error)
}
function onRawClose(this: Socket): void {
  ;(this as RawSocket)[TAPPED].destroy()
}
