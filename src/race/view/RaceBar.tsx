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

/** The first line: what every race has, the home page's too. */
export function RaceBar({
  viewState,
  ready,
  children,
}: RaceControlProps & { readonly children?: ComponentChildren }) {
  const { race, model, says } = viewState
  const off = model.state.value.kind !== 'running'
  const away = race.isAway.value
  return (
    <div class="controls needs-script">
      <RunButtons viewState={viewState} ready={ready} />
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
