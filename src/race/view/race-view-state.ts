/**
 * What every view of a race is handed: the race's view, how it is said, and the one event of the feed that is lit. Made by
 * `use-race-view-state.ts` for each render; views keep no choice of their own.
 */
import type { BenchWords } from '../../bench/view/words.ts'
import type { Language } from '../../words/languages.ts'
import type { RaceWords } from './words.ts'
import type { BenchModel } from '../../bench/model/bench-model.ts'
import type { RaceModel } from '../model/race-model.ts'
import type { RaceView } from '../../wire/race/race-view.ts'
import type { Timeline } from '../../wire/trace/views.ts'

export interface RaceViewState {
  readonly race: RaceModel
  readonly model: BenchModel
  readonly language: Language
  readonly words: BenchWords
  readonly says: RaceWords
  readonly view: RaceView
  /** What is on show is what the build drew: tables of it stay as they stand in the page. */
  readonly isAsBuilt: boolean
  readonly timeline: Timeline
  readonly events: BenchModel['events']
  readonly shown: number
  /** Time passes and the views follow it. */
  readonly live: boolean
  /** An event's id, where the reader chose one. */
  readonly chosen: number | undefined
  /** Lights an event on every lane; a live race pauses. */
  readonly choose: (event: number) => void
}
