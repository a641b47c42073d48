/** What the two kinds of WebSocket here, an observer's and a transport's, have in common before they are open. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { trimBlanks } from '../../src/wire/http1/octets.ts'
import { refuse } from '../errors.ts'
import { refuseOnSocket } from './raw-answer.ts'

/**
 * Whether a request asks for a WebSocket. `Upgrade` is a list of protocols, each perhaps with a version; in HTTP/1.0 it
 * says nothing (RFC 9110 7.8). One with content is no handshake: the frames would begin behind it, and the answer before it.
 */
export function isWebSocketUpgrade(incoming: IncomingMessage): boolean {
  const { headers, httpVersion } = incoming
  if (httpVersion !== '1.1' || 'transfer-encoding' in headers) return false
  if ((headers['content-length'] ?? '0') !== '0') return false
  const protocols = headers.upgrade?.toLowerCase().split(',') ?? []
  return protocols.some((protocol) => trimBlanks(protocol) === 'websocket')
}

/** Refuses a handshake that is none, as ws found: its `wsClientError` is this one's call. */
export function refuseHandshake(error: Error, socket: Duplex): void {
  const message = `This WebSocket handshake cannot be completed: ${error.message}.`
  // RFC 6455 4.4: whoever asks for another version is told which there is.
  refuseOnSocket(socket, refuse('bad-handshake', message, ['Sec-WebSocket-Version', '13']))
}
