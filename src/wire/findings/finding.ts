/**
 * Findings: what is likely to be wrong with the push traffic of a trace, live, tapped, brought or recorded. Each rule is a query
 * with evidence: moments, units and fields that anybody can open. Where a hole hides bytes, or a client hung up, nothing is said
 * of what they hide. The words stand in `src/words/findings`.
 */
import type { Found } from '../trace/queries/query.ts'
import type { TraceEvent } from '../trace/trace.ts'
import type { Conversation } from '../trace/views.ts'

export const FINDING_CODES = [
  'stream-head',
  'events-in-one-write',
  'silent-stream',
  'event-ids',
  'bad-retry',
  'injected-field',
  'doubled-event-source',
  'reconnection-rush',
  'final-status',
  'ignored-last-event-id',
  'long-poll-loop',
  'overlapping-polls',
  'socket-without-ping',
  'socket-broken-off',
  'six-connections',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

/** What a finding's sentence needs: numbers, names, and in `what` which of a rule's cases it is. */
export interface Facts {
  readonly what?: string
  readonly [name: string]: string | number | undefined
}

export interface Finding {
  readonly code: FindingCode
  /** Of the exchange that it is about, as it was asked for; findings of one path belong together. */
  readonly target: string
  readonly facts: Facts
  /** At least one, the telling one first. Where the same was found again, what was found then follows. */
  readonly evidence: readonly [Found, ...Found[]]
  /** How often it was found there. */
  readonly count: number
}

/** What a rule looks at: a trace with its conversation, growing or at rest. */
export interface FindingRun {
  readonly events: readonly TraceEvent[]
  readonly conversation: Conversation
}

/** One case of what a rule looks for: a finding's target and facts. */
export interface FindingCase extends Pick<Finding, 'target' | 'facts'> {
  /** The telling one first; `undefined` for what did not cross. A case without any is not told. */
  readonly evidence: readonly (Found | undefined)[]
}

/** Finds each case once. */
export type FindingRule = (run: FindingRun) => readonly FindingCase[]
