/** A client says with Last-Event-ID where it was, and the server begins somewhere else: from the start again, or with a gap. */
import { headerIn } from '../trace/queries/heads.ts'
import { blocksOf } from './event-blocks-of.ts'
import { headerEvidence, unitEvidence } from './evidence.ts'
import { factsOf, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'

const NUMBER = /^\d{1,15}$/

export const ignoredLastEventId: FindingRule = {
  code: 'ignored-last-event-id',
  find: (run) => {
    const all = factsOf(run)
    return all.flatMap((facts) => {
      const { exchange, request, isStream, target } = facts
      const asked = headerIn(request, 'last-event-id')?.text ?? ''
      const first = isStream ? blocksOf(facts).find(({ id }) => id !== undefined) : undefined
      const id = first?.id ?? ''
      if (first === undefined || !NUMBER.test(asked) || !NUMBER.test(id)) return []
      const what =
        Number(id) <= Number(asked)
          ? 'again'
          : Number(id) > Number(asked) + 1 && countsByOne(all, facts)
            ? 'gap'
            : undefined
      if (what === undefined) return []
      const { 'client-to-server': up, 'server-to-client': down } = exchange.sides
      const evidence = [
        unitEvidence(exchange, down, first.unit),
        headerEvidence(exchange, up, request, 'last-event-id'),
      ]
      return finding('ignored-last-event-id', target, evidence, { what, asked, id })
    })
  },
}

/** Whether all streams of a path number their events one by one, so that one that is left out was lost. */
function countsByOne(all: readonly ExchangeFacts[], { path }: ExchangeFacts): boolean {
  let steps = 0
  for (const facts of all) {
    if (facts.path !== path || !facts.isStream) continue
    const ids = blocksOf(facts).flatMap(({ id }) => (id === undefined ? [] : [Number(id)]))
    for (const [index, id] of ids.entries()) {
      if (index === 0) continue
      if (id - (ids[index - 1] ?? 0) !== 1) return false
      steps++
    }
  }
  return steps >= 3
}
