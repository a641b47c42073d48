/** A bench that has all it needs from the start: where bytes are looked into at once, in tests, while captures are recorded. */
import type { Trace } from '../../wire/trace/trace.ts'
import type { BenchModel, SceneModel } from './bench-model.ts'
import { Bench, type BenchExtras as Extras } from './bench-core.ts'
import * as live from './live-parts.ts'

export interface BenchExtras extends Extras {
  /** Recorded runs of the scene's variants, by their names. The first variant's may be the scene's own. */
  readonly ofVariants?: Readonly<Record<string, Trace>>
}

/** Makes the bench of a scene. It shows `recorded`, or nothing, until a live run begins. */
export function createBench(
  scene: SceneModel,
  recorded: Trace | undefined,
  { ofVariants = {}, ...extras }: BenchExtras = {},
): BenchModel {
  const first = scene.variants?.[0]?.name ?? ''
  const traces = recorded === undefined ? ofVariants : { [first]: recorded, ...ofVariants }
  return new Bench(scene, { whole: { createStore: live.createTraceStore, traces }, live }, extras)
}
