/**
 * A long poll whose question is not held: answered at once with nothing new, asked again at once, and so on; or one that is
 * held and has no cursor, so that what happens between two of them is lost.
 */
import { headerIn } from '../trace/queries/heads.ts'
import type { ExchangeFacts } from './exchange-facts.ts'
import { finding, type Finding, type FindingRule } from './finding.ts'
import { contentOf, pollsOf } from './polls.ts'

const AT_ONCE_MS = 100
const TIMES = 5
const HELD_MS = 1_000
const HELD_TIMES = 3

export const longPollLoop: FindingRule = {
  code: 'long-poll-loop',
  find: (run) => pollsOf(run).flatMap((polls) => [...answeredAtOnce(polls), ...withoutCursor(polls)]),
}

function answeredAtOnce(polls: readonly ExchangeFacts[]): readonly Finding[] {
  let chain: ExchangeFacts[] = []
  for (const each of polls) {
    const before = chain.at(-1)
    const follows =
      before !== undefined && isSoon(before, each) && isQuick(before) && bringsNothingNew(before, each)
    chain = follows ? [...chain, each] : [each]
    if (chain.length < TIMES || !isQuick(each)) continue
    const evidence = chain.map(({ answered }) => answered)
    return finding('long-poll-loop', each.target, evidence, { what: 'at-once', times: chain.length })
  }
  return []
}

const isQuick = ({ askedAt, answeredAt }: ExchangeFacts): boolean =>
  answeredAt !== undefined && answeredAt - askedAt <= AT_ONCE_MS

function isSoon({ closedAt }: ExchangeFacts, { askedAt }: ExchangeFacts): boolean {
  return closedAt !== undefined && askedAt >= closedAt && askedAt - closedAt <= AT_ONCE_MS
}

/** An answer without content, or with the one that there was before. */
function bringsNothingNew(before: ExchangeFacts, after: ExchangeFacts): boolean {
  const [was, is] = [contentOf(before), contentOf(after)]
  return was !== undefined && was === is
}

function withoutCursor(polls: readonly ExchangeFacts[]): readonly Finding[] {
  const held = polls.filter(
    ({ askedAt, answeredAt, exchange }) =>
      exchange.status === 200 && answeredAt !== undefined && answeredAt - askedAt >= HELD_MS,
  )
  const [first] = held
  if (first === undefined || held.length < HELD_TIMES) return []
  const contents = new Set(held.map(contentOf))
  // The same content each time is a state, and no list of what happened.
  if (contents.has(undefined) || contents.has('') || contents.size < HELD_TIMES) return []
  const isSame = polls.every(({ target }) => target === first.target)
  const saysMore = polls.some(({ request }) =>
    ['if-none-match', 'last-event-id', 'if-modified-since', 'cookie'].some((name) => headerIn(request, name)),
  )
  if (!isSame || saysMore) return []
  const evidence = held.map(({ asked }) => asked)
  return finding('long-poll-loop', first.target, evidence, { what: 'no-cursor', times: held.length })
}
