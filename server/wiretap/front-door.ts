/**
 * The front door: takes each TCP connection, counts it, and hands the HTTP server a tapped socket in its place.
 *
 * The HTTP server never listens itself: a `net.Server` made with `{ allowHalfOpen: true }`, as Node's HTTP server makes
 * its own, calls `accept`. Node starts its header and request time-outs on 'listening', which such a server never
 * emits: the front door emits it, or the limits would be dead. Set `headersTimeout`, `requestTimeout` and
 * `connectionsCheckingInterval` when creating the server, before its front door.
 */
import type { Socket } from 'node:net'
import type { ExchangeKind } from '../../src/wire/trace/transports.ts'
import { createBudget, type Budget, type SharedBudget } from '../budget.ts'
import type { Clock, Timer } from '../clock.ts'
import { CONNECTION_COST_BYTES } from './connection-count.ts'
import { refuse, type Refused } from './refusal.ts'
import { Tally } from '../tally.ts'
import type { Recorder } from './recorder.ts'
import type { FindLab } from './tap.ts'
import { TappedSocket, type Switchboard } from './tapped-socket.ts'

export interface FrontDoorLimits {
  readonly maxConnections: number
  readonly maxConnectionsPerAddress: number
  /** A client that takes nothing for so long while bytes wait for it is dropped. 30,000 unless told. */
  readonly stallMs?: number
  /** How long a client that has ended its side may wait for an answer that is due at once. 10,000 unless told. */
  readonly halfOpenMs?: number
}

/** As much of an HTTP server as is needed here: it takes a connection by its event. */
export interface ConnectionTaker {
  emit(event: string, ...values: unknown[]): boolean
}

/** A tapped exchange that is open, for faults and for the drain. */
export interface ExchangeHandle {
  readonly labId: string
  readonly transport: ExchangeKind
  /** Ends its connection: `reset` with a RST, `fin` with a FIN after what has been written. */
  end(how: 'reset' | 'fin'): void
  /** Freezes its connection both ways, silently, until `resume`. */
  stall(): void
  resume(): void
}

/** How often connections are looked over: one timer for all. */
const SWEEP_MS = 1_000

/** So many refused connections are given time to ask and to take their answer; the oldest is hurried for the next. */
const MAX_REFUSALS = 256

/** Stands before an HTTP server; `accept` is to be called with each connection. */
export class FrontDoor {
  readonly #server: ConnectionTaker
  readonly #clock: Clock
  readonly #limits: FrontDoorLimits
  readonly #board: Switchboard
  readonly #budget: SharedBudget
  readonly #tooMany: () => string
  readonly #memoryFull: () => string
  readonly #placeOf: (address: string) => string | undefined
  readonly #sockets = new Map<TappedSocket, string | undefined>()
  readonly #perPlace = new Tally()
  readonly #refused = new Map<Socket, Refused>()
  #sweeper: Timer | undefined
  #isLifted = false
  #isClosed = false

