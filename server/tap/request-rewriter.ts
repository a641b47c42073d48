/**
 * Rewrites request heads on their way to the server: `--rewrite` lets Host, Origin and Referer name it, together; `--plain`
 * takes Accept-Encoding out. Whoever rewrites vouches for what comes out, so heads are read by the strict reader of the wiretap,
 * which stops at the first thing that two servers might read differently; and since a rewritten `Origin` passes the server's own
 * check, only requests that were sent to the tap's address, by no page or by one from there, are rewritten at all.
 */
import { joinBytes, latin1 } from '../../src/wire/bytes/bytes.ts'
import { MessageBoundaries } from '../../src/wire/http1/message-boundaries.ts'
import { trimBlanks } from '../../src/wire/http1/octets.ts'
import type { TapFailure } from '../../src/contract/tap.ts'

export interface Rewriting {
  /** The server's own origin, where Host, Origin and Referer are to name it. */
  readonly as: string | undefined
  readonly plain: boolean
  /** What the tap is called, as `Host` has it. */
  isOwnHost(host: string): boolean
}

/** A header line that was changed; `now` is absent where it was taken out. */
export interface Change {
  readonly name: string
  readonly was: string
  readonly now?: string
}

/** What goes on to the server, in order. */
export interface Rewritten {
  readonly bytes: Uint8Array
  /** Of the request that begins with it. */
  readonly changes: readonly Change[]
}

const NO_CHANGES: readonly Change[] = []

/** One connection's. */
export class RequestRewriter {
  readonly #rewriting: Rewriting
  readonly #requests = new MessageBoundaries('requests')
  readonly #answers = new MessageBoundaries('responses')
  /** Of a head that is not whole. */
  #head: Uint8Array[] = []
  /** What followed a request for an upgrade that has no answer yet. */
  #held: Uint8Array[] = []
  #refused: TapFailure | undefined

  constructor(rewriting: Rewriting) {
    this.#rewriting = rewriting
  }

  /** Why nothing more is passed on; `undefined` while it is. */
  get refused(): TapFailure | undefined {
    return this.#refused
  }

  /** Takes what the client sent, and gives what of it goes on now. */
  request(bytes: Uint8Array): readonly Rewritten[] {
    const out: Rewritten[] = []
    let end = 0
    for (const segment of this.#refused === undefined ? this.#requests.push(bytes) : []) {
      const own = bytes.subarray(segment.start, segment.end)
      end = segment.end
      if (segment.part === 'undecided') this.#held.push(own)
      else if (segment.part !== 'head') out.push({ bytes: own, changes: NO_CHANGES })
      else {
        this.#head.push(own)
        if (segment.head?.kind !== 'request') continue
        const head = joinBytes(this.#head)
        this.#head = []
        this.#answers.expect(segment.head.method)
        const made = this.#rewrite(latin1(head))
        if (typeof made === 'string') {
          this.#refused = made
          return out
        }
        out.push({ bytes: made.changes.length === 0 ? head : made.bytes, changes: made.changes })
      }
    }
    // Empty lines between two requests belong to nobody; what else does not belong is not passed on.
    const isBlank = bytes.subarray(end).every((byte) => byte === 0x0d || byte === 0x0a)
    if (this.#requests.stopped !== undefined || !isBlank) this.#refused ??= 'ambiguous-request'
    return out
  }

  /** Takes what the server answered, and gives what had to wait for that. */
  answer(bytes: Uint8Array): readonly Rewritten[] {
    let isDecided: boolean | undefined
    for (const { head } of this.#answers.push(bytes)) {
      if (head?.kind === 'response' && (head.status === 101 || head.status >= 200))
        isDecided = head.status === 101
    }
    if (isDecided === undefined || (!isDecided && this.#held.length === 0 && !this.#isUndecided)) return []
    this.#requests.decide(isDecided)
    const held = joinBytes(this.#held)
    this.#held = []
    return held.length === 0 ? [] : this.request(held)
  }

  get #isUndecided(): boolean {
    return this.#requests.stopped === undefined && !this.#requests.isInside
  }

  #rewrite(head: string): { readonly bytes: Uint8Array; readonly changes: readonly Change[] } | TapFailure {
    const [requestLine = '', ...lines] = head.slice(0, -4).split('\r\n')
    const refusal = this.#rewriting.as === undefined ? undefined : this.#refusal(requestLine, lines)
    if (refusal !== undefined) return refusal
    const changes: Change[] = []
    const kept = lines.flatMap((line) => {
      const [name, value] = lineParts(line)
      const now = this.#changed(name.toLowerCase(), value)
      if (now === value) return [line]
      changes.push({ name, was: value, ...(now === undefined ? {} : { now }) })
      return now === undefined ? [] : [`${name}: ${now}`]
    })
    return { bytes: Buffer.from([requestLine, ...kept, '', ''].join('\r\n'), 'latin1'), changes }
  }

  /** What a header's value becomes; `undefined` where the line is taken out. */
  #changed(name: string, value: string): string | undefined {
    const { as, plain } = this.#rewriting
    if (plain && name === 'accept-encoding') return undefined
    if (as === undefined) return value
    if (name === 'host') return new URL(as).host
    if (name === 'origin') return as
    const [start = '', host] = name === 'referer' ? (/^http:\/\/([^/?#]*)/.exec(value) ?? []) : []
    return host !== undefined && this.#rewriting.isOwnHost(host) ? as + value.slice(start.length) : value
  }

  #refusal(requestLine: string, lines: readonly string[]): TapFailure | undefined {
    const valuesOf = (wanted: string): readonly string[] =>
      lines.map(lineParts).flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))
    const hosts = valuesOf('host')
    const origins = valuesOf('origin')
    if (hosts.length !== 1 || origins.length > 1) return 'ambiguous-request'
    // The absolute form has a host of its own (RFC 9112 3.2.2).
    const target = requestLine.split(' ')[1] ?? ''
    if (!target.startsWith('/') && target !== '*') return 'misdirected-request'
    if (!this.#rewriting.isOwnHost(hosts[0] ?? '')) return 'misdirected-request'
    const [, own] = /^http:\/\/([^/]*)$/.exec(origins[0] ?? '') ?? []
    return origins.length === 0 || (own !== undefined && this.#rewriting.isOwnHost(own))
      ? undefined
      : 'foreign-origin'
  }
}

function lineParts(line: string): readonly [name: string, value: string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon), trimBlanks(line.slice(colon + 1))]
}
