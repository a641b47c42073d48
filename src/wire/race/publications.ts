/**
 * What was published in a race, for all of its lanes: when, for as many events as an answer may bring later, and as marks
 * for as long as marks are kept.
 */
import type { PublishedMark } from '../trace/views.ts'

export interface Publications {
  /** When an event was published, as last told; only of the newest `MOST_KNOWN`. */
  at(id: number): number | undefined
  /** The newest of them, oldest first. */
  readonly recent: Iterable<{ readonly id: number; readonly at: number }>
}

export interface PublicationsTally extends Publications {
  readonly marks: readonly PublishedMark[]
  /** Takes one in; `again` where its id was told of before. */
  push(mark: PublishedMark): 'first' | 'again'
  forget(before: number): void
}

/** Five times what a lab keeps for those who come back. */
const MOST_KNOWN = 5000

/** Makes an empty one. */
export function createPublications(): PublicationsTally {
  const known = new Map<number, number>()
  let marks: PublishedMark[] = []

  return {
    at: (id) => known.get(id),
    get recent() {
      return Array.from(known, ([id, at]) => ({ id, at }))
    },
    get marks() {
      return marks
    },
    push(mark) {
      const { id, at } = mark.event
      const isKnown = known.has(id)
      marks.push(mark)
      known.set(id, at)
      const [oldest] = known.keys()
      if (oldest !== undefined && known.size > MOST_KNOWN) known.delete(oldest)
      return isKnown ? 'again' : 'first'
    },
    forget(before) {
      marks = marks.filter(({ event }) => event.at >= before)
    },
  }
}
