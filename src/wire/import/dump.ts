/**
 * Reads dumps: lines that begin with an offset, of xxd, hexdump, od, tcpdump, Wireshark, curl and PowerShell. What stands between
 * offset and text column may be bytes or words, in hexadecimal, octal or binary.
 */
import { createByteList, type ByteList } from './byte-list.ts'
import { columnBytes, notationOf, type Notation } from './dump-columns.ts'
import { DUMP_LINE, MAX_DUMP_LINE, offsetOf, SQUEEZED, type Radix } from './dump-line.ts'
import { guess } from './guess.ts'
import { failure, MAX_IMPORT_BYTES, noteOf, type Imported } from './imported.ts'

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
      return withNotes(bytes.done(at), notation)
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
  return withNotes(bytes.done(), notation)
}

/** Of a line that stands alone: no tool prints more bytes by itself. */
const USUAL_ROOM = 32

function repeat(bytes: ByteList, line: readonly number[], to: number): void {
  while (bytes.length < to) for (const byte of line) if (bytes.length < to) bytes.add(byte)
}

function withNotes(read: Imported<Uint8Array>, { isSwapped }: Notation): Imported<Uint8Array> {
  return read.ok ? { ...read, notes: noteOf('words-swapped', isSwapped ? 1 : 0) } : read
}

// ---- characters ----

/** `od -c` and `hexdump -c`: cells of four columns, each a character, an escape or three octal digits. */
const CHARACTER_LINE = /^[0-9a-f]{7}((?: {3}[ -~]| {2}\\[0abtnvfr]| [0-3][0-7]{2})+)$/

/** Whether lines are such cells and nothing else, as `od -An -c` prints them. */
export function areBareCells(lines: readonly string[]): boolean {
  return lines.every((line) => line.length <= MAX_DUMP_LINE && CHARACTER_LINE.test(`0000000${line}`))
}
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
  return bytes.done(end)
}
