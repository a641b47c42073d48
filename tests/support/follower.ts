/**
 * One reader that keeps up with a lab on one transport, through whatever befalls servers: comes back by cursor, as a page
 * does, and says what was wrong with the events that it got.
 */
import type { IncomingMessage } from 'node:http'
import { request, type RequestOptions } from 'node:https'
import { setTimeout as passed } from 'node:timers/promises'
import { WebSocket, type ClientOptions } from 'ws'
import type { Transport } from '../../src/wire/trace/transports.ts'

/** Where readers ask: nginx, and how it is trusted. */
export interface Site {
  readonly port: number
  readonly certificate: string
}

export interface Follower {
  readonly transport: Transport
  /** The newest event that it has. */
  readonly last: number
  /** What came twice, too early, or is gone; and what was no event of the lab. */
  readonly wrong: readonly string[]
  /** The data of all events, in order. */
  readonly data: readonly unknown[]
  /** How often it had to come back. */
  readonly returns: number
  /** How often it was told that it cannot be served now. */
  readonly refusals: number
  stop(): void
}

const RETRY_MS = 150
const POLL_MS = 100

/** Options for a request to the site, as a browser on this machine would send it. */
export function asked({ port, certificate }: Site, path: string, method = 'GET'): RequestOptions {
  return {
    host: '127.0.0.1',
    port,
    path,
    method,
    servername: 'comet.example',
    ca: certificate,
    headers: { Host: 'comet.example' },
  }
}

/** A WebSocket to the site. */
export function openSocket({ port, certificate }: Site, path: string): WebSocket {
  const options: ClientOptions & { readonly servername: string } = {
    servername: 'comet.example',
    ca: certificate,
    headers: { Host: 'comet.example' },
  }
  return new WebSocket(`wss://127.0.0.1:${port}${path}`, options)
}

/** A whole answer. Rejects where the connection fails. */
export function call(
  site: Site,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const options = asked(site, path, method)
    const asking = request({ ...options, headers: { ...options.headers, ...headers } }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }))
      answer.on('error', reject)
    })
    asking.on('error', reject)
    asking.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** Begins to follow a lab from its first event on. */
export function follow(site: Site, labPath: string, transport: Transport): Follower {
  const follower = new Following(site, labPath, transport)
  void follower.run()
  return follower
}

class Following implements Follower {
  last = 0
  returns = -1
  refusals = 0
  readonly transport: Transport
  readonly wrong: string[] = []
  readonly data: unknown[] = []
  readonly #site: Site
  readonly #path: string
  #isOver = false
  #cut: () => void = () => undefined

  constructor(site: Site, labPath: string, transport: Transport) {
    this.#site = site
    this.#path = `${labPath}/${transport}`
    this.transport = transport
  }

  stop(): void {
    this.#isOver = true
    this.#cut()
  }

  async run(): Promise<void> {
    const once =
      this.transport === 'ws'
        ? () => this.#socket()
        : this.transport.endsWith('poll')
          ? () => this.#poll()
          : () => this.#stream()
    while (!this.#isOver) {
      this.returns += 1
      // Cut, refused or not there: it comes back by cursor, as from any end.
      await once().catch(() => undefined)
      await passed(RETRY_MS, undefined, { ref: false })
    }
  }

  get #target(): string {
    return `${this.#path}?after=${this.last}${this.transport === 'iframe-stream' ? '&callback=f' : ''}`
  }

  async #poll(): Promise<void> {
    while (!this.#isOver) {
      const { status, text } = await call(this.#site, 'GET', this.#target)
      if (status === 200)
        for (const event of (JSON.parse(text) as { readonly events: readonly unknown[] }).events)
          this.#take(event)
      else if (status !== 204) return this.#refused(status, text)
      if (this.transport === 'short-poll') await passed(POLL_MS, undefined, { ref: false })
    }
  }

  /** An answer that is not the transport's: what may come while servers fall is passed over. */
  #refused(status: number, text: string): void {
    if (status < 500) this.wrong.push(`${status} ${text}`)
    else this.refusals += 1
  }

  async #stream(): Promise<void> {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asking = request(asked(this.#site, this.#target), resolve)
      asking.on('error', reject)
      this.#cut = () => asking.destroy()
      asking.end()
    })
    answer.setEncoding('utf8')
    if (answer.statusCode !== 200) {
      let text = ''
      for await (const part of answer) text += String(part)
      return this.#refused(answer.statusCode ?? 0, text)
    }
    const event = this.transport === 'sse' ? /^data: (\{.*\})$/gm : /parent\.f\((\{"id".*\})\)<\/script>/g
    let rest = ''
    for await (const part of answer) {
      rest += String(part)
      const end = rest.lastIndexOf('\n') + 1
      for (const [, json = ''] of rest.slice(0, end).matchAll(event)) this.#take(JSON.parse(json))
      rest = rest.slice(end)
    }
  }

  #socket(): Promise<void> {
    return new Promise((resolve) => {
      const socket = openSocket(this.#site, this.#target)
      this.#cut = () => socket.terminate()
      socket.on('message', (text: Buffer) => this.#take(JSON.parse(text.toString())))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve())
    })
  }

  #take(event: unknown): void {
    const { id, type, data } = event as {
      readonly id?: number
      readonly type: string
      readonly data: unknown
    }
    if (type === 'heartbeat') return
    if (id !== this.last + 1 || type !== 'goal')
      this.wrong.push(`after ${this.last}: ${JSON.stringify(event)}`)
    this.last = id ?? this.last
    this.data.push(data)
  }
}
