/**
 * The close codes: what each says, and who may put it into a Close frame. One table for the dissector, the sentences
 * and the chapter's list.
 */

/**
 * Who may send a code. `endpoint`: either side, in a Close frame. `server` and `client`: that side alone.
 * `nobody`: it must never stand in a Close frame; an implementation reports it to its own application.
 */
export type MaySend = 'endpoint' | 'server' | 'client' | 'nobody'

export interface CloseCode {
  readonly code: number
  /** The name in the registry, in kebab-case. */
  readonly name: string
  readonly maySend: MaySend
  /** The section of RFC 6455 that defines it; codes that were registered later cite the registry's section. */
  readonly section: '7.4.1' | '11.7'
}

/** @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export const CLOSE_CODES: readonly CloseCode[] = [
  { code: 1000, name: 'normal-closure', maySend: 'endpoint', section: '7.4.1' },
  { code: 1001, name: 'going-away', maySend: 'endpoint', section: '7.4.1' },
  { code: 1002, name: 'protocol-error', maySend: 'endpoint', section: '7.4.1' },
  { code: 1003, name: 'unsupported-data', maySend: 'endpoint', section: '7.4.1' },
  { code: 1004, name: 'reserved', maySend: 'nobody', section: '7.4.1' },
  { code: 1005, name: 'no-status-received', maySend: 'nobody', section: '7.4.1' },
  { code: 1006, name: 'abnormal-closure', maySend: 'nobody', section: '7.4.1' },
  { code: 1007, name: 'invalid-payload-data', maySend: 'endpoint', section: '7.4.1' },
  { code: 1008, name: 'policy-violation', maySend: 'endpoint', section: '7.4.1' },
  { code: 1009, name: 'message-too-big', maySend: 'endpoint', section: '7.4.1' },
  // A server that wants no extension fails the handshake instead, and never sends this code.
  { code: 1010, name: 'mandatory-extension', maySend: 'client', section: '7.4.1' },
  { code: 1011, name: 'internal-error', maySend: 'server', section: '7.4.1' },
  { code: 1012, name: 'service-restart', maySend: 'endpoint', section: '11.7' },
  { code: 1013, name: 'try-again-later', maySend: 'endpoint', section: '11.7' },
  { code: 1014, name: 'bad-gateway', maySend: 'endpoint', section: '11.7' },
  { code: 1015, name: 'tls-handshake', maySend: 'nobody', section: '7.4.1' },
]

const BY_CODE: ReadonlyMap<number, CloseCode> = new Map(CLOSE_CODES.map((each) => [each.code, each]))

/**
 * Tells whether a code may stand in a Close frame, whoever sends it.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.2
 */
export function mayStandInClose(code: number): boolean {
  // RFC 6455 7.4.2: 0-999 are not used, 1000-2999 belong to the protocol, 3000-3999 are registered, 4000-4999 private.
  if (code >= 3000 && code <= 4999) return true
  const known = BY_CODE.get(code)
  return known !== undefined && known.maySend !== 'nobody'
}
