/** The line over an open unit: its kind and length, what it was made from, its bytes to copy, and its neighbours. */
import type { TraceWords } from '../words/trace-words.ts'
import type { InspectorWords } from './words.ts'
import type { ByteSource } from '../wire/bytes/bytes.ts'
import type { Unit } from '../wire/field/field.ts'
import { CopyBytes } from './CopyBytes.tsx'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly unit: Unit
  readonly source: ByteSource
  /** The unit's bytes, to take along. */
  readonly bytes: () => Uint8Array
  readonly words: TraceWords
  readonly inspectorWords: InspectorWords
  readonly onNeighbour: (direction: 1 | -1) => void
}

export function UnitHead({ unit, source, bytes, words, inspectorWords, onNeighbour }: Props) {
  const { start, end } = unit.range
  return (
    <div class="pane-head">
      <h4>{words.unit[unit.kind]}</h4>
      <span
        class="inspector-what"
        title={source.kind === 'derived' ? inspectorWords.derived[source.derivation] : undefined}
      >
        {words.bytes(end - start)}
        {source.kind === 'derived' ? ` · ${inspectorWords.views.derived[source.derivation]}` : ''}
        {unit.complete ? '' : ` · ${inspectorWords.incomplete}`}
      </span>
      <span class="inspector-tools needs-script">
        <CopyBytes bytes={bytes} from={start} words={inspectorWords} />
        <UnitButton label={inspectorWords.previousUnit} sign="↑" onClick={() => onNeighbour(-1)} />
        <UnitButton label={inspectorWords.nextUnit} sign="↓" onClick={() => onNeighbour(1)} />
      </span>
    </div>
  )
}

interface ButtonProps {
  readonly label: string
  readonly sign: string
  readonly onClick: () => void
}

function UnitButton({ label, sign, onClick }: ButtonProps) {
  return (
    <QuietButton aria-label={label} title={label} onClick={onClick}>
      {sign}
    </QuietButton>
  )
}
