/**
 * Plays raw clients: writes the bytes somebody chose to this server's own front door, one write after the other, and
 * reads what comes back only to know when it is over. What came back is in the lab's tap, and there a reader sees it.
 */
import { MessageBoundaries } from '../src/wire/http1/message-boundaries.ts'
import type { Clock, Timer } from './clock.ts'
import { isRefusal, labNotFound, memoryFull, refuse, type Refusal } from './errors.ts'
import type { Lab } from './lab/lab.ts'
import { readClientInput, type ClientInput } from './client-input.ts'
import type { LabContexts } from './lab-contexts.ts'
import type { FrontDoor } from './wiretap/front-door.ts'
import { ScriptedSocket } from './wiretap/scripted-socket.ts'
import { Tally } from './tally.ts'

export interface ScriptedClients {
  /** Begins to play what a parsed body says; gives the connection's name in the lab's tap. `address` is who asked, and is counted. */
  play(lab: Lab, body: unknown, address: string): { readonly connection: string } | Refusal
}

/** At most so many a lab. */
const MOST_AT_ONCE = 4
/** It hangs up then, whatever it waits for. */
const LIFETIME_MS = 30_000
/** Its own end of the connection, and what reads the answers; the server's end is counted where all are. */
const CLIENT_COST_BYTES = 16 * 1024
/** How long the server may take to end its side once the client has. */
const GOODBYE_MS = 1_000

/** The scripted clients of all labs. `frontDoor` is asked for when the first begins. */
export function createScriptedClients({
  contexts,
  clock,
  frontDoor,
}: {
  readonly contexts: LabContexts
  readonly clock: Clock
  readonly frontDoor: () => FrontDoor
}): ScriptedClients {
  const playing = new Tally()

  return {
    play(lab, body, address) {
      const context = contexts.find(lab.id)
      if (lab.hasEnded || context === undefined) return labNotFound()
      const input = readClientInput(body, lab.id)
      if (isRefusal(input)) return input
      if (lab.isDraining)
        return refuse('draining', 'The server is going down; come again in a moment.', ['Retry-After', '5'])
      if (playing.of(lab.id) >= MOST_AT_ONCE) {
        const message = `${MOST_AT_ONCE} clients are played in this lab already; one ends in a few seconds.`
        return refuse('too-many-connections', message, ['Retry-After', '5'])
      }
      const costBytes = CLIENT_COST_BYTES + sizeOf(input)
      if (!lab.budget.admits(costBytes)) return memoryFull()
      const account = lab.budget.account('bodies')
      account.add(costBytes)
      const client = new ScriptedClient(input, clock, address, () => {
        stopListening()
        playing.remove(lab.id)
        account.close()
      })
      const stopListening = lab.onChange((change) => {
        if (change === 'draining' || change === 'ended') client.hangUp()
      })
      playing.add(lab.id)
      const connection = frontDoor().acceptScripted(client.socket.asSocket, {
        id: lab.id,
        recorder: context.tapped.recorder,
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
function sizeOf({ requests, afterHandshake }: ClientInput): number {
  return [...requests, ...afterHandshake].reduce((sum, { length }) => sum + length, 0)
}

class ScriptedClient {
  readonly socket: ScriptedSocket
  readonly #input: ClientInput
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
  constructor(input: ClientInput, clock: Clock, address: string, gone: () => void) {
    this.#input = input
    this.#clock = clock
    this.#toWrite = input.requests
    this.#unanswered = input.methods.length
    for (const method of input.methods) this.#answers.expect(method)
    this.socket = new ScriptedSocket(address, {
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
