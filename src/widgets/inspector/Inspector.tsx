/**
 * The inspector of a bench: the unit at the moment on show as bytes, levels, tree and a sentence about the very
 * value. Its selection is the bench's; keys walk fields, levels and units; what a step reached is said once.
 */
import { useMemo, useState } from 'preact/hooks'
import type { Ref } from 'preact'
import { latin1 } from '../../wire/bytes.ts'
import type { Field } from '../../wire/field.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'
import type { Frame } from '../bench/frame.ts'
import { latestSliceIndex } from '../wire-list/latest-slice.ts'
import { sliceMoments } from '../wire-list/wire-rows.ts'
import { arrivedEnd, sideOfSource, unitUntil } from './arrived.ts'
import { ByteGrid } from './ByteGrid.tsx'
import { CopyBytes } from './CopyBytes.tsx'
import { fieldWords } from './field-words.ts'
import { FieldSentence } from './FieldSentence.tsx'
import { FieldTree } from './FieldTree.tsx'
import { fieldAt, levelsOf, pathAfterKey, tellingField } from './field-walk.ts'
import type { FieldPath } from './field-walk.ts'
import { neighbourUnit, unitToOpen } from './unit-walk.ts'
import './inspector.css'

interface Props {
  readonly frame: Frame
  /** Where the wire list sends the reader who opens a slice. */
  readonly root: Ref<HTMLDivElement>
}

export function Inspector({ frame, root }: Props) {
  const { words, events, conversation, selection, version, shown } = frame
  const [said, setSaid] = useState('')
  const slices = useMemo(() => sliceMoments(events, shown), [events, shown, version])
  const sliceIndex = latestSliceIndex(slices, frame.moment)
  const slice = sliceIndex === undefined ? undefined : slices[sliceIndex]
  const opened = unitToOpen(slice, selection?.unit, events, conversation)
  const source = opened === undefined ? undefined : conversation.source(opened.unit.source)
  if (opened === undefined || source === undefined || sliceIndex === undefined) {
    return (
      <div role="group" class="inspector" ref={root} aria-label={words.inspector.title}>
        <div class="pane-head">
          <h4>{words.inspector.title}</h4>
        </div>
        <p class="inspector-none">{words.inspector.none}</p>
      </div>
    )
  }
  const side = sideOfSource(source, exchangesFrom(frame, slice))
  const endAt = (moment: number): number =>
    side === undefined ? source.bytes.length : arrivedEnd(source, side, moment)
  const unit = unitUntil(opened.unit, endAt(shown - 1))
  const asked = selection?.unit === unit.id ? selection.field : undefined
  const path = asked !== undefined && fieldAt(unit, asked) !== undefined ? asked : tellingField(unit)
  const field = fieldAt(unit, path)
  const say = fieldWords(frame.language, unit, source.bytes)

  const select = (to: FieldPath): void => {
    // The moment stays the reader's: a field of another slice of this unit does not move the other views.
    frame.select({ moment: frame.moment ?? opened.moment, unit: unit.id, field: to })
    const reached = fieldAt(unit, to)
    if (reached !== undefined) setSaid(`${say.label(reached)}. ${say.sentence(reached)}`)
  }
  const toUnit = (direction: 1 | -1): void => {
    const next = neighbourUnit(unit, slices, sliceIndex, direction, events, conversation)
    if (next === undefined) return
    frame.select({ moment: next.moment, unit: next.unit.id })
    setSaid(words.unit[next.unit.kind])
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'PageDown' || event.key === 'PageUp') toUnit(event.key === 'PageDown' ? 1 : -1)
    else {
      const to = pathAfterKey(unit, path, event.key)
      if (to === undefined) return
      select(to)
    }
    event.preventDefault()
    event.stopPropagation()
  }
  const nameOf = (each: Field): string => say.label(each)
  return (
    <div role="group" class="inspector" ref={root} aria-label={words.inspector.title}>
      <div class="pane-head">
        <h4>{words.unit[unit.kind]}</h4>
        <span>
          {words.bytes(unit.range.end - unit.range.start)}
          {source.kind === 'derived' ? ` · ${words.inspector.derived[source.derivation]}` : ''}
          {unit.complete ? '' : ` · ${words.inspector.incomplete}`}
        </span>
        <span class="inspector-tools needs-script">
          <CopyBytes
            bytes={source.bytes.subarray(unit.range.start, unit.range.end)}
            from={unit.range.start}
            words={words}
          />
          <UnitButton label={words.inspector.previousUnit} sign="↑" onClick={() => toUnit(-1)} />
          <UnitButton label={words.inspector.nextUnit} sign="↓" onClick={() => toUnit(1)} />
        </span>
      </div>
      <ByteGrid
        unit={unit}
        bytes={source.bytes}
        later={endAt(frame.moment ?? shown - 1)}
        current={field}
        words={words}
        nameOf={nameOf}
        partName={(part) => headerName(part, source.bytes) ?? say.label(part)}
        onSelect={select}
        onKeyDown={onKeyDown}
      />
      <div role="group" class="levels" aria-label={words.inspector.levels}>
        {levelsOf(unit, path).map((level, depth, all) => (
          <button
            key={level.path.join('.')}
            type="button"
            class="level"
            aria-current={depth === all.length - 1 ? 'true' : undefined}
            onClick={() => select(level.path)}
          >
            {say.label(level.field)}
          </button>
        ))}
      </div>
      {field === undefined ? null : (
        <FieldSentence
          field={field}
          bytes={source.bytes}
          say={say}
          words={words}
          transport={transportOf(frame, slice)}
        />
      )}
      <FieldTree
        unit={unit}
        bytes={source.bytes}
        current={path}
        words={words}
        labelOf={nameOf}
        onSelect={select}
      />
      <p class="only-heard" aria-live="polite">
        {said}
      </p>
    </div>
  )
}

/** The exchange of the slice on show first: it nearly always is the one; a unit asked for may be of any. */
function exchangesFrom({ events, conversation }: Frame, slice: number | undefined): readonly ExchangeView[] {
  const event = slice === undefined ? undefined : events[slice]
  const own = event?.kind === 'slice' ? conversation.exchange(event.exchange) : undefined
  return own === undefined ? conversation.exchanges : [own, ...conversation.exchanges]
}

/** A header line is told from the others by its name. */
function headerName(part: Field, bytes: Uint8Array): string | undefined {
  if (part.kind !== 'http.header-line' && part.kind !== 'http.trailer-line') return undefined
  const name = part.children.find((child) => child.kind === 'http.header-name')
  return name === undefined ? undefined : latin1(bytes, name.range.start, name.range.end)
}

function transportOf({ events, conversation }: Frame, slice: number | undefined): string {
  const event = slice === undefined ? undefined : events[slice]
  return event?.kind === 'slice' ? (conversation.exchange(event.exchange)?.transport ?? 'events') : 'events'
}

function UnitButton({
  label,
  sign,
  onClick,
}: {
  readonly label: string
  readonly sign: string
  readonly onClick: () => void
}) {
  return (
    <button type="button" class="quiet-button" aria-label={label} title={label} onClick={onClick}>
      {sign}
    </button>
  )
}
