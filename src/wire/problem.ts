/**
 * Problems: rules of a standard that the peer's bytes break, as data attached to a field.
 * A dissector never throws for what a peer sent; only our own mistakes throw.
 */
import type { Citation } from './field.ts'

/** `violation`: a MUST of the standard is broken. `oddity`: allowed, or tolerated, but worth a reader's eye. */
export type Severity = 'violation' | 'oddity'

/** Stable kebab-case codes; each has its sentence in `src/i18n`. */
export type ProblemCode =
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
  | 'malformed-content-length'
  | 'unknown-transfer-coding'
  | 'malformed-chunk-size'
  | 'missing-chunk-end'
  | 'beyond-message-end'
  | 'truncated'

export interface Problem {
  readonly code: ProblemCode
  readonly severity: Severity
  readonly citation: Citation
}
