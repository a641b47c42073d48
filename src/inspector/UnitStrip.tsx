/** What the slice on show carries, a button a unit, and what Page Up and Page Down go by. */
import type { TraceWords } from '../words/trace-words.ts'
import type { UnitView } from './lens.ts'
import type { InspectorWords, UnitStep } from './words.ts'
import type { Unit } from '../wire/field/field.ts'
import type { TracedKind } from '../wire/trace/transports.ts'
import { opcodeName } from '../wire/websocket/opcodes.ts'
import { findNumber } from '../wire/trace/queries/fields.ts'
import { Select } from '../ui/Select.tsx'
import { BareButton } from '../ui/Button.tsx'

/** So many units of one slice have a button; a burst can have hundreds. */
const MOST_UNITS = 24

const STEPS: readonly UnitStep[] = ['slice', 'framing', 'message']

interface Props extends Pick<UnitView, 'unit' | 'words' | 'traceWords'> {
  /** In order of their first bytes. */
  readonly units: readonly Unit[]
  readonly by: UnitStep
  readonly transport: TracedKind
  readonly onOpen: (unit: Unit) => void
  readonly onStep: (by: UnitStep) => void
}

export function UnitStrip({ units, unit: open, by, transport, words, traceWords, onOpen, onStep }: Props) {
  const shown = units.slice(0, MOST_UNITS)
  return (
    <div class="units needs-script">
      <div class="units-here" role="group" aria-label={words.units.here}>
        {shown.map((unit) => (
          <BareButton
            key={unit.id}
            class="unit"
            aria-current={unit.id === open.id ? 'true' : undefined}
            onClick={() => onOpen(unit)}
          >
            {unitName(unit, traceWords)} <span>{unit.range.end - unit.range.start}</span>
          </BareButton>
        ))}
        {units.length > shown.length ? <span class="units-more">+{units.length - shown.length}</span> : null}
      </div>
      <label class="units-by">
        {words.units.by}{' '}
        <Select
          value={by}
          values={STEPS}
          text={(step) => stepName(step, transport, words)}
          onChange={onStep}
        />
      </label>
    </div>
  )
}

/** A frame is called after its opcode, whose names are RFC 6455's in every language. */
function unitName(unit: Unit, traceWords: TraceWords): string {
  const opcode = findNumber(unit.fields, 'websocket.opcode')
  const name = opcode === undefined ? undefined : opcodeName(opcode)
  return name ?? traceWords.unit[unit.kind]
}

function stepName(step: UnitStep, transport: TracedKind, { units }: InspectorWords): string {
  if (step === 'slice') return units.step.slice
  if (step === 'framing') {
    if (transport === 'ws') return units.frame
    return transport === 'sse' || transport === 'iframe-stream' ? units.chunk : units.piece
  }
  if (transport === 'sse') return units.event
  return transport === 'iframe-stream' ? units.script : units.message
}
