/**
 * Reads dumps: lines that begin with an offset, of xxd, hexdump, od, tcpdump, Wireshark, curl and PowerShell. What stands between
 * offset and text column may be bytes or words, in hexadecimal, octal or binary.
 */
import { createByteList, type ByteList } from './byte-list.ts'
import { guess } from './guess.ts'
import { failure, MAX_IMPORT_BYTES, type Imported, type ImportNote } from './imported.ts'

/** A line of a dump: an offset, then bytes. Four digits at least, so that two bytes of plain hex are no offset. */
const DUMP_LINE = /^\s*(?:0x)?([0-9a-f]{4,16})(?:(?:(:)|\s)\s*(\S.*)?)?$/i
/** An asterisk says that lines like the one before were left out. */
const SQUEEZED = /^\s*\*\s*$/

/** No dump has longer lines; what is longer is not looked at as one. */
const MAX_DUMP_LINE = 1024

/** Whether a line begins with an offset and has at least one group of digits behind it. */
export function isDumpLine(line: string): boolean {
  if (line.length > MAX_DUMP_LINE) return false
  const columns = DUMP_LINE.exec(line)?.[3]
  return columns !== undefined && /^(?:0x)?[0-9a-f]{2,8}(?![^\s-])/i.test(columns)
}

/** Whether a line is an offset alone, as some tools end a dump, or the asterisk. */
export function isDumpRest(line: string): boolean {
  return SQUEEZED.test(line) || /^\s*(?:0x)?[0-9a-f]{4,16}:?\s*$/i.test(line)
}

/** The offset of a line of a dump, read as hexadecimal; not a number for another line. */
export function offsetOfLine(line: string): number {
  return offsetOf(line, 16)
}

/** Every line with something on it begins with an offset, and the offsets count. */
export function isDump(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '' && !SQUEEZED.test(line))
  const isLine = (line: string): boolean => line.length <= MAX_DUMP_LINE && DUMP_LINE.test(line)
  if (written.length === 0 || !written.every(isLine)) return false
  // An offset stands alone at the end only.
  const bare = written.findIndex((line) => DUMP_LINE.exec(line)?.[3] === undefined)
  if (bare >= 0 && (bare < written.length - 1 || bare === 0)) return false
  const offsets = written.map((line) => offsetOf(line, 16))
  const [first, second] = offsets
  if (first === undefined) return false
  // One line alone is a dump only where what looks like an offset is one: zero, with bytes after it.
  if (second === undefined) return first === 0 || /^\s*0x[0-9a-f]{6,}:/i.test(written[0] ?? '')
  return offsets.every((offset, i) => i === 0 || offset > (offsets[i - 1] ?? 0))
}

/** Not a number where the digits are none of that base; then no offset counts. */
function offsetOf(line: string, radix: Radix): number {
  const digits = DUMP_LINE.exec(line)?.[1] ?? 'none'
  const wrong = radix === 8 ? /[^0-7]/ : radix === 10 ? /\D/ : /[^0-9a-f]/i
  return wrong.test(digits) ? Number.NaN : Number.parseInt(digits, radix)
}

type Radix = 8 | 10 | 16

interface DumpLine {
  readonly number: number
  readonly offset: number
  readonly columns: string
  readonly squeezedBefore: boolean
}

/** Reads a dump. Offsets are hexadecimal, or octal or decimal as `od` has them, whichever count. */
export function bytesFromDump(lines: readonly string[]): Imported<Uint8Array> {
  const characters = bytesOfCharacters(lines)
  if (characters !== undefined) return characters
  const notation = notationOf(lines)
  const read = inAnyRadix(lines, notation)
  if (!read.ok || !notation.isUnsure || sureness(read.value) === 2) return read
  const other = inAnyRadix(lines, { ...notation, isSwapped: false })
  return other.ok && sureness(other.value) > sureness(read.value) ? other : read
}

const sureness = (bytes: Uint8Array): number => ['unknown', 'likely', 'sure'].indexOf(guess(bytes).sureness)

