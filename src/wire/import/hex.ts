/**
 * Reads bytes out of text as people copy it: hex in every usual spelling, dumps of xxd, hexdump -C, od -tx1, tcpdump and
 * Wireshark with their offsets and text columns, and base64.
 */
import { fromBase64, toBase64 } from '../bytes/base64.ts'
import { failure, MAX_IMPORT_BYTES, sizeFailure, type Imported, type ImportFailure } from './imported.ts'

/** A line of a dump: an offset, then bytes. Four digits at least, so that two bytes of plain hex are no offset. */
const DUMP_LINE = /^\s*(?:0x)?([0-9a-f]{4,16})(?:(?::|:?\s)\s*(\S.*)?)?$/i
/** An offset that stands alone ends a dump; an asterisk says that lines like the one before were left out. */
const SQUEEZED = /^\s*\*\s*$/

/** Of a text: ten million bytes as hex with blanks between, and what splitting it into lines leaves room for. */
const MAX_CHARACTERS = 32 * 1024 * 1024

/** No dump has longer lines; what is longer is not looked at as one. */
const MAX_DUMP_LINE = 1024

/** Literals that are longer than this are read as digits. */
const MAX_LITERAL = 256 * 1024

/**
 * Reads hex: digits with or without spaces, commas, colons, `0x`, `\x`, braces and quotes, comments from `#` to the
 * line's end; or a dump. A byte that stands alone may have one digit after `0x`.
 */
export function bytesFromHex(text: string): Imported<Uint8Array> {
  const size = textFailure(text)
  if (size !== undefined) return size
  const [, , literal] = (text.length <= MAX_LITERAL ? STRING_LITERAL.exec(text) : null) ?? []
  if (literal?.includes('\\x') === true) return fromEscapes(literal)
  const lines = text.split(/\r\n|\r|\n/)
  if (!isDump(lines)) return fromDigits(lines)
  const dump = fromDump(lines)
  if (dump.ok || lines.some((line) => line.includes(':') || /^\s*0+\s/.test(line))) return dump
  // Four digits and a blank begin lines of plain hex as well, and then nothing counts.
  return fromDigits(lines)
}

