/**
 * The inspector of a bench: the unit at the moment on show as bytes, levels, a sentence about the very value, and under
 * them a lens: fields, bits, views, steps. Its selection is the bench's; keys walk fields, levels, bytes and units; what
 * a step reached is said once.
 */
import { useMemo, useState } from 'preact/hooks'
import type { Ref } from 'preact'
import { INSPECTOR_WORDS, type LensName, type UnitStep } from '../../i18n/inspector-words.ts'
import { latin1, type SourceId } from '../../wire/bytes.ts'
import type { Field } from '../../wire/field.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'
import type { TracedKind } from '../../wire/transports.ts'
import type { Frame } from '../bench/frame.ts'
import { latestSliceIndex } from '../wire-list/latest-slice.ts'
import { sliceMoments } from '../wire-list/wire-rows.ts'
import { arrivedEnd, exchangeOfSource, sideOfSource, unitUntil } from './arrived.ts'
import { ByteGrid } from './ByteGrid.tsx'
import { CopyBytes } from './CopyBytes.tsx'
import { fieldWords } from './field-words.ts'
import { FieldSentence } from './FieldSentence.tsx'
import { fieldAt, leafAt, leavesOf, levelsOf, pathAfterKey, tellingField } from './field-walk.ts'
import type { FieldPath } from './field-walk.ts'
import { LensPanel } from './LensPanel.tsx'
import { neighbourUnit, unitsOfSlice, unitToOpen, usualStep } from './unit-walk.ts'
import type { UnitAt, Walk } from './unit-walk.ts'
import { UnitStrip } from './UnitStrip.tsx'
import './inspector.css'

/** What of a bench's frame it draws from; a workbench has no more than this. */
export type InspectorFrame = Pick<
  Frame,
  'language' | 'words' | 'version' | 'events' | 'conversation' | 'shown' | 'selection' | 'moment' | 'select'
>

interface Props {
  readonly frame: InspectorFrame
  /** Where the wire list sends the reader who opens a slice. */
  readonly root: Ref<HTMLDivElement>
}

