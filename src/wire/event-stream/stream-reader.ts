/**
 * Reads an event stream, as it grows, into blocks, and keeps what each line did to the parser's buffers. Used by the
 * message reader for units, and by the editor and the inspector for the buffers.
 */
import type { ByteRange, SourceId } from '../bytes.ts'
import type { ContentReader } from '../content-reader.ts'
import type { Field, Unit } from '../field.ts'
import type { Problem } from '../problem.ts'
import { makeUnit, withLastProblem } from '../unit.ts'
import { dissectStreamLine, type DissectedLine } from './line.ts'
import { EMPTY_BUFFERS, interpretLine, type ParserBuffers, type ParserStep } from './parser.ts'

/** One line of the stream: where it stands, and what it did. */
export interface StreamStep extends ParserStep {
  readonly range: ByteRange
}

export interface EventStreamReader extends ContentReader {
  /** What each finished line did, in order. */
  readonly steps: readonly StreamStep[]
}

interface Taken {
  readonly fields: readonly Field[]
  readonly step: StreamStep
  /** The line was blank: its block is whole. */
  readonly endsBlock: boolean
}

const UNFINISHED_EVENT: Problem = {
  code: 'unfinished-event',
  severity: 'oddity',
  citation: { standard: 'HTML', section: 'event-stream-interpretation' },
}

/** Makes the reader of the stream whose first byte is at `start` of a source. */
export function createEventStreamReader(source: SourceId, start: number): EventStreamReader {
  const blocks: Unit[] = []
  const steps: StreamStep[] = []
  let buffers: ParserBuffers = EMPTY_BUFFERS
  let block: Field[] = []
  let blockStart = start
  let at = start
  /** Up to here the current line has no end. */
  let scannedTo = start

  function take({ line, fields }: DissectedLine, end: number): Taken {
    const step = interpretLine(buffers, line)
    const endsBlock = line.kind === 'blank'
    const value = step.action.kind === 'dispatch' ? 'dispatch' : 'nothing'
    return {
      fields: endsBlock
        ? fields.map((field) => (field.kind === 'event-stream.blank-line' ? { ...field, value } : field))
        : fields,
      step: { ...step, range: { start: at, end } },
      endsBlock,
    }
  }

  function lineAt(bytes: Uint8Array, isOver: boolean): ReturnType<typeof dissectStreamLine> {
    return dissectStreamLine(bytes, at, source, { isFirst: at === start, isOver, scannedTo })
  }

  return {
    steps,
    advance(bytes) {
      while (at < bytes.length) {
        if (!hasLineEnd(bytes, scannedTo)) {
          scannedTo = bytes.length
          return
        }
        const dissected = lineAt(bytes, false)
        if (dissected.status === 'need-more') return
        const { fields, step, endsBlock } = take(dissected.value, dissected.end)
        block.push(...fields)
        steps.push(step)
        buffers = step.buffers
        at = dissected.end
        scannedTo = at
        if (!endsBlock) continue
        blocks.push(makeUnit('event-block', source, blockStart, at, true, block))
        block = []
        blockStart = at
      }
    },
    units(bytes, isOver) {
      if (blockStart >= bytes.length) return [...blocks]
      const rest: Field[] = [...block]
      let complete = false
      if (at < bytes.length) {
        // Nothing is kept of this line: whether an LF follows its CR is decided only if more comes, or the end.
        const dissected = lineAt(bytes, isOver)
        if (dissected.status === 'need-more') rest.push(...dissected.partial)
        else {
          const taken = take(dissected.value, dissected.end)
          rest.push(...taken.fields)
          complete = taken.endsBlock
        }
      }
      const unit = makeUnit('event-block', source, blockStart, bytes.length, complete, rest)
      return [...blocks, isOver && !complete ? withLastProblem(unit, UNFINISHED_EVENT) : unit]
    },
  }
}

function hasLineEnd(bytes: Uint8Array, from: number): boolean {
  for (let at = from; at < bytes.length; at++) if (bytes[at] === 0x0a || bytes[at] === 0x0d) return true
  return false
}
