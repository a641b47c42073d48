import type { GoalRun, Goals } from '../../bench/model/goal.ts'
import { latestReading } from './facts.ts'

const REPLACEMENT = '\ufffd'

export const GOALS = {
  /** The response ended, and data that had come together was never dispatched. */
  'block-never-dispatched': (run) => {
    const reading = readingOf(run)
    if (reading === undefined || !reading.isOver || reading.extra.length > 0) return false
    const unfinished = (reading.rows.at(-1)?.step.buffers.data ?? '') !== ''
    return unfinished && reading.rows.every(({ match }) => match === undefined || match.kind === 'same')
  },

  /** `event: error` was dispatched as a message, and the stream was open all the while. */
  'error-that-is-none': (run) => {
    const reading = readingOf(run)
    if (reading === undefined || reading.errors > 0 || reading.state !== 1) return false
    return reading.rows.some(
      ({ match }) => match !== undefined && 'event' in match && match.event.type === 'error',
    )
  },

  /** The script got U+FFFD where the bytes that crossed have none. */
  'byte-lost-to-utf8': (run) => {
    const reading = readingOf(run)
    if (reading === undefined) return false
    const sent = reading.rows.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)).join('')
    const got = reading.rows.flatMap(({ match }) =>
      match !== undefined && 'event' in match ? [match.event.data] : [],
    )
    return got.some((data) => data.includes(REPLACEMENT)) && !sent.includes('\u00ef\u00bf\u00bd')
  },
} as const satisfies Goals

function readingOf({ conversation, events }: GoalRun): ReturnType<typeof latestReading> {
  return latestReading(conversation, events, events.length)
}
