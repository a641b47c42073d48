/**
 * The classic surprises: choose one, guess, it plays, and what was then measured says which answer was right, and is told lane
 * by lane. A guess is remembered as those of the chapters are.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { placeIn } from '../../bench/view/story/moment-link.ts'
import { RACE_PRESET_WORDS } from './preset-words.ts'
import { RACE_PRESETS, type RacePreset } from '../model/race-presets.ts'
import { useLoaded } from '../../ui/use-loaded.ts'
import type { RaceFrame } from './race-frame.ts'
import { Button } from '../../ui/Button.tsx'
import '../../ui/guess.css'
import './race-presets.css'

const QUESTION = () => import('./PresetQuestion.tsx')

interface Props {
  readonly frame: RaceFrame
  readonly ready: boolean
}

export function RacePresets({ frame, ready }: Props) {
  const says = RACE_PRESET_WORDS[frame.language]
  const [asked, setAsked] = useState<RacePreset>()
  const question = useLoaded(QUESTION, asked !== undefined)
  const root = useRef<HTMLDivElement>(null)
  // A link that leads here.
  useEffect(() => {
    const place = placeIn(location.hash, 'race')
    const linked = RACE_PRESETS.find((preset) => place && 'stop' in place && place.stop === preset)
    if (linked === undefined) return
    setAsked(linked)
    root.current?.scrollIntoView()
  }, [])
  const staged = frame.race.staged.value
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
            onClick={() => setAsked(asked === preset && !playing ? undefined : preset)}
          >
            {says.presets[preset].name}
          </Button>
        ))}
      </div>
      {asked === undefined || question === undefined ? null : (
        <question.PresetQuestion key={asked} preset={asked} frame={frame} says={says} />
      )}
    </div>
  )
}
