/** What the slice on show carries, a button a unit, and what Page Up and Page Down go by. */
import type { TraceWords } from '../words/trace-words.ts'
import type { InspectorWords, UnitStep } from './words.ts'
import type { Unit } from '../wire/field/field.ts'
import type { TracedKind } from '../wire/trace/transports.ts'
import { opcodeName } from '../wire/websocket/opcodes.ts'
import { findNumber } from '../wire/trace/queries/fields.ts'

/** So many units of one slice have a button; a burst can have hundreds. */
const MOST_UNITS = 24

const STEPS: readonly UnitStep[] = ['slice', 'framing', 'message']

interface Props {
  /** In order of their first bytes. */
  readonly units: readonly Unit[]
  readonly open: Unit
  readonly by: UnitStep
  readonly transport: TracedKind
  readonly words: InspectorWords
  readonly benchWords: TraceWords
  readonly onOpen: (unit: Unit) => void
  readonly onStep: (by: UnitStep) => void
}

export function UnitStrip({ units, open, by, transport, words, benchWords, onOpen, onStep }: Props) {
  const shown = units.slice(0, MOST_UNITS)
  return (
    <div class="units needs-script">
      <div class="units-here" role="group" aria-label={words.units.here}>
        {shown.map((unit) => (
          <button
            key={unit.id}
            type="button"
            class="unit"
            aria-current={unit.id === open.id ? 'true' : undefined}
            onClick={() => onOpen(unit)}
          >
            {unitName(unit, benchWords)} <span>{unit.range.end - unit.range.start}</span>
          </button>
        ))}
        {units.length > shown.length ? <span class="units-more">+{units.length - shown.length}</span> : null}
      </div>
      <label class="units-by">
        {words.units.by}{' '}
        <select value={by} onChange={(event) => onStep(stepOf(event.currentTarget.value))}>
          {STEPS.map((step) => (
            <option key={step} value={step}>
              {stepName(step, transport, words)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}

function stepOf(value: string): UnitStep {
  return STEPS.find((step) => step === value) ?? 'framing'
}

/** A frame is called after its opcode, whose names are RFC 6455's in every language. */
function unitName(unit: Unit, benchWords: TraceWords): string {
  const opcode = findNumber(unit.fields, 'websocket.opcode')
  const name = opcode === undefined ? undefined : opcodeName(opcode)
  return name ?? benchWords.unit[unit.kind]
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