function inAnyRadix(lines: readonly string[], notation: Notation): Imported<Uint8Array> {
  // `od` writes seven digits.
  const isLong = lines.every((line) => (DUMP_LINE.exec(line)?.[1]?.length ?? 7) >= 6)
  const radixes = isLong ? ([16, 8, 10] as const) : ([16] as const)
  for (const isStrict of [true, false])
    for (const radix of radixes) {
      const read = readDump(dumpLines(lines, radix), notation, isStrict)
      if (read.ok) return read
    }
  return readDump(dumpLines(lines, 16), notation, false)
}

function dumpLines(lines: readonly string[], radix: Radix): readonly DumpLine[] {
  const read: DumpLine[] = []
  let squeezedBefore = false
  lines.forEach((line, index) => {
    if (SQUEEZED.test(line)) squeezedBefore = true
    else if (line.trim() !== '') {
      const columns = DUMP_LINE.exec(line)?.[3] ?? ''
      read.push({ number: index + 1, offset: offsetOf(line, radix), columns, squeezedBefore })
      squeezedBefore = false
    }
  })
  return read
}

/** `isStrict`: no line has more bytes than the next one's offset leaves room for; a text column can look as if. */
function readDump(lines: readonly DumpLine[], notation: Notation, isStrict: boolean): Imported<Uint8Array> {
  const bytes = createByteList()
  const start = lines[0]?.offset ?? 0
  let previous: readonly number[] = []
  for (const [index, line] of lines.entries()) {
    const at = line.offset - start
    if (Number.isNaN(at))
      return failure('wrong-dump-offset', `line ${line.number} has an offset of another base`)
    if (at > MAX_IMPORT_BYTES) return failure('too-large', `at most ${MAX_IMPORT_BYTES} bytes are read`)
    if (line.squeezedBefore && previous.length > 0) repeat(bytes, previous, at)
    // The last word of an odd number of bytes is filled up; the offset behind it says so.
    const isEnd = index === lines.length - 1 && line.columns === ''
    if (isEnd && notation.bytes > 1 && bytes.length > at && bytes.length - at < notation.bytes)
      return withNotes(bytes.done('not-hex', at), notation)
    if (bytes.length !== at)
      return failure(
        'wrong-dump-offset',
        `line ${line.number} says offset ${line.offset}, and ${start + bytes.length} bytes come before it`,
      )
    const next = lines[index + 1]
    const usual = previous.length || USUAL_ROOM
    const isCounted = next !== undefined && !next.squeezedBefore && next.columns !== ''
    const room = isCounted ? next.offset - line.offset : usual
    previous = columnBytes(line.columns, notation, room)
    if (isStrict && isCounted && columnBytes(line.columns, notation, room + 1).length > room)
      return failure('wrong-dump-offset', `line ${line.number} has more bytes than fit before the next`)
    for (const byte of previous) bytes.add(byte)
  }
  return withNotes(bytes.done('not-hex'), notation)
}

/** Of a line that stands alone: no tool prints more bytes by itself. */
const USUAL_ROOM = 32

function repeat(bytes: ByteList, line: readonly number[], to: number): void {
  while (bytes.length < to) for (const byte of line) if (bytes.length < to) bytes.add(byte)
}

function withNotes(read: Imported<Uint8Array>, { isSwapped }: Notation): Imported<Uint8Array> {
  const notes: readonly ImportNote[] = isSwapped ? [{ code: 'words-swapped', count: 1 }] : []
  return read.ok ? { ...read, notes } : read
}

// ---- characters ----

/** `od -c` and `hexdump -c`: cells of four columns, each a character, an escape or three octal digits. */
const CHARACTER_LINE = /^[0-9a-f]{7}((?: {3}[ -~]| {2}\\[0abtnvfr]| [0-3][0-7]{2})+)$/
const ESCAPED = '.......abtnvfr'

