/**
 * What a figure makes of the live run of a scene's bench on the same page, looked at a few times a second; nothing while the
 * bench shows its recorded run. Used by the figures of faults.
 */
import { useSignal, useSignalEffect } from '@preact/signals'
import type { BenchModel } from '../../model/bench-model.ts'
import { openBenches } from '../../model/open-benches.ts'

const LOOK_EVERY_MS = 250

/** `read` must not keep what it is given. Undefined until the reader's own run begins, and again when the recorded one is back. */
export function useLiveView<T>(scene: string, read: (bench: BenchModel) => T): T | undefined {
  const shown = useSignal<T | undefined>(undefined)
  useSignalEffect(() => {
    const bench = openBenches.value.get(scene)
    if (bench === undefined) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      timer = undefined
      shown.value = bench.isRecorded.peek() ? undefined : read(bench)
    }
    const stops = [bench.version, bench.isRecorded, bench.settings].map((each) =>
      each.subscribe(() => {
        timer ??= setTimeout(look, LOOK_EVERY_MS)
      }),
    )
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
    }
  })
  return shown.value
}
