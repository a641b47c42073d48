/** What a story asks of a live run: where its stops are in it, and what is there. A page loads it with the first. */
import { queryFrom, type WrittenQuery } from '../../../wire/trace/queries/written-query.ts'
import type { Found, Query } from '../../../wire/trace/queries/query.ts'
import type { TraceView } from '../../../wire/trace/views.ts'
import type { Stop } from '../../model/stop.ts'
export { stopBytes } from './stop-bytes.ts'
export { numberTold } from './stop-numbers.ts'

const made = new WeakMap<WrittenQuery, Query>()

/** The moment of a stop in a run, as far as `shown` events of it are on show. */
export function findStop({ at }: Pick<Stop, 'at'>, view: TraceView, shown: number): Found | undefined {
  const query = made.get(at) ?? queryFrom(at)
  made.set(at, query)
  return query.find(view).find(({ moment }) => moment < shown)
}
