/**
 * A client that is only a TCP socket: it writes the bytes it is told to, in as few writes as it is told, and
 * keeps every byte that comes back. The yardstick for what the inspector shows.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

export class RawClient {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #ended = false
  #wake: () => void = () => {}

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes])
      this.#wake()
    })
    socket.on('close', () => {
      this.#ended = true
      this.#wake()
    })
  }

  static async open(host: string, port: number): Promise<RawClient> {
    const socket = connect(port, host)
    await once(socket, 'connect')
    socket.setNoDelay(true)
    return new RawClient(socket)
  }

  /** Everything that has come so far. */
  get received(): Buffer {
    return this.#received
  }

  /** One write; on loopback, and under a segment's size, one TCP segment. */
  write(text: string): void {
    this.#socket.write(text, 'latin1')
  }

  /** Resolves with the next whole answer, taken off what has come; it must give its Content-Length or have no content. */
  async answer(): Promise<Buffer> {
    for (;;) {
      const end = endOfAnswer(this.#received)
      if (end !== undefined) {
        const whole = this.#received.subarray(0, end)
        this.#received = this.#received.subarray(end)
        return whole
      }
      if (this.#ended)
        throw new Error(`Closed in the middle of an answer: ${this.#received.toString('latin1')}`)
      await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }

  close(): void {
    this.#socket.destroy()
  }
}

function endOfAnswer(bytes: Buffer): number | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = bytes.toString('latin1', 0, headEnd)
  const status = Number(head.slice(9, 12))
  const length = status === 204 || status === 304 ? 0 : Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1])
  if (Number.isNaN(length)) throw new Error(`An answer without Content-Length: ${head}`)
  return bytes.length >= headEnd + 4 + length ? headEnd + 4 + length : undefined
}
