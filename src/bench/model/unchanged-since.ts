/**
 * Since when a bench's conditions are what they are now: delays measured under an earlier interval or latency
 * must not be held against a prediction for the present one. Used by the histogram and the goals.
 */
import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals'
import type { BenchModel } from './bench-model.ts'

export interface UnchangedSince {
  /** Index into the bench's events: the first under the present conditions. 0 where nothing changed in this run. */
  readonly moment: ReadonlySignal<number>
  dispose(): void
}

/** Watches a bench until disposed of. A new run starts from its own first event. */
export function unchangedSince(bench: BenchModel): UnchangedSince {
  const moment = signal(0)
  let before: { readonly lab: string; readonly conditions: string } | undefined
  const dispose = effect(() => {
    const now = {
      lab: bench.header.value.lab,
      conditions: JSON.stringify([bench.settings.value, bench.options.value]),
    }
    untracked(() => {
      if (before === undefined || before.lab !== now.lab) moment.value = 0
      else if (before.conditions !== now.conditions) moment.value = bench.events.length
      before = now
    })
  })
  return { moment, dispose }
}
