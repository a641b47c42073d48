/** Takes off what tools put around the lines of a dump: colours, boxes, names of symbols, signs in the middle, what logs put first. */
import { withPlainSigns } from './plain-signs.ts'

/** `ESC [ … m` and its like, and what names a window. */
const COLOURS = /\x1b(?:\[[0-9;]{0,32}[A-Za-z]|\][^\x07\x1b\n]{0,256}(?:\x07|\x1b\\))/g

/** The text with plain lines; the same text where they are plain. */
export function tidied(text: string): string {
  const plain = withPlainSigns(text.includes('\x1b') ? text.replace(COLOURS, '') : text)
  return MARKS.test(plain)
    ? plain
        .split(/\r\n|\r|\n/)
        .map(tidyLine)
        .join('\n')
    : plain
}

/** One of these stands in a text that has lines to tidy. */
const MARKS = /[|│`<]|[0-9a-f] - |[0-9a-f]{2}-[0-9a-f]{2} |^[0-9a-f]{4}:[0-9a-f]{4} /im

/** No dump has longer lines. */
const MAX_LINE = 1024

function tidyLine(line: string): string {
  if (line.length > MAX_LINE) return line
  return (
    line
      // Netty, hexyl, tables: an offset, the bytes, and the text between bars.
      .replace(
        /^\s*[|│]\s?([0-9a-f]{4,16})\s?[|│]([^|│]*)[|│].*$/i,
        (_, offset: string, bytes: string) => `${offset} ${bytes.replaceAll('┊', ' ')}`,
      )
      // OpenSSL.
      .replace(/^(\s*[0-9a-f]{4,8}) - (?=[0-9a-f]{2}[ -])/i, '$1   ')
      // WinDbg.
      .replace(/^(\s*[0-9a-f]{8})`(?=[0-9a-f]{8}\s)/i, '$1')
      // A segment before the offset, as in real mode.
      .replace(/^\s*[0-9a-f]{4}:([0-9a-f]{4})(?=\s)/i, '0x0000$1:')
      // gdb.
      .replace(/^(\s*0x[0-9a-f]{4,16}) <[^<>]{1,128}>(?=:)/i, '$1')
      .replace(/^(\s*[0-9a-f]{4,16}:?\s{1,3}(?:[0-9a-f]{2} ){7}[0-9a-f]{2})-(?=[0-9a-f]{2})/i, '$1 ')
  )
}

/**
 * Lines of a dump without what stands before each of them: a number, a time, the name of a logger. The first that has an offset of
 * zero, or an address, tells. `undefined` where none has one behind something else.
 */
export function withoutPrefix(lines: readonly string[]): readonly string[] | undefined {
  for (const line of lines) {
    const [, prefix] = line.length > MAX_LINE ? [] : (FIRST_LINE.exec(line) ?? [])
    if (prefix !== undefined) {
      const same = new RegExp(`^${shapeOf(prefix)}(?=[0-9a-f])`, 'i')
      return lines.map((each) => (each.length > MAX_LINE ? each : each.replace(same, '')))
    }
  }
  return undefined
}

const FIRST_LINE =
  /^(.{0,160}?[\s\]:>|])(?:(?:0x)?0{4,16}|0x[0-9a-f]{6,16})[:|]?\s{1,4}[0-9a-f]{2}(?:[0-9a-f]{2})?(?:\s|$)/i

/** What a prefix looks like: its digits and blanks may differ from line to line. */
function shapeOf(prefix: string): string {
  return prefix
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replace(/\d+/g, '\\d+')
    .replace(/\s+/g, '\\s*')
}
