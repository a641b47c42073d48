/**
 * Problems: rules of a standard that the peer's bytes break, as data attached to a field.
 * A dissector never throws for what a peer sent; only our own mistakes throw.
 */
import type { Citation } from './citation.ts'

/** `violation`: a MUST of the standard is broken. `oddity`: allowed, or tolerated, but worth a reader's eye. */
export type Severity = 'violation' | 'oddity'

/** Stable kebab-case codes; each has its sentence in `src/words`. */
export type ProblemCode = HttpProblemCode | WebSocketProblemCode | EventStreamProblemCode

export type HttpProblemCode =
  | 'bare-line-feed'
  | 'space-before-colon'
  | 'obsolete-folding'
  | 'forbidden-octet'
  | 'leading-empty-line'
  | 'missing-host'
  | 'malformed-request-line'
  | 'malformed-status-line'
  | 'malformed-header-line'
  | 'conflicting-framing'
  | 'forbidden-framing'
  | 'chunked-not-final'
  /** Allowed, and so rare that strict receivers refuse it. */
  | 'rare-framing'
  | 'malformed-content-length'
  | 'unknown-transfer-coding'
  | 'malformed-chunk-size'
  /** Blanks around a chunk's size, which many senders write and most receivers pass over. */
  | 'padded-chunk-size'
  /** What does not fit here fitted before a text box, or a copy, changed the line ends. */
  | 'line-ends-lost'
  /** What `Content-Encoding` names cannot be undone. */
  | 'broken-content-coding'
  /** A head, or a line of a chunked body, that is longer than what is read. */
  | 'over-long'
  | 'missing-chunk-end'
  | 'beyond-message-end'
  | 'truncated'

export type WebSocketProblemCode =
  | 'missing-handshake-header'
  | 'malformed-websocket-key'
  | 'unknown-websocket-version'
  | 'wrong-websocket-accept'
  | 'unoffered-extension'
  | 'unoffered-subprotocol'
  | 'malformed-extension-parameter'
  | 'reserved-bit'
  | 'reserved-opcode'
  | 'non-minimal-length'
  | 'length-top-bit'
  | 'frame-too-large'
  | 'long-control-frame'
  | 'fragmented-control-frame'
  | 'missing-mask'
  | 'forbidden-mask'
  | 'short-close-payload'
  | 'forbidden-close-code'
  | 'ill-formed-utf8'
  | 'unexpected-continuation'
  | 'interrupted-message'
  | 'frame-after-close'
  /** The connection ended before the frame did. */
  | 'truncated-frame'
  | 'broken-deflate'
  | 'unfinished-deflate'
  /** More than this dissector inflates; what a receiver allows is its own affair. */
  | 'inflated-too-large'
  /** The message may copy from an earlier one that could not be inflated. */
  | 'lost-deflate-context'

/** Of these the standard's parser makes no fuss: it ignores, replaces or discards, and goes on. */
export type EventStreamProblemCode =
  'unknown-event-stream-field' | 'retry-not-digits' | 'id-with-null' | 'replaced-utf8' | 'unfinished-event'

export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly citation: Citation
  /** Of a WebSocket: the close code that a receiver fails the connection with. */
  readonly closeCode?: number
}

/** What breaks a MUST of a section; of a WebSocket with the close code that a receiver answers it with. */
export function violation(
  code: ProblemCode,
  standard: Citation['standard'],
  section: string,
  closeCode?: number,
): Problem {
  return problemOf('violation', code, { standard, section }, closeCode)
}

/** What a section allows, or receivers tolerate. */
export function oddity(
  code: ProblemCode,
  standard: Citation['standard'],
  section: string,
  closeCode?: number,
): Problem {
  return problemOf('oddity', code, { standard, section }, closeCode)
}

function problemOf(severity: Severity, code: ProblemCode, citation: Citation, closeCode?: number): Problem {
  return { code, severity, citation, ...(closeCode === undefined ? {} : { closeCode }) }
}
