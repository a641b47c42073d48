/**
 * A long run being opened piece by piece, so that the page answers in between and shows what is there already. Reads as a
 * whole what is short. Pure but for the clock of `use-opening.ts`, which says when it goes on.
 */
import type { SlicedWork } from '../ui/slices.ts'
import { createByteReader, type ByteReader, type ByteReading } from '../wire/import/read-as.ts'
import { createConversation, type ConversationFold } from '../wire/trace/conversation.ts'
import type { Trace, TraceEvent } from '../wire/trace/trace.ts'
import { changed, editedEvents, type ByteEdits } from './edited-run.ts'
import { createRowList } from './row-list.ts'
import { runOfSide, type RunOnShow } from './run-on-show.ts'
import type { UnitRow } from './unit-rows.ts'

export interface Opening extends SlicedWork {
  /** What is there of the run; another object after each step. */
  readonly run: RunOnShow
  readonly doneBytes: number
  readonly totalBytes: number
  /** The rows of what is there. */
  readonly rows: readonly UnitRow[]
  /** Takes what has come into the rows, which cost most to make: all at once they would hold the page. */
  listOn(): void
  /** Gives the opening of the same run with other bytes: what comes before the first of them is not read again. */
  edited(edits: ByteEdits): Opening
}

/** A step reads so many bytes: frames of a hundred bytes each, some 4 ms. */
const STEP_BYTES = 64 * 1024
/** And takes in so many events, of which most are slices. */
const STEP_EVENTS = 1000

/** What is no longer than this is read at once. */
export const SHORT_RUN_BYTES = 256 * 1024
const SHORT_RUN_EVENTS = 4000

/** Tells whether a run is read at once. */
export function isShort({ events }: Pick<RunOnShow, 'events'>): boolean {
  return events.length <= SHORT_RUN_EVENTS && bytesOf(events) <= SHORT_RUN_BYTES
}

/** Makes the opening of a trace. */
export function openingOfTrace({ events }: Pick<Trace, 'events'>): Opening {
  return traceOpening(events, createConversation({ paced: true }), 0)
}

/** `pushed`: so many of the events are in the fold already. */
function traceOpening(events: readonly TraceEvent[], fold: ConversationFold, pushed: number): Opening {
  const rows = createRowList()
  const totalBytes = bytesOf(events)
  let next = pushed
  let version = 0
  let isRead = false
  const opening: Opening = {
    totalBytes,
    get doneBytes() {
      return isRead ? totalBytes : Math.min(totalBytes, fold.readBytes)
    },
    get run(): RunOnShow {
      return { events, conversation: { ...fold.view }, version, shown: events.length }
    },
    get rows() {
      opening.listOn()
      return rows.rows
    },
    listOn: () => rows.update(fold.view),
    step() {
      version++
      const end = Math.min(events.length, next + STEP_EVENTS)
      if (next === end) isRead = !fold.readOn(STEP_BYTES)
      for (; next < end; next++) {
        const event = events[next]
        if (event !== undefined) fold.push(event, next)
      }
      return !isRead
    },
    edited(edits) {
      for (; next < events.length; next++) {
        const event = events[next]
        if (event !== undefined) fold.push(event, next)
      }
      const other = fold.changed(edits.source, edits.bytes)
      if (other === undefined) return opening
      return traceOpening(editedEvents(opening.run, edits), other, events.length)
    },
  }
  return opening
}

/** Makes the opening of bytes that stand alone. */
export function openingOfBytes(bytes: Uint8Array, reading: ByteReading): Opening {
  return bytesOpening(bytes, reading, createByteReader(bytes, reading))
}

function bytesOpening(bytes: Uint8Array, reading: ByteReading, reader: ByteReader): Opening {
  const rows = createRowList()
  let version = 0
  const opening: Opening = {
    totalBytes: bytes.length,
    get doneBytes() {
      return reader.readBytes
    },
    get run() {
      return { ...runOfSide(reader.side, bytes, reading), version }
    },
    get rows() {
      opening.listOn()
      return rows.rows
    },
    listOn: () => rows.update(runOfSide(reader.side, bytes, reading).conversation),
    step() {
      version++
      return reader.readOn(STEP_BYTES)
    },
    edited(edits) {
      const other = changed(bytes, 0, edits)
      const from = Array.from(edits.bytes.keys()).reduce((least, at) => Math.min(least, at), bytes.length)
      return bytesOpening(other, reading, reader.changed(other, from))
    },
  }
  return opening
}

function bytesOf(events: readonly TraceEvent[]): number {
  let bytes = 0
  for (const event of events) if (event.kind === 'slice') bytes += event.bytes.length
  return bytes
}
