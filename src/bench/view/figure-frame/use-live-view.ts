/**
 * What a figure makes of the live run of a scene's bench on the same page, looked at a few times a second; nothing while the
 * bench shows its recorded run.
 */
import { useSignal, useSignalEffect } from '@preact/signals'
import type { Language } from '../../../words/languages.ts'
import type { BenchModel } from '../../model/bench-model.ts'
import { openBenches } from '../../model/open-benches.ts'
import { unchangedSince } from '../../model/unchanged-since.ts'

const LOOK_EVERY_MS = 250

/** What is handed to a figure that a bench on the same page feeds. */
export interface FedFigure<Recorded> {
  /** The name of the bench's scene. */
  readonly scene: string
  readonly language: Language
  /** What the figure makes of the scene's capture, in the build. */
  readonly recorded: Recorded
}

/**
 * `read` must not keep what it is given; `since` is the event from which on the bench's conditions are what they are now. Undefined
 * until the reader's own run begins, and again when the recorded one is back.
 */
export function useLiveView<T>(scene: string, read: (bench: BenchModel, since: number) => T): T | undefined {
  const shown = useSignal<T | undefined>(undefined)
  useSignalEffect(() => {
    const bench = openBenches.value.get(scene)
    if (bench === undefined) return
    const unchanged = unchangedSince(bench)
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      timer = undefined
      shown.value = bench.isRecorded.peek() ? undefined : read(bench, unchanged.moment.peek())
    }
    const stops = [bench.version, bench.isRecorded, bench.settings, bench.state, unchanged.moment].map(
      (each) =>
        each.subscribe(() => {
          timer ??= setTimeout(look, LOOK_EVERY_MS)
        }),
    )
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      unchanged.dispose()
    }
  })
  return shown.value
}