export function Inspector({ frame, root }: Props) {
  const { words, events, conversation, selection, version, shown } = frame
  const [said, setSaid] = useState('')
  const [lens, setLens] = useState<LensName | undefined>(undefined)
  const [step, setStep] = useState<UnitStep | undefined>(undefined)
  const slices = useMemo(() => sliceMoments(events, shown), [events, shown, version])
  const sliceIndex = latestSliceIndex(slices, frame.moment)
  const slice = sliceIndex === undefined ? undefined : slices[sliceIndex]
  const transport = transportOf(frame, slice)
  const walk: Walk = { events, conversation, by: step ?? usualStep(transport) }
  const opened = unitToOpen(slice, selection?.unit, walk)
  const source = opened === undefined ? undefined : conversation.source(opened.unit.source)
  const exchange = source === undefined ? undefined : exchangeOfSource(source, exchangesFrom(frame, slice))
  const side = source === undefined || exchange === undefined ? undefined : sideOfSource(source, [exchange])
  if (
    opened === undefined ||
    source === undefined ||
    exchange === undefined ||
    side === undefined ||
    slice === undefined ||
    sliceIndex === undefined
  ) {
    return (
      <div role="group" class="inspector" ref={root} aria-label={words.inspector.title}>
        <div class="pane-head">
          <h4>{words.inspector.title}</h4>
        </div>
        <p class="inspector-none">{words.inspector.none}</p>
      </div>
    )
  }
  const inspectorWords = INSPECTOR_WORDS[frame.language]
  const endAt = (moment: number): number => arrivedEnd(source, side, moment)
  const unit = unitUntil(opened.unit, endAt(shown - 1))
  const isAsked = selection?.unit === unit.id
  const asked = isAsked ? selection.field : undefined
  const path = asked !== undefined && fieldAt(unit, asked) !== undefined ? asked : tellingField(unit)
  const field = fieldAt(unit, path)
  const byte = isAsked && field !== undefined ? byteIn(field, selection.byte) : undefined
  const say = fieldWords(frame.language, unit, source.bytes)

  const select = (to: FieldPath, at?: number): void => {
    // The moment stays the reader's: a field of another slice of this unit does not move the other views.
    const moment = frame.moment ?? opened.moment
    frame.select({ moment, unit: unit.id, field: to, ...(at === undefined ? {} : { byte: at }) })
    const reached = fieldAt(unit, to)
    if (reached !== undefined && reached !== field) setSaid(`${say.label(reached)}. ${say.sentence(reached)}`)
  }
  const selectByte = (at: number): void => {
    const leaf = leafAt(leavesOf(unit.fields), at)
    if (leaf === undefined) return
    // A byte of several fields stays with the one that is looked at.
    const isHere = field !== undefined && at >= field.range.start && at < field.range.end
    select(isHere && field.children.length === 0 ? path : leaf.path, at)
  }
  const open = (next: UnitAt | undefined): void => {
    if (next === undefined) return
    frame.select({ moment: next.moment, unit: next.unit.id })
    setSaid(words.unit[next.unit.kind])
  }
  const openAt = (id: SourceId, offset: number): void => {
    const there = exchange.sides
    const units = [...there['client-to-server'].units, ...there['server-to-client'].units]
    const found = units.find(
      (each) => each.source === id && each.range.start <= offset && offset < each.range.end,
    )
    const leaf = found === undefined ? undefined : leafAt(leavesOf(found.fields), offset)
    if (found === undefined || leaf === undefined) return
    const moment = frame.moment ?? opened.moment
    frame.select({ moment, unit: found.id, field: leaf.path, byte: offset })
    setSaid(words.unit[found.kind])
  }
  const toUnit = (direction: 1 | -1): void => open(neighbourUnit(unit, slices, sliceIndex, direction, walk))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === 'PageDown' || event.key === 'PageUp') toUnit(event.key === 'PageDown' ? 1 : -1)
    else if (event.shiftKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      const from = byte ?? field?.range.start ?? unit.range.start
      selectByte(from + (event.key === 'ArrowRight' ? 1 : -1))
    } else {
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
        <span
          class="inspector-what"
          title={source.kind === 'derived' ? words.inspector.derived[source.derivation] : undefined}
        >
          {words.bytes(unit.range.end - unit.range.start)}
          {source.kind === 'derived' ? ` · ${inspectorWords.views.derived[source.derivation]}` : ''}
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
      <UnitStrip
        units={unitsOfSlice(slice, walk)}
        open={unit}
        by={walk.by}
        transport={transport}
        words={inspectorWords}
        benchWords={words}
        onOpen={(each) => open({ unit: each, moment: slice })}
        onStep={setStep}
      />
      <ByteGrid
        unit={unit}
        bytes={source.bytes}
        later={endAt(frame.moment ?? shown - 1)}
        current={field}
        byte={byte}
        words={words}
        inspectorWords={inspectorWords}
        nameOf={nameOf}
        partName={(part) => lineName(part, source.bytes) ?? say.label(part)}
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
        <>
          <FieldSentence
            field={field}
            bytes={source.bytes}
            say={say}
            words={words}
            inspectorWords={inspectorWords}
            transport={transport}
          />
          <LensPanel
            unit={unit}
            source={source}
            exchange={exchange}
            side={side}
            conversation={conversation}
            shown={shown}
            path={path}
            field={field}
            byte={byte ?? field.range.start}
            isChosen={byte !== undefined}
            say={say}
            language={frame.language}
            words={inspectorWords}
            benchWords={words}
            select={select}
            selectByte={selectByte}
            openAt={openAt}
            chosen={lens}
            onChoose={setLens}
          />
        </>
      )}
      <p class="only-heard" aria-live="polite">
        {said}
      </p>
    </div>
  )
}

/** The chosen byte, where the field on show has it. */
function byteIn({ range }: Field, byte: number | undefined): number | undefined {
  return byte !== undefined && byte >= range.start && byte < range.end ? byte : undefined
}

/** The exchange of the slice on show first: it nearly always is the one; a unit asked for may be of any. */
function exchangesFrom(
  { events, conversation }: InspectorFrame,
  slice: number | undefined,
): readonly ExchangeView[] {
  const event = slice === undefined ? undefined : events[slice]
  const own = event?.kind === 'slice' ? conversation.exchange(event.exchange) : undefined
  return own === undefined ? conversation.exchanges : [own, ...conversation.exchanges]
}

/** A line of a head, or of an event stream, is told from the others by its name. */
function lineName(part: Field, bytes: Uint8Array): string | undefined {
  if (part.kind === 'event-stream.field-line' && part.value !== '') return String(part.value)
  if (part.kind !== 'http.header-line' && part.kind !== 'http.trailer-line') return undefined
  const name = part.children.find((child) => child.kind === 'http.header-name')
  return name === undefined ? undefined : latin1(bytes, name.range.start, name.range.end)
}

function transportOf({ events, conversation }: InspectorFrame, slice: number | undefined): TracedKind {
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
