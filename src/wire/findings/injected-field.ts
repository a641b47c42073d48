/**
 * Data with a line break that was written after `data:` as it is: what follows the break is read as a field of its own. Told by a
 * line behind data that is no field, or by a field behind data that in other events of the stream stands elsewhere, or twice.
 */
import type { Unit } from '../field/field.ts'
import { blocksOf, linesOf, type StreamBlock, type StreamLine } from './event-blocks-of.ts'
import { unitEvidence } from './evidence.ts'
import { factsOf, type ExchangeFacts } from './exchange-facts.ts'
import { finding, type Finding, type FindingRule } from './finding.ts'

const FIELDS = new Set(['data', 'event', 'id', 'retry'])
/** So many other events show how this stream is usually written. */
const USUAL = 2

export const injectedField: FindingRule = {
  code: 'injected-field',
  find: (run) => factsOf(run).flatMap((facts) => (facts.isStream ? ofStream(facts) : [])),
}

function ofStream(facts: ExchangeFacts): readonly Finding[] {
  const blocks = blocksOf(facts)
  const usual = usualOrder(blocks)
  let wasData = false
  return blocks.flatMap(({ unit, dispatches }) => {
    const lines = linesOf(unit)
    const followsData = wasData
    wasData = dispatches
    const hit =
      fieldsBehindData(unit).find(({ name }) => {
        if (!FIELDS.has(name)) return true
        return lines.filter((each) => each.name === name).length > 1 || usual.isOdd(name, lines)
      }) ??
      // A break of two lines ends the event; its rest stands alone.
      (followsData && lines.every(({ name }) => name !== 'data') ? lines.find(isText) : undefined)
    if (hit === undefined) return []
    const { exchange, target } = facts
    const side = exchange.sides['server-to-client']
    const what = FIELDS.has(hit.name) ? 'field' : 'text'
    return finding('injected-field', target, [unitEvidence(exchange, side, unit, [hit.index])], {
      what,
      name: hit.name.slice(0, 40),
    })
  })
}

/** How a stream writes its events: which fields stand before data, and how often one stands behind it. */
function usualOrder(blocks: readonly StreamBlock[]) {
  const before = new Set<string>()
  const behind = new Map<string, number>()
  for (const { unit } of blocks) {
    const names = linesOf(unit).map(({ name }) => name)
    for (const name of names.slice(0, Math.max(0, names.indexOf('data')))) before.add(name)
    for (const name of new Set(fieldsBehindData(unit).map((line) => line.name)))
      behind.set(name, (behind.get(name) ?? 0) + 1)
  }
  const events = blocks.filter((block) => block.dispatches).length
  return {
    /** Whether a field behind data is there for once, where elsewhere it, or in its own event another field, stands before. */
    isOdd: (name: string, lines: readonly StreamLine[]): boolean =>
      behind.get(name) === 1 &&
      events > USUAL &&
      (before.has(name) || (name === 'event' && lines[0] !== undefined && FIELDS_BEFORE.has(lines[0].name))),
  }
}

const FIELDS_BEFORE = new Set(['id', 'event', 'retry'])

const isText = ({ name }: { readonly name: string }): boolean => name !== '' && !FIELDS.has(name)

/** The lines behind a block's first data line that are no data and no comments. */
function fieldsBehindData(unit: Unit) {
  const lines = linesOf(unit)
  const data = lines.findIndex(({ name }) => name === 'data')
  return data < 0 ? [] : lines.slice(data + 1).filter(({ name }) => name !== 'data' && name !== '')
}
