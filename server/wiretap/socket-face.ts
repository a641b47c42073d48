/**
 * What Node's HTTP server (26) and ws (8.23) use of a `net.Socket` beside reading and writing, on a Duplex that stands
 * in for one. All of it is the real socket's own: so there is one timer a connection, as without the stand-in.
 */
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** What may wait here for a slow reader before whoever writes is to wait too. Node's own 64 KiB are much for thousands. */
const QUEUE_BYTES = 16 * 1024

export abstract class SocketFace extends Duplex {
  protected readonly raw: Socket

  constructor(raw: Socket) {
    // Strings are joined with what surrounds them by `_writev`, without a buffer for each.
    super({ allowHalfOpen: true, decodeStrings: false, writableHighWaterMark: QUEUE_BYTES })
    this.raw = raw
  }

  get remoteAddress(): string | undefined {
    return this.raw.remoteAddress
  }
  get remotePort(): number | undefined {
    return this.raw.remotePort
  }
  get remoteFamily(): string | undefined {
    return this.raw.remoteFamily
  }
  get localAddress(): string | undefined {
    return this.raw.localAddress
  }
  get localPort(): number | undefined {
    return this.raw.localPort
  }
  get localFamily(): string | undefined {
    return this.raw.localFamily
  }
  get bytesRead(): number {
    return this.raw.bytesRead
  }
  get bytesWritten(): number {
    return this.raw.bytesWritten
  }
  get timeout(): number | undefined {
    return this.raw.timeout
  }
  get connecting(): boolean {
    return false
  }
  get pending(): boolean {
    return false
  }
  get readyState(): string {
    if (this.readable && this.writable) return 'open'
    return this.readable ? 'readOnly' : this.writable ? 'writeOnly' : 'closed'
  }
  address(): ReturnType<Socket['address']> {
    return this.raw.address()
  }
  setTimeout(timeoutMs: number, callback?: () => void): this {
    this.raw.setTimeout(timeoutMs)
    if (callback !== undefined) {
      if (timeoutMs === 0) this.off('timeout', callback)
      else this.once('timeout', callback)
    }
    return this
  }
  setNoDelay(noDelay?: boolean): this {
    this.raw.setNoDelay(noDelay)
    return this
  }
  setKeepAlive(enable?: boolean, initialDelayMs?: number): this {
    this.raw.setKeepAlive(enable, initialDelayMs)
    return this
  }
  ref(): this {
    this.raw.ref()
    return this
  }
  unref(): this {
    this.raw.unref()
    return this
  }
  /** Ends after what is written has gone, then destroys. */
  destroySoon(): void {
    if (this.writable) this.end()
    if (this.writableFinished) this.destroy()
    else this.once('finish', () => this.destroy())
  }
}
