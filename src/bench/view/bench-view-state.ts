/**
 * What every view of a bench is handed: the trace, how much of it to show, and the one moment all views draw.
 * Made by `Bench.tsx` for each render; views keep no selection of their own.
 */
import type { BenchWords } from './words.ts'
import type { ViewState } from '../../inspector/view-state.ts'
import type { BenchModel } from '../model/bench-model.ts'
import type { Timeline } from '../../wire/trace/views.ts'

export interface BenchViewState extends ViewState {
  readonly words: BenchWords
  readonly model: BenchModel
  readonly timeline: Timeline
  /** Time passes and the views follow it. */
  readonly live: boolean
  /** Epoch milliseconds that the views call 0: see `originOf`. */
  readonly origin: number
}
