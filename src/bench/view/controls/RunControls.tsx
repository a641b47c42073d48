/**
 * The bar above a bench: start and stop, pause, step, publish, and what else the scene lets the reader change.
 * Real buttons and inputs; nothing acts before the page's script has taken over.
 */
import type { Frame } from '../frame.ts'
import type { Scene } from '../../model/scenes.ts'
import { RunButtons } from './RunButtons.tsx'
import { SceneControls } from './SceneControls.tsx'
import './run-controls.css'

interface Props {
  readonly frame: Frame
  readonly scene: Scene
  /** False until the script runs: then the bar is drawn, but nothing in it can be pressed. */
  readonly ready: boolean
  /** Steps and says where that led. */
  readonly onStep: (direction: 1 | -1) => void
}

export function RunControls({ frame, scene, ready, onStep }: Props) {
  const { words } = frame
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    onStep(event.key === 'ArrowRight' ? 1 : -1)
  }
  return (
    <div class="controls needs-script">
      <RunButtons frame={frame} ready={ready} />
      <div class="controls-group" role="group" aria-label={words.bench.stepHelp} onKeyDown={onKeyDown}>
        <button
          type="button"
          class="button button-quiet"
          disabled={!ready}
          title={words.bench.stepHelp}
          onClick={() => onStep(-1)}
        >
          {words.bench.stepBack}
        </button>
        <button
          type="button"
          class="button button-quiet"
          disabled={!ready}
          title={words.bench.stepHelp}
          onClick={() => onStep(1)}
        >
          {words.bench.stepForward}
        </button>
      </div>
      <SceneControls frame={frame} scene={scene} ready={ready} />
    </div>
  )
}
