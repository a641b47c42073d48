/**
 * Which elements the rows of a long list are drawn in: a row that comes into sight takes the element of one that left, so that
 * scrolling writes texts and makes no elements. Elements stay in the order of their rows.
 */
export interface RowSlots {
  /** Says which rows are in the page from now on; gives the key of each. */
  update(first: number, end: number): (row: number) => number
}

/** Makes the slots of a list of which nothing is drawn. */
export function createRowSlots(): RowSlots {
  let size = 1
  let first = 0
  /** The row whose key is 0, or was. */
  let from = 0
  return {
    update(nextFirst, end) {
      size = Math.max(size, end - nextFirst)
      // Where no row stays each takes the element at its place, whichever that is now.
      if (Math.abs(nextFirst - first) >= size) from += nextFirst - first
      first = nextFirst
      return (row) => (((row - from) % size) + size) % size
    },
  }
}
