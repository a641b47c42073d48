/**
 * The race as the first thing a visitor sees: the bar, five ladders, a line a transport. Recorded until Start is pressed; the
 * conditions, the surprises and the table are on the race's own page, one link away.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { pathIn, type Language } from '../../i18n/languages.ts'
import { WORKBENCH_WORDS } from '../../i18n/workbench-words.ts'
import { SCENES } from '../../lab/scenes.ts'
import { saveFile } from '../../ui/save-file.ts'
import { encodeTrace } from '../../wire/trace/trace-codec.ts'
import { StateLine } from '../bench/StateLine.tsx'
import { useRestWhenAway } from '../bench/use-bench-model.ts'
import { handOver } from '../workbench/hand-over.ts'
import { RaceBar } from './RaceBar.tsx'
import { RaceLadder } from './RaceLadder.tsx'
import { RaceRows } from './RaceRows.tsx'
import { RowsHeard } from './RowsHeard.tsx'
import { useRaceFrame } from './use-race-frame.ts'
import { useRaceModel } from './use-race-model.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import '../bench/bench.css'
import './race.css'

const LADDER_HEIGHT = 400

export function HomeRace({ language }: { readonly language: Language }) {
  const race = useRaceModel()
  const root = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => setReady(true), [])
  useRestWhenAway(race.bench, root)
  const frame = useRaceFrame(race, language)
  const { model, says, words } = frame
  const inspect = (): void => {
    const run = model.isRecorded.peek() ? { capture: SCENES.race.capture } : { trace: model.trace() }
    if (!handOver(run, language)) setSaid(WORKBENCH_WORDS[language].handOverFailed)
  }
  return (
    <div class="bench race" role="group" ref={root} aria-label={words.scene.race} data-race={language}>
      <div class="race-bar race-bar-first">
        <RaceBar frame={frame} ready={ready}>
          <a class="race-link" href={pathIn(language, '/race/')}>
            {says.toRace}
          </a>
        </RaceBar>
        <StateLine
          frame={frame}
          ready={ready}
          instead={race.isAway.value ? says.away : undefined}
          onSave={() => saveFile(encodeTrace(model.trace()), 'race.json', 'application/json')}
          onInspect={inspect}
        />
      </div>
      <RaceLadder frame={frame} height={LADDER_HEIGHT} />
      <RaceRows frame={frame} compact />
      <RowsHeard frame={frame} />
      <p class="only-heard" aria-live="polite">
        {said}
      </p>
    </div>
  )
}
