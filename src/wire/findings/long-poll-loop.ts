/**
 * A long poll whose question is not held: answered at once with nothing new, asked again at once, and so on; or one that is
 * held and has no cursor, so that what happens between two of them is lost.
 */
import { headerIn } from '../trace/queries/heads.ts'
import { isSoonAfter, type ExchangeFacts } from './exchange-facts.ts'
import { growingChains } from './chains.ts'
import type { FindingCase, FindingRule } from './finding.ts'
import { contentOf, pollsOf, withoutChance } from './polls.ts'

const QUICK_MS = 300
const AT_ONCE_MS = 100
const TIMES = 5
const HELD_MS = 1_000
const HELD_TIMES = 3
/** By which a server knows whose queue it is. */
const CLIENT_NAME = /[?&]\w*(?:id|token|key|client|queue)=/i
/** A client may rest between two of them. */
const AGAIN_MS = 1_500

export const longPollLoop: FindingRule = (run) =>
  pollsOf(run).flatMap((polls) => [...answeredAtOnce(polls), ...withoutCursor(polls)])

function answeredAtOnce(polls: readonly ExchangeFacts[]): readonly FindingCase[] {
  const follows = (before: ExchangeFacts, each: ExchangeFacts): boolean =>
    isSoon(before, each) && isQuick(before) && bringsNothingNew(before, each)
  for (const chain of growingChains(polls, follows)) {
    const each = chain.at(-1)
    if (each === undefined || chain.length < TIMES || !isQuick(each)) continue
    const evidence = chain.map(({ answered }) => answered)
    return [{ target: each.target, evidence, facts: { what: 'at-once', times: chain.length } }]
  }
  return []
}

const isQuick = ({ askedAt, answeredAt }: ExchangeFacts): boolean =>
  answeredAt !== undefined && answeredAt - askedAt <= QUICK_MS

function isSoon({ closedAt }: ExchangeFacts, { askedAt }: ExchangeFacts): boolean {
  return closedAt !== undefined && askedAt >= closedAt && askedAt - closedAt <= AT_ONCE_MS
}

/** An error, an answer without content, with an empty list, or with the content that there was before. */
function bringsNothingNew(before: ExchangeFacts, after: ExchangeFacts): boolean {
  const [was, is] = [contentOf(before), contentOf(after)]
  const isError = [before, after].every(({ exchange: { status = 0 } }) => status >= 400)
  // Neither brings a cursor to go on with: what is asked otherwise then is another thing.
  if (isError || (was === '' && is === '')) return withoutChance(before) === withoutChance(after)
  return was !== undefined && is !== undefined && (was === is || (isEmptyList(was) && isEmptyList(is)))
}

const MAX_READ = 4096

/** Whether it is JSON whose only lists are empty, whatever stands beside them. */
function isEmptyList(content: string): boolean {
  if (content.length > MAX_READ) return false
  try {
    const read: unknown = JSON.parse(content)
    if (Array.isArray(read)) return read.length === 0
    const lists = Object.values(read ?? {}).filter((each) => Array.isArray(each))
    return lists.length > 0 && lists.every(({ length }) => length === 0)
  } catch {
    return false
  }
}

function withoutCursor(polls: readonly ExchangeFacts[]): readonly FindingCase[] {
  const ends = polls.flatMap(({ closedAt }) => closedAt ?? []).sort((a, b) => a - b)
  const held = polls.filter(
    (each) =>
      each.exchange.status === 200 &&
      (each.answeredAt ?? 0) - each.askedAt >= HELD_MS &&
      // What is asked for now and then is slow, and no poll.
      (each === polls[0] || isSoonAfter(ends, each.askedAt, AGAIN_MS)),
  )
  const [first] = held
  if (first === undefined || held.length < HELD_TIMES) return []
  const contents = new Set(held.map(contentOf))
  // The same content each time is a state, and no list of what happened.
  if (contents.has(undefined) || contents.has('') || contents.size < HELD_TIMES) return []
  const isSame = new Set(polls.map(withoutChance)).size === 1
  const saysMore = polls.some(
    ({ request, target }) =>
      CLIENT_NAME.test(target) ||
      ['if-none-match', 'last-event-id', 'if-modified-since', 'cookie', 'authorization'].some((name) =>
        headerIn(request, name),
      ),
  )
  if (!isSame || saysMore) return []
  const evidence = held.map(({ asked }) => asked)
  return [{ target: first.target, evidence, facts: { what: 'no-cursor', times: held.length } }]
}
