/** How a race stands, and what can be done with its run: saved, or handed to the inspector. On the home page and on the race's own. */
import { useState } from 'preact/hooks'
import { Heard } from '../../ui/Heard.tsx'
import { raceScene } from '../model/scene.ts'
import { RunTools } from '../../bench/view/RunTools.tsx'
import { StateLine } from '../../bench/view/StateLine.tsx'
import type { RaceControlProps } from './RaceBar.tsx'

export function RaceStateLine({ viewState, ready }: RaceControlProps) {
  const { words, says, race } = viewState
  const [said, setSaid] = useState('')
  return (
    <>
      <p class="bench-noscript pane-part">{words.bench.needsScript}</p>
      <StateLine viewState={viewState} ready={ready} instead={race.isAway.value ? says.away : undefined}>
        <RunTools viewState={viewState} scene={raceScene} ready={ready} say={setSaid} />
      </StateLine>
      <Heard>{said}</Heard>
    </>
  )
}
