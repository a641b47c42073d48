/** What each control beside a run is handed. */
import type { Scene } from '../../model/scenes.ts'
import type { Frame } from '../frame.ts'

/** What controls need of a frame; a race has no more to give. */
export type ControlFrame = Pick<Frame, 'model' | 'words' | 'timeline'>

export interface ControlProps {
  readonly frame: ControlFrame
  readonly scene: Scene
  readonly ready: boolean
}
