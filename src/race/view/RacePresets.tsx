/**
 * The classic surprises: choose one, guess, it plays, and what was then measured says which answer was right, and is told lane
 * by lane. A guess is remembered as those of the chapters are.
 */
import { useEffect, useRef } from 'preact/hooks'
import { linkedStop } from '../../bench/view/story/moment-link.ts'
import { RACE_PRESETS, type RacePreset } from '../model/race-presets.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import type { RaceViewState } from './race-view-state.ts'
import { Button } from '../../ui/Button.tsx'
import '../../ui/guess.css'
import './race-presets.css'

const QUESTION = () => import('./PresetQuestion.tsx')

interface Props {
  readonly viewState: RaceViewState
  readonly ready: boolean
  /** The chosen one: Start plays it too. */
  readonly asked: RacePreset | undefined
  readonly onAsk: (preset: RacePreset | undefined) => void
}

export function RacePresets({ viewState, ready, asked, onAsk }: Props) {
  const says = viewState.says.surprises
  const question = useLoaded(QUESTION, asked !== undefined)
  const root = useRef<HTMLDivElement>(null)
  // A link that leads here.
  useEffect(() => {
    const linked =
      RACE_PRESETS[
        linkedStop(
          location.hash,
          'race',
          RACE_PRESETS.map((name) => ({ name })),
        )
      ]
    if (linked === undefined) return
    onAsk(linked)
    root.current?.scrollIntoView()
  }, [])
  const staged = viewState.race.staged.value
  const playing = staged !== undefined && !staged.isOver
  return (
    <div class="race-presets needs-script" ref={root}>
      <div class="controls" role="group" aria-label={says.title}>
        <span class="race-presets-title">{says.title}</span>
        {RACE_PRESETS.map((preset) => (
          <Button
            key={preset}
            class="button-quiet"
            aria-pressed={asked === preset}
            disabled={!ready || (playing && asked !== preset)}
            onClick={() => onAsk(asked === preset && !playing ? undefined : preset)}
          >
            {says.names[preset]}
          </Button>
        ))}
      </div>
      {asked === undefined || question === undefined ? null : (
        <question.PresetQuestion key={asked} preset={asked} viewState={viewState} />
      )}
    </div>
  )
}
