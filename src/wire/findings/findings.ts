/** All rules, in the order in which they are told, and what they find in a trace. */
import { badRetry } from './bad-retry.ts'
import { doubledEventSource } from './doubled-event-source.ts'
import { eventIds } from './event-ids.ts'
import { eventsInOneWrite } from './events-in-one-write.ts'
import { finalStatus } from './final-status.ts'
import type { Finding, FindingRule, FindingRun } from './finding.ts'
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

export const FINDING_RULES: readonly FindingRule[] = [
  streamHead,
  eventsInOneWrite,
  silentStream,
  eventIds,
  badRetry,
  injectedField,
  doubledEventSource,
  reconnectionRush,
  finalStatus,
  ignoredLastEventId,
  longPollLoop,
  overlappingPolls,
  socketWithoutPing,
  socketBrokenOff,
  sixConnections,
]

/** Of each kind and path so much evidence is kept; `count` tells of all. */
const MOST_EVIDENCE = 20

/** What is found, the same of one path once: in the order of the rules, then of the moments. */
export function findingsIn(run: FindingRun): readonly Finding[] {
  const found = new Map<string, Finding>()
  for (const rule of FINDING_RULES) {
    for (const each of rule.find(run)) {
      const path = each.target.split('?', 1)[0] ?? ''
      const { what, code, status } = each.facts
      const key = [each.code, what, code, status, path].join(' ')
      const before = found.get(key)
      if (before === undefined) {
        const [first, ...more] = each.evidence
        found.set(key, { ...each, evidence: [first, ...more.slice(0, MOST_EVIDENCE - 1)] })
        continue
      }
      const [first, ...more] = before.evidence
      const evidence: Finding['evidence'] = [
        first,
        ...[...more, ...each.evidence].slice(0, MOST_EVIDENCE - 1),
      ]
      found.set(key, { ...before, evidence, count: before.count + 1 })
    }
  }
  return [...found.values()]
}
