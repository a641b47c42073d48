/**
 * Bytes that stand in a line of something else: behind a prompt, in a log, in a call. Words can look like digits, so that only what
 * is known for what it is, frames that fit or a head of HTTP, is taken for bytes.
 */
import { latin1 } from '../../bytes/bytes.ts'
import { scanFrame } from '../../websocket/frame.ts'
import { applyMask } from '../../websocket/masking.ts'
import { guess } from '../guess.ts'
import { bytesFromBase64, bytesFromHex, fromEscapes } from '../hex.ts'
import type { Imported } from '../imported.ts'
import { listOf, numbersOf } from './number-list.ts'

/** A line, and a text, that is longer is not looked through; in a shorter line there is no frame. */
const MAX_LINE = 16 * 1024
const MIN_LINE = 6
const MAX_TEXT = 256 * 1024

type Reader = (found: string) => Imported<Uint8Array> | undefined

/** What bytes look like in a line, and how each is read. None begins again within what it has looked at. */
const SPELLINGS: readonly (readonly [RegExp, Reader])[] = [
  [/"(?:[^"\\]|\\.)*(?:"|$)/g, literal],
  [/'(?:[^'\\]|\\.)*(?:'|$)/g, literal],
  [
    /[[({<] ?(?:-?\d{1,3}(?:, ?| )){2,}-?\d{1,3}(?!\w)/g,
    (found) => listOf(numbersOf(found.slice(1), 10), false),
  ],
  [/(?<![0-9a-z%=])(?:0x[0-9a-f]{1,2}, ?)+0x[0-9a-f]{1,2}(?!\w)/gi, bytesFromHex],
  // Pairs with one sign between them, or none, or some.
  [/(?<![0-9a-z_])[0-9a-f]{2}([ :-])[0-9a-f]{2}(?:\1[0-9a-f]{2})+(?![0-9a-z_])/gi, bytesFromHex],
  [/(?<![0-9a-z_])(?:0x)?(?:[0-9a-f]{2}){4,}(?: (?:[0-9a-f]{2}){2,4})*(?![0-9a-z_])/gi, bytesFromHex],
  // A word of letters alone is a word.
  [
    /(?<![0-9a-z+/=_-])[0-9a-z+/_-]{6,}={0,2}(?![0-9a-z+/=_-])/gi,
    (found) => (/[0-9+/=]/.test(found) ? bytesFromBase64(found) : undefined),
  ],
]

function literal(found: string): Imported<Uint8Array> | undefined {
  const isWhole = found.length > 1 && found.at(-1) === found[0]
  return isWhole && found.includes('\\') ? fromEscapes(found.slice(1, -1)) : undefined
}

/** Gives the bytes of each line that has some, in order; `undefined` where none has. */
export function readAmongWords(text: string): readonly Uint8Array[] | undefined {
  if (text.length > MAX_TEXT) return undefined
  const blocks: Uint8Array[] = []
  for (const line of joined(text).split(/\r\n|\r|\n/)) {
    const isLooked = line.length >= MIN_LINE && line.length <= MAX_LINE
    const block = isLooked ? bytesInLine(line) : undefined
    if (block !== undefined) blocks.push(block)
  }
  return blocks.length === 0 ? undefined : blocks
}

/** What goes over several lines in one: within brackets, and behind the equals sign that ends a line of quoted-printable. */
function joined(text: string): string {
  return text
    .replace(/[[({<][^[\](){}<>]*[\])}>]/g, (inside) => inside.replace(/\s+/g, ' '))
    .replace(/=\r?\n/g, '')
}

/** The longest that is known. */
function bytesInLine(line: string): Uint8Array | undefined {
  let longest: Uint8Array | undefined
  const look = (read: Imported<Uint8Array> | undefined): void => {
    if (read?.ok === true && read.value.length > (longest?.length ?? 0) && isKnown(read.value))
      longest = read.value
  }
  for (const [spelling, read] of SPELLINGS) for (const [found] of line.matchAll(spelling)) look(read(found))
  const escapes = line.search(/\\(?:x[0-9a-f]{2}|u00[0-9a-f]{2}|[0-3][0-7]{1,2})/i)
  const escaped = escapes < 0 ? '' : line.slice(escapes).trim()
  // In a literal within a literal its end is escaped.
  for (const each of [escaped, escaped.split(/\\?["']/)[0] ?? '']) look(fromEscapes(each))
  // Percent signs, of an address or by themselves, or the equals signs of quoted-printable.
  for (const word of line.split(/\s/)) {
    if (/%[0-9a-f]{2}/i.test(word))
      for (const part of word.split(/[?&#]\w*=?/)) look(fromEscapes(part.replaceAll('%', '\\x')))
    if (/=[0-9A-F]{2}/.test(word)) look(fromEscapes(word.replaceAll('=', '\\x')))
  }
  return longest
}

function isKnown(bytes: Uint8Array): boolean {
  const { sureness, because } = guess(bytes)
  if (sureness !== 'sure') return false
  return because === 'begins-with-start-line' || (because === 'frames-fit' && isTelling(bytes))
}

/**
 * Whether frames say something. Small numbers and short words happen to be frames: `[1, 2, 3, 4]` begins a text that goes on, `goBackend`
 * in base64 is a binary message of nothing.
 */
function isTelling(bytes: Uint8Array): boolean {
  const frame = scanFrame(bytes, 0)
  if (frame === undefined || frame === 'broken' || frame.payload.end - frame.payload.start < 2) return false
  const { opcode, fin, rsv1, payload, maskingKey } = frame
  if (opcode !== 1 || rsv1) return fin
  const said = bytes.subarray(payload.start, payload.end)
  const plain =
    maskingKey === undefined ? said : applyMask(said, bytes.subarray(maskingKey.start, maskingKey.end))
  return !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(latin1(plain))
}
