/** The bench that a figure draws from what was said: its own, or that of a `<Bench>` of the same scene on the page. */
import { useMemo } from 'preact/hooks'
import type { Language } from '../../../words/languages.ts'
import { decodeTrace } from '../../../wire/trace/trace-codec.ts'
import type { Trace } from '../../../wire/trace/trace.ts'
import { Bench } from '../../model/bench-core.ts'
import type { BenchModel } from '../../model/bench-model.ts'
import { createTraceStore } from '../../model/trace-store.ts'
import type { Scene } from '../../model/scenes.ts'
import { useMounted } from '../../../ui/use-mounted.ts'
import { readPageData } from '../page-data.ts'
import { captureData } from '../scene-data.ts'
import { LIVE, ofVariants, useMetBench } from '../use-bench-model.ts'

/** What is handed to a figure that draws a bench; its capture is data of the page. */
export interface BenchFigure {
  readonly scene: Scene
  readonly language: Language
}

export interface FigureBench {
  readonly model: BenchModel
  /** Script runs: what needs it can be pressed. */
  readonly ready: boolean
  /** The run on show is the reader's own. */
  readonly live: boolean
}

/** Draws the figure again whenever its bench's trace has grown. A `<Bench>` that was there before has the bytes from here on. */
export function useFigureBench(scene: Scene): FigureBench {
  const whole = useMemo(
    () => ({ createStore: createTraceStore, traces: ofVariants(scene, traceOf) }),
    [scene.name],
  )
  const model = useMetBench(scene, () => new Bench(scene, { whole, live: LIVE }))
  useMemo(() => model.take(whole), [model, whole])
  const ready = useMounted()
  void model.version.value
  return { model, ready, live: !model.isRecorded.value }
}

/** A capture that is not there or does not decode is the site's mistake and shows as an empty run. */
function traceOf(capture: string): Trace | undefined {
  const decoded = decodeTrace(readPageData(captureData(capture)) ?? '')
  return decoded.ok ? decoded.trace : undefined
}
