/**
 * The race as the first thing a visitor sees: the bar, five ladders, a line a transport. Recorded until Start is pressed; the
 * conditions, the surprises and the table are on the race's own page, one link away.
 */
import { useRef, useState } from 'preact/hooks'
import { useMounted } from '../../ui/use-mounted.ts'
import { pathIn, type Language } from '../../words/languages.ts'
import { useRestWhenAway } from '../../bench/view/use-bench-model.ts'
import type { Transport } from '../../wire/trace/transports.ts'
import { HomeStory } from './HomeStory.tsx'
import { RaceBar } from './RaceBar.tsx'
import { RaceLadder } from './RaceLadder.tsx'
import { RaceRows } from './RaceRows.tsx'
import { RowsHeard } from './RowsHeard.tsx'
import { RaceStateLine } from './RaceStateLine.tsx'
import { useRaceViewState } from './use-race-view-state.ts'
import { useRaceModel } from './use-race-model.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import '../../bench/view/bench.css'
import './race.css'

const LADDER_HEIGHT = 400

interface Props {
  /** What the race is called. */
  readonly title: string
  readonly language: Language
}

export function HomeRace({ title, language }: Props) {
  const race = useRaceModel()
  const root = useRef<HTMLDivElement>(null)
  const ready = useMounted()
  const [lane, setLane] = useState<Transport>()
  useRestWhenAway(race.bench, root)
  const viewState = useRaceViewState(race, language)
  const { says } = viewState
  return (
    <div class="bench race" role="group" ref={root} aria-label={title} data-race={language} data-lane={lane}>
      <div class="race-bar race-bar-first">
        <RaceBar viewState={viewState} ready={ready}>
          <a class="race-link" href={pathIn(language, '/race/')}>
            {says.toRace}
          </a>
        </RaceBar>
        <RaceStateLine viewState={viewState} ready={ready} />
      </div>
      <HomeStory viewState={viewState} ready={ready} onLane={setLane} />
      <RaceLadder viewState={viewState} height={LADDER_HEIGHT} />
      <RaceRows viewState={viewState} compact />
      <RowsHeard viewState={viewState} />
    </div>
  )
}
