/**
 * JSON by offsets: where each value of a text begins and ends, RFC 8259's grammar checked on the way.
 * `JSON.parse` gives values without places, and the fields of a content need the places. Used by `lab-json.ts`.
 */
import { utf8, type ByteRange } from './bytes.ts'

/** Values nested deeper than this are not looked into; the labs nest a handful of levels. */
const MAX_DEPTH = 64

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a

/** A name and its value in an object. */
export interface Member {
  /** Where the name's opening quote stands. */
  readonly start: number
  readonly key: string
  readonly value: Scanned
}

/** One JSON value and where it stands: [start, end), without the whitespace around it. */
export type Scanned = ByteRange &
  (
    | { readonly kind: 'object'; readonly members: readonly Member[] }
    | { readonly kind: 'array'; readonly items: readonly Scanned[] }
    | { readonly kind: 'number' | 'string' | 'literal' }
  )

/**
 * Scans the one JSON text in [start, end), whitespace around it allowed; `undefined` where there is none, or where values
 * nest deeper than 64.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-2
 */
export function scanText(bytes: Uint8Array, start: number, end: number): Scanned | undefined {
  const value = scanValue(bytes, skipWhitespace(bytes, start, end), end, 0)
  if (value === undefined || skipWhitespace(bytes, value.end, end) !== end) return undefined
  return value
}

function scanValue(bytes: Uint8Array, at: number, end: number, depth: number): Scanned | undefined {
  if (at >= end || depth > MAX_DEPTH) return undefined
  const byte = bytes[at]
  if (byte === 0x7b) {
    const members: Member[] = []
    const after = scanList(bytes, at, end, 0x7d, (start) => {
      const member = scanMember(bytes, start, end, depth + 1)
      if (member !== undefined) members.push(member)
      return member?.value
    })
    return after === undefined ? undefined : { kind: 'object', start: at, end: after, members }
  }
  if (byte === 0x5b) {
    const items: Scanned[] = []
    const after = scanList(bytes, at, end, 0x5d, (start) => {
      const item = scanValue(bytes, start, end, depth + 1)
      if (item !== undefined) items.push(item)
      return item
    })
    return after === undefined ? undefined : { kind: 'array', start: at, end: after, items }
  }
  if (byte !== QUOTE) return scanBare(bytes, at, end)
  const after = scanString(bytes, at, end)
  return after === undefined ? undefined : { kind: 'string', start: at, end: after }
}

/** The offset after a list that opens at `start`, in which commas stand between what `scan` finds. */
function scanList(
  bytes: Uint8Array,
  start: number,
  end: number,
  closing: number,
  scan: (at: number) => Scanned | undefined,
): number | undefined {
  let at = skipWhitespace(bytes, start + 1, end)
  if (at < end && bytes[at] === closing) return at + 1
  for (;;) {
    const value = scan(at)
    if (value === undefined) return undefined
    at = skipWhitespace(bytes, value.end, end)
    if (at < end && bytes[at] === closing) return at + 1
    if (at >= end || bytes[at] !== COMMA) return undefined
    at = skipWhitespace(bytes, at + 1, end)
  }
}

function scanMember(bytes: Uint8Array, start: number, end: number, depth: number): Member | undefined {
  const afterKey = start < end && bytes[start] === QUOTE ? scanString(bytes, start, end) : undefined
  if (afterKey === undefined) return undefined
  const colon = skipWhitespace(bytes, afterKey, end)
  if (colon >= end || bytes[colon] !== COLON) return undefined
  const value = scanValue(bytes, skipWhitespace(bytes, colon + 1, end), end, depth)
  return value && { start, key: utf8(bytes, start + 1, afterKey - 1), value }
}

/** The offset after a string that opens at `at`; `undefined` where it has no end, a control character or a bad escape. */
function scanString(bytes: Uint8Array, at: number, end: number): number | undefined {
  for (let i = at + 1; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte === QUOTE) return i + 1
    if (byte < 0x20) return undefined
    if (byte !== BACKSLASH) continue
    i++
    if (i >= end) return undefined
    const escape = String.fromCharCode(bytes[i] ?? 0)
    if (escape === 'u') {
      if (i + 4 >= end || !/^[0-9A-Fa-f]{4}$/.test(utf8(bytes, i + 1, i + 5))) return undefined
      i += 4
    } else if (!'"\\/bfnrt'.includes(escape)) return undefined
  }
  return undefined
}

const BARE = /^(?:(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)|true|false|null)$/

/** A number or one of the three literals. */
function scanBare(bytes: Uint8Array, at: number, end: number): Scanned | undefined {
  let stop = at
  while (stop < end && !isDelimiter(bytes[stop] ?? 0)) stop++
  const match = BARE.exec(utf8(bytes, at, stop))
  if (match === null) return undefined
  return { kind: match[1] === undefined ? 'literal' : 'number', start: at, end: stop }
}

function isDelimiter(byte: number): boolean {
  return byte <= 0x20 || byte === 0x2c || byte === 0x5d || byte === 0x7d || byte === 0x3a
}

function skipWhitespace(bytes: Uint8Array, from: number, end: number): number {
  let at = from
  while (at < end && isWhitespace(bytes[at] ?? 0)) at++
  return at
}

function isWhitespace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}
