/** How a race stands, and what can be done with its run: saved, or handed to the inspector. On the home page and on the race's own. */
import { useState } from 'preact/hooks'
import { raceScene } from '../model/scene.ts'
import { saveFile } from '../../ui/save-file.ts'
import { RunTools } from '../../bench/view/RunTools.tsx'
import { StateLine } from '../../bench/view/StateLine.tsx'
import { handOver } from '../../bench/view/hand-over.ts'
import type { RaceFrame } from './race-frame.ts'

export function RaceStateLine({ frame, ready }: { readonly frame: RaceFrame; readonly ready: boolean }) {
  const { model, words, says, race, language } = frame
  const [said, setSaid] = useState('')
  const inspect = (): void => {
    const run = model.isRecorded.peek() ? { capture: raceScene.name } : { text: model.text() }
    if (!handOver(run, language)) setSaid(words.bench.handOverFailed)
  }
  return (
    <>
      <p class="bench-noscript pane-part">{words.bench.needsScript}</p>
      <StateLine frame={frame} ready={ready} instead={race.isAway.value ? says.away : undefined}>
        <RunTools
          frame={frame}
          ready={ready}
          onSave={() => saveFile(model.text(), 'race.json', 'application/json')}
          onInspect={inspect}
        />
      </StateLine>
      <p class="only-heard" aria-live="polite">
        {said}
      </p>
    </>
  )
}
