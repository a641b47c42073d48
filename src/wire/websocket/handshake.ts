/**
 * The WebSocket handshake: the accept value computed step by step, what both heads must say, what they agreed on.
 *
 * Used by the conversation, which puts the problems onto the heads and reads frames as agreed, and by the picture that
 * computes the accept value before the reader's eyes.
 */
import { sha1 } from '@noble/hashes/legacy.js'
import { fromBase64, toBase64 } from '../bytes/base64.ts'
import type { Direction } from '../bytes/bytes.ts'
import type { Field } from '../field/field.ts'
import { headerValues, type Head } from '../http1/message-head.ts'
import { violation, type Problem, type ProblemCode } from '../field/problem.ts'
import { withProblemsAt } from '../field/unit.ts'
import { trimBlanks } from '../http1/octets.ts'
import {
  deflateParameters,
  parametersAreSound,
  parseExtension,
  type DeflateParameters,
  type ExtensionItem,
} from './deflate-parameters.ts'

/** RFC 6455 1.3: a value that no server would append by accident. */
export const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** From the key to the accept value, each step as a reader follows it. */
export interface AcceptSteps {
  readonly key: string
  readonly guid: string
  /** Key and GUID, one after the other: what is hashed. The key is not decoded first. */
  readonly joined: string
  /** SHA-1 of that: 20 bytes. */
  readonly digest: Uint8Array
  /** The digest in base64: what the server must answer. */
  readonly accept: string
}

/**
 * Computes what a server must answer to a key, with every step.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2
 */
export function acceptSteps(key: string): AcceptSteps {
  const joined = key + HANDSHAKE_GUID
  const digest = sha1(new TextEncoder().encode(joined))
  return { key, guid: HANDSHAKE_GUID, joined, digest, accept: toBase64(digest) }
}

/** What the two heads agreed on. */
export interface WebSocketAgreement {
  /** permessage-deflate is in use, RSV1 marks a compressed message: how each side compresses. Absent where it is not. */
  readonly deflate?: Readonly<Record<Direction, DeflateParameters>>
}

/**
 * Reads the agreement out of a response's head; `undefined` where it does not switch to WebSocket.
 * @see https://www.rfc-editor.org/rfc/rfc7692#section-7.1
 */
export function webSocketAgreement(response: Head | undefined): WebSocketAgreement | undefined {
  if (response?.startLine.kind !== 'response' || response.startLine.status !== 101) return undefined
  if (!hasToken(response, 'upgrade', 'websocket') || isOfDraft(response)) return undefined
  const [deflate] = deflateItems(response)
  return deflate === undefined ? {} : { deflate: deflateParameters(deflate) }
}

/** Whether a head is of a draft before RFC 6455 (hixie-75, -76), whose frames are others. */
function isOfDraft(head: Head): boolean {
  const has = (name: string): boolean => headerValues(head, name).length > 0
  return DRAFT_HEADERS.some(has) && !has('sec-websocket-key') && !has('sec-websocket-accept')
}

const DRAFT_HEADERS = ['sec-websocket-key1', 'sec-websocket-origin', 'websocket-origin']

/** Whether a request asks for a WebSocket. */
export function asksWebSocket(request: Head): boolean {
  return request.startLine.kind === 'request' && hasToken(request, 'upgrade', 'websocket')
}

/** A broken rule of the handshake, and where it stands: on a header's line, or on the start line where one is missing. */
export interface HandshakeProblem extends Problem {
  readonly on: 'start-line' | `sec-websocket-${'key' | 'version' | 'accept' | 'extensions' | 'protocol'}`
}

/**
 * Says what a request that asks for WebSocket gets wrong; nothing for a request that does not ask. A missing Host is the
 * head's own problem already.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1
 */
