/** The bench that a figure draws: its own, or that of a `<Bench>` of the same scene on the page. */
import type { Language } from '../../../words/languages.ts'
import type { BenchModel } from '../../model/bench-model.ts'
import type { Scene } from '../../model/scenes.ts'
import { useMounted } from '../../../ui/use-mounted.ts'
import { useBenchModel } from '../use-bench-model.ts'

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

/** Draws the figure again whenever its bench's trace has grown. */
export function useFigureBench(scene: Scene): FigureBench {
  const model = useBenchModel(scene)
  const ready = useMounted()
  void model.version.value
  return { model, ready, live: !model.isRecorded.value }
}
