/** Bytes as languages print them: `<Buffer 81 05>`, `Uint8Array(7) [ 129, 5 ]`, JSON of a Buffer, arrays of C, Go, Java and Rust. */
import { createByteList } from '../byte-list.ts'
import { bytesFromHex, fromEscapes } from '../hex.ts'
import { areBareCells, bytesFromDump } from '../dump.ts'
import { guess } from '../guess.ts'
import { noteOf, type Imported } from '../imported.ts'
import { insideLiterals } from './literals.ts'

/** Reads it; `undefined` for another text. */
export function readNumberList(text: string): Imported<Uint8Array> | undefined {
  const trimmed = text.trim()
  const buffer =
    /^(?:\S{1,64} [=:] |[\w.]{1,64}[=:] ?)?<(?:Buffer|SlowBuffer)((?: [0-9a-f]{2})*)(?:((?: \.\.\. \d+ more bytes?)?)(?:, [^>]*)?>[;,]?|( ?[0-9a-f.]{0,3}))$/.exec(
      trimmed,
    )
  if (buffer !== null) {
    const [, digits = '', more = 'cut'] = buffer
    return listOf(numbersOf(digits, 16), more !== '')
  }
  return (
    ofBits(trimmed) ??
    ofBare(trimmed) ??
    ofObject(trimmed) ??
    ofIndexes(trimmed) ??
    ofArray(trimmed) ??
    ofLiterals(trimmed) ??
    ofCells(text) ??
    ofLines(trimmed)
  )
}

/** String literals with `\x` in them, one or several that stand for one: `bytearray(b'\x81')`, lines that a backslash joins. */
function ofLiterals(text: string): Imported<Uint8Array> | undefined {
  if (!/\\x[0-9a-f]{2}/i.test(text)) return undefined
  const inside = insideLiterals(text, /^[\w\s.=:;+,*()[\]{}\\$]{0,200}$/)
  return inside === undefined ? undefined : fromEscapes(inside)
}

/** The numbers of a list, whatever stands between them. */
export const numbersOf = (digits: string, radix: number): readonly number[] =>
  digits
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((each) => Number.parseInt(each, radix))

/** The bytes of numbers, of which only the lowest eight bits count. `isShort`: some were not printed. */
export function listOf(numbers: readonly number[], isShort: boolean): Imported<Uint8Array> {
  const bytes = createByteList()
  for (const number of numbers) bytes.add(number & 0xff)
  const read = bytes.done()
  return read.ok ? { ...read, notes: noteOf('printed-short', isShort ? 1 : 0) } : read
}

/** `10000001 00000101`: a byte alone may as well be hexadecimal, and so may bits in any other order of signs that are no frame. */
function ofBits(text: string): Imported<Uint8Array> | undefined {
  if (/^[01]{8}(?:[\s,]{1,8}[01]{8})+$/.test(text)) return listOf(numbersOf(text, 2), false)
  const bits = /^[01bB\s,|_.:;-]{16,}$/.test(text) ? text.replace(/\b0b|[^01]/gi, '') : ''
  if (bits.length < 16 || bits.length % 8 !== 0) return undefined
  return ifKnown(listOf(numbersOf(bits.replace(/.{8}/g, '$& '), 2), false))
}

/** Numbers without a bracket around them, as a shell prints them, one a line or all in one. */
function ofBare(text: string): Imported<Uint8Array> | undefined {
  if (!/^-?\d{1,3}(?:[\s,;]{1,4}-?\d{1,3})+[\s,;]*$/.test(text)) return undefined
  // `od -An -b`: three digits each, also of small numbers.
  if (/^[0-3][0-7]{2}(?:\s{1,4}[0-3][0-7]{2}){3,}$/.test(text)) {
    const octal = ifKnown(listOf(numbersOf(text, 8), false))
    if (octal !== undefined) return octal
  }
  const numbers = numbersOf(text.replaceAll(';', ' '), 10)
  const isDecimal = numbers.some((number) => number < 0 || number > 99)
  return isDecimal && numbers.every((number) => number >= -128 && number <= 255)
    ? ifKnown(listOf(numbers, false))
    : undefined
}

/** What could be many things is bytes only where those are something. */
const ifKnown = (read: Imported<Uint8Array>): Imported<Uint8Array> | undefined =>
  read.ok && guess(read.value).sureness !== 'unknown' ? read : undefined

