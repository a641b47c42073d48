/** The first line of a race's controls: start and stop, pause, a burst, leave and come back. The home page has no more. */
import type { ComponentChildren } from 'preact'
import { RunButtons } from '../../bench/view/controls/RunButtons.tsx'
import { nextGoals } from '../../bench/view/controls/readers-goal.ts'
import type { RaceViewState } from './race-view-state.ts'
import { Button } from '../../ui/Button.tsx'
import '../../bench/view/controls/run-controls.css'

/** Close enough together to be one burst. */
const BURST = { count: 5, apartMs: 20 } as const

export interface RaceControlProps {
  readonly viewState: RaceViewState
  /** False until the script runs: then all is drawn, and nothing can be pressed. */
  readonly ready: boolean
}

interface Props extends RaceControlProps {
  /** A staged race that the reader has chosen: it is what Start starts, and the bar says so. */
  readonly surprise?: { readonly name: string; readonly play: () => void } | undefined
  readonly children?: ComponentChildren
}

/** The first line: what every race has, the home page's too. */
export function RaceBar({ viewState, ready, surprise, children }: Props) {
  const { race, model, says } = viewState
  const { kind } = model.state.value
  const off = kind !== 'running'
  const canStart = kind === 'recorded' || kind === 'stopped' || kind === 'refused'
  const away = race.isAway.value
  return (
    <div class="controls needs-script">
      <RunButtons viewState={viewState} ready={ready} onStart={surprise?.play} />
      {surprise !== undefined && canStart ? (
        <span class="race-bar-surprise">{says.startPlays(surprise.name)}</span>
      ) : null}
      <div class="controls-group">
        <Button
          disabled={off}
          onClick={() => model.publishSeveral(nextGoals(viewState, BURST.count), BURST.apartMs)}
        >
          {says.burst(BURST.count)}
        </Button>
        <Button class="button-quiet" disabled={off} onClick={() => (away ? race.comeBack() : race.leave())}>
          {away ? says.comeBack : says.leave}
        </Button>
      </div>
      {children}
    </div>
  )
}
