/**
 * "Where this field is": the levels around the unit, the unit, its fields down to the current one, and what the current
 * byte carries further in. Each is a button that opens it. The same as the brackets over the bytes, in words.
 */
import type { Unit } from '../wire/field/field.ts'
import { LEVEL_KINDS, levelsAt, type ByteLevel } from './byte-levels.ts'
import { levelsOf, type FieldPath } from './field-walk.ts'
import type { UnitView } from './lens.ts'
import { levelName } from './level-words.ts'
import { BareButton } from '../ui/Button.tsx'

interface Props extends UnitView {
  readonly path: FieldPath
  /** The byte that is looked at. */
  readonly byte: number
  readonly levels: readonly ByteLevel[]
  readonly onOpen: (level: ByteLevel) => void
}

export function LevelsLine(props: Props) {
  const { unit, path, byte, levels, say, words, onOpen, select } = props
  const { outer, inner } = aroundAndIn(levelsAt(levels, byte), unit)
  const button = (level: ByteLevel) => (
    <BareButton key={level.kind} class={`level level-of-${level.kind}`} onClick={() => onOpen(level)}>
      {levelName(level.target, props)}
    </BareButton>
  )
  return (
    <div role="group" class="levels" aria-label={words.levels}>
      {outer.map(button)}
      {levelsOf(unit, path).map((level, depth, all) => (
        <BareButton
          key={level.path.join('.')}
          class="level"
          aria-current={depth === all.length - 1 ? 'true' : undefined}
          onClick={() => select(level.path)}
        >
          {say.label(level.field)}
        </BareButton>
      ))}
      {inner.map(button)}
    </div>
  )
}

/** The levels as far in as the unit on show, and those inside it. An event that is a field of this unit is among its fields. */
function aroundAndIn(
  levels: readonly ByteLevel[],
  unit: Unit,
): { readonly outer: readonly ByteLevel[]; readonly inner: readonly ByteLevel[] } {
  const isOwn = ({ target }: ByteLevel): boolean => target.kind === 'unit' && target.unit.id === unit.id
  const own = levels.find(isOwn)
  const depth = LEVEL_KINDS.indexOf(own?.kind ?? 'framing')
  const others = levels.filter(({ target }) => target.kind !== 'event' || target.unit.id !== unit.id)
  const isOuter = (level: ByteLevel): boolean => LEVEL_KINDS.indexOf(level.kind) <= depth
  return { outer: others.filter(isOuter), inner: others.filter((level) => !isOuter(level)) }
}
