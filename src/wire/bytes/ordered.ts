/** Binary search in what is in order: units, pieces, holes, marks. Used by the folds and by what maps sources onto each other. */

/** The index, from `start` on and before `end`, of the first item whose number is not below the wanted one; `end` where there is none. */
export function lowerBound<T>(
  items: readonly T[],
  wanted: number,
  numberOf: (item: T) => number,
  start = 0,
  end = items.length,
): number {
  let low = start
  let high = end
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && numberOf(item) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
