/** The feed on which nothing happens by itself: every event is one that a reader published. */
import type { Generator } from './happening.ts'

/** A generator that never makes an event. */
export function createManual(): Generator {
  return { next: () => undefined }
}
