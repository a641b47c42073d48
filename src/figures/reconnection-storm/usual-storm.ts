/** The storm that the figure shows first, and that chapter 5 counts: one place, so that both say the same. */
import type { StormSettings } from './simulation.ts'

export const USUAL_STORM: Omit<StormSettings, 'strategy'> = {
  clients: 500,
  capacityPerSecond: 100,
  downMs: 1000,
  seed: 1,
}