function bytesOfCharacters(lines: readonly string[]): Imported<Uint8Array> | undefined {
  const written = lines.filter((line) => line.trim() !== '')
  // Lines may be filled up with blanks, also beyond the last cell.
  const cells = written.map((line) => {
    const cut = 7 + 4 * Math.floor((line.length - 7) / 4)
    return line.length > MAX_DUMP_LINE ? undefined : CHARACTER_LINE.exec(line.slice(0, cut))?.[1]
  })
  if (cells[0] === undefined || !/[^0-9a-f ]/i.test(cells.join(''))) return undefined
  const bytes = createByteList()
  for (const [index, line] of cells.entries()) {
    if (line === undefined) {
      // The offset at the end.
      if (index < cells.length - 1 || !/^[0-9a-f]{7}$/.test(written[index] ?? '')) return undefined
      continue
    }
    for (let at = 0; at < line.length; at += 4) {
      const cell = line.slice(at, at + 4).trim()
      if (cell.startsWith('\\') && cell.length === 2)
        bytes.add(cell === '\\0' ? 0 : ESCAPED.indexOf(cell[1] ?? ''))
      else bytes.add(cell.length === 3 ? Number.parseInt(cell, 8) : cell === '' ? 0x20 : cell.charCodeAt(0))
    }
  }
  // What is blank at the end of a line may be nothing; the offset knows.
  const last = written.at(-1) ?? ''
  const ends = /^[0-9a-f]{7}$/.test(last) ? [8, 16].map((radix) => Number.parseInt(last, radix)) : []
  const end = ends.find((each) => each <= bytes.length && each > bytes.length - 16)
  return bytes.done('not-hex', end)
}

// ---- columns ----

/** How the groups of a dump stand for bytes. */
interface Notation {
  readonly radix: 2 | 8 | 10 | 16
  /** Digits of a group; 0 where they differ, two a byte. */
  readonly digits: number
  /** How many bytes a group is. */
  readonly bytes: number
  /** The least byte of a word is the first, as the machine had it. */
  readonly isSwapped: boolean
  /** How many blanks stand between two groups. */
  readonly gap: number
  /** Nothing tells the order of the bytes in words but what comes out. */
  readonly isUnsure?: boolean
}

/** By what nearly all groups look like: those of the first lines, without what may be a text column. */
function notationOf(lines: readonly string[]): Notation {
  const looked = lines.filter((line) => DUMP_LINE.exec(line)?.[3] !== undefined).slice(0, 64)
  const groups = looked.map((line) => groupsOf(DUMP_LINE.exec(line)?.[3] ?? '').map(({ text }) => text))
  const firsts = groups.flatMap((line) => line.slice(0, 1))
  const all = (pattern: RegExp): boolean => firsts.length > 0 && firsts.every((text) => pattern.test(text))
  const gap = usualGap(looked)
  const plain: Notation = { radix: 16, digits: 0, bytes: 1, isSwapped: false, gap }
  if (all(/^[01]{8}$/)) return { ...plain, radix: 2, digits: 8 }
  const every = groups.flatMap((line) => line.slice(0, 16))
  const are = (pattern: RegExp): boolean => every.length > 0 && every.every((text) => pattern.test(text))
  if (are(/^[0-3][0-7]{2}$/)) return { ...plain, radix: 8, digits: 3 }
  if (are(/^-?\d{1,3}$/) && every.some((text) => text.length !== 2))
    return { ...plain, radix: 10, digits: 3, gap: 4 }
  if (all(/^[01][0-7]{5}$/)) return { radix: 8, digits: 6, bytes: 2, isSwapped: true, gap }
  const hasColon = looked.some((line) => DUMP_LINE.exec(line)?.[2] !== undefined)
  if (!hasColon && all(/^[0-6]\d{4}$/)) return { radix: 10, digits: 5, bytes: 2, isSwapped: true, gap }
  for (const digits of [4, 8, 16]) {
    if (!all(new RegExp(`^[0-9a-f]{${digits}}$`, 'i'))) continue
    const said = textSays(looked, digits)
    const isUnsure = !hasColon && said === undefined
    // In the order of the bytes the last group may be shorter.
    return isUnsure || said === 'swapped'
      ? { radix: 16, digits, bytes: digits / 2, isSwapped: true, gap, isUnsure }
      : plain
  }
  return plain
}

