/**
 * One exchange of a race: its marks and its bytes by kind, without keeping what was read. A stream has no end, so it is read
 * in stretches: where every unit is whole, what was read becomes numbers and marks, and the next stretch begins behind the
 * same heads. So each byte is read by the same dissectors as everywhere, and only one stretch of them is held.
 */
import { DIRECTIONS, type Direction } from '../bytes/bytes.ts'
import { eachWay } from '../bytes/each-way.ts'
import type { Unit, UnitKind } from '../field/field.ts'
import { createConversation, type ConversationFold } from '../trace/conversation.ts'
import { addBytesEachWay, NO_BYTES, type BytesEachWay } from '../trace/queries/byte-counts.ts'
import { bytesByKind } from '../trace/queries/byte-kinds.ts'
import { headsOf } from '../trace/queries/heads.ts'
import { bytesOf, derivedSource } from '../trace/queries/sides.ts'
import {
  createExchangeMarks,
  type ExchangeMarks,
  type ExchangeMarksFold,
} from '../trace/timeline/exchange-marks.ts'
import type { TraceEvent } from '../trace/trace.ts'
import type { ExchangeView, Side } from '../trace/views.ts'

type Opened = Extract<TraceEvent, { kind: 'exchange-opened' }>
type OfExchange = Extract<TraceEvent, { kind: 'slice' | 'dropped' | 'exchange-closed' }>
type PerDirection<T> = Readonly<Record<Direction, T>>

/** What there is to say of an exchange, as far as it has come. */
export interface ExchangeReading extends ExchangeMarks {
  readonly method: string | undefined
  readonly target: string | undefined
  readonly status: number | undefined
  readonly bytes: BytesEachWay
}

/** A stretch is looked at for its end after so many slices, or so many bytes. */
export interface StretchLimit {
  readonly slices: number
  readonly bytes: number
}

export const STRETCH_LIMIT: StretchLimit = { slices: 24, bytes: 32 * 1024 }

/** A stretch that never comes to a clean end is cut off here. */
const LONGEST_STRETCH_BYTES = 1024 * 1024

interface Stretch {
  readonly conversation: ConversationFold
  readonly marks: ExchangeMarksFold
  /** The heads it began behind, in bytes; none in the first. */
  readonly heads: PerDirection<number>
  /** How much further on an offset lies in the exchange than in the stretch. */
  readonly shift: PerDirection<number>
  slices: number
  bytes: number
  lookAt: number
}

function newStretch(opened: Opened, heads: PerDirection<number>, shift: PerDirection<number>): Stretch {
  const conversation = createConversation()
  conversation.push(opened, -1)
  return { conversation, marks: createExchangeMarks(), heads, shift, slices: 0, bytes: 0, lookAt: 1 }
}

const NONE: PerDirection<number> = eachWay(() => 0)

export class ExchangeTally {
  readonly #opened: Opened
  readonly #limit: StretchLimit
  #stretch: Stretch
  /** Of the stretches that are done. */
  #done: ExchangeReading | undefined
  #closedAt: number | undefined
  #reading: ExchangeReading | undefined

  /** Of an exchange that opens. */
  constructor(opened: Opened, limit: StretchLimit = STRETCH_LIMIT) {
    this.#opened = opened
    this.#limit = limit
    this.#stretch = newStretch(opened, NONE, NONE)
  }

