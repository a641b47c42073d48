/** What can be done with the run on show: saved, opened in the inspector's workbench, watched by others. */
import type { StateFrame } from './StateLine.tsx'

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
      <button type="button" class="quiet-button" disabled={disabled} onClick={onSave}>
        {words.bench.save}
      </button>
      <button type="button" class="quiet-button" disabled={disabled} onClick={onInspect}>
        {words.bench.openInspector}
      </button>
      {onShare === undefined || model.state.value.kind !== 'running' ? null : (
        <button type="button" class="quiet-button" onClick={onShare}>
          {words.bench.share}
        </button>
      )}
    </>
  )
}
