/** A race that has all it needs from the start: in tests, and while one is recorded. */
import type { Trace } from '../../wire/trace/trace.ts'
import type { SceneModel } from '../../bench/model/bench-model.ts'
import * as live from './live-parts.ts'
import { Race, type RaceExtras } from './race-core.ts'

/** Makes the race of a scene. It shows `recorded`, or nothing, until a live race begins. */
export function createRace(scene: SceneModel, recorded: Trace | undefined, extras: RaceExtras = {}): Race {
  const traces = recorded === undefined ? {} : { '': recorded }
  return new Race(scene, { whole: { createStore: live.createTraceStore, traces }, live }, extras)
}
