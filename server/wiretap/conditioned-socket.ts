/**
 * A tapped socket, as far as its wire goes: whose its bytes are, what they make this process keep, and what happens to them on the
 * way. Each direction gets a pipe when the first condition applies; until then its bytes go straight on.
 */
import type { Socket } from 'node:net'
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { ConnectionEnd } from '../../src/wire/trace/trace.ts'
import type { Account, Budget } from '../budget.ts'
import type { Clock } from '../clock.ts'
import type { Outlet } from '../conditions/condition.ts'
import { isCalm, MAX_HELD_BYTES, Pipe } from '../conditions/pipe.ts'
import type { AttributedSlice } from './attributed-slice.ts'
import { Attribution } from './attribution.ts'
import { ConnectionCount } from './connection-count.ts'
import { SocketFace } from './socket-face.ts'
import type { FindLab } from './tap.ts'

/** What the wires of all sockets share. */
export interface Wires {
  readonly clock: Clock
  readonly findLab: FindLab
  readonly random: () => number
}

export abstract class ConditionedSocket extends SocketFace {
  readonly attribution: Attribution
  /** What this connection keeps counts here. */
  readonly budget: Budget
  protected readonly clock: Clock
  protected readonly keeps: ConnectionCount
  protected toServer: Pipe | undefined
  protected toClient: Pipe | undefined
  protected isLifted = false
  /** Who ended first, or what broke it off. */
  protected how: ConnectionEnd | undefined
  readonly #random: () => number

  constructor(raw: Socket, { clock, findLab, random }: Wires, account: Account) {
    super(raw)
    this.clock = clock
    this.#random = random
    this.budget = account.budget
    this.keeps = new ConnectionCount(account)
    this.attribution = new Attribution(findLab, clock.now())
  }

  /** A slice has come through to one end, and the end of what a side has said. */
  protected abstract throughToServer(slice: AttributedSlice): void
  protected abstract endToServer(): void
  protected abstract throughToClient(slice: AttributedSlice): void
  protected abstract endToClient(): void

  protected count(): void {
    if (this.destroyed) return this.keeps.tellGone()
    const { heldBytes } = this.attribution
    this.keeps.tell(this, heldBytes, this.raw.writableLength, this.toServer, this.toClient)
  }

  /** How much may be on its way in one direction: nothing more where memory is short. */
  protected get mostOnTheWay(): number {
    return this.budget.isFull ? 0 : MAX_HELD_BYTES
  }

  /** Whether nothing happens to a slice under these settings, as long as nothing is on the way before it. */
  protected isCalm(wire: AttributedSlice['wire']): boolean {
    return this.isLifted || isCalm(wire)
  }

  /** Freezes both directions, or thaws them; nobody is told. Not while the conditions are lifted. */
  stall(): void {
    if (this.destroyed || this.isLifted) return
    this.toServerPipe().stall()
    this.toClientPipe().stall()
  }

  /** Whether a stall, or conditions, keep bytes back now: whoever seems silent then need not be. */
  get isHeldUp(): boolean {
    return (this.toServer?.heldBytes ?? 0) > 0 || (this.toClient?.heldBytes ?? 0) > 0
  }

  resumeStalled(): void {
    this.toServer?.resume()
    this.toClient?.resume()
  }

  /** Lifts the conditions: what is on its way arrives at once, what follows is not delayed. */
  lift(): void {
    this.isLifted = true
    this.toServer?.lift()
    this.toClient?.lift()
  }

  /** A lab's settings changed: what is on its way is looked at again. */
  settingsChanged(): void {
    const current = this.attribution.open.at(-1)?.lab.wire
    // A condition may act on silence: it must be there before the next byte is.
    if (current !== undefined && !isCalm(current) && !this.isLifted) this.toClientPipe()
    this.toServer?.settingsChanged(current)
    this.toClient?.settingsChanged(current)
  }

  /** Ends it for its peer's silence. */
  timeOut(): void {
    this.how = 'timeout'
    this.destroy()
  }

  protected toServerPipe(): Pipe {
    return (this.toServer ??= this.#newPipe('client-to-server', {
      slice: (slice) => this.throughToServer(slice as AttributedSlice),
      end: () => this.endToServer(),
    }))
  }

  protected toClientPipe(): Pipe {
    return (this.toClient ??= this.#newPipe('server-to-client', {
      slice: (slice) => this.throughToClient(slice as AttributedSlice),
      end: () => this.endToClient(),
    }))
  }

  #newPipe(direction: Direction, outlet: Outlet): Pipe {
    const { clock } = this
    return new Pipe({
      connection: this,
      direction,
      clock,
      random: this.#random,
      drop: () => this.timeOut(),
      outlet,
    })
  }
}
