/** What can be done with the run on show: saved, or opened in the inspector's workbench. */
import type { StateFrame } from './StateLine.tsx'

interface Props {
  readonly frame: StateFrame
  readonly ready: boolean
  readonly onSave: () => void
  /** Opens the run on show in the inspector's workbench. */
  readonly onInspect: () => void
}

export function RunTools({ frame: { words, events }, ready, onSave, onInspect }: Props) {
  const disabled = !ready || events.length === 0
  return (
    <>
      <button type="button" class="quiet-button" disabled={disabled} onClick={onSave}>
        {words.bench.save}
      </button>
      <button type="button" class="quiet-button" disabled={disabled} onClick={onInspect}>
        {words.bench.openInspector}
      </button>
    </>
  )
}
