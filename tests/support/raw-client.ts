/**
 * A raw TCP client for tests: writes the bytes it is told, keeps the bytes it gets, and waits for them by event.
 * Knows HTTP only as far as `answer()` has to, to tell where one response ends.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { MessageBoundaries } from '../../src/wire/http1/message-boundaries.ts'

export interface RawClient {
  readonly socket: Socket
  /** Everything received so far. */
  received(): Buffer
  /** Everything written so far. */
  readonly sent: Buffer
  write(bytes: string | Uint8Array): void
  /** Writes one byte at a time, each in its own write, with a turn of the event loop between. */
  trickle(bytes: string | Uint8Array): Promise<void>
  /** Ends its side (FIN). */
  end(): void
  reset(): void
  /** Resolves when so many bytes have been received in all; rejects when the connection ends before. */
  until(bytes: number): Promise<Buffer>
  /** Resolves when `text` has been received. */
  untilText(text: string): Promise<string>
  /** The next whole response after those already taken, as text; `method` is that of its request. */
  answer(method?: string): Promise<string>
  /** Resolves when the connection is closed, with how. */
  closed(): Promise<'end' | 'reset'>
}

/** Connects to a port on loopback; `localAddress` is where from. */
export async function rawClient(port: number, localAddress = '127.0.0.1'): Promise<RawClient> {
  const socket = connect({ port, host: '127.0.0.1', localAddress, allowHalfOpen: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  socket.setNoDelay(true)
  return new Client(socket)
}

/** Connects through TLS to a port on loopback, where a server has this name and this certificate; `localAddress` is where from. */
export async function tlsClient(
  port: number,
  servername: string,
  certificate: string,
  localAddress = '127.0.0.1',
): Promise<RawClient> {
  const bare = connect({ port, host: '127.0.0.1', localAddress })
  const socket = connectTls({ socket: bare, servername, ca: certificate })
  await once(socket, 'secureConnect')
  return new Client(socket)
}

class Client implements RawClient {
  readonly socket: Socket
  readonly #received: Buffer[] = []
  readonly #sent: Buffer[] = []
  #taken = 0
  #end: 'end' | 'reset' | undefined
  #isClosed = false
  readonly #waiting = new Set<() => void>()

  constructor(socket: Socket) {
    this.socket = socket
    const news = () => {
      for (const look of this.#waiting) look()
    }
    socket.on('data', (bytes: Buffer) => {
      this.#received.push(bytes)
      news()
    })
    socket.on('end', () => {
      this.#end ??= 'end'
      news()
    })
    socket.on('error', () => {
      this.#end = 'reset'
    })
    socket.on('close', () => {
      this.#isClosed = true
      news()
    })
  }

  received(): Buffer {
    return Buffer.concat(this.#received)
  }

  get sent(): Buffer {
    return Buffer.concat(this.#sent)
  }

  write(bytes: string | Uint8Array): void {
    const buffer = Buffer.from(bytes)
    this.#sent.push(buffer)
    this.socket.write(buffer)
  }

  async trickle(bytes: string | Uint8Array): Promise<void> {
    for (const byte of Buffer.from(bytes)) {
      this.write(Uint8Array.of(byte))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  end(): void {
    this.socket.end()
  }

  reset(): void {
    this.socket.resetAndDestroy()
  }

  until(bytes: number): Promise<Buffer> {
    return this.#wait(() => {
      const received = this.received()
      return received.length >= bytes ? received : undefined
    }, `${bytes} bytes`)
  }

  untilText(text: string): Promise<string> {
    return this.#wait(() => {
      const received = this.received().toString('latin1')
      return received.includes(text) ? received : undefined
    }, JSON.stringify(text))
  }

  async answer(method = 'GET'): Promise<string> {
    const text = await this.#wait(() => {
      const rest = this.received().subarray(this.#taken)
      const boundaries = new MessageBoundaries('responses')
      boundaries.expect(method)
      const segments = boundaries.push(rest)
      const end =
        segments.find((segment) => segment.isLast)?.end ??
        (this.#end && rest.length > 0 ? rest.length : undefined)
      return end === undefined ? undefined : rest.subarray(0, end).toString('latin1')
    }, 'an answer')
    this.#taken += text.length
    return text
  }

  async closed(): Promise<'end' | 'reset'> {
    if (!this.#isClosed && this.#end === 'end') this.socket.end()
    if (!this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.socket.once('close', () => resolve())
        this.socket.once('end', () => this.socket.end())
      })
    }
    return this.#end ?? 'end'
  }

  #wait<T>(look: () => T | undefined, what: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = look()
        if (found === undefined && !this.#isClosed && this.#end === undefined) return
        this.#waiting.delete(check)
        if (found !== undefined) resolve(found)
        else
          reject(
            new Error(
              `The connection ended before ${what}; got ${JSON.stringify(this.received().toString('latin1'))}`,
            ),
          )
      }
      this.#waiting.add(check)
      check()
    })
  }
}
