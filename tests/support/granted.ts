/** What a call of ours gives in tests that are sure of it: at once, and no refusal. */
import type { Awaitable } from '../../server/awaitable.ts'
import { isRefusal, type Refusal } from '../../server/errors.ts'

/** The result, in the same turn: what is kept in memory is not waited for. */
export function atOnce<T>(result: Awaitable<T>): T {
  if (result instanceof Promise) throw new Error('It has to be waited for')
  return result
}

/** The result, where it is no refusal. */
export function granted<T extends object>(result: Awaitable<T | Refusal>): T {
  const known = atOnce(result)
  if (isRefusal(known)) throw new Error(known.message)
  return known
}
