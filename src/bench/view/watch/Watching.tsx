/** The bar of a figure that shows another's run: that it does, how it stands, and nothing that would act on the run. */
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import type { LiveState } from '../../model/bench-model.ts'
import type { WatchLink } from '../../model/watch-link.ts'
import { WATCH_OVER } from '../../model/watch-session.ts'
import type { BenchViewState } from '../bench-view-state.ts'
import type { WatchWords } from './words.en.ts'
import { WATCH_WORDS } from './words.ts'
import { Button } from '../../../ui/Button.tsx'

interface Props {
  readonly viewState: BenchViewState
  readonly link: WatchLink
  /** What is open beside the ladder. */
  readonly panes: ComponentChildren
  /** Shows the figure as anybody finds it. */
  readonly onLeave: () => void
}

export function Watching({ viewState: { model, language, words: bench }, link, panes, onLeave }: Props) {
  const { watch: words } = WATCH_WORDS[language]
  useEffect(() => {
    if (link.variant !== '') model.chooseVariant(link.variant)
    void model.watch(link.key)
  }, [model, link])
  const state = model.state.value
  const isPaused = model.paused.value
  const togglePause = (): void => {
    if (isPaused) model.selection.value = undefined
    model.paused.value = !isPaused
  }
  return (
    <div class="controls" role="group" aria-label={words.label}>
      <span role="status">
        <strong>{words.label}</strong> · {textOf(state, isPaused, words)}
      </span>
      {state.kind === 'running' ? (
        <Button class="button-quiet" onClick={togglePause}>
          {isPaused ? bench.bench.resume : bench.bench.pause}
        </Button>
      ) : null}
      {state.kind === 'stopped' ? <Button onClick={() => void model.start()}>{words.goOn}</Button> : null}
      {state.kind === 'refused' ? <Button onClick={onLeave}>{bench.bench.showRecorded}</Button> : null}
      {panes}
      <span style="flex-basis: 100%; color: var(--soft); line-height: 1.4">{words.explained}</span>
    </div>
  )
}

function textOf(state: LiveState, isPaused: boolean, words: WatchWords['watch']): string {
  switch (state.kind) {
    case 'running':
      return isPaused ? words.paused : words.live
    case 'stopped':
      return state.because === 'full' ? words.full : words.resting
    case 'server-gone':
      return words.gone
    case 'refused':
      return state.code === WATCH_OVER ? words.over : words.refused(state.message)
    default:
      return words.joining
  }
}
