/** Tells what a packet's bytes begin with: how a reader of captures finds its place in a connection that it did not see from the start. */
import { latin1 } from '../bytes/bytes.ts'

/** A start line is looked for in so many bytes. */
const LOOKED_AT = 8 * 1024

const REQUEST_LINE = /^(?:\r?\n)*[A-Z][A-Z-]{1,31} [^\r\n ]+(?: HTTP\/1\.[01]\r?\n|$)/
const STATUS_LINE = /^HTTP\/1\.[01] \d{3}(?:[ \r\n]|$)/

/** Whether a request's head begins here, as far as it is there; a request line need not be whole. */
export function beginsRequest(bytes: Uint8Array): boolean {
  return REQUEST_LINE.test(latin1(bytes, 0, LOOKED_AT))
}

/** Whether a response's head begins here. */
export function beginsResponse(bytes: Uint8Array): boolean {
  return STATUS_LINE.test(latin1(bytes, 0, 16))
}

/** Whether a record of TLS begins here: the handshake, or, where the capture began later, any other. */
export function beginsTls([type = 0, major = 0, minor = 0, high = 0]: Uint8Array): boolean {
  return type >= 0x14 && type <= 0x17 && major === 3 && minor <= 4 && high <= 0x48
}

/** Whether HTTP/2 begins here, as a client begins it. */
export function beginsHttp2(bytes: Uint8Array): boolean {
  return latin1(bytes, 0, 14) === 'PRI * HTTP/2.0'
}
