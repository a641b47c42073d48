/**
 * A client says with Last-Event-ID where it was, and the server begins somewhere else: from the start again, or with a gap. Told by
 * ids that are numbers, and by the order in which any stream of that path had them.
 */
import { headerIn } from '../trace/queries/heads.ts'
import { blocksOf, numberOfId, type StreamBlock } from './event-blocks-of.ts'
import { headerEvidence, unitEvidence } from './evidence.ts'
import { grouped, streamsIn, type ExchangeFacts } from './exchange-facts.ts'
import type { FindingCase, FindingRule } from './finding.ts'

export const ignoredLastEventId: FindingRule = (run) =>
  grouped(streamsIn(run), ({ path }) => path).flatMap(ofPath)

function ofPath(streams: readonly ExchangeFacts[]): readonly FindingCase[] {
  const events = streams.map((facts) => blocksOf(facts).filter(({ id = '' }) => id !== ''))
  const order = orderOf(events)
  // A type that only ever opens a stream says how things stand, as a greeting or a gap that is admitted.
  const usual = new Set(events.flatMap(([, ...more]) => more.map(({ type }) => type)).concat(''))
  return streams.flatMap((facts, stream) => {
    const { up, down, request, target } = facts
    const asked = headerIn(request, 'last-event-id')?.text ?? ''
    const [opening, next] = asked === '' ? [] : (events[stream] ?? [])
    const isSaid = opening !== undefined && next !== undefined && !usual.has(opening.type)
    const first = isSaid ? next : opening
    const step = first && order.stepTo(first.id ?? '', asked, stream)
    const what = step === 'gap' && isSaid ? undefined : step
    if (first === undefined || what === undefined) return []
    const evidence = [unitEvidence(down, first.unit), headerEvidence(up, request, 'last-event-id')]
    return [{ target, evidence, facts: { what, asked, id: first.id ?? '' } }]
  })
}

/** Of very many streams that had an id the first are enough. */
const MOST_LOOKED_AT = 20

/** The order in which the streams of a path had their ids. */
function orderOf(streams: readonly (readonly StreamBlock[])[]) {
  const ids = streams.map((events) => events.map(({ id = '' }) => id))
  const places = ids.map((own) => new Map(own.map((id, index) => [id, index] as const).toReversed()))
  const havers = new Map<string, number[]>()
  for (const [stream, own] of places.entries())
    for (const id of own.keys()) {
      const known = havers.get(id) ?? []
      havers.set(id, known)
      if (known.length < MOST_LOOKED_AT) known.push(stream)
    }
  const isByOne = countsByOne(ids)
  return {
    /** What is between the id that a client had last and the one that a stream begins with. */
    stepTo(id: string, asked: string, stream: number): 'again' | 'gap' | undefined {
      const [was, is] = [numberOfId(asked), numberOfId(id)]
      const areNumbers = was !== undefined && is !== undefined
      if (areNumbers && is <= was) return 'again'
      if (areNumbers && is > was + 1n && isByOne) return 'gap'
      if (id === asked) return 'again'
      for (const other of havers.get(asked) ?? []) {
        const [from, to] = [places[other]?.get(asked), places[other]?.get(id)]
        if (other === stream || from === undefined || to === undefined) continue
        if (to > from + 1) return 'gap'
        if (to < from && !areNumbers) return 'again'
      }
      return undefined
    },
  }
}

/** Whether all streams number their events one by one, so that one that is left out was lost. */
function countsByOne(streams: readonly (readonly string[])[]): boolean {
  let steps = 0
  for (const own of streams) {
    const ids = own.flatMap((id) => numberOfId(id) ?? [])
    for (const [index, id] of ids.entries()) {
      const before = ids[index - 1]
      if (before === undefined) continue
      if (id - before !== 1n) return false
      steps++
    }
  }
  return steps >= 3
}
