/** Start or stop, and pause: the first two buttons of every live figure that has a bar. */
import type { ComponentChildren } from 'preact'
import type { ControlView } from './control-props.ts'
import { Button } from '../../../ui/Button.tsx'

interface Props {
  readonly viewState: Pick<ControlView, 'model' | 'words'>
  /** False until the script runs. */
  readonly ready: boolean
  /** What Start starts, where it is not the scene's own run. */
  readonly onStart?: (() => void) | undefined
}

export function RunButtons({ viewState: { model, words }, ready, onStart }: Props) {
  const state = model.state.value
  const busy = state.kind === 'running' || state.kind === 'starting' || state.kind === 'server-gone'
  const paused = model.paused.value
  const startText =
    state.kind === 'stopped' || state.kind === 'refused' ? words.bench.startAgain : words.bench.start
  const togglePause = (): void => {
    if (paused) {
      model.selection.value = undefined
      model.paused.value = false
    } else model.paused.value = true
  }
  return (
    <div class="controls-group">
      {busy ? (
        <Button class="button-main" onClick={() => model.stop()}>
          <Reserved for={words.bench.startAgain}>
            <StopSign /> {words.bench.stop}
          </Reserved>
        </Button>
      ) : (
        <Button
          class="button-main"
          disabled={!ready}
          onPointerEnter={() => void model.prepare()}
          onFocus={() => void model.prepare()}
          onClick={onStart ?? (() => void model.start())}
        >
          <Reserved for={words.bench.startAgain}>
            <StartSign /> {startText}
          </Reserved>
        </Button>
      )}
      <Button
        class="button-quiet"
        disabled={!ready || state.kind !== 'running'}
        aria-label={paused ? words.bench.resume : words.bench.pause}
        title={paused ? words.bench.resume : words.bench.pause}
        onClick={togglePause}
      >
        {paused ? <StartSign /> : <PauseSign />}
      </Button>
    </div>
  )
}

/** A sign and its text in the room of the longest text that can stand there: what is beside it keeps its place. */
function Reserved(props: { readonly for: string; readonly children: ComponentChildren }) {
  return (
    <span class="button-reserved" data-for={props.for}>
      <span>{props.children}</span>
    </span>
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
