/** How long a run that was stopped is still listened to. */
import type { SceneSettings } from './bench-model.ts'

/** How long the observer stays after Stop, to tell how the connections ended: so long, and the round trip. */
const LINGER_MS = 400
const LINGER_AT_MOST_MS = 2000

/** A connection's end takes the conditions' time there and back before the observer can tell it; within reason. */
export function lingerMs({ wire }: SceneSettings): number {
  const eachWayMs = (wire?.latencyMs ?? 0) + (wire?.jitterMs ?? 0)
  return Math.min(LINGER_AT_MOST_MS, LINGER_MS + 2 * eachWayMs)
}
