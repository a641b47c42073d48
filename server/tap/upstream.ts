/** Connections to the server behind the tap: plain or through TLS, and why there is none. */
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { TapFailure } from '../../src/contract/tap.ts'
import type { TapOptions, Upstream } from './options.ts'

/** A socket that is connected, and as quiet as it came: nothing has been read of it. */
export type Dialled =
  { readonly ok: true; readonly socket: Socket } | { readonly ok: false; readonly failure: TapFailure }

export type Dial = (onSocket: (socket: Socket) => void) => Promise<Dialled>

/** A server that listens on one of the two alone is what people have on their machine, whatever name they use. */
const LOOPBACK = ['127.0.0.1', '::1']

/** Makes what connects. `onSocket` is told of each attempt, so that it can be given up. */
export function createDial(options: Pick<TapOptions, 'upstream' | 'ca' | 'insecure'>): Dial {
  const { hostname } = options.upstream
  const hosts = hostname === 'localhost' || hostname === '127.0.0.1' ? LOOPBACK : [hostname]
  return async (onSocket) => {
    let last: Dialled = { ok: false, failure: 'upstream-gone' }
    for (const host of hosts) {
      last = await attempt(host, options, onSocket)
      if (last.ok || last.failure !== 'upstream-gone') return last
    }
    return last
  }
}

function attempt(
  host: string,
  { upstream, ca, insecure }: Pick<TapOptions, 'upstream' | 'ca' | 'insecure'>,
  onSocket: (socket: Socket) => void,
): Promise<Dialled> {
  const place = { host, port: upstream.port, allowHalfOpen: true }
  const isTls = upstream.scheme === 'https'
  const socket = isTls
    ? connectTls({
        ...place,
        ...(isIP(upstream.hostname) === 0 ? { servername: upstream.hostname } : {}),
        ALPNProtocols: ['http/1.1'],
        rejectUnauthorized: !insecure,
        ...(ca === undefined ? {} : { ca }),
      })
    : connect(place)
  socket.setNoDelay(true)
  onSocket(socket)
  return new Promise((resolve) => {
    const failed = (error: Error & { readonly code?: string }): void => {
      socket.destroy()
      resolve({ ok: false, failure: isTls ? tlsFailure(error.code ?? '') : 'upstream-gone' })
    }
    const closed = (): void => resolve({ ok: false, failure: 'upstream-gone' })
    socket.once('error', failed).once('close', closed)
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      socket.off('error', failed).off('close', closed)
      resolve({ ok: true, socket })
    })
  })
}

/** Node's and OpenSSL's codes: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
function tlsFailure(code: string): TapFailure {
  if (code.includes('NO_APPLICATION_PROTOCOL')) return 'upstream-http2-only'
  if (code.startsWith('ERR_SSL_')) return 'upstream-no-tls'
  return /CERT|SIGNATURE|ISSUER|ALTNAME|CRL/.test(code) ? 'upstream-certificate' : 'upstream-gone'
}

const PROBE_MS = 2_000

/** Whether a server that was taken for plain HTTP speaks TLS. */
export function speaksTls({ hostname, port }: Upstream): Promise<boolean> {
  const socket = connectTls({ host: hostname, port, rejectUnauthorized: false })
  return new Promise((resolve) => {
    const say = (answer: boolean): void => {
      resolve(answer)
      socket.destroy()
    }
    socket.setTimeout(PROBE_MS, () => say(false))
    socket.once('secureConnect', () => say(true))
    socket.once('error', () => say(false))
    socket.once('close', () => resolve(false))
  })
}

/**
 * What the first bytes of an answer say that are no HTTP/1.1: a TLS alert (RFC 8446 6), or the SETTINGS frame that begins
 * HTTP/2 (RFC 9113 3.4); `undefined` for any other.
 */
export function foreignProtocol(first: Uint8Array): TapFailure | undefined {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, , b5 = 1, b6 = 1, b7 = 1, b8 = 1] = first
  if ((b0 === 0x15 || b0 === 0x16) && b1 === 3) return 'upstream-speaks-tls'
  const isOnStream0 = b5 === 0 && b6 === 0 && b7 === 0 && b8 === 0
  return b0 === 0 && b1 === 0 && b2 % 6 === 0 && b3 === 4 && isOnStream0 ? 'upstream-http2-only' : undefined
}
