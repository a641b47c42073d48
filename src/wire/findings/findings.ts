/** All rules, in the order in which they are told, and what they find in a trace. */
import { badRetry } from './bad-retry.ts'
import { doubledEventSource } from './doubled-event-source.ts'
import { eventIds } from './event-ids.ts'
import { eventsInOneWrite } from './events-in-one-write.ts'
import { finalStatus } from './final-status.ts'
import {
  FINDING_CODES,
  type Finding,
  type FindingCode,
  type FindingRule,
  type FindingRun,
} from './finding.ts'
import { ignoredLastEventId } from './ignored-last-event-id.ts'
import { injectedField } from './injected-field.ts'
import { longPollLoop } from './long-poll-loop.ts'
import { overlappingPolls } from './overlapping-polls.ts'
import { reconnectionRush } from './reconnection-rush.ts'
import { silentStream } from './silent-stream.ts'
import { sixConnections } from './six-connections.ts'
import { socketBrokenOff } from './socket-broken-off.ts'
import { socketWithoutPing } from './socket-without-ping.ts'
import { streamHead } from './stream-head.ts'

const RULES: Readonly<Record<FindingCode, FindingRule>> = {
  'stream-head': streamHead,
  'events-in-one-write': eventsInOneWrite,
  'silent-stream': silentStream,
  'event-ids': eventIds,
  'bad-retry': badRetry,
  'injected-field': injectedField,
  'doubled-event-source': doubledEventSource,
  'reconnection-rush': reconnectionRush,
  'final-status': finalStatus,
  'ignored-last-event-id': ignoredLastEventId,
  'long-poll-loop': longPollLoop,
  'overlapping-polls': overlappingPolls,
  'socket-without-ping': socketWithoutPing,
  'socket-broken-off': socketBrokenOff,
  'six-connections': sixConnections,
}

export const FINDING_RULES = FINDING_CODES.map((code) => ({ code, find: RULES[code] }))

/** Of each kind and path so much evidence is kept; `count` tells of all. */
const MOST_EVIDENCE = 20

/** What is found, the same of one path once: in the order of the rules, then of the moments. */
export function findingsIn(run: FindingRun): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const { code, find } of FINDING_RULES)
    for (const { target, facts, evidence } of find(run)) {
      const path = target.split('?', 1)[0] ?? ''
      const key = [code, facts.what, facts['code'], facts['status'], path].join(' ')
      const before = found.get(key)
      const own = evidence.filter((each) => each !== undefined)
      const [first, ...more] = [...(before?.evidence ?? []), ...own]
      if (first === undefined || own.length === 0) continue
      found.set(key, {
        ...(before ?? { code, target, facts }),
        evidence: [first, ...more.slice(0, MOST_EVIDENCE - 1)],
        count: (before?.count ?? 0) + 1,
      })
    }
  return [...found.values()]
}
