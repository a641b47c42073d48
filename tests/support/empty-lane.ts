/** A lane in which nothing happened, for tests that say what did. */
import type { Lane, LaneSpec } from '../../src/wire/trace/views.ts'

export function emptyLane(spec: LaneSpec): Lane {
  return {
    spec,
    arrows: [],
    holds: [],
    ends: [],
    deliveries: [],
    notes: [],
    spans: [],
    counts: {
      requests: 0,
      emptyAnswers: 0,
      answers304: 0,
      bytesUp: 0,
      bytesDown: 0,
      delivered: 0,
      repeated: 0,
      connections: 0,
      lost: [],
    },
  }
}
