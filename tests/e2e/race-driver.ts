/**
 * What the tests of the race put into a page of a real browser: the race's own model, driven by a staged script, without the
 * looks. Called from the test by the name it puts there.
 */
import { createRace } from '../../src/race/model/race.ts'
import type { StagedRace } from '../../src/race/model/race-model.ts'
import { raceScene } from '../../src/race/model/scene.ts'
import { encodeTrace } from '../../src/wire/trace/trace-codec.ts'
import type { RaceView } from '../../src/wire/race/race-view.ts'

/** Longer than the bench listens after Stop for how the connections end. */
const AFTER_STOP_MS = 800

/** What a race came to, as JSON. */
export interface Raced {
  readonly view: RaceView
  /** As text; `trace-codec.ts` reads it. */
  readonly trace: string
  readonly state: string
}

/** Plays a staged race to its end and gives what it came to, as JSON. */
async function playRace(staged: StagedRace): Promise<string> {
  const race = createRace(raceScene, undefined)
  await race.play(staged)
  await new Promise((resolve) => setTimeout(resolve, AFTER_STOP_MS))
  const { bench, view } = race
  const raced: Raced = {
    view: view.value,
    trace: encodeTrace(bench.trace()),
    state: JSON.stringify([bench.state.value, race.staged.value, bench.complaint.value]),
  }
  race.dispose()
  return JSON.stringify(raced)
}

Object.assign(globalThis, { playRace })
