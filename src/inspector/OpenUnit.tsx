/**
 * One unit in the inspector: its bytes with what they lie in, where the current field is and what it says, and under
 * them a lens. Keys walk fields, levels, bytes and units, or it walks by itself; what a step reached is said once.
 */
import { useMemo, useState } from 'preact/hooks'
import type { ComponentChildren, Ref } from 'preact'
import { INSPECTOR_WORDS, type LensName, type UnitStep } from './words.ts'
import { latin1, type ByteRange, type ByteSource, type SourceId } from '../wire/bytes/bytes.ts'
import type { Field } from '../wire/field/field.ts'
import { unitAt } from '../wire/trace/units-of-side.ts'
import type { ExchangeView, Side } from '../wire/trace/views.ts'
import type { TracedKind } from '../wire/trace/transports.ts'
import { arrivedEnd, unitUntil } from './arrived.ts'
import { byteLevels, type ByteLevel } from './byte-levels.ts'
import { ByteGrid, LONG_UNIT_BYTES } from './ByteGrid.tsx'
import { fieldWords } from './field-words.ts'
import { FieldSentence } from './FieldSentence.tsx'
import { FieldTree } from './FieldTree.tsx'
import {
  fieldAt,
  leafAt,
  leavesOf,
  nextLeaf,
  pathAfterKey,
  tellingField,
  type FieldPath,
} from './field-walk.ts'
import type { ViewState } from './view-state.ts'
import { leavingBytes } from './leaving-bytes.ts'
import { LensPanel } from './LensPanel.tsx'
import type { LensProps, UnitView } from './lens.ts'
import { levelName } from './level-words.ts'
import { LevelsLine } from './LevelsLine.tsx'
import { neighbourUnit, unitsOfSlice, type UnitAt, type Walk } from './unit-walk.ts'
import { UnitHead } from './UnitHead.tsx'
import { UnitStrip } from './UnitStrip.tsx'
import { WalkBar } from './WalkBar.tsx'
import { hasModifier, takeKey } from '../ui/list-keys.ts'
import { findField } from '../wire/trace/queries/fields.ts'
import { sentences } from '../words/punctuation.ts'
import { Heard } from '../ui/Heard.tsx'

interface Props {
  readonly viewState: ViewState
  readonly root: Ref<HTMLDivElement>
  readonly opened: UnitAt
  readonly source: ByteSource
  /** The exchange, and the side of it, that the source's bytes are of. */
  readonly exchange: ExchangeView
  readonly side: Side
  /** The moments of the slices on show, and which of them is looked at. */
  readonly slices: readonly number[]
  readonly sliceIndex: number
  readonly transport: TracedKind
  readonly walk: Walk
  /** What the reader chose last; where this unit has no such lens, its usual one is on show. */
  readonly lens: LensName | undefined
  readonly onLens: (lens: LensName) => void
  readonly onStep: (by: UnitStep) => void
  readonly aside: ComponentChildren
}

