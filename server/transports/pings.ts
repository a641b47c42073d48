/**
 * Whether the peer of a WebSocket is still there. TCP says nothing of one that has vanished; a pong does. So every open
 * WebSocket is pinged now and then, and one that leaves two pings unanswered is ended.
 */
import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Clock, Timer } from '../clock.ts'

/** What a socket may know of itself: that a stall, or conditions on the way, keep bytes back on this side; and how to end it as silent. */
export type HeldSocket = Duplex & { readonly isHeldUp?: boolean; timeOut?(): void }

const PING_EVERY_MS = 30_000
/** A ping that two others follow at once is given so long all the same: the way to the peer and back may be long. */
const PATIENCE_MS = 5_000

/** The pings of one WebSocket. */
export class Pings {
  readonly #webSocket: WebSocket
  readonly #socket: HeldSocket
  readonly #clock: Clock
  #unanswered = 0
  /** When the first of those was sent. */
  #since = 0
  #isSentThisRound = false

  constructor(webSocket: WebSocket, socket: HeldSocket, clock: Clock) {
    this.#webSocket = webSocket
    this.#socket = socket
    this.#clock = clock
    webSocket.on('pong', () => (this.#unanswered = 0))
  }

  /** To be asked before a ping is written: counts it. False where none is to be: the WebSocket is closing, or has been ended just now. */
  next(): boolean {
    if (this.#webSocket.readyState !== WebSocket.OPEN) return false
    const now = this.#clock.now()
    // What we keep back ourselves can have no answer yet.
    if (this.#socket.isHeldUp === true) this.#unanswered = 0
    if (this.#unanswered >= 2 && now - this.#since >= PATIENCE_MS) {
      this.#socket.timeOut?.()
      this.#webSocket.terminate()
      return false
    }
    if (this.#unanswered === 0) this.#since = now
    this.#unanswered += 1
    this.#isSentThisRound = true
    return true
  }

  /** Pings, unless a heartbeat has done so since the last round. False once its WebSocket is open no more. */
  round(): boolean {
    if (!this.#isSentThisRound && this.next()) this.#webSocket.ping()
    this.#isSentThisRound = false
    return this.#webSocket.readyState === WebSocket.OPEN
  }
}

/** The pings of many WebSockets, on one timer. */
export class PingRounds {
  readonly #clock: Clock
  readonly #all = new Set<Pings>()
  #timer: Timer | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** From now on this WebSocket is pinged, until it closes. */
  add(webSocket: WebSocket, socket: HeldSocket): Pings {
    const pings = new Pings(webSocket, socket, this.#clock)
    this.#all.add(pings)
    this.#timer ??= this.#clock.after(PING_EVERY_MS, () => this.#round())
    return pings
  }

  #round(): void {
    for (const pings of this.#all) if (!pings.round()) this.#all.delete(pings)
    this.#timer = this.#all.size === 0 ? undefined : this.#clock.after(PING_EVERY_MS, () => this.#round())
  }
}
