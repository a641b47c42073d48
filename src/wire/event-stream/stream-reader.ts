/**
 * Reads an event stream, as it grows, into blocks, and tells what each line did to the parser's buffers. Used by the
 * message reader for units, and by the editor and the inspector for the buffers. Only line ends are looked for until
 * somebody asks for more.
 */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { ContentReader } from '../field/content-reader.ts'
import type { Dissected, Field, Unit } from '../field/field.ts'
import { oddity } from '../field/problem.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { LazyUnit, MAX_UNITS, restUnit, withProblemOnLast } from '../field/unit.ts'
import { afterLineEnd, dissectStreamLine, hasByteOrderMark, lineEnd, type DissectedLine } from './line.ts'
import { EMPTY_BUFFERS, interpretLine, type ParserBuffers, type ParserStep } from './parser.ts'

/** One line of the stream: where it stands, and what it did. */
export interface StreamStep extends ParserStep {
  readonly range: ByteRange
}

export interface EventStreamReader extends ContentReader {
  /** What each finished line did, in order. */
  readonly steps: readonly StreamStep[]
}

const UNFINISHED_EVENT = oddity('unfinished-event', 'HTML', 'event-stream-interpretation')

const CR = 0x0d

/** What the fields of a block are made of. */
interface BlockDetail {
  readonly bytes: Uint8Array
  /** No byte follows the block: a carriage return at its end ends its line. */
  readonly isOver: boolean
  readonly isUnfinished: boolean
}

/** Makes the reader of the stream whose first byte is at `start` of a source. `known`: blocks of it that were read before. */
export function createEventStreamReader(
  source: SourceId,
  start: number,
  known: readonly Unit[] = [],
): EventStreamReader {
  const blocks: Unit[] = [...known]
  let seen: Uint8Array = new Uint8Array()
  let blockStart = known.at(-1)?.range.end ?? start
  let at = blockStart
  /** Up to here the current line has no end. */
  let scannedTo = blockStart

  const steps: StreamStep[] = []
  let steppedTo = start
  let buffers: ParserBuffers = EMPTY_BUFFERS

  function lineAt(bytes: Uint8Array, from: number, isOver: boolean): Dissected<DissectedLine> {
    return dissectStreamLine(bytes, from, source, { isFirst: from === start, isOver })
  }

  /** What the lines of a block are. What a blank line does depends on its block alone. */
  function blockFields(range: ByteRange, { bytes, isOver, isUnfinished }: BlockDetail): readonly Field[] {
    const fields: Field[] = []
    let own: ParserBuffers = EMPTY_BUFFERS
    for (let from = range.start; from < range.end;) {
      const dissected = lineAt(bytes, from, isOver)
      if (dissected.status === 'need-more') {
        for (const field of dissected.partial) fields.push(field)
        break
      }
      const { line, fields: found } = dissected.value
      const { action, buffers: next } = interpretLine(own, line)
      const value = action.kind === 'dispatch' ? 'dispatch' : 'nothing'
      for (const field of found)
        fields.push(field.kind === 'event-stream.blank-line' ? { ...field, value } : field)
      own = next
      from = dissected.end
    }
    return isUnfinished ? withProblemOnLast(fields, UNFINISHED_EVENT) : fields
  }

  /** Whether the line that begins at `at` and ends before `end` has nothing in it but, at the stream's start, a byte order mark. */
  const isBlank = (bytes: Uint8Array, end: number): boolean =>
    at === end || (at === start && end === at + 3 && hasByteOrderMark(bytes, at))

  return {
    get steps() {
      while (steppedTo < at) {
        const dissected = lineAt(seen, steppedTo, false)
        if (dissected.status === 'need-more') break
        const step = interpretLine(buffers, dissected.value.line)
        steps.push({ ...step, range: { start: steppedTo, end: dissected.end } })
        buffers = step.buffers
        steppedTo = dissected.end
      }
      return steps
    },
    advance(bytes) {
      seen = bytes
      while (blocks.length < MAX_UNITS) {
        const end = lineEnd(bytes, scannedTo)
        scannedTo = end
        const next = afterLineEnd(bytes, end, false)
        if (next === undefined) return
        const endsBlock = isBlank(bytes, end)
        at = next
        scannedTo = next
        if (!endsBlock) continue
        const detail = { bytes, isOver: false, isUnfinished: false }
        const range = { start: blockStart, end: at }
        blocks.push(new LazyUnit('event-block', source, range, true, blockFields, detail))
        blockStart = at
      }
    },
    // A block that ends with a CR ends there only because no LF follows.
    forkBefore: (offset) =>
      createEventStreamReader(source, start, blocks.slice(0, lowerBound(blocks, offset, unitEnd))),
    units(bytes, isOver) {
      if (blockStart >= bytes.length) return [...blocks]
      if (blocks.length >= MAX_UNITS) return [...blocks, restUnit(source, blockStart, bytes.length, isOver)]
      // Nothing is kept of the last line: a CR at its end is decided only if more comes, or the end.
      const complete = isOver && bytes.at(-1) === CR && isBlank(bytes, bytes.length - 1)
      const detail = { bytes, isOver, isUnfinished: isOver && !complete }
      const range = { start: blockStart, end: bytes.length }
      return [...blocks, new LazyUnit('event-block', source, range, complete, blockFields, detail)]
    },
  }
}

const unitEnd = ({ range }: Unit): number => range.end
