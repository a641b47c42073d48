/**
 * What a tap remembers: every message, until there are too many bytes of them; then the oldest exchange that is over is forgotten
 * whole, and where none is over, the oldest. In memory only.
 */
import type { TapMessage } from '../../src/contract/tap.ts'

/** What keeping a message costs beside its bytes. */
const MESSAGE_COST_BYTES = 200

interface Kept {
  readonly sequence: number
  readonly message: TapMessage
}

interface KeptExchange {
  readonly messages: Kept[]
  readonly connection: string
  bytes: number
  isOver: boolean
}

export type Listener = (message: TapMessage) => void

export class TapLog {
  readonly #maxBytes: number
  readonly #exchanges = new Map<string, KeptExchange>()
  /** Of connections, as long as they are open or have an exchange. */
  readonly #connections = new Map<string, { readonly messages: Kept[]; exchanges: number; isOver: boolean }>()
  readonly #listeners = new Set<Listener>()
  #sequence = 0
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Has `listener` told of what is appended from now on; gives what stops it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** All that is remembered, in the order in which it came. */
  past(): readonly TapMessage[] {
    const kept = [...this.#connections.values(), ...this.#exchanges.values()].flatMap((each) => each.messages)
    return kept.sort((a, b) => a.sequence - b.sequence).map(({ message }) => message)
  }

  /** How many bytes are kept of an exchange; `undefined` where it was forgotten. */
  bytesOf(exchange: string): number | undefined {
    return this.#exchanges.get(exchange)?.bytes
  }

  append(message: TapMessage): void {
    const kept = { sequence: this.#sequence++, message }
    if (!this.#keep(kept)) return
    for (const listener of this.#listeners) listener(message)
    while (this.#bytes > this.#maxBytes && this.#forgetOldest());
  }

  /** Forgets every exchange that is over. */
  clear(): void {
    for (const [exchange, { isOver }] of this.#exchanges) if (isOver) this.#forget(exchange, 'cleared')
  }

  /** Files a message; false where it is of something that was forgotten. */
  #keep(kept: Kept): boolean {
    const { message } = kept
    if (message.kind === 'exchange' && message.state === 'open') {
      const { exchange, connection } = message
      this.#exchanges.set(exchange, { messages: [], connection, bytes: 0, isOver: false })
      const own = this.#connections.get(connection)
      if (own !== undefined) own.exchanges++
    }
    if ('exchange' in message) {
      const own = this.#exchanges.get(message.exchange)
      if (own === undefined) return false
      const cost = MESSAGE_COST_BYTES + (message.kind === 'slice' ? message.bytes.length : 0)
      own.messages.push(kept)
      own.bytes += cost
      this.#bytes += cost
      if (message.kind === 'exchange' && message.state === 'closed') own.isOver = true
    } else if (message.kind === 'connection' || message.kind === 'failed') {
      const own = this.#connections.get(message.connection) ?? { messages: [], exchanges: 0, isOver: false }
      this.#connections.set(message.connection, own)
      own.messages.push(kept)
      this.#bytes += MESSAGE_COST_BYTES
      own.isOver ||= message.kind === 'connection' && message.state === 'closed'
      if (own.isOver && own.exchanges === 0) this.#forgetConnection(message.connection)
    }
    return true
  }

  #forgetOldest(): boolean {
    let oldest: string | undefined
    for (const [exchange, { isOver }] of this.#exchanges) {
      oldest ??= exchange
      if (!isOver) continue
      oldest = exchange
      break
    }
    if (oldest !== undefined) this.#forget(oldest, 'room')
    return oldest !== undefined
  }

  #forget(exchange: string, why: 'room' | 'cleared'): void {
    const own = this.#exchanges.get(exchange)
    if (own === undefined) return
    this.#exchanges.delete(exchange)
    this.#bytes -= own.bytes
    const connection = this.#connections.get(own.connection)
    if (connection !== undefined && --connection.exchanges === 0 && connection.isOver)
      this.#forgetConnection(own.connection)
    for (const listener of this.#listeners) listener({ kind: 'forgotten', exchange, why })
  }

  #forgetConnection(connection: string): void {
    this.#bytes -= MESSAGE_COST_BYTES * (this.#connections.get(connection)?.messages.length ?? 0)
    this.#connections.delete(connection)
  }
}
