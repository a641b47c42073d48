/**
 * The bar above a bench: start and stop, pause, step, publish, and what else the scene lets the reader change.
 * Real buttons and inputs; nothing acts before the page's script has taken over.
 */
import type { Frame } from '../bench/frame.ts'
import type { Scene } from '../../lab/scenes.ts'
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
  const { model, words } = frame
  const state = model.state.value
  const busy = state.kind === 'running' || state.kind === 'starting' || state.kind === 'server-gone'
  const running = state.kind === 'running'
  const paused = model.paused.value
  const startText =
    state.kind === 'stopped' || state.kind === 'refused' ? words.bench.startAgain : words.bench.start
  const togglePause = (): void => {
    if (paused) {
      model.selection.value = undefined
      model.paused.value = false
    } else model.paused.value = true
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    event.preventDefault()
    onStep(event.key === 'ArrowRight' ? 1 : -1)
  }
  return (
    <div class="controls needs-script">
      <div class="controls-group">
        {busy ? (
          <button type="button" class="button button-main" onClick={() => model.stop()}>
            <StopSign /> {words.bench.stop}
          </button>
        ) : (
          <button
            type="button"
            class="button button-main"
            disabled={!ready}
            onClick={() => void model.start()}
          >
            <StartSign /> {startText}
          </button>
        )}
        <button
          type="button"
          class="button button-quiet"
          disabled={!ready || !running}
          aria-pressed={paused}
          aria-label={paused ? words.bench.resume : words.bench.pause}
          title={paused ? words.bench.resume : words.bench.pause}
          onClick={togglePause}
        >
          {paused ? <StartSign /> : <PauseSign />}
        </button>
      </div>
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

function StartSign() {
  return (
    <svg class="sign" viewBox="0 0 10 10" aria-hidden="true">
      <path d="M1.5 0.5 9 5 1.5 9.5Z" />
    </svg>
  )
}

function StopSign() {
  return (
    <svg class="sign" viewBox="0 0 10 10" aria-hidden="true">
      <path d="M1 1h8v8H1Z" />
    </svg>
  )
}

function PauseSign() {
  return (
    <svg class="sign" viewBox="0 0 10 10" aria-hidden="true">
      <path d="M1 0.5h3v9H1ZM6 0.5h3v9H6Z" />
    </svg>
  )
}