export function OpenUnit(props: Props) {
  const { viewState, root, opened, source, exchange, side, slices, sliceIndex, transport, walk } = props
  const { words: traceWords, conversation, selection, shown } = viewState
  const [said, setSaid] = useState('')
  const words = INSPECTOR_WORDS[viewState.language]
  const slice = slices[sliceIndex] ?? opened.moment
  const endAt = (moment: number): number => arrivedEnd(source, side, moment)
  const arrived = endAt(shown - 1)
  const unit = useMemo(() => unitUntil(opened.unit, arrived), [opened.unit, arrived])
  const levelsIn = useMemo(() => {
    const all =
      unit.range.end - unit.range.start > LONG_UNIT_BYTES ? undefined : byteLevels(unit, source, side, shown)
    return (within: ByteRange) => all ?? byteLevels(unit, source, side, shown, within)
  }, [unit, source, side, shown])
  const isAsked = selection?.unit === unit.id
  const asked = isAsked ? selection.field : undefined
  const path = asked !== undefined && fieldAt(unit, asked) !== undefined ? asked : tellingField(unit)
  const field = fieldAt(unit, path)
  const byte = isAsked && field !== undefined ? byteIn(field, selection.byte) : undefined
  const current = byte ?? field?.range.start ?? unit.range.start
  const levels = useMemo(() => levelsIn({ start: current, end: current + 1 }), [levelsIn, current])
  const here = useMemo(
    () => unitsOfSlice(slice, walk),
    [slice, walk.events, walk.conversation, walk.by, side],
  )
  const say = fieldWords(viewState.language, unit, source.bytes)

  const select = (to: FieldPath, at?: number): void => {
    // The moment stays the reader's: a field of another slice of this unit does not move the other views.
    const moment = viewState.moment ?? opened.moment
    viewState.select({ moment, unit: unit.id, field: to, byte: at })
    const reached = fieldAt(unit, to)
    if (reached !== undefined && reached !== field)
      setSaid(sentences(say.label(reached), say.sentence(reached)))
  }
  const view: UnitView = { unit, source, say, words, traceWords, select }
  const selectByte = (at: number): void => {
    const leaf = leafAt(leavesOf(unit.fields), at)
    if (leaf === undefined) return
    // A byte of several fields stays with the one that is looked at.
    const isHere = field !== undefined && at >= field.range.start && at < field.range.end
    select(isHere && field.children.length === 0 ? path : leaf.path, at)
  }
  const open = (next: UnitAt | undefined): void => {
    if (next === undefined) return
    viewState.select({ moment: next.moment, unit: next.unit.id })
    setSaid(traceWords.unit[next.unit.kind])
  }
  const openAt = (id: SourceId, offset: number): void => {
    const found = Object.values(exchange.sides)
      .map((each) => unitAt(each, id, offset))
      .find((each) => each !== undefined)
    const leaf = found === undefined ? undefined : leafAt(leavesOf(found.fields), offset)
    if (found === undefined || leaf === undefined) return
    const moment = viewState.moment ?? opened.moment
    viewState.select({ moment, unit: found.id, field: leaf.path, byte: offset })
    setSaid(traceWords.unit[found.kind])
  }
  const openLevel = ({ target }: ByteLevel): void => {
    // The moment stays the reader's, unless it is another slice that is asked for.
    const moment = viewState.moment ?? opened.moment
    if (target.kind === 'slice') viewState.select({ moment: target.moment })
    else if (target.kind === 'unit') viewState.select({ moment, unit: target.unit.id })
    else viewState.select({ moment, unit: target.unit.id, field: target.path })
    setSaid(levelName(target, view))
  }
  /** One step of the walk by itself: the next field, else the next unit's first; false where neither is, or none is wanted. */
  const stepOn = (isToGoOn: boolean): boolean => {
    const to = nextLeaf(unit, path)
    if (to !== undefined) {
      select(to)
      return true
    }
    const next = isToGoOn ? neighbourUnit(unit, slices, sliceIndex, 1, walk) : undefined
    const first = next === undefined ? undefined : leavesOf(next.unit.fields)[0]
    if (next === undefined || first === undefined) return false
    viewState.select({ moment: next.moment, unit: next.unit.id, field: first.path })
    const kind = traceWords.unit[next.unit.kind]
    const there = conversation.source(next.unit.source)
    const sayThere = there === undefined ? undefined : fieldWords(viewState.language, next.unit, there.bytes)
    setSaid(
      sayThere === undefined
        ? kind
        : sentences(kind, sayThere.label(first.field), sayThere.sentence(first.field)),
    )
    return true
  }
  const restart = (): boolean => {
    const [first, second] = leavesOf(unit.fields)
    if (first === undefined || second === undefined) return false
    select(first.path)
    return true
  }
  const toUnit = (direction: 1 | -1): void => open(neighbourUnit(unit, slices, sliceIndex, direction, walk))
  const onKeyDown = (event: KeyboardEvent): void => {
    if (hasModifier(event)) return
    if (event.key === 'PageDown' || event.key === 'PageUp') toUnit(event.key === 'PageDown' ? 1 : -1)
    else if (event.shiftKey && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      selectByte(current + (event.key === 'ArrowRight' ? 1 : -1))
    } else {
      const to = pathAfterKey(unit, path, event.key)
      if (to === undefined) return
      select(to)
    }
    takeKey(event)
  }
  const isSplit = props.aside !== undefined
  const lensProps: LensProps | undefined =
    field === undefined
      ? undefined
      : {
          ...view,
          exchange,
          side,
          shown,
          path,
          field,
          byte: current,
          isChosen: byte !== undefined,
          language: viewState.language,
          selectByte,
          openAt,
        }
  return (
    <div
      role="group"
      class={`inspector${isSplit ? ' inspector-split' : ''} hue-${transport}`}
      ref={root}
      aria-label={words.title}
    >
      <div class="inspector-bytes">
        <UnitHead {...view} bytes={() => leavingBytes(viewState, source, unit.range)} onNeighbour={toUnit} />
        <UnitStrip
          {...view}
          units={here}
          by={walk.by}
          transport={transport}
          onOpen={(each) => open({ unit: each, moment: slice })}
          onStep={props.onStep}
        />
        <ByteGrid
          {...view}
          later={endAt(viewState.moment ?? shown - 1)}
          current={field}
          byte={byte}
          partName={(part) => lineName(part, source.bytes) ?? say.label(part)}
          onKeyDown={onKeyDown}
          levelsIn={levelsIn}
          onOpenLevel={openLevel}
        />
        <WalkBar words={words} onStep={stepOn} onRestart={restart} />
        <LevelsLine {...view} path={path} byte={current} levels={levels} onOpen={openLevel} />
      </div>
      {lensProps === undefined ? null : (
        <>
          <div class="inspector-field">
            {!isSplit ? null : (
              <div class="inspector-tree">
                <div class="pane-head">
                  <h4>{words.lens.fields}</h4>
                </div>
                <FieldTree {...lensProps} />
              </div>
            )}
            <FieldSentence {...lensProps} transport={transport} />
          </div>
          <div class="inspector-lens">
            <LensPanel {...lensProps} isSplit={isSplit} chosen={props.lens} onChoose={props.onLens} />
          </div>
        </>
      )}
      {props.aside}
      <Heard>{said}</Heard>
    </div>
  )
}

/** The chosen byte, where the field on show has it. */
function byteIn({ range }: Field, byte: number | undefined): number | undefined {
  return byte !== undefined && byte >= range.start && byte < range.end ? byte : undefined
}

/** A line of a head, or of an event stream, is told from the others by its name. */
function lineName(part: Field, bytes: Uint8Array): string | undefined {
  if (part.kind === 'event-stream.field-line' && part.value !== '') return String(part.value)
  if (part.kind !== 'http.header-line' && part.kind !== 'http.trailer-line') return undefined
  const name = findField(part.children, 'http.header-name')
  return name === undefined ? undefined : latin1(bytes, name.range.start, name.range.end)
}
