import type { Goals } from '../../bench/model/goal.ts'

export const GOALS = {
  /** A heartbeat crossed, and the script had its event. */
  'heartbeat-comment-and-event': ({ timeline }) =>
    timeline.lanes.some(
      ({ spec, notes, arrows }) =>
        spec.run === 'sse' &&
        notes.some(({ note }) => note.kind === 'heartbeat') &&
        arrows.some(
          ({ carries }) =>
            carries.kind === 'stream' && carries.parts.some(({ kind }) => kind === 'heartbeat'),
        ),
    ),
} as const satisfies Goals
