import type { Goals } from '../../bench/model/goal.ts'
import { lanesOf } from '../../wire/trace/queries/lanes.ts'

export const GOALS = {
  /** An event whose data has an end tag of a script in it was delivered through an iframe. */
  'end-tag-survived': ({ timeline }) => {
    const delivered = new Set(
      lanesOf(timeline, 'iframe-stream').flatMap(({ deliveries }) => deliveries.map(({ event }) => event)),
    )
    return timeline.published.some(
      ({ event }) => delivered.has(event.id) && /<\/script/i.test(JSON.stringify(event.data) ?? ''),
    )
  },
} as const satisfies Goals
