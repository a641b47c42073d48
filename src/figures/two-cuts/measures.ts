/** How long a cut stays unseen, for the prose. */
import { duration, type OfLane } from '../../bench/model/measure.ts'
import { cutNoticesOf, type Cut } from './facts.ts'

export const MEASURES: Readonly<Record<string, OfLane>> = {
  'reset-noticed': noticed('reset'),
  'stall-noticed': noticed('stall'),
}

/** From a cut to the first thing that told the page of it. */
function noticed(cut: Cut): OfLane {
  return ({ spec }, { timeline }) => {
    const lanes = cutNoticesOf(timeline).find((each) => each.cut === cut)?.lanes
    const notice = lanes?.find(({ run }) => run === spec.run)?.notice
    return notice?.kind === 'note' ? duration(notice.afterMs) : undefined
  }
}
