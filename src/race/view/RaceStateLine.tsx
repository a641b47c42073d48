/** How a race stands, and what can be done with its run: saved, or handed to the inspector. On the home page and on the race's own. */
import { useState } from 'preact/hooks'
import { raceScene } from '../model/scene.ts'
import { RunTools } from '../../bench/view/RunTools.tsx'
import { saveRun } from '../../bench/view/save-run.ts'
import { StateLine } from '../../bench/view/StateLine.tsx'
import { handOver } from '../../bench/view/hand-over.ts'
import type { RaceFrame } from './race-frame.ts'

export function RaceStateLine({ frame, ready }: { readonly frame: RaceFrame; readonly ready: boolean }) {
  const { model, words, says, race, language } = frame
  const [said, setSaid] = useState('')
  const save = async (): Promise<void> => {
    if (!(await saveRun(model, raceScene.name))) setSaid(words.bench.saveFailed)
  }
  const inspect = (): void => {
    const run = model.isRecorded.peek() ? { capture: raceScene.name } : { text: model.text() }
    if (!handOver(run, language)) setSaid(words.bench.handOverFailed)
  }
  return (
    <>
      <p class="bench-noscript pane-part">{words.bench.needsScript}</p>
      <StateLine frame={frame} ready={ready} instead={race.isAway.value ? says.away : undefined}>
        <RunTools frame={frame} ready={ready} onSave={() => void save()} onInspect={inspect} />
      </StateLine>
      <p class="only-heard" aria-live="polite">
        {said}
      </p>
    </>
  )
}
