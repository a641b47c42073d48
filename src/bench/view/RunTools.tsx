/** What can be done with the run on show: saved, opened in the inspector's workbench, watched by others. */
import type { StateFrame } from './StateLine.tsx'
import { QuietButton } from '../../ui/Button.tsx'

interface Props {
  readonly frame: StateFrame
  readonly ready: boolean
  readonly onSave: () => void
  /** Opens the run on show in the inspector's workbench. */
  readonly onInspect: () => void
  /** Lets others watch the live run, where that is offered. */
  readonly onShare?: () => void
}

export function RunTools({ frame: { model, words, events }, ready, onSave, onInspect, onShare }: Props) {
  const disabled = !ready || events.length === 0
  return (
    <>
      <QuietButton disabled={disabled} onClick={onSave}>
        {words.bench.save}
      </QuietButton>
      <QuietButton disabled={disabled} onClick={onInspect}>
        {words.bench.openInspector}
      </QuietButton>
      {onShare === undefined || model.state.value.kind !== 'running' ? null : (
        <QuietButton onClick={onShare}>{words.bench.share}</QuietButton>
      )}
    </>
  )
}
