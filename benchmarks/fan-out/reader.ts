/**
 * One client of a stream on a bare socket: opens the stream as its protocol asks, then counts events by their mark, as
 * cheaply as that goes. One that is sampled also reads when each event happened. The generator holds thousands.
 */
import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { Target } from '../raw-connection.ts'
import { MARK } from './published-event.ts'
import type { Protocol } from './subjects.ts'

const MARK_BYTE = MARK.charCodeAt(0)
/** What is watched is more than events, in frames whose lengths can have the mark in them. */
const WATCHED_MARK = `them${MARK}`

/** What a client says, and what in the answer tells that it may go on. */
interface Step {
  readonly say: Buffer
  readonly until: RegExp
}

/** What a reader tells. All readers share one listener. */
export interface ReaderListener {
  /** One more event has come. */
  event(): void
  /** A sampled reader has an event that happened so long ago. */
  delay(ms: number): void
  /** Its stream cannot be opened, or has ended. */
  failed(message: string): void
}

/** All readers read into these bytes, one after the other: what is read is looked through before the next read. */
const SHARED = Buffer.allocUnsafe(64 * 1024)

export class Reader {
  /** Events so far. */
  events = 0
  readonly #listener: ReaderListener
  readonly #isSampled: boolean
  readonly #mark: string
  readonly #socket: Socket
  #steps: readonly Step[]
  #heard = ''
  #opened: (() => void) | undefined

  private constructor(
    socket: Socket,
    steps: readonly Step[],
    listener: ReaderListener,
    isSampled: boolean,
    mark: string,
  ) {
    this.#socket = socket
    this.#steps = steps
    this.#listener = listener
    this.#isSampled = isSampled
    this.#mark = mark
  }

  /** Resolves once the stream stands: its head is read, and what else its protocol says first is said. */
  static open(
    target: Target,
    path: string,
    protocol: Protocol,
    listener: ReaderListener,
    isSampled: boolean,
  ): Promise<Reader> {
    return new Promise((resolve) => {
      const socket = connect({
        port: target.port,
        host: target.host,
        noDelay: true,
        onread: {
          buffer: SHARED,
          callback(length) {
            reader.#read(SHARED.subarray(0, length))
            return true
          },
        },
      })
      const isWatching = protocol === 'watch'
      const reader = new Reader(
        socket,
        stepsOf(protocol, target, path),
        listener,
        isSampled || isWatching,
        isWatching ? WATCHED_MARK : MARK,
      )
      reader.#opened = () => resolve(reader)
      socket.on('connect', () => reader.#say())
      socket.on('error', (error) => listener.failed(`A stream failed: ${error.message}`))
      socket.on('end', () => listener.failed('The server ended a stream.'))
    })
  }

  close(): void {
    this.#socket.removeAllListeners('end')
    this.#socket.destroy()
  }

  #say(): void {
    const [step] = this.#steps
    if (step !== undefined) this.#socket.write(step.say)
    else this.#opened?.()
  }

  #read(bytes: Buffer): void {
    if (this.#steps.length > 0) return this.#hear(bytes.toString('latin1'))
    if (this.#isSampled) return this.#readAll(bytes.toString('latin1'))
    for (let at = bytes.indexOf(MARK_BYTE); at >= 0; at = bytes.indexOf(MARK_BYTE, at + 1)) {
      this.events += 1
      this.#listener.event()
    }
  }

  #hear(text: string): void {
    this.#heard += text
    const status = /^HTTP\/1\.1 (\d+)/.exec(this.#heard)?.[1]
    if (status !== undefined && status !== '200' && status !== '101') {
      this.#listener.failed(`A stream was answered ${status}:\n${this.#heard}`)
      return
    }
    if (this.#steps[0]?.until.test(this.#heard) !== true) return
    this.#heard = ''
    this.#steps = this.#steps.slice(1)
    this.#say()
  }

  #readAll(text: string): void {
    const pieces = (this.#heard + text).split(this.#mark)
    this.#heard = pieces.pop() ?? ''
    for (const piece of pieces) {
      const at = /^[^]*"at":([\d.]+)/.exec(piece)?.[1]
      if (at === undefined) return this.#listener.failed(`An event does not say when it happened: ${piece}`)
      this.events += 1
      this.#listener.delay(performance.timeOrigin + performance.now() - Number(at))
      this.#listener.event()
    }
  }
}

function stepsOf(protocol: Protocol, { host, port }: Target, path: string): readonly Step[] {
  const base = `Host: ${host}:${port}\r\n`
  if (protocol === 'sse') {
    const say = Buffer.from(`GET ${path}/sse HTTP/1.1\r\n${base}Accept: text/event-stream\r\n\r\n`)
    return [{ say, until: /\r\n\r\n[^]*retry: \d+\n\n/ }]
  }
  if (protocol === 'nchan-sse')
    return [
      {
        say: Buffer.from(`GET /sse HTTP/1.1\r\n${base}Accept: text/event-stream\r\n\r\n`),
        until: /\r\n\r\n/,
      },
    ]
  if (protocol === 'iframe-stream')
    return [
      {
        say: Buffer.from(`GET ${path}/iframe-stream?callback=f HTTP/1.1\r\n${base}\r\n`),
        until: /<\/title>\n/,
      },
    ]
  const key = randomBytes(16).toString('base64')
  const upgrade = `${base}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`
  if (protocol === 'watch')
    return [
      { say: Buffer.from(`GET ${path}/observe HTTP/1.1\r\n${upgrade}`), until: /"kind":"welcome"[^]*\}$/ },
    ]
  if (protocol === 'ws' || protocol === 'nchan-ws') {
    return [{ say: Buffer.from(`GET ${path}/ws HTTP/1.1\r\n${upgrade}`), until: /\r\n\r\n$/ }]
  }
  // Engine.IO 4 opens with its packet 0, a handshake; Socket.IO 5 on top of it asks to connect with 40 and is told 40.
  const say = Buffer.from(`GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\n${upgrade}`)
  return [
    { say, until: /\r\n\r\n..0\{"sid".*\}$/ },
    { say: maskedText('40'), until: /^..40\{"sid".*\}$/ },
  ]
}

/** A short text message as a client sends it. */
export function maskedText(text: string): Buffer {
  const payload = Buffer.from(text)
  if (payload.length > 125) throw new Error('A longer message has a longer head')
  const mask = randomBytes(4)
  return Buffer.concat([
    Buffer.of(0x81, 0x80 | payload.length),
    mask,
    payload.map((byte, index) => byte ^ (mask[index % 4] ?? 0)),
  ])
}
