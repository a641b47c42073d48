/**
 * Whom a connection or a request counts for, where something is counted per address. Behind a proxy that the operator
 * trusts it is the client that the proxy names in `X-Forwarded-For`; what anybody else writes there counts for nothing.
 */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import proxyAddr from 'proxy-addr'
import { trimBlanks } from '../../src/wire/http1/octets.ts'

export interface ClientAddresses {
  /** Whether this is the address of a trusted proxy, whose connections carry many clients. */
  isProxy(address: string | undefined): boolean
  /**
   * The client's address: the rightmost in `X-Forwarded-For` that is not a trusted proxy's. Where a proxy wrote what is no
   * address, that proxy's own: all that it says of nobody in particular counts together.
   */
  of(incoming: IncomingMessage): string
}

/** Ranges that `TRUSTED_PROXIES` may name instead of an address. */
const NAMED_RANGES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal']
const UNKNOWN = 'unknown'

/** Whether this names an address, a range of them (`10.0.0.0/8`) or one of the named ranges. All there are is no range to trust. */
export function isAddressRange(text: string): boolean {
  if (NAMED_RANGES.includes(text)) return true
  // The library also reads `10` as an address, which here is rather a mistake.
  if (isIP(text.split('/', 1)[0] ?? '') === 0) return false
  try {
    proxyAddr.compile(text)
    return true
  } catch {
    return false
  }
}

/** `trusted` are ranges as `isAddressRange` knows them; without any, each connection's own address is its client's. */
export function clientAddresses(trusted: readonly string[]): ClientAddresses {
  if (trusted.length === 0) {
    return { isProxy: () => false, of: ({ socket }) => socket.remoteAddress ?? UNKNOWN }
  }
  const trusts = proxyAddr.compile([...trusted])
  return {
    isProxy: (address) => trusts(address ?? '', 0),
    of(incoming) {
      // From the connection's own on; only the last need not be an address, since no other is a proxy's.
      const [last, before = last] = proxyAddr
        .all(incoming, (written, nth) => trusts(addressIn(written) ?? '', nth))
        .slice(-2)
        .reverse()
      return addressIn(last) ?? addressIn(before) ?? UNKNOWN
    },
  }
}

/** The address in what a proxy wrote: by itself, or with the port that some proxies add (`192.0.2.1:80`, `[2001:db8::1]:80`). */
function addressIn(written = ''): string | undefined {
  const text = trimBlanks(written)
  const [, four, six] = /^(?:([\d.]+):\d{1,5}|\[([^\]]*)\](?::\d{1,5})?)$/.exec(text) ?? []
  const address = four ?? six ?? text
  return isIP(address) === 0 || (six !== undefined && isIP(six) !== 6) ? undefined : address
}

/**
 * What an address is counted as: one of IPv4 as itself, also in its IPv6 form (`::ffff:192.0.2.1`); one of IPv6 as its first
 * 64 bits, since whoever has one has all of those.
 */
export function placeOf(address: string): string {
  const family = isIP(address)
  if (family === 4) return address
  // The two do not agree on every odd form of IPv6.
  if (family === 0 || !ipaddr.isValid(address)) return UNKNOWN
  const parsed = ipaddr.process(address)
  if (!('parts' in parsed)) return parsed.toString()
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16))
  return `${network.join(':')}::/64`
}
