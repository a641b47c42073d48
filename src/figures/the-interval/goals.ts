import type { Goals } from '../../bench/model/goal.ts'
import { delayConditions, meanDelay, predictDelays, sampleDelays } from './facts.ts'

const SOME_DELAYS = 20
const NEAR_THE_MEAN = 0.1

export const GOALS = {
  /** Twenty delays or more under unchanged conditions, and their mean within a tenth of the predicted one. */
  'twenty-delays-near-half': ({ timeline, settings, options, since }) => {
    const conditions = delayConditions(settings, options, timeline.uncertaintyMs)
    const sample = sampleDelays(timeline, conditions, since)
    const mean = meanDelay(sample)
    if (mean === undefined || sample.delaysMs.length < SOME_DELAYS) return false
    const { meanMs } = predictDelays(conditions)
    return Math.abs(mean - meanMs) <= NEAR_THE_MEAN * meanMs
  },
} as const satisfies Goals
