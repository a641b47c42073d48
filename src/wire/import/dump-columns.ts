/** What stands between the offset and the text column of a dump's lines: how its groups stand for bytes, and the bytes. */
import { DUMP_LINE } from './dump-line.ts'

/** How the groups of a dump stand for bytes. */
export interface Notation {
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
export function notationOf(lines: readonly string[]): Notation {
  const looked = lines.filter((line) => DUMP_LINE.exec(line)?.[3] !== undefined).slice(0, 64)
  const groups = looked.map((line) => groupsOf(DUMP_LINE.exec(line)?.[3] ?? '').map(({ text }) => text))
  const firsts = groups.flatMap((line) => line.slice(0, 1))
  const all = (pattern: RegExp, of = firsts): boolean =>
    of.length > 0 && of.every((text) => pattern.test(text))
  // The last line may have less than a word.
  const whole = firsts.length > 1 ? firsts.slice(0, -1) : firsts
  const gap = usualGap(looked)
  const plain: Notation = { radix: 16, digits: 0, bytes: 1, isSwapped: false, gap }
  if (all(/^[01]{8}$/)) return { ...plain, radix: 2, digits: 8 }
  const every = groups.flatMap((line) => line.slice(0, 16))
  const are = (pattern: RegExp): boolean => every.length > 0 && every.every((text) => pattern.test(text))
  if (are(/^[0-3][0-7]{2}$/)) return { ...plain, radix: 8, digits: 3 }
  if (are(/^-?\d{1,3}$/) && every.some((text) => text.length !== 2))
    return { ...plain, radix: 10, digits: 3, gap: 4 }
  if (all(/^[01][0-7]{5}$/)) return { radix: 8, digits: 6, bytes: 2, isSwapped: true, gap }
  // gdb writes words with `0x` before them, as the machine has them.
  const areNumbers = looked.some((line) => /^0x[0-9a-f]{4}/i.test(DUMP_LINE.exec(line)?.[3] ?? ''))
  const hasColon = !areNumbers && looked.some((line) => DUMP_LINE.exec(line)?.[2] !== undefined)
  if (!hasColon && all(/^[0-6]\d{4}$/)) return { radix: 10, digits: 5, bytes: 2, isSwapped: true, gap }
  for (const digits of [4, 8, 16]) {
    if (!all(new RegExp(`^[0-9a-f]{${digits}}$`, 'i'), whole)) continue
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
export function columnBytes(columns: string, notation: Notation, room: number): number[] {
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
