/** What HTTP itself demands of a request's head, whatever it asks for: a version that is spoken here and one plain `Host`. */
import type { IncomingMessage } from 'node:http'
import { isPlainHost } from '../../src/wire/http1/host.ts'
import { refuse, type Refusal } from '../errors.ts'

const OTHER_VERSION = refuse('http-version-not-supported', 'This server speaks HTTP/1.1; ask with that.')
const NO_PLAIN_HOST = refuse(
  'bad-request',
  'Send one Host line with a host name and, where it has one, a port.',
)

/** Why a request cannot be served as HTTP at all; its connection is to be closed, since nobody knows who else read it how. */
export function brokenHead(incoming: IncomingMessage): Refusal | undefined {
  // Node's parser also takes 0.9 and 2.0 in the form of 1.1 (seen in 26.10).
  if (incoming.httpVersionMajor !== 1) return OTHER_VERSION
  const { host } = incoming.headers
  // RFC 9112 3.2: 400 to HTTP/1.1 without a Host, with two, or with one that is none. Polls never look at it otherwise.
  if (host === undefined) return incoming.httpVersion === '1.1' ? NO_PLAIN_HOST : undefined
  return isPlainHost(host) && isOnly(incoming.rawHeaders) ? undefined : NO_PLAIN_HOST
}

/**
 * Whether a request's framing counts as faulty though it can be read: HTTP/1.0 knows no transfer coding, and who
 * passed this on may have seen its end elsewhere. It is served, and its connection is to be closed.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.1
 */
export function hasFaultyFraming({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion === '1.0' && 'transfer-encoding' in headers
}

/** Whether there is but one `Host` line: Node keeps the first and drops the others. */
function isOnly(rawHeaders: readonly string[]): boolean {
  let hosts = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1
  }
  return hosts <= 1
}
