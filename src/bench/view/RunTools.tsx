/** What can be done with the run on show: saved, opened in the inspector's workbench, watched by others. */
import { useState } from 'preact/hooks'
import { captureOf, type Scene } from '../model/scenes.ts'
import { QuietButton } from '../../ui/Button.tsx'
import { Heard } from '../../ui/Heard.tsx'
import { handOver } from './hand-over.ts'
import { saveRun } from './save-run.ts'
import type { StateLineView } from './StateLine.tsx'

interface Props {
  readonly viewState: StateLineView
  readonly scene: Scene
  readonly ready: boolean
  /** Lets others watch the live run, where that is offered. */
  readonly onShare?: () => void
}

export function RunTools({ viewState: { model, language, words, events }, scene, ready, onShare }: Props) {
  const [said, setSaid] = useState('')
  const disabled = !ready || events.length === 0
  const save = async (): Promise<void> => {
    if (!(await saveRun(model, scene.name))) setSaid(words.bench.saveFailed)
  }
  const inspect = (): void => {
    const capture = captureOf(scene, model.variant.peek())
    const handed = handOver(model.isRecorded.peek() ? { capture } : { text: model.text() }, language)
    if (!handed) setSaid(words.bench.handOverFailed)
  }
  return (
    <>
      <QuietButton disabled={disabled} onClick={() => void save()}>
        {words.bench.save}
      </QuietButton>
      <QuietButton disabled={disabled} onClick={inspect}>
        {words.bench.openInspector}
      </QuietButton>
      {onShare === undefined || model.state.value.kind !== 'running' ? null : (
        <QuietButton onClick={onShare}>{words.bench.share}</QuietButton>
      )}
      <Heard>{said}</Heard>
    </>
  )
}
