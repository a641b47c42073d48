/** The recorded race as it is looked at before its bytes are: its events without what crossed in them, and what was counted, done already. */
import { decodeSeenRun, encodeSeenRun, type SeenRun } from '../../wire/trace/seen-run.ts'
import type { RaceView } from '../../wire/race/race-view.ts'

export interface SeenRace extends SeenRun {
  /** What the race's view has beside its timeline. */
  readonly race: Omit<RaceView, 'timeline'>
}

/** The race as JSON text. */
export function encodeSeenRace(run: Omit<SeenRun, 'timeline'>, { timeline, ...race }: RaceView): string {
  return encodeSeenRun<SeenRace>({ ...run, timeline, race })
}

/** Reads what `encodeSeenRace` wrote. Throws for what is no JSON. */
export function decodeSeenRace(text: string): SeenRace {
  return decodeSeenRun<SeenRace>(text)
}

/** What its views draw. */
export function raceOf({ race, timeline }: SeenRace): RaceView {
  return { ...race, timeline }
}