/** JSON of a Buffer, its members in either order, and a typed array as JSON has it: `{"0":129,"1":5}`. */
function ofObject(text: string): Imported<Uint8Array> | undefined {
  const [, data] =
    /^\{[\s",:]*(?:type[\s":]*Buffer[\s",]*)?data[\s":]*\[([\d\s,]*)\][\s",:]*(?:type[\s":]*Buffer[\s"]*)?\}$/.exec(
      text,
    ) ?? []
  if (data !== undefined) return text.includes('Buffer') ? decimals(data) : undefined
  if (!/^\{\s*"?0"?\s*:\s*\d{1,3}\s*[,}]/.test(text)) return undefined
  return counted(text.slice(1, text.endsWith('}') ? -1 : undefined).split(','))
}

/**
 * An array unfolded, a line a member, between others: `0: 129` in a browser's console, `- 0 : 129` of Swift, `[0] = 129` of lldb,
 * `[0] => 129` of PHP.
 */
function ofIndexes(whole: string): Imported<Uint8Array> | undefined {
  // PHP's `var_dump`, whose keys may count from 1.
  const text = whole.replace(/=>\s*int\((\d{1,3})\)/g, '=> $1')
  if (!/^[ \t]*(?:- |\([a-z ]{1,16}\) )?\[?[01]\]? ?(?::|=>?) ?\d/m.test(text)) return undefined
  const members = text.split('\n').flatMap((line) => {
    const [, key, value] = (line.length < 64 ? MEMBER.exec(line) : null) ?? []
    return key === undefined ? [] : [`${key}:${Number(value)}`]
  })
  return members.length < 2 ? undefined : counted(members)
}

const MEMBER = /^\s*(?:- |\([a-z ]{1,16}\) )?\[?(\d+)\]? ?(?::|=>?) ?(\d{1,3}|0x[0-9a-f]{1,2})[,;]?\s*$/i

/** Members that count from 0, or from 1. */
function counted(members: readonly string[]): Imported<Uint8Array> | undefined {
  const first = /^\s*"?1\b/.test(members[0] ?? '') ? 1 : 0
  const numbers = members.map((member, index) => {
    const [, key, value] = /^\s*"?(\d+)"?\s*:\s*(\d{1,3})\s*$/.exec(member) ?? []
    return key === String(index + first) && Number(value) < 256 ? Number(value) : undefined
  })
  return numbers.every((number) => number !== undefined) ? listOf(numbers, false) : undefined
}

/** A text that shows a list in its lines is no longer. */
const MAX_LINED = 256 * 1024

/** `od -An -c`. */
function ofCells(text: string): Imported<Uint8Array> | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (text.length > MAX_LINED || !areBareCells(lines)) return undefined
  return ifKnown(bytesFromDump(lines.map((line) => `0000000${line}`)))
}

/** A number a line under a heading, as Swift and Julia print arrays. */
function ofLines(text: string): Imported<Uint8Array> | undefined {
  const lines = text.length > MAX_LINED ? [] : text.split('\n')
  const numbers: number[] = []
  for (const line of lines.reverse()) {
    const [, number] = (line.length < 32 ? LISTED.exec(line) : null) ?? []
    if (number === undefined) break
    numbers.push(Number(number))
  }
  const areBytes = numbers.length > 4 && numbers.every((number) => number < 256)
  return areBytes ? ifKnown(listOf(numbers.reverse(), false)) : undefined
}

const LISTED = /^\s*(?:[-*•] )?(\d{1,3}|0x[0-9a-f]{1,2})[,;]?\s*$/i

/** What stands before an array is no longer: a type, a name, an equals sign. */
const MAX_OPENING = 200

/** The last bracket opens it. Casts and comments stand between its numbers. */
function ofArray(whole: string): Imported<Uint8Array> | undefined {
  // Erlang writes what it can as letters.
  const bare = whole.startsWith('<<')
    ? whole.replace(/"([^"\\]*)"/g, (_, said: string) => codesOf(said))
    : whole
  const spelled = bare.includes('0x')
    ? bare.replace(/'([^'\\\n])'/g, (_, letter: string) => `0x${(letter.codePointAt(0) ?? 0).toString(16)}`)
    : bare
  const text = spelled.replace(/\((?:u?int8_t|unsigned char|s?byte|char)\)|\/\*[^*\n]{0,200}\*\//gi, ' ')
  const at = Math.max(
    text.lastIndexOf('['),
    text.lastIndexOf('{'),
    text.lastIndexOf('('),
    text.lastIndexOf('<<') + 1,
  )
  if (at < 0 || at > MAX_OPENING) return undefined
  if (!/^[\w\s.<>*&=:;()[\]!{]*$/.test(text.slice(0, at + 1))) return undefined
  const rest = text.slice(at + 1)
  const closed = rest.search(/[\])}>]/)
  // The last number may be cut as well.
  const cut = closed < 0 && /^[A-Za-z]/.test(text) ? rest.lastIndexOf(',') : -1
  if (cut > 0 && !/[^\d\s,]/.test(rest)) return decimals(rest.slice(0, cut), true, text.slice(0, at + 1))
  if (closed < 0 || !/^[\])}>;,\s]*(?:unsigned int \w+ = \d+;\s*)?$/.test(rest.slice(closed)))
    return undefined
  const [, inside = '', more = ''] = /^([^.]*)((?:\.\.\.[^.]*)?)$/.exec(rest.slice(0, closed)) ?? []
  if (inside.trim() === '') return undefined
  if (/^\s*0x/i.test(inside)) return bytesFromHex(inside)
  return decimals(inside, more !== '', text.slice(0, at + 1))
}

const codesOf = (said: string): string => new TextEncoder().encode(said).join(',')

/**
 * Numbers from −128 to 255, or hexadecimal ones with a digit or two; of two digits each, they are decimal only where what is before
 * them says so.
 */
function decimals(inside: string, isShort = false, opening = 'data'): Imported<Uint8Array> | undefined {
  const words = inside.split(/[\s,]/).filter(Boolean)
  const isMeant = opening !== '[' && /[A-Za-z]/.test(opening)
  if (words.every((word) => /^[0-9a-f]{1,2}$/i.test(word)) && words.some((word) => /[a-f]/i.test(word)))
    return listOf(
      words.map((word) => Number.parseInt(word, 16)),
      isShort,
    )
  if (!words.every((word) => /^-?(?:0|[1-9]\d{0,2})$/.test(word))) return undefined
  const numbers = words.map(Number)
  if (numbers.some((number) => number < -128 || number > 255)) return undefined
  if (!isMeant && words.every((word) => word.length === 2)) return undefined
  return listOf(numbers, isShort)
}
