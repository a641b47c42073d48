/**
 * The race as a page of its own: surprises to stage, the bar, five ladders, a row a transport, the table. An island: the build
 * renders it from the capture, so that it reads as a figure without script; Start makes it the reader's own.
 */
import { useRef, useState } from 'preact/hooks'
import { useMounted } from '../../ui/use-mounted.ts'
import type { Language } from '../../words/languages.ts'
import { stagedRace, type RacePreset } from '../model/race-presets.ts'
import type { RaceView } from '../../wire/race/race-view.ts'
import { useRestWhenAway } from '../../bench/view/use-bench-model.ts'
import { RaceBar } from './RaceBar.tsx'
import { RaceConditions } from './RaceControls.tsx'
import { RaceLadder } from './RaceLadder.tsx'
import { RacePresets } from './RacePresets.tsx'
import { RaceRows } from './RaceRows.tsx'
import { RaceTable } from './RaceTable.tsx'
import { RaceStateLine } from './RaceStateLine.tsx'
import { useRaceViewState } from './use-race-view-state.ts'
import { useRaceModel } from './use-race-model.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import '../../bench/view/bench.css'
import './race.css'

const LADDER_HEIGHT = 460

/** A browser opens so many HTTP/1.1 connections to one host. */
const CONNECTIONS_A_HOST = 6

/** So long off the screen, and it lets go of its connections: a reader may well read the text below meanwhile. */
const AWAY_MS = 60_000

interface Props {
  /** What the race is called. */
  readonly title: string
  readonly language: Language
}

export function Race({ title, language }: Props) {
  const race = useRaceModel()
  const root = useRef<HTMLDivElement>(null)
  const ready = useMounted()
  const [asked, setAsked] = useState<RacePreset>()
  useRestWhenAway(race.bench, root, AWAY_MS)
  const viewState = useRaceViewState(race, language)
  const { says, view } = viewState
  return (
    <div class="bench race" role="group" ref={root} aria-label={title} data-race={language}>
      <h2 class="only-heard">{says.title}</h2>
      <RacePresets viewState={viewState} ready={ready} asked={asked} onAsk={setAsked} />
      <div class="race-bar">
        <RaceBar
          viewState={viewState}
          ready={ready}
          surprise={
            asked === undefined
              ? undefined
              : {
                  name: says.surprises.names[asked],
                  play: () => void race.play(stagedRace(asked)),
                }
          }
        />
        <RaceStateLine viewState={viewState} ready={ready} />
        <RaceConditions viewState={viewState} ready={ready} />
      </div>
      <RaceLadder viewState={viewState} height={LADDER_HEIGHT} />
      <h3 class="race-rows-title">{says.rows.title}</h3>
      <RaceRows viewState={viewState} />
      <p class="race-connections">{connectionsText(view, says.connections)}</p>
      <RaceTable viewState={viewState} ready={ready} />
    </div>
  )
}

/** Open exchanges over HTTP hold a connection each; a WebSocket's is none of the six any more. */
function connectionsText({ rows }: RaceView, says: (held: number, left: number) => string): string {
  const held = rows
    .filter(({ transport }) => transport !== 'ws')
    .reduce((sum, { openExchanges }) => sum + openExchanges, 0)
  return says(held, Math.max(0, CONNECTIONS_A_HOST - held))
}
