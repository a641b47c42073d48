/** What can be done with the run on show: saved, opened in the inspector's workbench, watched by others. */
import { captureOf, type Scene } from '../model/scenes.ts'
import { QuietButton } from '../../ui/Button.tsx'
import { handOver } from './hand-over.ts'
import { saveRun } from './save-run.ts'
import type { StateLineView } from './StateLine.tsx'

interface Props {
  readonly viewState: StateLineView
  readonly scene: Scene
  readonly ready: boolean
  /** What is to be heard: that one of them failed. */
  readonly say: (text: string) => void
  /** Lets others watch the live run, where that is offered. */
  readonly onShare?: () => void
}

export function RunTools({
  viewState: { model, language, words, events },
  scene,
  ready,
  say,
  onShare,
}: Props) {
  const disabled = !ready || events.length === 0
  const save = async (): Promise<void> => {
    if (!(await saveRun(model, scene.name))) say(words.bench.saveFailed)
  }
  const inspect = (): void => {
    const capture = captureOf(scene, model.variant.peek())
    const handed = handOver(model.isRecorded.peek() ? { capture } : { text: model.text() }, language)
    if (!handed) say(words.bench.handOverFailed)
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
    </>
  )
}
