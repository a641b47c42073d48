/**
 * One stretch of bytes in each of its views, byte under byte: on the wire, de-chunked, unmasked, joined into a message,
 * and as text. Columns are the bytes of the unit on show; a view that has no such byte has an empty cell. Pure.
 */
import type { ByteRange, ByteSource } from '../wire/bytes/bytes.ts'
import type { Unit } from '../wire/field/field.ts'
import { hasPieceFrom, mapOffset, wireRange, type SourceLookup } from '../wire/bytes/source-map.ts'
import type { Side } from '../wire/trace/views.ts'
import { sourcesOf } from '../wire/trace/queries/sides.ts'

/** The views that have any of the unit's bytes, the wire first; inflated bytes are in no other view byte for byte. */
export function viewsOf(unit: Unit, spine: ByteSource, side: Side): readonly ByteSource[] {
  const lookup = sourcesOf(side)
  const isAlone = mapOffset(spine, side.source, unit.range.start, lookup) === undefined
  const onWire = isAlone ? undefined : wireRange(spine, unit.range, lookup)
  if (onWire === undefined) return [spine]
  const has = (view: ByteSource): boolean =>
    view.kind === 'wire' || (view.from === side.source.id && hasPieceFrom(view, onWire))
  return [side.source, ...side.derived].filter((view) => view.id === spine.id || has(view))
}

/** For each column, where its byte is in a view. */
export function placesIn(
  view: ByteSource,
  spine: ByteSource,
  { start, end }: ByteRange,
  lookup: SourceLookup,
): readonly (number | undefined)[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) =>
    mapOffset(spine, view, start + index, lookup),
  )
}

/** What a byte is in a text: a character of its own, the first byte of one, or a further byte of one. */
export interface TextCell {
  readonly text: string
  readonly part: 'whole' | 'first' | 'further' | 'none'
}

const NO_TEXT: TextCell = { text: '', part: 'none' }
const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** The characters of UTF-8 at these places of a source; a byte that is no part of one is a middle dot. */
export function textCells(bytes: Uint8Array, places: readonly (number | undefined)[]): readonly TextCell[] {
  return places.map((place) => (place === undefined ? NO_TEXT : textCell(bytes, place)))
}

function textCell(bytes: Uint8Array, place: number): TextCell {
  const none: TextCell = { text: '·', part: 'whole' }
  // A character's bytes are four at most: its first is this one or one of the three before.
  for (let first = place; first >= Math.max(0, place - 3); first--) {
    const length = lengthOfCharacter(bytes[first] ?? 0)
    if (length === undefined) continue
    const character = first + length > place ? decoded(bytes, first, length) : undefined
    if (character === undefined) return none
    if (first < place) return { text: '', part: 'further' }
    return { text: shown(character), part: length === 1 ? 'whole' : 'first' }
  }
  return none
}

/** How many bytes a character has whose first is this; `undefined` for a byte that begins none. */
function lengthOfCharacter(byte: number): number | undefined {
  if (byte < 0x80) return 1
  if (byte < 0xc0) return undefined
  return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4
}

function decoded(bytes: Uint8Array, first: number, length: number): string | undefined {
  if (first + length > bytes.length) return undefined
  try {
    return UTF8.decode(bytes.subarray(first, first + length))
  } catch {
    return undefined
  }
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return NAMED[character] ?? (code < 0x20 || code === 0x7f ? '·' : character)
}