  constructor(options: {
    readonly server: ConnectionTaker
    readonly findLab: FindLab
    readonly clock: Clock
    readonly limits: FrontDoorLimits
    /** Makes the whole answer that a connection too many gets. */
    readonly tooMany: () => string
    /** What an address counts as, each as itself unless told; `undefined` for one that carries many clients and is not limited. */
    readonly placeOf?: (address: string) => string | undefined
    /** What its connections keep counts here; where there is no room for one more, `memoryFull` makes its answer. */
    readonly budget?: SharedBudget
    readonly memoryFull?: () => string
    /** In [0, 1), for jitter. */
    readonly random?: () => number
  }) {
    this.#server = options.server
    this.#clock = options.clock
    this.#limits = options.limits
    this.#tooMany = options.tooMany
    this.#placeOf = options.placeOf ?? ((address) => address)
    this.#memoryFull = options.memoryFull ?? options.tooMany
    this.#budget = options.budget ?? createBudget(Infinity)
    this.#board = {
      clock: options.clock,
      findLab: options.findLab,
      random: options.random ?? Math.random,
      closed: (socket) => this.#forget(socket),
    }
    this.#server.emit('listening')
  }

  /** Connections open now, refused ones not counted. */
  get size(): number {
    return this.#sockets.size
  }

  /** Takes a connection: taps it and hands it to the HTTP server, or refuses it when there are too many. */
  accept(socket: Socket): void {
    if (this.#isClosed || socket.destroyed) {
      socket.destroy()
      return
    }
    const budget = this.#budgetFor(socket)
    if (this.#isFullFor(socket)) this.#refuse(socket, this.#tooMany())
    else if (!budget.admits(CONNECTION_COST_BYTES, 'running')) this.#refuse(socket, this.#memoryFull())
    else this.#letIn(new TappedSocket(socket, this.#board, budget.account('connections')))
  }

  #budgetFor(socket: Socket): Budget {
    const place = this.#placeOf(socket.remoteAddress ?? '')
    return place === undefined ? this.#budget : this.#budget.of(place)
  }

  /**
   * As `accept`, for a connection that is played for one lab, and that no other lab's tap hears of. Gives its name in that
   * lab; `undefined`, and the socket untouched, when there are too many.
   */
  acceptScripted(
    socket: Socket,
    lab: { readonly id: string; readonly recorder: Recorder },
  ): string | undefined {
    if (this.#isClosed || this.#isFullFor(socket)) return undefined
    const { findLab } = this.#board
    const board: Switchboard = {
      ...this.#board,
      findLab: (labId) => (labId === lab.id ? findLab(labId) : undefined),
    }
    const tapped = new TappedSocket(socket, board, this.#budgetFor(socket).account('connections'))
    const name = tapped.attribution.announce(lab.recorder)
    this.#letIn(tapped)
    return name
  }

  #isFullFor(socket: Socket): boolean {
    if (this.#sockets.size >= this.#limits.maxConnections) return true
    const place = this.#placeOf(socket.remoteAddress ?? '')
    return place !== undefined && this.#perPlace.of(place) >= this.#limits.maxConnectionsPerAddress
  }

  #letIn(tapped: TappedSocket): void {
    const place = this.#placeOf(tapped.remoteAddress ?? '')
    this.#sockets.set(tapped, place)
    if (place !== undefined) this.#perPlace.add(place)
    if (this.#isLifted) tapped.lift()
    this.#sweepSoon()
    // Node documents this for any Duplex: https://nodejs.org/api/http.html#event-connection
    this.#server.emit('connection', tapped)
  }

  /** The tapped exchanges of a lab that are open now. */
  exchangesOf(labId: string, transport: ExchangeKind | 'all'): readonly ExchangeHandle[] {
    const found: ExchangeHandle[] = []
    for (const socket of this.#sockets.keys()) {
      for (const exchange of socket.attribution.open) {
        if (exchange.labId !== labId || (transport !== 'all' && exchange.transport !== transport)) continue
        found.push({
          labId,
          transport: exchange.transport,
          end: (how) => socket.breakOff(how),
          stall: () => socket.stall(),
          resume: () => socket.resumeStalled(),
        })
      }
    }
    return found
  }

  /** Settings changed: conditions look again at what is on its way. Call it after a PATCH. */
  settingsChanged(): void {
    for (const socket of this.#sockets.keys()) socket.settingsChanged()
  }

  /** Lifts all conditions for good; what is on its way arrives at once. For the drain. */
  lift(): void {
    this.#isLifted = true
    for (const socket of this.#sockets.keys()) socket.lift()
  }

  /** Destroys every connection and takes no more. */
  close(): void {
    this.#isClosed = true
    this.#sweeper?.cancel()
    for (const socket of this.#sockets.keys()) socket.destroy()
    for (const socket of this.#refused.keys()) socket.destroy()
  }

  #refuse(socket: Socket, answer: string): void {
    for (const [oldest, refused] of this.#refused) {
      if (this.#refused.size < MAX_REFUSALS) break
      this.#refused.delete(oldest)
      refused.hurry()
    }
    socket.once('close', () => this.#refused.delete(socket))
    this.#refused.set(socket, refuse(socket, this.#clock, answer))
  }

  #forget(socket: TappedSocket): void {
    const place = this.#sockets.get(socket)
    if (this.#sockets.delete(socket) && place !== undefined) this.#perPlace.remove(place)
  }

  #sweepSoon(): void {
    if (this.#isClosed || this.#sweeper !== undefined || this.#sockets.size === 0) return
    this.#sweeper = this.#clock.after(SWEEP_MS, () => {
      this.#sweeper = undefined
      const now = this.#clock.now()
      const { stallMs = 30_000, halfOpenMs = 10_000 } = this.#limits
      // Asked before: what the first to be dropped sets free, the next would fill.
      const all = [...this.#sockets.keys()].map((socket) => ({ socket, isFull: socket.budget.isFull }))
      for (const { socket, isFull } of all) socket.sweep(now, stallMs, halfOpenMs, isFull)
      this.#sweepSoon()
    })
  }
}
