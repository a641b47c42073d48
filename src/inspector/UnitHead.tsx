/** The line over an open unit: its kind and length, what it was made from, its bytes to copy, and its neighbours. */
import type { UnitView } from './lens.ts'
import { CopyBytes } from './CopyBytes.tsx'
import { SignButton } from '../ui/Button.tsx'

interface Props extends Pick<UnitView, 'unit' | 'source' | 'words' | 'traceWords'> {
  /** The unit's bytes, to take along. */
  readonly bytes: () => Uint8Array
  readonly onNeighbour: (direction: 1 | -1) => void
}

export function UnitHead({ unit, source, bytes, traceWords, words, onNeighbour }: Props) {
  const { start, end } = unit.range
  return (
    <div class="pane-head">
      <h4>{traceWords.unit[unit.kind]}</h4>
      <span
        class="inspector-what"
        title={source.kind === 'derived' ? words.derived[source.derivation] : undefined}
      >
        {traceWords.bytes(end - start)}
        {source.kind === 'derived' ? ` · ${words.views.derived[source.derivation]}` : ''}
        {unit.complete ? '' : ` · ${words.incomplete}`}
      </span>
      <span class="inspector-tools needs-script">
        <CopyBytes bytes={bytes} from={start} words={words} />
        <SignButton label={words.previousUnit} sign="↑" onClick={() => onNeighbour(-1)} />
        <SignButton label={words.nextUnit} sign="↓" onClick={() => onNeighbour(1)} />
      </span>
    </div>
  )
}
