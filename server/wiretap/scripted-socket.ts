/**
 * The client's end of a connection that is played on this server: stands in for the real socket behind a tapped one, so
 * that played bytes pass the front door, the tap, the conditions and the faults as everybody's do. No TCP is spoken.
 */
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

export interface ScriptedSocketListener {
  /** The server's bytes have come through, as one slice. */
  received(bytes: Uint8Array): void
  /** The server has ended its side. */
  ended(): void
  /** The connection is gone. */
  closed(): void
}

export class ScriptedSocket extends Duplex {
  readonly remoteAddress: string
  /** Kept for whoever sets it, and never fires: a scripted client's life is short by itself. */
  timeout = 0
  readonly #listener: ScriptedSocketListener

  /** `remoteAddress` is counted as the one this connection comes from. */
  constructor(remoteAddress: string, listener: ScriptedSocketListener) {
    super({ allowHalfOpen: true })
    this.remoteAddress = remoteAddress
    this.#listener = listener
    this.once('close', () => listener.closed())
  }

  /** As the front door wants it: of a socket's interface it has what a tapped socket uses. */
  get asSocket(): Socket {
    return this as unknown as Socket
  }

  /** Sends bytes to the server, in one write. */
  play(bytes: Uint8Array): void {
    if (!this.destroyed && !this.readableEnded) this.push(bytes)
  }

  /** Ends the client's side. */
  finish(): void {
    if (!this.destroyed && !this.readableEnded) this.push(null)
  }

  override _read(): void {
    // What is played comes when it is due, not when it is asked for; all of it would fit into this stream's buffer.
  }

  override _write(bytes: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.#listener.received(bytes)
    callback()
  }

  override _final(callback: () => void): void {
    this.#listener.ended()
    callback()
  }

  resetAndDestroy(): this {
    return this.destroy()
  }
  setTimeout(timeoutMs: number): this {
    this.timeout = timeoutMs
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
  address(): object {
    return {}
  }
}
