/**
 * Who may change things: pages of this site, clients that send no `Origin` (no browser page), and the origins that
 * the operator lists. Without this check any page on the web could act in a reader's labs, WebSockets included,
 * which browsers open across origins without asking.
 */
import type { IncomingMessage } from 'node:http'
import { refuse, type Refusal } from '../errors.ts'

/** A refusal for a foreign `Origin`; `null` is foreign, since every sandboxed page sends it. */
export function foreignOrigin(incoming: IncomingMessage, allowed: ReadonlySet<string>): Refusal | undefined {
  const { origin, host } = incoming.headers
  if (origin === undefined || allowed.has(origin)) return undefined
  const scheme = 'encrypted' in incoming.socket ? 'https' : 'http'
  if (host !== undefined && origin.toLowerCase() === ownOrigin(scheme, host)) return undefined
  return refuse(
    'foreign-origin',
    'This page is not from here. Its origin can be allowed with ALLOWED_ORIGINS.',
  )
}

/** A browser leaves a scheme's own port out of `Origin`; a client may write it into `Host`. */
function ownOrigin(scheme: 'http' | 'https', host: string): string {
  const defaultPort = scheme === 'http' ? ':80' : ':443'
  const plain = host.toLowerCase()
  return `${scheme}://${plain.endsWith(defaultPort) ? plain.slice(0, -defaultPort.length) : plain}`
}
