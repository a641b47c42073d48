/** Finds the slice a moment belongs to in the wire list. Pure. */

/** The index of the last of the ascending `moments` that is not after `moment`; `undefined` where there is none. */
export function latestSliceIndex(moments: readonly number[], moment: number | undefined): number | undefined {
  if (moment === undefined) return undefined
  let low = 0
  let high = moments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((moments[middle] ?? Infinity) <= moment) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : low - 1
}
