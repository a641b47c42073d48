/**
 * The workbench's address, read: its fragment names a capture, or carries a small run, or says that a bench of this site handed one
 * over, or carries bytes; and in it a place (`field-link.ts`). A fragment never leaves the browser. Pure.
 */
import { HANDED_OVER, withPlace, type FieldLink, type LinkedPlace } from './field-link.ts'
import type { LensName, UnitStep } from './words.ts'
import { carriesRun, MAX_FRAGMENT_CHARACTERS } from '../wire/export/run-link.ts'
import { bytesFromBase64, toBase64Url } from '../wire/import/hex.ts'
import { BYTE_READINGS, type ByteReading } from '../wire/import/read-as.ts'

export type WorkbenchLink =
  | { readonly kind: 'capture'; readonly link: FieldLink }
  /** `decodeRunFragment` reads `fragment`. */
  | { readonly kind: 'run'; readonly fragment: string; readonly place: LinkedPlace }
  /** Bytes that stand alone, in the fragment itself. */
  | {
      readonly kind: 'bytes'
      readonly bytes: Uint8Array
      readonly reading: ByteReading
      readonly place: LinkedPlace
    }
  | { readonly kind: 'handed-over' }
  /** Meant to carry bytes, and does not: cut, changed, or more than is carried. */
  | { readonly kind: 'broken'; readonly code: 'malformed-link' | 'too-large' }
  | { readonly kind: 'none' }

/** Every lens and every step, so that a link can name no other. */
const LENSES: Readonly<Record<LensName, true>> = {
  fields: true,
  bits: true,
  unmask: true,
  views: true,
  accept: true,
  parser: true,
  walk: true,
}
const STEPS: Readonly<Record<UnitStep, true>> = { slice: true, framing: true, message: true }

/** Reads a fragment, with or without `#`. One of which nothing is known is `none`. */
export function readWorkbenchLink(fragment: string): WorkbenchLink {
  const text = fragment.replace(/^#/, '')
  if (text === HANDED_OVER) return { kind: 'handed-over' }
  if (carriesRun(text)) {
    // The run's own part holds no ampersand.
    const end = text.indexOf('&')
    const values = new URLSearchParams(end < 0 ? '' : text.slice(end + 1))
    return { kind: 'run', fragment: end < 0 ? text : text.slice(0, end), place: placeIn(values) }
  }
  const values = new URLSearchParams(text)
  const packed = values.get('bytes')
  if (packed !== null) return bytesIn(packed, values)
  const capture = values.get('capture')
  return capture === null ? { kind: 'none' } : { kind: 'capture', link: { capture, ...placeIn(values) } }
}

function bytesIn(packed: string, values: URLSearchParams): WorkbenchLink {
  if (packed.length > MAX_FRAGMENT_CHARACTERS) return { kind: 'broken', code: 'too-large' }
  const reading = BYTE_READINGS.find((each) => each === values.get('as'))
  const read = bytesFromBase64(packed)
  if (reading === undefined || !read.ok) return { kind: 'broken', code: 'malformed-link' }
  return { kind: 'bytes', bytes: read.value, reading, place: placeIn(values) }
}

/** Gives the fragment that carries bytes and what they are read as; nothing where they are too many to be pasted about. */
export function bytesFragment(
  bytes: Uint8Array,
  reading: ByteReading,
  place: LinkedPlace,
): string | undefined {
  if (bytes.length > MAX_FRAGMENT_CHARACTERS / 2) return undefined
  return withPlace(`bytes=${toBase64Url(bytes)}&as=${reading}`, place)
}

function placeIn(values: URLSearchParams): LinkedPlace {
  const unit = values.get('unit') ?? undefined
  const field = unit === undefined ? undefined : fieldPath(values.get('field'))
  const lens = values.get('lens')
  const by = values.get('by')
  return { unit, field, lens: keyOf(lens, LENSES), by: keyOf(by, STEPS) }
}

function keyOf<T extends string>(name: string | null, of: Readonly<Record<T, true>>): T | undefined {
  return name !== null && Object.hasOwn(of, name) ? (name as T) : undefined
}

function fieldPath(text: string | null): readonly number[] | undefined {
  return text !== null && /^\d{1,6}(?:\.\d{1,6}){0,8}$/.test(text) ? text.split('.').map(Number) : undefined
}
