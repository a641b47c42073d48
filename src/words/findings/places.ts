/**
 * Where the chapters explain what a finding is about: a stop of a figure's story, else a heading. Paths are without a language; the
 * anchors are those that pages have.
 */
import type { Finding, FindingCode } from '../../wire/findings/finding.ts'

const PLACES: Readonly<Record<FindingCode, string>> = {
  'stream-head': '/sse/#figure-three-events.answered',
  'events-in-one-write': '/iframe-streaming/held-back/#figure-the-buffer.together',
  'silent-stream': '/websocket/endings/#figure-idle-and-heartbeat.dropped',
  'event-ids': '/sse/#figure-cut-and-resume.id',
  'bad-retry': '/sse/format/#id-and-retry',
  'injected-field': '/sse/#figure-three-events.block',
  'doubled-event-source': '/sse/#figure-cut-and-resume.resumed',
  'reconnection-rush': '/sse/format/#storm',
  'final-status': '/sse/#ends',
  'ignored-last-event-id': '/sse/#figure-cut-and-resume.caught-up',
  'long-poll-loop': '/long-polling/#figure-two-polls.asks-again',
  'overlapping-polls': '/long-polling/#figure-the-interval.period',
  'socket-without-ping': '/websocket/endings/#figure-idle-and-heartbeat.beat',
  'socket-broken-off': '/websocket/endings/#figure-ten-ends.untold',
  'six-connections': '/sse/format/#six',
}

/** The cases of a rule that are explained elsewhere. */
const CASES: Readonly<Record<string, string>> = {
  'long-poll-loop no-cursor': '/long-polling/holding/#figure-the-gap.asks-without',
  'socket-broken-off mistake': '/websocket/endings/#figure-ten-ends.why',
  'stream-head type': '/sse/#ends',
  'reconnection-rush no-pause': '/sse/format/#id-and-retry',
}

export function placeOfFinding({ code, facts }: Pick<Finding, 'code' | 'facts'>): string {
  return CASES[`${code} ${facts.what ?? ''}`] ?? PLACES[code]
}

/** All of them. For tests. */
export const FINDING_PLACES: readonly string[] = [...Object.values(PLACES), ...Object.values(CASES)]