/** By the first line of several groups; some tools set all of them apart by more than one blank. */
function usualGap(lines: readonly string[]): number {
  for (const line of lines) {
    const [, second, third] = groupsOf(DUMP_LINE.exec(line)?.[3] ?? '')
    if (second !== undefined && third !== undefined) return Math.min(second.gap, third.gap)
  }
  return 1
}

interface Group {
  readonly text: string
  readonly gap: number
}

/** The groups behind an offset, up to a bar, each with the blanks before it; `0x` taken off. */
function groupsOf(columns: string): readonly Group[] {
  const groups: Group[] = []
  const [before = ''] = columns.split('|', 1)
  let end = 0
  for (const { 0: text, index } of before.matchAll(/\S+/g)) {
    groups.push({ text: text.replace(/^0x(?=[0-9a-f])/i, ''), gap: index - end })
    end = index + text.length
  }
  return groups
}

/** What the text column of a line says of the order of the bytes in words; nothing where there is none. */
function textSays(lines: readonly string[], digits: number): 'as-is' | 'swapped' | undefined {
  for (const line of lines) {
    const columns = DUMP_LINE.exec(line)?.[3] ?? ''
    const words = groupsOf(columns).filter(({ text }) => text.length === digits && /^[0-9a-f]+$/i.test(text))
    const inOrder = words.flatMap(({ text }) => pairs(text))
    const swapped = words.flatMap(({ text }) => pairs(text).reverse())
    const [asIs, other] = [inOrder, swapped].map((bytes) => bytes.map(printed).join(''))
    if (asIs === other || asIs === undefined || other === undefined) continue
    const text = columns.slice(Math.max(columns.lastIndexOf('  ') + 2, columns.indexOf('|') + 1))
    if (text.startsWith(asIs)) return 'as-is'
    if (text.startsWith(other)) return 'swapped'
  }
  return undefined
}

const printed = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')

function pairs(digits: string): number[] {
  const bytes: number[] = []
  for (let at = 0; at < digits.length; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16))
  return bytes
}

/**
 * The bytes at the beginning of what follows an offset, at most `room`. The column with the text ends them: it stands behind a
 * bar, or behind two blanks, which only a gap in the middle of a line has as well; what fills an unfinished line is passed over.
 */
function columnBytes(columns: string, notation: Notation, room: number): number[] {
  const bytes: number[] = []
  const groups = groupsOf(columns)
  const usual = notation.gap
  for (const [index, { text, gap }] of groups.entries()) {
    const isMiddle = bytes.length === 8 && gap <= usual + 2
    if (/^(?:--|\.\.)$/.test(text) && gap <= usual) break
    if (bytes.length >= room || (index > 0 && gap > usual && !isMiddle)) break
    const read = groupBytes(text, notation)
    if (read === undefined) break
    for (const byte of read) bytes.push(byte)
  }
  return bytes.slice(0, notation.bytes > 1 ? bytes.length : room)
}

/** The bytes of a group; `undefined` where it is none. */
function groupBytes(
  text: string,
  { radix, digits, bytes, isSwapped }: Notation,
): readonly number[] | undefined {
  if (digits === 0) return /^[0-9a-f]+$/i.test(text) && text.length % 2 === 0 ? pairs(text) : undefined
  const isShorter = text.length < digits && text.length % 2 === 0 && radix === 16
  const isNumber = radix === 10 && bytes === 1
  if ((text.length !== digits && !isShorter && !isNumber) || !DIGITS[radix].test(text)) return undefined
  if (radix === 16) return isSwapped ? pairs(text).reverse() : pairs(text)
  const value = Number.parseInt(text, radix)
  return bytes === 1 ? [value & 0xff] : [value & 0xff, value >> 8]
}

const DIGITS: Readonly<Record<Notation['radix'], RegExp>> = {
  2: /^[01]+$/,
  8: /^[0-7]+$/,
  10: /^-?\d+$/,
  16: /^[0-9a-f]+$/i,
}
