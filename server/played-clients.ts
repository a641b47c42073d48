/**
 * Plays raw clients: writes the bytes somebody chose to this server's own front door, one write after the other, and
 * reads what comes back only to know when it is over. What came back is in the lab's tap, and there a reader sees it.
 */
import { MessageBoundaries } from '../src/wire/http1/message-boundaries.ts'
import type { Clock, Timer } from './clock.ts'
import { isRefusal, labNotFound, memoryFull, refuse, type Refusal } from './errors.ts'
import type { Lab } from './lab/lab.ts'
import { readPlayedInput, type PlayedInput } from './played-input.ts'
import type { Rooms } from './rooms.ts'
import type { FrontDoor } from './wiretap/front-door.ts'
import { PlayedSocket } from './wiretap/played-socket.ts'
import { Tally } from './tally.ts'

export interface PlayedClients {
  /** Begins to play what a parsed body says; gives the connection's name in the lab's tap. `address` is who asked, and is counted. */
  play(lab: Lab, body: unknown, address: string): { readonly connection: string } | Refusal
}

/** So many may be played in a lab at once. */
const MOST_AT_ONCE = 4
/** It hangs up then, whatever it waits for. */
const LIFETIME_MS = 30_000
/** Its own end of the connection, and what reads the answers; the server's end is counted where all are. */
const PLAYED_COST_BYTES = 16 * 1024
/** How long the server may take to end its side once the client has. */
const GOODBYE_MS = 1_000

/** The played clients of all labs. `frontDoor` is asked for when the first is played. */
export function createPlayedClients({
  rooms,
  clock,
  frontDoor,
}: {
  readonly rooms: Rooms
  readonly clock: Clock
  readonly frontDoor: () => FrontDoor
}): PlayedClients {
  const playing = new Tally()

  return {
    play(lab, body, address) {
      const room = rooms.find(lab.id)
      if (lab.hasEnded || room === undefined) return labNotFound()
      const input = readPlayedInput(body, lab.id)
      if (isRefusal(input)) return input
      if (lab.isDraining)
        return refuse('draining', 'The server is going down; come again in a moment.', ['Retry-After', '5'])
      if (playing.of(lab.id) >= MOST_AT_ONCE) {
        const message = `${MOST_AT_ONCE} clients are played in this lab already; one ends in a few seconds.`
        return refuse('too-many-connections', message, ['Retry-After', '5'])
      }
      const costBytes = PLAYED_COST_BYTES + sizeOf(input)
      if (!rooms.budget.admits(costBytes)) return memoryFull()
      const account = rooms.budget.account('bodies')
      account.add(costBytes)
      const client = new PlayedClient(input, clock, address, () => {
        stopListening()
        playing.remove(lab.id)
        account.close()
      })
      const stopListening = lab.onChange((change) => {
        if (change === 'draining' || change === 'ended') client.hangUp()
      })
      playing.add(lab.id)
      const connection = frontDoor().acceptPlayed(client.socket.asSocket, {
        id: lab.id,
        recorder: room.tapped.recorder,
      })
      if (connection === undefined) {
        client.socket.destroy()
        const message = 'Too many connections are open. Close some, or try again in a few seconds.'
        return refuse('too-many-connections', message, ['Retry-After', '5'])
      }
      client.begin()
      return { connection }
    },
  }
}

/** The chunks are of one buffer each, and read a second time as a whole. */
function sizeOf({ requests, afterHandshake }: PlayedInput): number {
  return [...requests, ...afterHandshake].reduce((sum, { length }) => sum + length, 0)
}

class PlayedClient {
  readonly socket: PlayedSocket
  readonly #input: PlayedInput
  readonly #clock: Clock
  readonly #answers = new MessageBoundaries('responses')
  #toWrite: readonly Uint8Array[]
  #unanswered: number
  #hasSwitched = false
  #hasHungUp = false
  #lifetime: Timer | undefined
  /** For the next write, or for the end of its stay. */
  #next: Timer | undefined

  /** `gone` is called once, when the connection is no more. */
  constructor(input: PlayedInput, clock: Clock, address: string, gone: () => void) {
    this.#input = input
    this.#clock = clock
    this.#toWrite = input.requests
    this.#unanswered = input.methods.length
    for (const method of input.methods) this.#answers.expect(method)
    this.socket = new PlayedSocket(address, {
      received: (bytes) => this.#received(bytes),
      ended: () => this.hangUp(),
      closed: () => {
        this.#hasHungUp = true
        this.#lifetime?.cancel()
        this.#next?.cancel()
        gone()
      },
    })
  }

  begin(): void {
    this.#lifetime = this.#clock.after(LIFETIME_MS, () => this.hangUp())
    // The first write comes after the answer that names the connection has been made.
    this.#next = this.#clock.after(0, () => this.#writeDue())
  }

  /** Ends its side; a server that does not end its own in time is left. */
  hangUp(): void {
    if (this.#hasHungUp) return
    this.#hasHungUp = true
    this.#next?.cancel()
    this.#lifetime?.cancel()
    this.socket.finish()
    this.#lifetime = this.#clock.after(GOODBYE_MS, () => this.socket.destroy())
  }

  #writeDue(): void {
    this.#next = undefined
    if (this.#hasHungUp) return
    const [first, ...rest] = this.#toWrite
    this.#toWrite = rest
    if (first !== undefined) this.socket.play(first)
    this.#lookAhead()
  }

  /** What comes next: another write, the end, or nothing for now. */
  #lookAhead(): void {
    if (this.#hasHungUp || this.#next !== undefined) return
    if (this.#toWrite.length > 0) {
      this.#next = this.#clock.after(this.#input.everyMs, () => this.#writeDue())
    } else if (!this.#hasSwitched && this.#unanswered === 0) {
      this.#next = this.#clock.after(0, () => this.hangUp())
    } else if (this.#hasSwitched || this.#input.afterHandshake.length === 0) {
      this.#next = this.#clock.after(this.#input.stayMs, () => this.hangUp())
    }
  }

  #received(bytes: Uint8Array): void {
    if (this.#hasSwitched || this.#hasHungUp) return
    for (const segment of this.#answers.push(bytes)) {
      if (segment.head?.kind === 'response' && segment.head.framing.kind === 'tunnel') {
        this.#hasSwitched = true
        this.#toWrite = [...this.#toWrite, ...this.#input.afterHandshake]
      } else if (segment.isLast) this.#unanswered -= 1
    }
    if (!this.#hasSwitched && this.#unanswered > 0) return
    // Its stay was counted from the last request; now there is something to do.
    if (this.#toWrite.length === 0 || this.#hasSwitched) {
      this.#next?.cancel()
      this.#next = undefined
    }
    this.#lookAhead()
  }
}
