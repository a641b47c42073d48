/** Bytes as languages print them: `<Buffer 81 05>`, `Uint8Array(7) [ 129, 5 ]`, JSON of a Buffer, arrays of C, Go, Java and Rust. */
import { createByteList } from '../byte-list.ts'
import { bytesFromHex } from '../hex.ts'
import type { Imported, ImportNote } from '../imported.ts'

/** Reads it; `undefined` for another text. */
export function readNumberList(text: string): Imported<Uint8Array> | undefined {
  const trimmed = text.trim()
  const buffer =
    /^(?:\S{1,64} [=:] |[\w.]{1,64}[=:] ?)?<(?:Buffer|SlowBuffer)((?: [0-9a-f]{2})*)((?: \.\.\. \d+ more bytes?)?)(?:, [^>]*)?>[;,]?$/.exec(
      trimmed,
    )
  if (buffer !== null) {
    const [, digits = '', more] = buffer
    return listOf(
      digits
        .split(' ')
        .filter(Boolean)
        .map((pair) => Number.parseInt(pair, 16)),
      more !== '',
    )
  }
  return ofObject(trimmed) ?? ofArray(trimmed) ?? ofLiterals(trimmed) ?? ofContents(trimmed)
}

/** String literals with `\x` in them, one or several that stand for one: `bytearray(b'\x81')`, lines that a backslash joins. */
function ofLiterals(text: string): Imported<Uint8Array> | undefined {
  if (text.length > MAX_LITERALS || !/\\x[0-9a-f]{2}/i.test(text)) return undefined
  const literals = text.match(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g) ?? []
  const around = text.replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, ' ')
  if (literals.length === 0 || !/^[\w\s.=:;+,*()[\]{}\\$]{0,200}$/.test(around)) return undefined
  const joined = literals.map((literal) => literal.slice(1, -1)).join('')
  return bytesFromHex(`"${joined.replaceAll(/(?<!\\)"/g, '\\"')}"`)
}

const MAX_LITERALS = 256 * 1024

/** Pairs between angle brackets inside of something longer: a log line, an ArrayBuffer. */
function ofContents(text: string): Imported<Uint8Array> | undefined {
  const found =
    text.length > MAX_LITERALS
      ? null
      : /<(?:Buffer )?((?:[0-9a-f]{2} ?)+)((?: ?\.\.\. \d+ more bytes?)?)>/i.exec(text)
  const [, pairs, more] = found ?? []
  if (pairs === undefined) return undefined
  const digits = pairs.match(/[0-9a-f]{2}/gi) ?? []
  return listOf(
    digits.map((pair) => Number.parseInt(pair, 16)),
    more !== '',
  )
}

function listOf(numbers: readonly number[], isShort: boolean): Imported<Uint8Array> {
  const bytes = createByteList()
  for (const number of numbers) bytes.add(number & 0xff)
  const notes: readonly ImportNote[] = isShort ? [{ code: 'printed-short', count: 1 }] : []
  const read = bytes.done('not-hex')
  return read.ok ? { ...read, notes } : read
}

/** `{"type":"Buffer","data":[…]}`, and a typed array as JSON has it: `{"0":129,"1":5}`. */
function ofObject(text: string): Imported<Uint8Array> | undefined {
  const [, data] = /^\{\s*"type"\s*:\s*"Buffer"\s*,\s*"data"\s*:\s*\[([\d\s,]*)\]\s*\}$/.exec(text) ?? []
  if (data !== undefined) return decimals(data)
  if (!/^\{\s*"?0"?\s*:\s*\d{1,3}\s*[,}]/.test(text)) return undefined
  const members = text.slice(1, text.endsWith('}') ? -1 : undefined).split(',')
  const numbers = members.map((member, index) => {
    const [, key, value] = /^\s*"?(\d+)"?\s*:\s*(\d{1,3})\s*$/.exec(member) ?? []
    return key === String(index) && Number(value) < 256 ? Number(value) : undefined
  })
  return numbers.every((number) => number !== undefined) ? listOf(numbers, false) : undefined
}

/** What stands before an array is no longer: a type, a name, an equals sign. */
const MAX_OPENING = 200

/** The last bracket opens it. */
function ofArray(text: string): Imported<Uint8Array> | undefined {
  const at = Math.max(text.lastIndexOf('['), text.lastIndexOf('{'), text.lastIndexOf('('))
  if (at < 0 || at > MAX_OPENING) return undefined
  if (!/^[\w\s.<>*&=:;()[\]!{]*$/.test(text.slice(0, at + 1))) return undefined
  const rest = text.slice(at + 1)
  const closed = rest.search(/[\])}]/)
  if (closed < 0 || !/^[\])};,\s]*(?:unsigned int \w+ = \d+;\s*)?$/.test(rest.slice(closed))) return undefined
  const [, inside = '', more = ''] = /^([^.]*)((?:\.\.\.[^.]*)?)$/.exec(rest.slice(0, closed)) ?? []
  if (inside.trim() === '') return undefined
  const hex = /^(?:\s*0x[0-9a-f]{1,2}\s*(?:,|$))+$/i.test(inside.slice(0, 4096))
    ? bytesFromHex(inside)
    : undefined
  return hex ?? decimals(inside, more !== '', text.slice(0, at + 1))
}

/** Numbers from −128 to 255; of two digits each, they are decimal only where what is before them says so. */
function decimals(inside: string, isShort = false, opening = 'data'): Imported<Uint8Array> | undefined {
  const words = inside.split(',').map((word) => word.trim())
  if (words.at(-1) === '') words.pop()
  if (!words.every((word) => /^-?(?:0|[1-9]\d{0,2})$/.test(word))) return undefined
  const numbers = words.map(Number)
  if (numbers.some((number) => number < -128 || number > 255)) return undefined
  const isMeant = opening !== '[' && /[A-Za-z]/.test(opening)
  if (!isMeant && words.every((word) => word.length === 2)) return undefined
  return listOf(numbers, isShort)
}
