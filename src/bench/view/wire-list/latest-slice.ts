/** Finds the slice a moment belongs to in the wire list. Pure. */
import { lowerBound } from '../../../wire/bytes/ordered.ts'

/** The index of the last of the ascending `moments` that is not after `moment`; `undefined` where there is none. */
export function latestSliceIndex(moments: readonly number[], moment: number | undefined): number | undefined {
  if (moment === undefined) return undefined
  const after = lowerBound(moments, moment + 1, (each) => each)
  return after === 0 ? undefined : after - 1
}
