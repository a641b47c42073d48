/**
 * One kept-alive HTTP/1.1 connection on a bare socket, as lean as a load generator needs: it asks, and
 * understands only answers that give their Content-Length (or are a 204). Anything else throws, since a
 * bench that misreads an answer measures nothing.
 */
import { connect, type Socket } from 'node:net'

export interface Answer {
  readonly status: number
  readonly body: string
  /** When the last byte was read; milliseconds since the Unix epoch. */
  readonly at: number
}

export interface Target {
  readonly host: string
  readonly port: number
}

export class RawConnection {
  readonly #socket: Socket
  readonly #host: string
  #received = ''
  #waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined

  private constructor(socket: Socket, host: string) {
    this.#socket = socket
    this.#host = host
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (text: string) => this.#read(text))
    socket.on('error', (error) => this.#fail(error))
    socket.on('close', () => this.#fail(new Error('The server closed a connection that was waiting.')))
  }

  /** Resolves once the TCP connection stands. */
  static async open(target: Target): Promise<RawConnection> {
    const socket = connect(target.port, target.host)
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('error', reject)
    })
    return new RawConnection(socket, `${target.host}:${target.port}`)
  }

  /** Sends one request and resolves with its answer; one at a time. */
  ask(method: 'GET' | 'POST', path: string, body?: string): Promise<Answer> {
    const content =
      body === undefined
        ? '\r\n'
        : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject }
      this.#socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${this.#host}\r\n${content}`)
    })
  }

  /** Ends the connection; an answer still awaited is rejected. */
  close(): void {
    this.#socket.destroy()
  }

  #read(text: string): void {
    this.#received = this.#received === '' ? text : this.#received + text
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#received.slice(0, headEnd)
    const status = Number(head.slice(9, 12))
    const length = status === 204 ? '0' : /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (length === undefined) throw new Error(`An answer without Content-Length:\n${head}`)
    const end = headEnd + 4 + Number(length)
    if (this.#received.length < end) return
    const body = this.#received.slice(headEnd + 4, end)
    if (this.#received.length > end) throw new Error('More bytes than the answer has.')
    this.#received = ''
    const waiting = this.#waiting
    this.#waiting = undefined
    waiting?.resolve({ status, body, at: performance.timeOrigin + performance.now() })
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error)
    this.#waiting = undefined
  }
}
