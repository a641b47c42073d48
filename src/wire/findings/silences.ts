/** The longest time for which nothing came where something should: boxes on the way drop what is silent, and nobody is told. */
import type { Found } from '../trace/queries/query.ts'
import type { SliceView } from '../trace/views.ts'
import { sliceEvidence } from './evidence.ts'
import { isStalled } from './exchange-facts.ts'
import type { FindingRun } from './finding.ts'

const SILENCE_MS = 60_000

export interface Silence {
  readonly ms: number
  readonly evidence: readonly Found[]
  readonly facts: { readonly seconds: number }
}

/** The longest stretch between two arrivals, in order, or after the last; `undefined` where it is short, or its owner froze the line. */
export function longSilence(
  slices: readonly SliceView[],
  until: number,
  run: FindingRun,
): Silence | undefined {
  let longest: { readonly after: SliceView; readonly ms: number } | undefined
  slices.forEach((after, index) => {
    const ms = (slices[index + 1]?.arrived ?? until) - after.arrived
    if (longest === undefined || ms > longest.ms) longest = { after, ms }
  })
  if (longest === undefined || longest.ms < SILENCE_MS) return undefined
  const { after, ms } = longest
  if (isStalled(run, after.left, after.arrived + ms)) return undefined
  return { ms, evidence: [sliceEvidence(after, ms)], facts: { seconds: Math.round(ms / 1000) } }
}
