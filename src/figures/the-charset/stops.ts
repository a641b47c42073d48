/** Where the stops of the story are: what the head says, what crossed, and when it ran. */
import type { Stop } from '../../bench/model/stop.ts'
import type { WrittenQuery } from '../../wire/trace/queries/written-query.ts'

const TYPE = { find: 'response', header: 'content-type', nth: 1 } as const satisfies WrittenQuery

export const STOPS = [
  { name: 'said', at: TYPE, variants: ['charset'] },
  { name: 'unsaid', at: TYPE, variants: ['no-charset'] },
  { name: 'crossed', at: { find: 'unit', kind: 'script', text: '{"id":', nth: 1 } },
  { name: 'ran', at: { find: 'event', like: { kind: 'delivered' }, nth: 1 } },
  { name: 'third', at: { find: 'event', like: { kind: 'delivered' }, nth: 3 } },
] as const satisfies readonly Stop[]