  push(event: OfExchange, moment: number): void {
    this.#reading = undefined
    const stretch = this.#stretch
    if (event.kind === 'exchange-closed') {
      this.#closedAt = event.at
      stretch.conversation.push(event, moment)
      return
    }
    const { direction } = event
    const offset = event.offset - stretch.shift[direction]
    // What comes again of a stretch that is done was counted in it.
    if (this.#done !== undefined && offset < stretch.heads[direction]) return
    stretch.conversation.push({ ...event, offset }, moment)
    stretch.slices++
    stretch.bytes += event.kind === 'slice' ? event.bytes.length : event.length
    this.#look()
  }

  get reading(): ExchangeReading {
    return (this.#reading ??= this.#read(this.#view))
  }

  /** Lets go of the arrows of stretches that are done and arrived before then. */
  forget(before: number): void {
    if (this.#done === undefined) return
    const { arrows } = this.#done
    const keep = arrows.findIndex(({ arrived }) => arrived >= before)
    if (keep === 0 || arrows.length === 0) return
    this.#done = { ...this.#done, arrows: keep < 0 ? [] : arrows.slice(keep) }
    this.#reading = undefined
  }

  #look(): void {
    const { slices, bytes, lookAt } = this.#stretch
    const size = Math.max(slices / this.#limit.slices, bytes / this.#limit.bytes)
    if (size < lookAt || this.#closedAt !== undefined) return
    this.#stretch.lookAt = size + 1
    const view = this.#view
    if (!isStreaming(view)) return
    if (isBetween(view) || bytes >= LONGEST_STRETCH_BYTES || hasHole(view)) this.#goOn(view)
  }

  /** Ends the stretch and begins the next with the bytes of the heads in front. */
  #goOn(view: ExchangeView): void {
    this.#done = this.#read(view)
    const { shift } = this.#stretch
    const bytes = eachWay((direction) => view.sides[direction].source.bytes)
    const heads = eachWay((direction) => headsOf(view.sides[direction]).at(-1)?.range.end ?? 0)
    const ends = eachWay((direction) => shift[direction] + bytes[direction].length - heads[direction])
    this.#stretch = newStretch(this.#opened, heads, ends)
    const { exchange, at } = this.#opened
    for (const direction of DIRECTIONS) {
      const head = bytes[direction].slice(0, heads[direction])
      this.#stretch.conversation.push(
        { kind: 'slice', exchange, direction, offset: 0, left: at, arrived: at, bytes: head },
        -1,
      )
    }
  }

  #read(view: ExchangeView): ExchangeReading {
    const { method, target, status } = view
    const marks = this.#stretch.marks.update(view)
    const bytes = bytesByKind(view)
    if (this.#done === undefined) return { ...marks, method, target, status, bytes }
    const { arrows, hold, bytes: before } = this.#done
    const to = this.#closedAt === undefined ? {} : { to: this.#closedAt }
    const heads = eachWay((direction) => ({ ...NO_BYTES, head: -this.#stretch.heads[direction] }))
    return {
      // The heads in front of a later stretch are no slices of its own.
      arrows: [...arrows, ...marks.arrows.filter(({ moment }) => moment >= 0)],
      ...(hold === undefined ? {} : { hold: { ...hold, ...to } }),
      requested: marks.requested,
      emptyAnswer: marks.emptyAnswer,
      method,
      target,
      status,
      bytes: addBytesEachWay(before, addBytesEachWay(bytes, heads)),
    }
  }

  get #view(): ExchangeView {
    const view = this.#stretch.conversation.view.exchange(this.#opened.exchange)
    if (view === undefined) throw new Error('an exchange that was opened is not there')
    return view
  }
}

const LESS_THAN = 0x3c
const PIECES: ReadonlySet<UnitKind> = new Set(['chunk', 'frame'])

/** Whether an answer goes on in chunks or frames, after each of which another reader can begin. */
function isStreaming({ sides }: ExchangeView): boolean {
  const down = sides['server-to-client']
  return headsOf(down).length > 0 && down.units.some(({ kind, complete }) => complete && PIECES.has(kind))
}

/** Whether all that came is whole: no chunk, event, script, frame or message is under way, and none leans on one before. */
function isBetween({ sides }: ExchangeView): boolean {
  return Object.values(sides).every(
    (side) =>
      derivedSource(side, 'inflated') === undefined &&
      side.units.every((unit) => unit.complete || isIdleMarkup(unit, side)),
  )
}

/** Markup between scripts ends where a script begins; without a tag or comment in it it can be read in two pieces. */
function isIdleMarkup(unit: Unit, side: Side): boolean {
  return unit.kind === 'markup' && !bytesOf(unit, side).includes(LESS_THAN)
}

/** After a byte that never came nothing can be read on; a stretch of its own can. */
function hasHole({ sides }: ExchangeView): boolean {
  return Object.values(sides).some(({ missing }) => missing.length > 0)
}
