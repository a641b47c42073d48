/**
 * Whom a request was meant for, once `PUBLIC_URL` has said who we are. Without this check a page whose name is made to
 * lead here (DNS rebinding) would be of our own origin to its reader's browser.
 */
import type { IncomingMessage } from 'node:http'
import { refuse, type Refusal } from '../errors.ts'
import type { ClientAddresses } from './client-address.ts'

/** Gives the refusal of a request that was not meant for us (RFC 9110 15.5.20), `undefined` for one that was. */
export type HostCheck = (incoming: IncomingMessage) => Refusal | undefined

/**
 * The check for a server whose origin is `own`; without one every `Host` is as good as another. A trusted proxy
 * may also use the name that it itself knows this server by.
 */
export function hostCheck(own: string | undefined, addresses: Pick<ClientAddresses, 'isProxy'>): HostCheck {
  if (own === undefined) return () => undefined
  const { host, hostname, port, protocol } = new URL(own)
  // nginx's `$host` is without the port.
  const names = new Set([host, hostname, `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`])
  const refusal = refuse(
    'misdirected-request',
    `This server is ${own}; ask there. A proxy of its own passes Host on and is named in TRUSTED_PROXIES.`,
  )
  return (incoming) => {
    const asked = askedHost(incoming)
    if (names.has(asked) || HEALTH.test(incoming.url ?? '')) return undefined
    const { remoteAddress, localAddress } = incoming.socket
    return addresses.isProxy(remoteAddress) && isNameInside(asked, localAddress) ? undefined : refusal
  }
}

/** Whoever watches our health asks by the address, not by the name. */
const HEALTH = /^(?:https?:\/\/[^/?#]*)?\/healthz(?:\?|$)/i

/** In the absolute form the target's own host counts and `Host` does not (RFC 9112 3.2.2). */
function askedHost({ url = '', headers }: IncomingMessage): string {
  const absolute = url.startsWith('/') ? undefined : /^https?:\/\/([^/?#]*)/i.exec(url)?.[1]
  return (absolute ?? headers.host ?? '').toLowerCase()
}

/**
 * What a proxy calls this server that does not pass the client's `Host` on: the address it has connected to, or a name without
 * a dot (`localhost`, an `upstream` of nginx, a container), which no page on the web can have.
 */
function isNameInside(host: string, localAddress: string | undefined): boolean {
  const name = host.replace(/:\d*$/, '')
  if (/^[a-z\d_-]+$/.test(name)) return true
  return localAddress !== undefined && [name, `::ffff:${name}`, name.slice(1, -1)].includes(localAddress)
}
