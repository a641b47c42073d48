/**
 * What a receiver does about a broken rule, as data: for each problem, for a server that reads it and for a client.
 *
 * Standards bind senders more often than receivers. `must`, `should` and `may` stand here only where a clause says so of the
 * receiver; what receivers do without one is `customary`. Used by the inspector ("what would the receiver do?") and by
 * the ways to end a connection.
 */
import type { Direction } from '../bytes/bytes.ts'
import type { Citation } from './citation.ts'
import type { Problem, ProblemCode } from './problem.ts'

export type Obligation = 'must' | 'should' | 'may' | 'customary'

export type Act =
  /** RFC 6455 7.1.7: close the connection, with this code in a Close frame if one is still sent. */
  | { readonly kind: 'fail-websocket'; readonly closeCode: number }
  /** Close the connection that was to become a WebSocket; script sees an error and nothing more. */
  | { readonly kind: 'fail-handshake' }
  /** Answer with this status, and go on with the connection or close it. */
  | { readonly kind: 'answer'; readonly status: 400 | 426 | 501; readonly thenClose: boolean }
  | { readonly kind: 'close' }
  /** Read it as if it were right: spaces, U+FFFD or nothing in place of what is wrong. */
  | { readonly kind: 'repair' }
  | { readonly kind: 'accept' }
  /** Pass over these bytes and read on. */
  | { readonly kind: 'ignore' }
  /** Answer as if this offer had not been made. */
  | { readonly kind: 'decline' }
  | { readonly kind: 'treat-as-incomplete' }
  /** Tell script that the WebSocket ended with this code, though no frame carried it. */
  | { readonly kind: 'report'; readonly closeCode: 1006 }
  /** Nothing: the receiver cannot see it, or nothing is wrong with what was sent. */
  | { readonly kind: 'nothing' }

export interface ReceiverRule {
  readonly obligation: Obligation
  /** Any one of these will do. */
  readonly acts: readonly [Act, ...Act[]]
  readonly citation: Citation
}

/** Absent: it cannot happen to this receiver, or the standard leaves it alone and custom differs. */
export interface ReceiverRules {
  readonly server?: ReceiverRule
  readonly client?: ReceiverRule
}

/** Gives what the receiver of a problem's bytes does, `direction` being the way they went. */
export function receiverRule(problem: Pick<Problem, 'code'>, direction: Direction): ReceiverRule | undefined {
  return RECEIVER_RULES[problem.code][direction === 'client-to-server' ? 'server' : 'client']
}

const rfc6455 = (section: string): Citation => ({ standard: 'RFC 6455', section })
const rfc7692 = (section: string): Citation => ({ standard: 'RFC 7692', section })
const rfc9110 = (section: string): Citation => ({ standard: 'RFC 9110', section })
const rfc9112 = (section: string): Citation => ({ standard: 'RFC 9112', section })
const html = (section: string): Citation => ({ standard: 'HTML', section })

const BAD_REQUEST: Act = { kind: 'answer', status: 400, thenClose: false }
const BAD_REQUEST_AND_CLOSE: Act = { kind: 'answer', status: 400, thenClose: true }
const REPAIR: Act = { kind: 'repair' }

function rule(obligation: Obligation, act: Act | readonly [Act, ...Act[]], citation: Citation): ReceiverRule {
  return { obligation, acts: 'kind' in act ? [act] : act, citation }
}

/** Both sides fail the WebSocket alike. */
function fail(obligation: Obligation, closeCode: number, citation: Citation): ReceiverRules {
  const own = rule(obligation, { kind: 'fail-websocket', closeCode }, citation)
  return { server: own, client: own }
}

function both(obligation: Obligation, act: Act, citation: Citation): ReceiverRules {
  const own = rule(obligation, act, citation)
  return { server: own, client: own }
}

const FAIL_HANDSHAKE: ReceiverRule = rule('must', { kind: 'fail-handshake' }, rfc6455('4.1'))