/** As C, Python and JavaScript write them; with a quote inside, it is a list of such. */
const STRING_LITERAL = /^\s*b?(["'])((?:\\[^]|(?!\1)[^\\])*)\1;?\s*$/

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, '0': 0, a: 7, b: 8, f: 12, v: 11 }

/** Reads the inside of a string literal: `\x81`, `\r`, and letters that stand for themselves. */
function fromEscapes(literal: string): Imported<Uint8Array> {
  const bytes = createByteList()
  const utf8 = new TextEncoder()
  for (const [all, digits, escaped] of literal.matchAll(/\\x([0-9a-f]{2})|\\([^])|[^\\]+/gi)) {
    const code = escaped === undefined ? undefined : ESCAPES[escaped]
    if (digits !== undefined) bytes.add(Number.parseInt(digits, 16))
    else if (escaped === 'x') return failure('not-hex', 'two hex digits follow a \\x')
    else if (code !== undefined) bytes.add(code)
    else for (const byte of utf8.encode(escaped ?? all)) bytes.add(byte)
  }
  return bytes.done('not-hex')
}

function fromDigits(lines: readonly string[]): Imported<Uint8Array> {
  const bytes = createByteList()
  for (const [index, line] of lines.entries()) {
    const code = line.replace(/#.*/, '')
    for (const [token] of code.matchAll(/[^\s,;:\-|'"[\](){}]+/g)) {
      if (token.length % 2 === 0 && HEX_DIGITS.test(token)) {
        addPairs(token, bytes)
        continue
      }
      const digits = token.replace(/(?:0x|\\x|\\u00)/gi, ' ').trim()
      const words = digits.split(/ +/)
      for (const word of words) {
        if (!HEX_DIGITS.test(word))
          return failure('not-hex', `line ${index + 1} has "${token.slice(0, 20)}", which is no hex`)
        if (word.length === 1 && word.length < token.length) bytes.add(Number.parseInt(word, 16))
        else if (word.length % 2 !== 0)
          return failure(
            'odd-hex-digits',
            `line ${index + 1}: "${word.slice(0, 20)}" has an odd number of digits; a byte has two`,
          )
        else addPairs(word, bytes)
      }
    }
  }
  return bytes.done('not-hex')
}

const HEX_DIGITS = /^[0-9a-f]+$/i

function addPairs(digits: string, bytes: ByteList): void {
  for (let at = 0; at < digits.length; at += 2) bytes.add(Number.parseInt(digits.slice(at, at + 2), 16))
}

// ---- dumps ----

/** Every line with something on it begins with an offset, and the offsets count. */
function isDump(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '' && !SQUEEZED.test(line))
  const isLine = (line: string): boolean => line.length <= MAX_DUMP_LINE && DUMP_LINE.test(line)
  if (written.length === 0 || !written.every(isLine)) return false
  // An offset stands alone at the end only.
  const bare = written.findIndex((line) => DUMP_LINE.exec(line)?.[2] === undefined)
  if (bare >= 0 && (bare < written.length - 1 || bare === 0)) return false
  const offsets = written.map((line) => offsetOf(line, 16))
  const [first, second] = offsets
  if (first === undefined) return false
  // One line alone is a dump only where what looks like an offset is one: zero, with bytes after it.
  if (second === undefined) return first === 0
  return offsets.every((offset, i) => i === 0 || offset > (offsets[i - 1] ?? 0))
}

/** Not a number where the digits are none of that base; then no offset counts. */
function offsetOf(line: string, radix: 8 | 16): number {
  const digits = DUMP_LINE.exec(line)?.[1] ?? ''
  return radix === 8 && /[^0-7]/.test(digits) ? Number.NaN : Number.parseInt(digits, radix)
}

interface DumpLine {
  readonly number: number
  readonly offset: number
  readonly columns: string
  readonly squeezedBefore: boolean
}

function fromDump(lines: readonly string[]): Imported<Uint8Array> {
  const hex = readDump(dumpLines(lines, 16))
  // od counts in octal unless told otherwise.
  return hex.ok ? hex : readFirstThatFits(readDump(dumpLines(lines, 8)), hex)
}

function readFirstThatFits(second: Imported<Uint8Array>, first: ImportFailure): Imported<Uint8Array> {
  return second.ok ? second : first
}

function dumpLines(lines: readonly string[], radix: 8 | 16): readonly DumpLine[] {
  const read: DumpLine[] = []
  let squeezedBefore = false
  lines.forEach((line, index) => {
    if (SQUEEZED.test(line)) squeezedBefore = true
    else if (line.trim() !== '') {
      const columns = DUMP_LINE.exec(line)?.[2] ?? ''
      read.push({ number: index + 1, offset: offsetOf(line, radix), columns, squeezedBefore })
      squeezedBefore = false
    }
  })
  return read
}

function readDump(lines: readonly DumpLine[]): Imported<Uint8Array> {
  const bytes = createByteList()
  const start = lines[0]?.offset ?? 0
  let previous: readonly number[] = []
  for (const [index, line] of lines.entries()) {
    const at = line.offset - start
    if (Number.isNaN(at))
      return failure('wrong-dump-offset', `line ${line.number} has an offset of another base`)
    if (at > MAX_IMPORT_BYTES) return failure('too-large', `at most ${MAX_IMPORT_BYTES} bytes are read`)
    if (line.squeezedBefore && previous.length > 0) {
      while (bytes.length < at) for (const byte of previous) if (bytes.length < at) bytes.add(byte)
    }
    if (bytes.length !== at)
      return failure(
        'wrong-dump-offset',
        `line ${line.number} says offset ${line.offset}, and ${start + bytes.length} bytes come before it`,
      )
    const next = lines[index + 1]
    const room = next === undefined || next.squeezedBefore ? previous.length || 32 : next.offset - line.offset
    previous = columnBytes(line.columns).slice(0, room)
    for (const byte of previous) bytes.add(byte)
  }
  return bytes.done('not-hex')
}

/**
 * The bytes at the beginning of what follows an offset. The column with the text ends them: it stands behind a bar, or
 * behind two blanks, which only a gap in the middle of sixteen has as well.
 */
function columnBytes(columns: string): number[] {
  const bytes: number[] = []
  const [before = ''] = columns.split('|', 1)
  let end = 0
  for (const { 0: digits, index } of before.matchAll(/\S+/g)) {
    const gap = index - end
    end = index + digits.length
    const isMiddle = bytes.length === 8 && gap <= 3
    if (!/^[0-9a-f]+$/i.test(digits) || digits.length % 2 !== 0 || (gap > 1 && !isMiddle)) break
    for (let at = 0; at < digits.length; at += 2) bytes.push(Number.parseInt(digits.slice(at, at + 2), 16))
  }
  return bytes
}

// ---- base64 ----

/** Reads base64 in either alphabet, with or without padding and line breaks, also as a `data:` address. */
export function bytesFromBase64(text: string): Imported<Uint8Array> {
  const size = textFailure(text)
  if (size !== undefined) return size
  const written = text
    .replace(/^\s*data:[^,]*;base64,/i, '')
    .replace(/\s+/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/')
  const letters = withoutPadding(written)
  const bytes = fromBase64(letters.padEnd(Math.ceil(letters.length / 4) * 4, '='))
  if (bytes === undefined)
    return failure('not-base64', 'base64 has A-Z, a-z, 0-9, + and / (or - and _), four to three bytes')
  return sizeFailure(bytes.length) ?? { ok: true, value: bytes, notes: [] }
}

/** By hand: an expression for it tries a long run of equals signs from each of its signs. */
function withoutPadding(letters: string): string {
  let end = letters.length
  while (letters[end - 1] === '=') end--
  return letters.slice(0, end)
}

/** Encodes bytes in the alphabet for addresses, without padding. @see https://www.rfc-editor.org/rfc/rfc4648#section-5 */
export function toBase64Url(bytes: Uint8Array): string {
  return withoutPadding(toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_'))
}

function textFailure(text: string): ImportFailure | undefined {
  if (text.trim() === '') return failure('empty', 'there is not a letter in it')
  if (text.length > MAX_CHARACTERS)
    return failure('too-large', `at most ${MAX_CHARACTERS} characters are read`)
  return undefined
}

interface ByteList {
  readonly length: number
  add(byte: number): void
  done(empty: 'not-hex'): Imported<Uint8Array>
}

function createByteList(): ByteList {
  let room = new Uint8Array(1024)
  let length = 0
  return {
    get length() {
      return length
    },
    add(byte) {
      if (length === room.length) {
        const larger = new Uint8Array(room.length * 2)
        larger.set(room)
        room = larger
      }
      room[length++] = byte
    },
    done(empty) {
      if (length === 0) return failure(empty, 'there is no byte in it; write bytes as two hex digits each')
      return sizeFailure(length) ?? { ok: true, value: room.slice(0, length), notes: [] }
    },
  }
}
