/** Binary search in what is in order: units, pieces, holes, marks. Used by the folds and by what maps sources onto each other. */

/** The index of the first item whose number is not below the wanted one; the length where there is none. */
export function lowerBound<T>(items: readonly T[], wanted: number, numberOf: (item: T) => number): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    const item = items[middle]
    if (item !== undefined && numberOf(item) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
