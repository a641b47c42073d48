/** Bytes in letters other than hexadecimal and base64: base32, and what uuencode writes, in letters of its own or in base64. */
import { createByteList } from '../byte-list.ts'
import { bytesFromBase64 } from '../hex.ts'
import type { Imported } from '../imported.ts'

/** Reads what uuencode writes; `undefined` for another text. Lines around it are passed over. */
export function fromUuencoded(text: string): Imported<Uint8Array> | undefined {
  const [begin, base64] = /^begin(-base64)? [0-7]{3,4} \S.*\n/m.exec(text) ?? []
  if (begin === undefined) return undefined
  const lines = text.slice(text.indexOf(begin) + begin.length).split('\n')
  const end = lines.findIndex((line) => (base64 === undefined ? /^end\s*$/ : /^====\s*$/).test(line))
  if (end < 0) return undefined
  const inside = lines.slice(0, end)
  if (base64 !== undefined) return bytesFromBase64(inside.join(''))
  const bytes = createByteList()
  for (const line of inside) {
    const length = sextet(line, 0)
    for (let at = 0; at < length; at++) {
      // Four letters are three bytes.
      const bits =
        (sextet(line, 1 + Math.floor((at * 4) / 3)) << 6) | sextet(line, 2 + Math.floor((at * 4) / 3))
      bytes.add((bits >> (4 - 2 * (at % 3))) & 0xff)
    }
  }
  return bytes.done()
}

/** The six bits of a letter; blanks at the end of a line may have got lost. */
const sextet = (line: string, at: number): number => ((line.charCodeAt(at) || 32) - 32) & 0x3f

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Reads base32, with its padding; `undefined` for another text. @see https://www.rfc-editor.org/rfc/rfc4648#section-6 */
export function fromBase32(text: string): Imported<Uint8Array> | undefined {
  const letters = text.replace(/\s+/g, '').toUpperCase()
  if (letters.length < 16 || letters.length % 8 !== 0 || !/^[A-Z2-7]+={0,6}$/.test(letters)) return undefined
  const bytes = createByteList()
  let [bits, count] = [0, 0]
  for (const letter of letters) {
    if (letter === '=') break
    bits = ((bits << 5) | BASE32.indexOf(letter)) & 0xfff
    count += 5
    if (count < 8) continue
    count -= 8
    bytes.add((bits >> count) & 0xff)
  }
  return bytes.done()
}
