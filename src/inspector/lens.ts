/**
 * The lenses: pictures that go deeper into a unit than its tree of fields. Which of them a unit has, which one opens by
 * itself, and what each is handed. Drawn by `LensPanel.tsx`.
 */
import type { TraceWords } from '../words/trace-words.ts'
import type { InspectorWords, LensName } from './words.ts'
import type { Language } from '../words/languages.ts'
import type { ByteSource, SourceId } from '../wire/bytes/bytes.ts'
import type { Field, Unit } from '../wire/field/field.ts'
import type { ExchangeView, Side } from '../wire/trace/views.ts'
import type { FieldPath } from './field-walk.ts'
import type { FieldWords } from './field-words.ts'
import { findField } from '../wire/trace/queries/fields.ts'
import { headerIn } from '../wire/trace/queries/heads.ts'

/** A unit as it is looked at: what the parts of the inspector have in common. */
export interface UnitView {
  readonly unit: Unit
  readonly source: ByteSource
  readonly say: FieldWords
  readonly words: InspectorWords
  readonly traceWords: TraceWords
  readonly select: (path: FieldPath, byte?: number) => void
}

export interface LensProps extends UnitView {
  /** The exchange, and the side of it, that the source's bytes are of. */
  readonly exchange: ExchangeView
  readonly side: Side
  /** How many of the trace's events are on show. */
  readonly shown: number
  readonly path: FieldPath
  readonly field: Field
  /** The byte that is looked at, an offset in `source`; the reader's where `isChosen`, else the field's first. */
  readonly byte: number
  readonly isChosen: boolean
  readonly language: Language
  /** Selects the field under a byte of this unit's source. */
  readonly selectByte: (byte: number) => void
  /** Opens the unit that a byte of another source is in. */
  readonly openAt: (source: SourceId, offset: number) => void
}

/** The lenses of a unit, in the order of their tabs. */
export function lensesOf(unit: Unit): readonly LensName[] {
  const isHead = unit.kind === 'request-head' || unit.kind === 'response-head'
  const has: Readonly<Record<LensName, boolean>> = {
    fields: true,
    bits: true,
    unmask: isMasked(unit),
    views: !isHead,
    accept: isHandshake(unit),
    parser: unit.kind === 'event-block',
    walk: true,
  }
  return LENS_ORDER.filter((name) => has[name])
}

const LENS_ORDER: readonly LensName[] = ['fields', 'bits', 'unmask', 'views', 'accept', 'parser', 'walk']

/** The lens that opens before the reader chose one: what this unit is best seen with. */
export function usualLens(unit: Unit): LensName {
  switch (unit.kind) {
    case 'frame':
      return 'bits'
    case 'payload':
      return 'unmask'
    case 'event-block':
      return 'parser'
    case 'response-head':
      return isHandshake(unit) ? 'accept' : 'fields'
    case 'request-head':
    case 'content':
    case 'bytes':
    case 'chunk':
    case 'last-chunk':
    case 'upgraded':
    case 'hole':
    case 'message':
    case 'script':
    case 'markup':
      return 'fields'
  }
}

/** The same where the tree of fields is in sight anyway. */
export function usualBesideTree(unit: Unit): LensName {
  const usual = usualLens(unit)
  if (usual !== 'fields') return usual
  return lensesOf(unit).includes('views') ? 'views' : 'walk'
}

/** A masked frame with a payload, or such a payload by itself. */
function isMasked({ kind, fields }: Unit): boolean {
  return kind === 'payload' || findField(fields, 'websocket.masked-payload') !== undefined
}

/** A head with the key, or with the value computed from it. */
function isHandshake(unit: Unit): boolean {
  return ['sec-websocket-key', 'sec-websocket-accept'].some((name) => headerIn(unit, name) !== undefined)
}
