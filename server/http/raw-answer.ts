/**
 * Answers on a bare socket: to what was never a whole request, and to an upgrade that is refused before it becomes
 * one. Node hands those over without a response object, so the same refusal is written by hand here.
 */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { JSON_TYPE } from './answer.ts'
import { errorBody, refuse, statusOf, type Refusal } from '../errors.ts'
import { API_SECURITY_HEADERS } from './headers.ts'
import { owesAnswer } from './pending-answer.ts'

/**
 * Writes a refusal and ends the connection: after bytes we did not understand, none can follow. Where an earlier
 * answer is due first, this one would be taken for it; then the connection is only cut.
 */
export function refuseOnSocket(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable || owesAnswer(socket)) {
    socket.destroy()
    return
  }
  socket.once('error', () => socket.destroy())
  socket.end(rawAnswer(refusal), () => socket.destroy())
}

/** A refusal as the bytes of a whole answer, the last of its connection. */
export function rawAnswer(refusal: Refusal): string {
  const body = errorBody(refusal)
  const status = statusOf(refusal.refused)
  const headers = [
    'Content-Type',
    JSON_TYPE,
    'Content-Length',
    String(Buffer.byteLength(body)),
    'Cache-Control',
    'no-store',
    ...refusal.headers,
    ...API_SECURITY_HEADERS,
    'Date',
    new Date().toUTCString(),
  ]
  // `Upgrade` in an answer is only valid when `Connection` names it (RFC 9110 7.8).
  headers.push('Connection', refusal.headers.includes('Upgrade') ? 'Upgrade, close' : 'close')
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n`
  for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`
  return `${head}\r\n${body}`
}

/** What to answer when Node's parser gives up on a connection; `undefined` when nobody is there to read it. */
export function refusalFor(code: string | undefined): Refusal | undefined {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return refuse(
      'request-timeout',
      'The request did not arrive in time: send its head within 15 s, all of it within 30 s.',
    )
  }
  if (code === 'HPE_HEADER_OVERFLOW')
    return refuse('head-too-large', 'The request head is too large; send fewer or shorter header lines.')
  if (code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW')
    return refuse('body-too-large', 'The chunk extensions are too large.')
  if (code === undefined || code.startsWith('HPE_'))
    return refuse('bad-request', 'These bytes are no HTTP/1.1 request.')
  return undefined
}
