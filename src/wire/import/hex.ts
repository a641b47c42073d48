/**
 * Reads bytes out of text as people copy it: hex in every usual spelling, dumps of xxd, hexdump -C, od -tx1, tcpdump and
 * Wireshark with their offsets and text columns, and base64.
 */
import { fromBase64, toBase64 } from '../bytes/base64.ts'
import { createByteList, type ByteList } from './byte-list.ts'
import { isDump } from './dump-line.ts'
import { bytesFromDump } from './dump.ts'
import { failure, noteOf, sizeFailure, type Imported, type ImportFailure } from './imported.ts'

/** Of a text: ten million bytes as hex with blanks between, and what splitting it into lines leaves room for. */
const MAX_CHARACTERS = 32 * 1024 * 1024

/** Literals that are longer than this are read as digits. */
const MAX_LITERAL = 256 * 1024

/**
 * Reads hex: digits with or without spaces, commas, colons, `0x`, `\x`, braces and quotes, comments from `#`, `//` or `;` to
 * the line's end; or a dump. A byte that stands alone may have one digit after `0x`.
 */
export function bytesFromHex(text: string): Imported<Uint8Array> {
  const size = textFailure(text)
  if (size !== undefined) return size
  const [, , literal] = (text.length <= MAX_LITERAL ? STRING_LITERAL.exec(text) : null) ?? []
  if (literal !== undefined && /\\[xu]|\\\d{3}/.test(literal)) return fromEscapes(literal)
  const [, sign] = UNIFORM.exec(text.slice(0, MAX_LITERAL)) ?? []
  const lines = (sign === undefined ? text : text.replaceAll(sign, ' ')).split(/\r\n|\r|\n/)
  if (!isDump(lines)) return fromDigits(lines)
  const dump = bytesFromDump(lines)
  if (dump.ok || lines.some((line) => line.includes(':') || /^\s*0+\s/.test(line))) return dump
  // Four digits and a blank begin lines of plain hex as well, and then nothing counts.
  return fromDigits(lines)
}

/** Pairs with one sign between any two: five at least, so that neither a date nor an address is one. */
const UNIFORM = /^\s*[0-9a-f]{2}([._/+])[0-9a-f]{2}(?:\1[0-9a-f]{2}){3,}\s*$/i

/** As C, Python and JavaScript write them; with a quote inside, it is a list of such. */
const STRING_LITERAL = /^\s*b?(["'])((?:\\[^]|(?!\1)[^\\])*)\1;?\s*$/

const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, a: 7, b: 8, f: 12, v: 11 }

/** Reads the inside of a string literal: `\x81`, `\u0081`, `\x{81}`, `\201`, `\r`, and letters that stand for themselves. */
export function fromEscapes(literal: string): Imported<Uint8Array> {
  const bytes = createByteList()
  const utf8 = new TextEncoder()
  // Lua counts by ten.
  const radix = /\\(?:[012]\d[89]|[01][89]\d)/.test(literal) ? 10 : 8
  const parts = literal.matchAll(
    /\\(?:x|u00)([0-9a-f]{2})|\\[xu]\{0{0,4}([0-9a-f]{2})\}|\\([0-2]\d{2}|[0-3]?[0-7]{1,2})|\\([^])|[^\\]+/gi,
  )
  for (const [all, pair, braced, octal, escaped] of parts) {
    const digits = pair ?? braced
    const code = escaped === undefined ? undefined : ESCAPES[escaped]
    if (digits !== undefined) bytes.add(Number.parseInt(digits, 16))
    else if (octal !== undefined) bytes.add(Number.parseInt(octal, radix) & 0xff)
    else if (escaped !== undefined && /[A-Zx]/.test(escaped))
      return failure('not-hex', `\\${escaped} is no byte; write \\x and two hex digits`)
    else if (code !== undefined) bytes.add(code)
    else for (const byte of utf8.encode(escaped ?? all)) bytes.add(byte)
  }
  return bytes.done()
}

/** Words of 16 bits, or more, whose least byte comes first, where that makes something of them; `undefined` where it does not. */
export function swappedWords(
  text: string,
  isSomething: (bytes: Uint8Array) => boolean,
): Imported<Uint8Array> | undefined {
  const words = text.trim().split(/\s+/)
  const digits = words[0]?.length ?? 0
  if (![4, 8, 16].includes(digits) || words.length < 2) return undefined
  if (!words.every((word) => word.length === digits && HEX_DIGITS.test(word))) return undefined
  const bytes = Uint8Array.from(
    words.flatMap((word) => (word.match(/../g) ?? []).reverse()),
    (pair) => Number.parseInt(pair, 16),
  )
  // The last word is filled up with zeros.
  for (let end = bytes.length; end > bytes.length - digits / 2; end--) {
    const value = bytes.slice(0, end)
    if (isSomething(value)) return { ok: true, value, notes: noteOf('words-swapped') }
    if (bytes[end - 1] !== 0) break
  }
  return undefined
}

function fromDigits(lines: readonly string[]): Imported<Uint8Array> {
  const bytes = createByteList()
  for (const [index, line] of lines.entries()) {
    const code = line.replace(COMMENT, '')
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
  return bytes.done()
}

const HEX_DIGITS = /^[0-9a-f]+$/i

/** A semicolon begins one where words follow. */
const COMMENT = /#.*|\/\/.*|;(?=[^;]*[g-wyz]).*/i

function addPairs(digits: string, bytes: ByteList): void {
  for (let at = 0; at < digits.length; at += 2) bytes.add(Number.parseInt(digits.slice(at, at + 2), 16))
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