/** Every problem there is. Sections are those that speak of the receiver, which may be others than the broken rule's. */
export const RECEIVER_RULES: Readonly<Record<ProblemCode, ReceiverRules>> = {
  // ---- HTTP ----
  'bare-line-feed': both('may', { kind: 'accept' }, rfc9112('2.2')),
  // Of a response only a proxy is told what to do: take the space out.
  'space-before-colon': { server: rule('must', BAD_REQUEST, rfc9112('5.1')) },
  'obsolete-folding': {
    server: rule('must', [BAD_REQUEST, REPAIR], rfc9112('5.2')),
    client: rule('must', REPAIR, rfc9112('5.2')),
  },
  'forbidden-octet': {
    server: rule('must', [BAD_REQUEST, REPAIR], rfc9110('5.5')),
    client: rule('must', [{ kind: 'close' }, REPAIR], rfc9110('5.5')),
  },
  'leading-empty-line': { server: rule('should', { kind: 'ignore' }, rfc9112('2.2')) },
  'missing-host': { server: rule('must', BAD_REQUEST, rfc9112('3.2')) },
  'malformed-request-line': { server: rule('should', BAD_REQUEST, rfc9112('3')) },
  'malformed-status-line': { client: rule('customary', { kind: 'accept' }, rfc9112('4')) },
  'malformed-header-line': { server: rule('should', BAD_REQUEST_AND_CLOSE, rfc9112('2.2')) },
  'conflicting-framing': {
    server: rule('may', [BAD_REQUEST_AND_CLOSE, REPAIR], rfc9112('6.1')),
    client: rule('customary', REPAIR, rfc9112('6.3')),
  },
  'forbidden-framing': {
    server: rule('must', { kind: 'close' }, rfc9112('6.1')),
    client: rule('customary', { kind: 'ignore' }, rfc9112('6.3')),
  },
  'rare-framing': both('customary', { kind: 'accept' }, rfc9112('6.3')),
  // A client reads such an answer until the connection ends.
  'chunked-not-final': { server: rule('must', BAD_REQUEST_AND_CLOSE, rfc9112('6.3')) },
  'malformed-content-length': {
    server: rule('must', BAD_REQUEST_AND_CLOSE, rfc9112('6.3')),
    client: rule('must', { kind: 'close' }, rfc9112('6.3')),
  },
  'unknown-transfer-coding': {
    server: rule('should', { kind: 'answer', status: 501, thenClose: false }, rfc9112('6.1')),
  },
  'malformed-chunk-size': {
    server: rule('should', BAD_REQUEST_AND_CLOSE, rfc9112('2.2')),
    client: rule('customary', { kind: 'close' }, rfc9112('8')),
  },
  'padded-chunk-size': {
    server: rule('customary', BAD_REQUEST_AND_CLOSE, rfc9112('7.1')),
    client: rule('customary', { kind: 'accept' }, rfc9112('7.1')),
  },
  // Nobody received these bytes as they are here.
  'line-ends-lost': both('customary', { kind: 'nothing' }, rfc9112('2.2')),
  'broken-content-coding': { client: rule('customary', { kind: 'treat-as-incomplete' }, rfc9110('8.4.1')) },
  'over-long': both('may', { kind: 'close' }, rfc9110('5.4')),
  'missing-chunk-end': {
    server: rule('should', BAD_REQUEST_AND_CLOSE, rfc9112('2.2')),
    client: rule('customary', { kind: 'close' }, rfc9112('8')),
  },
  'beyond-message-end': {
    server: rule('should', BAD_REQUEST_AND_CLOSE, rfc9112('2.2')),
    client: rule('may', { kind: 'ignore' }, rfc9112('6.3')),
  },
  truncated: {
    server: rule('may', BAD_REQUEST_AND_CLOSE, rfc9112('8')),
    client: rule('must', { kind: 'treat-as-incomplete' }, rfc9112('8')),
  },

  // ---- the handshake ----
  'missing-handshake-header': {
    server: rule('must', BAD_REQUEST, rfc6455('4.2.1')),
    client: FAIL_HANDSHAKE,
  },
  'malformed-websocket-key': { server: rule('must', BAD_REQUEST, rfc6455('4.2.1')) },
  'unknown-websocket-version': {
    server: rule('must', { kind: 'answer', status: 426, thenClose: false }, rfc6455('4.2.2')),
  },
  'wrong-websocket-accept': { client: FAIL_HANDSHAKE },
  'unoffered-extension': { client: FAIL_HANDSHAKE },
  'unoffered-subprotocol': { client: FAIL_HANDSHAKE },
  'malformed-extension-parameter': {
    server: rule('must', { kind: 'decline' }, rfc7692('7.1')),
    client: rule('must', { kind: 'fail-handshake' }, rfc7692('7.1')),
  },

  // ---- frames ----
  'reserved-bit': fail('must', 1002, rfc6455('5.2')),
  'reserved-opcode': fail('must', 1002, rfc6455('5.2')),
  'non-minimal-length': fail('customary', 1002, rfc6455('5.2')),
  'length-top-bit': fail('customary', 1002, rfc6455('5.2')),
  // Chromium 156 ends the TCP connection without a Close frame.
  'frame-too-large': fail('customary', 1009, rfc6455('7.4.1')),
  'long-control-frame': fail('customary', 1002, rfc6455('5.5')),
  'fragmented-control-frame': fail('customary', 1002, rfc6455('5.5')),
  'missing-mask': { server: rule('must', { kind: 'fail-websocket', closeCode: 1002 }, rfc6455('5.1')) },
  'forbidden-mask': { client: rule('must', { kind: 'fail-websocket', closeCode: 1002 }, rfc6455('5.1')) },
  'short-close-payload': fail('customary', 1002, rfc6455('5.5.1')),
  'forbidden-close-code': fail('customary', 1002, rfc6455('7.4.1')),
  // 8.1 names no code; 7.4.1 has 1007 for it, which ws sends. Chromium 156 sends 1002 (tried with raw frames, as the rest here).
  'ill-formed-utf8': fail('must', 1007, rfc6455('8.1')),
  'unexpected-continuation': fail('customary', 1002, rfc6455('5.4')),
  'interrupted-message': fail('customary', 1002, rfc6455('5.4')),
  // ws discards it; Chromium 156 answers the Close, then fails the connection at once: script gets 1006, not the code that came.
  'frame-after-close': both('customary', { kind: 'ignore' }, rfc6455('1.4')),
  'truncated-frame': both('must', { kind: 'report', closeCode: 1006 }, rfc6455('7.1.5')),
  // ws 8.23 sends 1007, Chromium 156 sends 1002.
  'broken-deflate': fail('customary', 1007, rfc7692('7.2.2')),
  // ws and Chromium 156 deliver what came out; Chromium fails at the message after it, if not before.
  'unfinished-deflate': both('customary', { kind: 'nothing' }, rfc7692('7.2.2')),
  'inflated-too-large': fail('customary', 1009, rfc6455('10.4')),
  'lost-deflate-context': both('customary', { kind: 'nothing' }, rfc7692('7.1.1')),

  // ---- event streams: only a client reads them ----
  'unknown-event-stream-field': {
    client: rule('must', { kind: 'ignore' }, html('event-stream-interpretation')),
  },
  'retry-not-digits': { client: rule('must', { kind: 'ignore' }, html('event-stream-interpretation')) },
  'id-with-null': { client: rule('must', { kind: 'ignore' }, html('event-stream-interpretation')) },
  'replaced-utf8': { client: rule('must', REPAIR, html('parsing-an-event-stream')) },
  'unfinished-event': { client: rule('must', { kind: 'ignore' }, html('event-stream-interpretation')) },
}
