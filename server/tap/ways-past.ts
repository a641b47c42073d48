/**
 * Notices what leads past the tap: a redirect, or a page or script, that names the server's own address. Whoever follows it is
 * not seen here any more. Of a compressed page it is told once that is unpacked.
 */
import { latin1 } from '../../src/wire/bytes/bytes.ts'
import type { Upstream } from './options.ts'
import type { TapLog } from './log.ts'
import { PlainContent } from './plain-content.ts'

/** Longer than any address, so that one that is cut in two is found. */
const OVERLAP = 64
/** Of one answer. */
const MAX_LOOKED_AT = 2 * 1024 * 1024

const READABLE = /\ncontent-type:[ \t]*(?:text\/html|(?:text|application)\/(?:x-)?javascript)/i

export class WaysPast {
  readonly #log: TapLog
  /** As a page, or a script, would write it. */
  readonly #addresses: RegExp
  /** Answers that are looked into. */
  readonly #looking = new Map<string, { content: PlainContent; at: number }>()

  constructor(log: TapLog, { hostname, port, scheme }: Upstream) {
    this.#log = log
    const isLoopback = hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '::1'
    const hosts = isLoopback ? 'localhost|127\\.0\\.0\\.1|\\[::1\\]' : escaped(hostname)
    const ports = port === (scheme === 'https' ? 443 : 80) ? `(?::${port})?(?![:\\d])` : `:${port}(?!\\d)`
    this.#addresses = new RegExp(`(?:https?:|wss?:)?\\/\\/(?:${hosts})${ports}`, 'i')
  }

  /** Looks at a whole head of an answer. */
  head(exchange: string, head: string, at: number): void {
    const [, location = ''] = /\nlocation:[ \t]*([^\r\n]*)/i.exec(head) ?? []
    const address = this.#addresses.exec(location)?.[0]
    if (address !== undefined) this.#tell(exchange, 'redirect', address, at)
    if (!READABLE.test(head)) return
    let tail = ''
    const content = new PlainContent(head, MAX_LOOKED_AT, (bytes) => {
      const text = tail + latin1(bytes)
      const named = this.#addresses.exec(text)?.[0]
      tail = text.slice(-OVERLAP)
      if (named === undefined) return
      content.stop()
      this.#tell(exchange, 'page', named, looking.at)
    })
    const looking = { content, at }
    this.#looking.set(exchange, looking)
  }

  /** Looks at what follows a head. */
  content(exchange: string, bytes: Uint8Array, at: number): void {
    const looking = this.#looking.get(exchange)
    if (looking === undefined) return
    looking.at = at
    looking.content.take(bytes)
  }

  over(exchange: string): void {
    this.#looking.get(exchange)?.content.end()
    this.#looking.delete(exchange)
  }

  #tell(exchange: string, how: 'redirect' | 'page', address: string, at: number): void {
    this.#log.append({ kind: 'way-past', exchange, how, address, at })
  }
}

function escaped(text: string): string {
  return text.replace(/[^\w-]/g, '\\$&')
}