export function requestHandshakeProblems(head: Head): readonly HandshakeProblem[] {
  if (head.startLine.kind !== 'request' || !asksWebSocket(head) || isOfDraft(head)) return []
  const problems: HandshakeProblem[] = []
  const keys = headerValues(head, 'sec-websocket-key')
  const versions = headerValues(head, 'sec-websocket-version')
  const { method, version } = head.startLine
  const isWhole =
    method === 'GET' &&
    version !== 'HTTP/1.0' &&
    hasToken(head, 'connection', 'upgrade') &&
    keys.length > 0 &&
    versions.length > 0
  if (!isWhole) problems.push(problem('missing-handshake-header', 'start-line', '4.2.1'))
  const [key, second] = keys
  if (key !== undefined && (second !== undefined || fromBase64(key)?.length !== 16))
    problems.push(problem('malformed-websocket-key', 'sec-websocket-key', '4.2.1'))
  if (versions.length > 0 && versions.join() !== '13')
    problems.push(problem('unknown-websocket-version', 'sec-websocket-version', '4.4'))
  // RFC 7692 5.1: each offer stands for itself; a server passes over one that makes no sense.
  if (deflateItems(head).some((item) => !parametersAreSound(item))) problems.push(MALFORMED_PARAMETER)
  return problems
}

/**
 * Says what a 101 gets wrong as the answer to that request; nothing for another status, which is plain HTTP. Without the
 * request, only what the answer shows by itself.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-4.1
 */
export function responseHandshakeProblems(
  request: Head | undefined,
  response: Head,
): readonly HandshakeProblem[] {
  if (webSocketAgreement(response) === undefined) return []
  const problems: HandshakeProblem[] = []
  const accepts = headerValues(response, 'sec-websocket-accept')
  if (accepts.length === 0 || !hasToken(response, 'connection', 'upgrade'))
    problems.push(problem('missing-handshake-header', 'start-line', '4.1'))
  if (request === undefined) return problems
  const [key] = headerValues(request, 'sec-websocket-key')
  if (accepts.length > 0 && (key === undefined || accepts.join() !== acceptSteps(key).accept))
    problems.push(problem('wrong-websocket-accept', 'sec-websocket-accept', '4.1'))

  const offered = new Set(extensions(request).map(({ name }) => name))
  if (extensions(response).some(({ name }) => !offered.has(name)))
    problems.push(problem('unoffered-extension', 'sec-websocket-extensions', '4.1'))
  const offers = deflateItems(request)
  if (
    offered.has(PERMESSAGE_DEFLATE) &&
    deflateItems(response).some((item, index) => index > 0 || !parametersAreSound(item, offers))
  )
    problems.push(MALFORMED_PARAMETER)
  const protocols = new Set(listed(request, 'sec-websocket-protocol'))
  const [chosen] = headerValues(response, 'sec-websocket-protocol')
  if (chosen !== undefined && !protocols.has(chosen))
    problems.push(problem('unoffered-subprotocol', 'sec-websocket-protocol', '4.1'))
  return problems
}

/** Gives a head's fields with each problem of a handshake on its header's line, or onto the start line. */
export function withHandshakeProblems(
  fields: readonly Field[],
  problems: readonly HandshakeProblem[],
): readonly Field[] {
  return withProblemsAt(fields, problems, ({ on }, { kind, value }) =>
    kind === 'http.request-line' || kind === 'http.status-line' ? on === 'start-line' : on === value,
  )
}

function hasToken(head: Head, header: string, token: string): boolean {
  return listed(head, header).some((item) => item.toLowerCase() === token)
}

/** The items of a comma-separated header, its lines taken together. No item of these headers has a comma in it. */
function listed(head: Head, header: string): readonly string[] {
  return headerValues(head, header)
    .flatMap((value) => value.split(','))
    .map(trimBlanks)
    .filter((item) => item !== '')
}

const PERMESSAGE_DEFLATE = 'permessage-deflate'

const MALFORMED_PARAMETER: HandshakeProblem = {
  ...violation('malformed-extension-parameter', 'RFC 7692', '7.1'),
  on: 'sec-websocket-extensions',
}

function extensions(head: Head): readonly ExtensionItem[] {
  return listed(head, 'sec-websocket-extensions').map(parseExtension)
}

function deflateItems(head: Head): readonly ExtensionItem[] {
  return extensions(head).filter(({ name }) => name === PERMESSAGE_DEFLATE)
}

function problem(code: ProblemCode, on: HandshakeProblem['on'], section: string): HandshakeProblem {
  return { ...violation(code, 'RFC 6455', section), on }
}
