/**
 * A browser in a test's hand: time passes when the test says so, requests wait for the test's answer, sockets say
 * what the test lets them say. For everything in `src/bench` that takes a `Browser`.
 */
import type { Browser, Socket, SocketListener, Timer } from '../../src/transports/browser.ts'
import type { ObserverMessage, ObserverRequest } from '../../src/contract/observe.ts'

export interface FakeCall {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

export type FakeAnswer =
  { readonly status: number; readonly body?: unknown } | 'no-connection' | Promise<never>

export class FakeSocket implements Socket {
  readonly path: string
  readonly sent: ObserverRequest[] = []
  closedHere = false
  /** The server says nothing of itself any more, as one that has vanished. */
  isSilent = true
  #serverNow: () => number = () => 0
  readonly #listener: SocketListener

  constructor(path: string, listener: SocketListener) {
    this.path = path
    this.#listener = listener
  }

  send(text: string): void {
    const request = JSON.parse(text) as ObserverRequest
    this.sent.push(request)
    if (!this.isSilent && request.kind === 'sync')
      this.say({ kind: 'sync', t0: request.t0, now: this.#serverNow() })
  }

  close(): void {
    this.closedHere = true
  }

  say(message: ObserverMessage): void {
    this.sayText(JSON.stringify(message))
  }

  sayText(data: unknown): void {
    if (!this.closedHere) this.#listener.message(data)
  }

  closeFromServer(): void {
    if (!this.closedHere) this.#listener.closed()
  }

  /** Welcomes the page and answers its syncs from now on, on a server whose clock is `aheadMs` ahead. */
  shakeHands(now: () => number, aheadMs = 0): void {
    this.isSilent = false
    this.#serverNow = () => now() + aheadMs
    this.say({ kind: 'welcome', lab: 'x', now: this.#serverNow() })
  }
}

interface Waiting {
  readonly at: number
  readonly fire: () => void
}

export class FakeBrowser implements Browser {
  readonly client = 'a test'
  readonly calls: FakeCall[] = []
  readonly sockets: FakeSocket[] = []
  /** Everything that went out, in order, told apart from what only waits. */
  readonly told: string[] = []
  answer: (call: FakeCall) => FakeAnswer = () => 'no-connection'
  #now = 1_700_000_000_000
  #waiting: Waiting[] = []
  readonly #watchers = new Set<(sight: 'hidden' | 'visible' | 'left') => void>()

  now = (): number => this.#now

  random(): number {
    return 0.5
  }

  async fetch(path: string, init: RequestInit): Promise<Response> {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined
    const call = { method: init.method ?? 'GET', path, body }
    this.calls.push(call)
    this.told.push(`${call.method} ${path}`)
    const answer = await this.answer(call)
    if (answer === 'no-connection') throw new TypeError('Failed to fetch')
    const isEmpty = answer.body === undefined
    return new Response(isEmpty ? null : JSON.stringify(answer.body), { status: answer.status })
  }

  openSocket(path: string, listener: SocketListener): FakeSocket {
    const socket = new FakeSocket(path, listener)
    this.sockets.push(socket)
    return socket
  }

  after(ms: number, fire: () => void): Timer {
    const waiting = { at: this.#now + ms, fire }
    this.#waiting.push(waiting)
    return { cancel: () => (this.#waiting = this.#waiting.filter((other) => other !== waiting)) }
  }

  onFrame(fire: () => void): Timer {
    return this.after(16, fire)
  }

  watch(tell: (sight: 'hidden' | 'visible' | 'left') => void): () => void {
    this.#watchers.add(tell)
    return () => this.#watchers.delete(tell)
  }

  see(sight: 'hidden' | 'visible' | 'left'): void {
    for (const tell of this.#watchers) tell(sight)
  }

  get watchers(): number {
    return this.#watchers.size
  }

  get timers(): number {
    return this.#waiting.length
  }

  /** Lets time pass: fires what is due, in order, and lets promises settle in between. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    for (;;) {
      const next = this.#waiting.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)[0]
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((other) => other !== next)
      this.#now = Math.max(this.#now, next.at)
      next.fire()
      await settle()
    }
    this.#now = until
  }
}

/** Lets everything that only waits for promises happen. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setImmediate(resolve))
}
