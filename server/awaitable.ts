/** A result that is there at once, or comes: what is in memory is not waited for, what is elsewhere has to be. */
export type Awaitable<T> = T | Promise<T>

/** Goes on with a result: in the same turn where it is there. The promise must be one that never rejects. */
export function whenKnown<T, U>(result: Awaitable<T>, then: (known: T) => U): Awaitable<U> {
  return result instanceof Promise ? result.then(then) : then(result)
}
