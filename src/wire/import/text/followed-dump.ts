/** Wireshark's Follow as a hex dump: lines of eight digits of offset, the second side's set in, each side counting its own bytes. */
import { isDumpLine, isDumpRest, offsetOf } from '../dump-line.ts'
import { bytesFromDump } from '../dump.ts'
import { noteOf } from '../imported.ts'
import type { End } from '../tcp-connections.ts'
import type { PrintedConnection, PrintedPiece } from './pieces.ts'

const HEADINGS = /^(?:Follow: \w+,hex|Node [01]: |Filter: |=+)\s*/

/** Reads it; `undefined` for another text. Where there is no heading, both sides must be there. */
export function readFollowedDump(text: string): PrintedConnection | undefined {
  const lines = text.split('\n')
  const dump = lines.filter(isDumpLine)
  const indents = new Set(dump.map((line) => /^\s*/.exec(line)?.[0]))
  const areBoth = indents.size === 2 && indents.has('')
  if (!areBoth && !(indents.size === 1 && /^Follow: \w+,hex\s*$/m.test(text))) return undefined
  const runs: { readonly from: End; readonly lines: string[] }[] = []
  let expected = 0
  for (const line of dump) {
    const from = /^\s/.test(line) ? 'second' : 'first'
    const offset = offsetOf(line)
    const last = runs.at(-1)
    // A piece begins where the side changes, or where a line is not the next of the sixteen before.
    if (last?.from === from && offset === expected) last.lines.push(line)
    else runs.push({ from, lines: [line] })
    expected = offset + 16
  }
  const pieces: PrintedPiece[] = []
  for (const { from, lines: own } of runs) {
    const read = bytesFromDump(own)
    if (!read.ok) return undefined
    pieces.push({ from, bytes: read.value })
  }
  const others = lines.filter(
    (line) => line.trim() !== '' && !isDumpLine(line) && !isDumpRest(line) && !HEADINGS.test(line),
  )
  return { pieces, notes: noteOf('lines-passed-over', others.length) }
}
