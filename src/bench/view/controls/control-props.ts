/** What each control beside a run is handed. */
import type { Scene } from '../../model/scenes.ts'
import type { BenchViewState } from '../bench-view-state.ts'

/** What controls need of a frame; a race has no more to give. */
export type ControlView = Pick<BenchViewState, 'model' | 'words' | 'timeline'>

export interface ControlProps {
  readonly viewState: ControlView
  readonly scene: Scene
  readonly ready: boolean
}
