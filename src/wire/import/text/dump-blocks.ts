/** Dumps that stand between other lines: in an issue, a log, a mail; fenced, quoted, one after the other. */
import { isDumpLine, isDumpRest, offsetOf } from '../dump-line.ts'
import { bytesFromDump } from '../dump.ts'
import { noteOf, type Imported } from '../imported.ts'
import { withoutPrefix } from './tidy.ts'

/**
 * Finds them; `undefined` where no line is of a dump, the failure where offsets do not fit. A block ends where the offset begins
 * anew, or does not count on behind another line.
 */
export function readDumpBlocks(text: string): Imported<readonly Uint8Array[]> | undefined {
  const lines = unquoted(text.split(/\r\n|\r|\n/))
  const plain = withoutPrefix(lines)
  return blocksIn(lines) ?? (plain === undefined ? undefined : blocksIn(plain))
}

/** Of one line's offset to the next's, sixteen bytes in octal digits included. */
const MOST_BETWEEN = 0x20

function blocksIn(lines: readonly string[]): Imported<readonly Uint8Array[]> | undefined {
  const runs: string[][] = []
  let run: string[] | undefined
  let last = -1
  let passed = 0
  let isBroken = false
  for (const line of lines) {
    if (line.trim() === '') continue
    const offset = offsetOf(line)
    if (isDumpLine(line)) {
      // Lines of another form of the same bytes, or of a log, may stand between two that count on.
      const isNext = offset > last && (!isBroken || offset - last <= MOST_BETWEEN)
      if (run === undefined || !isNext) runs.push((run = []))
      run.push(line)
      last = offset
      isBroken = false
    } else if (run !== undefined && isDumpRest(line)) run.push(line)
    else {
      isBroken = true
      passed++
    }
  }
  // Two pairs and a word in a sentence are no dump: a block begins at an offset of zero or of eight digits, or has more than one line.
  const dumps = runs.filter(
    (each) =>
      each.length > 1 || offsetOf(each[0] ?? '') === 0 || /^\s*(?:0x)?[0-9a-f]{8}\s/i.test(each[0] ?? ''),
  )
  if (dumps.length === 0) return undefined
  const blocks: Uint8Array[] = []
  let isSwapped = false
  for (const dump of dumps) {
    const read = bytesFromDump(dump)
    if (!read.ok) return read
    isSwapped ||= read.notes.length > 0
    blocks.push(read.value)
  }
  const notes = [...noteOf('lines-passed-over', passed), ...noteOf('words-swapped', isSwapped ? 1 : 0)]
  return { ok: true, value: blocks, notes }
}

/** Lines without what a mail, or Markdown, puts before each of them. */
function unquoted(lines: readonly string[]): readonly string[] {
  const written = lines.filter((line) => line.trim() !== '' && !/^\s*(?:```|~~~)/.test(line))
  for (const quote of [/^\s*(?:>\s?)+/, /^\s*[|│]\s?/, /^\s*(?:\/\/|#|--)\s?/, /^\+\s?/])
    if (written.length > 0 && written.every((line) => quote.test(line)))
      return lines.map((line) => line.replace(quote, ''))
  return lines
}
