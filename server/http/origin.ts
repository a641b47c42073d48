/**
 * Who may change things: pages of this site, clients that send no `Origin` (no browser page), and the origins that
 * the operator lists. Without this check any page on the web could act in a reader's labs, WebSockets included,
 * which browsers open across origins without asking.
 */
import type { IncomingMessage } from 'node:http'
import { refuse, type Refusal } from '../errors.ts'

export interface AllowedOrigins {
  /** This site's, where the operator says it (`PUBLIC_URL`); else it is what each request's scheme and `Host` make. */
  readonly own: string | undefined
  /** Beside the site's own, as browsers send them: `https://example.org`. */
  readonly others: ReadonlySet<string>
}

const NOT_FROM_HERE = 'This page is not from here. Its origin can be allowed with ALLOWED_ORIGINS.'
const MAYBE_PROXIED = `${NOT_FROM_HERE} If it is this site’s own, behind a proxy or TLS: set PUBLIC_URL to the address that readers see.`

/** A refusal for a foreign `Origin`; `null` is foreign, since every sandboxed page sends it. */
export function foreignOrigin(
  incoming: IncomingMessage,
  { own, others }: AllowedOrigins,
): Refusal | undefined {
  const { origin, host } = incoming.headers
  if (origin === undefined || origin === own || others.has(origin)) return undefined
  if (own !== undefined) return refuse('foreign-origin', NOT_FROM_HERE)
  const scheme = 'encrypted' in incoming.socket ? 'https' : 'http'
  if (host !== undefined && origin.toLowerCase() === originOf(scheme, host)) return undefined
  return refuse('foreign-origin', MAYBE_PROXIED)
}

/** A browser leaves a scheme's own port out of `Origin`; a client may write it into `Host`. */
function originOf(scheme: 'http' | 'https', host: string): string {
  const defaultPort = scheme === 'http' ? ':80' : ':443'
  const plain = host.toLowerCase()
  return `${scheme}://${plain.endsWith(defaultPort) ? plain.slice(0, -defaultPort.length) : plain}`
}
