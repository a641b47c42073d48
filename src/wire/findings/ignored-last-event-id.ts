/**
 * A client says with Last-Event-ID where it was, and the server begins somewhere else: from the start again, or with a gap. Told by
 * ids that are numbers, and by the order in which any stream of that path had them.
 */
import { headerIn } from '../trace/queries/heads.ts'
import { blockLines } from '../trace/queries/event-blocks.ts'
import { findField } from '../trace/queries/fields.ts'
import { textOf } from '../trace/queries/sides.ts'
import { blocksOf, numberOfId, type StreamBlock } from './event-blocks-of.ts'
import { headerEvidence, unitEvidence } from './evidence.ts'
import { factsOf, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type FindingRule } from './finding.ts'

export const ignoredLastEventId: FindingRule = {
  code: 'ignored-last-event-id',
  find: (run) => {
    const streams = factsOf(run).filter(({ isStream }) => isStream)
    return streams.flatMap((facts) => {
      const { exchange, request, target, path } = facts
      const asked = headerIn(request, 'last-event-id')?.text ?? ''
      const own = streams.filter((each) => each.path === path)
      const [opening, next] = asked === '' ? [] : withIds(facts)
      const isSaid = opening !== undefined && next !== undefined && onlyOpens(facts, opening, own)
      const first = isSaid ? next : opening
      if (first === undefined) return []
      const { id = '' } = first
      const what = beginsAgain(asked, id, facts, own)
        ? 'again'
        : !isSaid && leavesOut(asked, id, facts, own)
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

/** Whether an event is of a type that only ever opens a stream: it says how things stand, as a greeting or a gap that is admitted. */
function onlyOpens(facts: ExchangeFacts, block: StreamBlock, own: readonly ExchangeFacts[]): boolean {
  const type = typeOf(facts, block)
  return (
    type !== '' &&
    own.every((each) => withIds(each).every((other, n) => n === 0 || typeOf(each, other) !== type))
  )
}

function typeOf({ exchange }: ExchangeFacts, { unit }: StreamBlock): string {
  const line = blockLines(unit, 'event').at(-1)?.line
  return textOf(
    findField(line?.children ?? [], 'event-stream.field-value'),
    exchange.sides['server-to-client'],
  )
}

const withIds = (facts: ExchangeFacts): readonly StreamBlock[] =>
  blocksOf(facts).filter(({ id = '' }) => id !== '')

function beginsAgain(
  asked: string,
  id: string,
  facts: ExchangeFacts,
  own: readonly ExchangeFacts[],
): boolean {
  const [was, is] = [numberOfId(asked), numberOfId(id)]
  if (was !== undefined && is !== undefined) return is <= was
  return orders(facts, own).some((ids) => ids.includes(id) && ids.indexOf(id) <= ids.lastIndexOf(asked))
}

function leavesOut(asked: string, id: string, facts: ExchangeFacts, own: readonly ExchangeFacts[]): boolean {
  const [was, is] = [numberOfId(asked), numberOfId(id)]
  if (was !== undefined && is !== undefined && is > was + 1n && countsByOne(own)) return true
  return orders(facts, own).some((ids) => ids.includes(asked) && ids.indexOf(id) > ids.indexOf(asked) + 1)
}

/** The ids of the path's other streams, each in its own order. */
function orders(facts: ExchangeFacts, own: readonly ExchangeFacts[]): readonly (readonly string[])[] {
  return own.filter((each) => each !== facts).map((each) => withIds(each).map(({ id = '' }) => id))
}

/** Whether all streams number their events one by one, so that one that is left out was lost. */
function countsByOne(own: readonly ExchangeFacts[]): boolean {
  let steps = 0
  for (const facts of own) {
    const ids = withIds(facts).flatMap(({ id = '' }) => numberOfId(id) ?? [])
    for (const [index, id] of ids.entries()) {
      const before = ids[index - 1]
      if (before === undefined) continue
      if (id - before !== 1n) return false
      steps++
    }
  }
  return steps >= 3
}
