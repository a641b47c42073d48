/**
 * The security header lines that every answer carries: a narrow policy for the API, a fuller one for pages.
 * As flat name, value lists, since that is what `writeHead` writes in this very order and spelling.
 */

const ALWAYS = ['X-Content-Type-Options', 'nosniff', 'Referrer-Policy', 'no-referrer'] as const

/**
 * For answers that are data: nothing may be loaded or run from them. Pages from here may frame them, since a hidden iframe
 * that asks for a stream may get a refusal.
 */
export const API_SECURITY_HEADERS: readonly string[] = [
  'Content-Security-Policy',
  "default-src 'none'; frame-ancestors 'self'",
  ...ALWAYS,
]

/**
 * The header lines of a stream of scripts in a hidden iframe: only scripts that carry this response's nonce run, nothing
 * is loaded, and only pages from here may hold the iframe.
 */
export function scriptStreamSecurityHeaders(nonce: string): readonly string[] {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
  return ['Content-Security-Policy', policy, ...ALWAYS]
}

/** Host names, IPv4 and bracketed IPv6 with an optional port: nothing that could break out of a policy. */
const PLAIN_HOST = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/**
 * The header lines of a page: scripts from here or by hash, never inline otherwise; styles may be inline.
 * The page's own host is named for WebSockets too, since older browsers do not read `'self'` as including `ws:`.
 * A `Host` that is no plain host is left out of the policy. Pages from here may frame it, or, where it is made for that, any page.
 * @see https://www.w3.org/TR/CSP3/
 */
export function pageSecurityHeaders(
  scriptHashes: readonly string[],
  host: string | undefined,
  framedBy: "'self'" | '*' = "'self'",
): readonly string[] {
  const scripts = ["'self'", ...scriptHashes.map((hash) => `'${hash}'`)].join(' ')
  const sockets = host !== undefined && PLAIN_HOST.test(host) ? ` ws://${host} wss://${host}` : ''
  const policy = [
    "default-src 'self'",
    `script-src ${scripts}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    `connect-src 'self'${sockets}`,
    `frame-ancestors ${framedBy}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
  return ['Content-Security-Policy', policy, ...ALWAYS]
}
