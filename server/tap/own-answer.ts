/** The answers that are the tap's own: plain text, so that a browser, a script and curl all show why. */
import { TAP_SERVER, type TapFailure } from '../../src/contract/tap.ts'
import type { Upstream } from './options.ts'

const STATUS: Readonly<Record<TapFailure, string>> = {
  'upstream-gone': '502 Bad Gateway',
  'upstream-http2-only': '502 Bad Gateway',
  'upstream-speaks-tls': '502 Bad Gateway',
  'upstream-no-tls': '502 Bad Gateway',
  'upstream-certificate': '502 Bad Gateway',
  'misdirected-request': '421 Misdirected Request',
  'foreign-origin': '403 Forbidden',
  'ambiguous-request': '400 Bad Request',
}

function sentence(failure: TapFailure, { origin, port, hostname }: Upstream): string {
  switch (failure) {
    case 'upstream-gone':
      return `Nobody answers at ${origin}. Is your server running, and on that port?`
    case 'upstream-http2-only':
      return `${origin} speaks HTTP/2 only. Let it speak HTTP/1.1 as well (node:http2: allowHTTP1), for as long as you look.`
    case 'upstream-speaks-tls':
      return `${origin} speaks TLS. Start the tap with https://${hostname}:${port}.`
    case 'upstream-no-tls':
      return `${origin} does not speak TLS. Start the tap with http://${hostname}:${port}.`
    case 'upstream-certificate':
      return `The certificate of ${origin} is nobody's that is known here. Name its maker with --ca FILE, or take any with --insecure.`
    case 'misdirected-request':
      return 'With --rewrite the tap takes only requests that were sent to its own address.'
    case 'foreign-origin':
      return 'With --rewrite the tap takes no request that a page of another origin sends.'
    case 'ambiguous-request':
      return 'With --rewrite or --plain the tap passes on only requests that everybody reads alike, and this is none.'
  }
}

/** Makes the whole answer, after which the connection ends. */
export function ownAnswer(failure: TapFailure, upstream: Upstream): Buffer {
  const body = `comet tap, ${failure}: ${sentence(failure, upstream)}\n`
  return Buffer.from(
    `HTTP/1.1 ${STATUS[failure]}\r\n` +
      'Content-Type: text/plain; charset=utf-8\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\n` +
      `Server: ${TAP_SERVER}\r\n` +
      'X-Content-Type-Options: nosniff\r\n' +
      'Cache-Control: no-store\r\n' +
      'Connection: close\r\n\r\n' +
      body,
  )
}
