/**
 * Data with a line break that was written after `data:` as it is: what follows the break is read as a field of its own. Told by a
 * line behind data that is no field, or by a field behind data that in other events of the stream stands elsewhere, or twice.
 */
import type { Field, Unit } from '../field/field.ts'
import { blocksOf, linesOf, type StreamBlock } from './event-blocks-of.ts'
import { unitEvidence } from './evidence.ts'
import { streamsIn, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule } from './finding.ts'

const FIELDS = new Set(['data', 'event', 'id', 'retry'])
/** So many other events show how this stream is usually written. */
const USUAL = 2

export const injectedField: FindingRule = (run) => streamsIn(run).flatMap(ofStream)

function ofStream(facts: ExchangeFacts): readonly FindingCase[] {
  const blocks = blocksOf(facts)
  const usual = usualOrder(blocks)
  let wasData = false
  return blocks.flatMap((block) => {
    const { unit, dispatches } = block
    const lines = linesOf(unit)
    const followsData = wasData
    wasData = dispatches
    const hit =
      fieldsBehindData(unit).find(({ name, line }) => {
        if (!FIELDS.has(name)) return !(isNamed(line) && usual.isHabit(name))
        return lines.filter((each) => each.name === name).length > 1 || usual.isOdd(name, block)
      }) ??
      // A break of two lines ends the event; its rest stands alone.
      (followsData && lines.every(({ name }) => name !== 'data')
        ? lines.find((line) => isText(line) && !usual.isSaidAgain(line.name))
        : undefined)
    if (hit === undefined) return []
    const what = FIELDS.has(hit.name) ? 'field' : 'text'
    const evidence = [unitEvidence(facts.down, unit, [hit.index])]
    return [{ target: facts.target, evidence, facts: { what, name: hit.name.slice(0, 40) } }]
  })
}

/** How a stream writes its events: how often each field stands before the data, and how often behind. */
function usualOrder(blocks: readonly StreamBlock[]) {
  const events = blocks.filter((block) => block.dispatches)
  const before = new Map<string, number>()
  const behind = new Map<string, number>()
  const alone = new Map<string, number>()
  const count = (counts: Map<string, number>, names: readonly string[]): void => {
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  for (const { unit, dispatches } of blocks)
    if (!dispatches)
      count(
        alone,
        linesOf(unit).map(({ name }) => name),
      )
  for (const { unit } of events) {
    const names = linesOf(unit).map(({ name }) => name)
    count(before, names.slice(0, Math.max(0, names.indexOf('data'))))
    count(
      behind,
      fieldsBehindData(unit).map(({ name }) => name),
    )
  }
  return {
    /** Whether events mostly have it there, whatever it is. */
    isHabit: (name: string): boolean => (behind.get(name) ?? 0) * 2 > Math.max(events.length, USUAL),
    /** Whether several blocks without data have a line of that name, as a heartbeat that is no comment. */
    isSaidAgain: (name: string): boolean => (alone.get(name) ?? 0) > 1,
    /** Whether a field behind data stands elsewhere in most events, or in most not at all. */
    isOdd: (name: string, block: StreamBlock): boolean => {
      const often = behind.get(name) ?? 0
      const isRare = events.length > USUAL && often * 3 <= events.length
      if ((before.get(name) ?? 0) > often) return events.length > USUAL
      // Who writes fields behind data writes a pause with the first event, and an id where there is one to give.
      if (name === 'retry') return isRare && block !== events[0]
      return isRare && (name === 'event' || often === 1)
    },
  }
}

/** Whether an unknown line is at least written as a field: a word, a colon, a value. */
function isNamed({ children, value }: Field): boolean {
  const hasValue = children.some(({ kind }) => kind === 'event-stream.field-value')
  return hasValue && /^[a-z][\w-]*$/i.test(String(value))
}

const isText = ({ name }: { readonly name: string }): boolean => name !== '' && !FIELDS.has(name)

/** The lines behind a block's first data line that are no data and no comments. */
function fieldsBehindData(unit: Unit) {
  const lines = linesOf(unit)
  const data = lines.findIndex(({ name }) => name === 'data')
  return data < 0 ? [] : lines.slice(data + 1).filter(({ name }) => name !== 'data' && name !== '')
}
