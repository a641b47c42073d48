/**
 * One exchange of a race: its marks and its bytes by kind, without keeping what was read. A stream has no end, so it is read
 * in stretches: where every unit is whole, what was read becomes numbers and marks, and the next stretch begins behind the
 * same heads. So each byte is read by the same dissectors as everywhere, and only one stretch of them is held.
 */
import { addBytes, NO_BYTES, type ByteCounts } from '../trace/queries/byte-counts.ts'
import { bytesByKind } from '../trace/queries/byte-kinds.ts'
import type { Direction } from '../bytes/bytes.ts'
import type { Unit, UnitKind } from '../field/field.ts'
import { createConversation, type ConversationFold } from '../trace/conversation.ts'
import { headsOf } from '../trace/queries/heads.ts'
import { bytesOf, derivedSource } from '../trace/queries/sides.ts'
import { createExchangeMarks, type ExchangeMarksFold } from '../trace/timeline/exchange-marks.ts'
import type { TraceEvent } from '../trace/trace.ts'
import type { Arrow, ExchangeView, Hold, Side } from '../trace/views.ts'

type Opened = Extract<TraceEvent, { kind: 'exchange-opened' }>
type OfExchange = Extract<TraceEvent, { kind: 'slice' | 'dropped' | 'exchange-closed' }>
type PerDirection<T> = Readonly<Record<Direction, T>>

/** What there is to say of an exchange, as far as it has come. */
export interface ExchangeReading {
  readonly arrows: readonly Arrow[]
  readonly hold?: Hold
  readonly requested: boolean
  readonly emptyAnswer: boolean
  readonly method?: string
  readonly target?: string
  readonly status?: number
  readonly bytes: PerDirection<ByteCounts>
}

export interface ExchangeTally {
  push(event: OfExchange, moment: number): void
  readonly reading: ExchangeReading
  /** Lets go of the arrows of stretches that are done and arrived before then. */
  forget(before: number): void
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

const NONE: PerDirection<number> = { 'client-to-server': 0, 'server-to-client': 0 }
const NO_COUNTS: PerDirection<ByteCounts> = { 'client-to-server': NO_BYTES, 'server-to-client': NO_BYTES }

/** Makes the tally of an exchange that opens. */
export function createExchangeTally(opened: Opened, limit: StretchLimit = STRETCH_LIMIT): ExchangeTally {
  let stretch = newStretch(NONE, NONE)
  /** Of the stretches that are done. */
  let arrows: readonly Arrow[] = []
  let counts = NO_COUNTS
  let hold: Hold | undefined
  let isContinued = false
  let closedAt: number | undefined
  let reading: ExchangeReading | undefined

  function newStretch(heads: PerDirection<number>, shift: PerDirection<number>): Stretch {
    const conversation = createConversation()
    conversation.push(opened, -1)
    return {
      conversation,
      marks: createExchangeMarks(),
      heads,
      shift,
      slices: 0,
      bytes: 0,
      lookAt: 1,
    }
  }

  /** Ends the stretch and begins the next with the bytes of the heads in front. */
  function goOn(view: ExchangeView): void {
    const now = read(view)
    arrows = now.arrows
    counts = now.bytes
    hold = now.hold
    isContinued = true
    const { 'client-to-server': up, 'server-to-client': down } = view.sides
    const heads = { 'client-to-server': headBytes(up), 'server-to-client': headBytes(down) }
    const lengthOf = (direction: Direction): number =>
      stretch.shift[direction] + view.sides[direction].source.bytes.length - heads[direction]
    const shift = {
      'client-to-server': lengthOf('client-to-server'),
      'server-to-client': lengthOf('server-to-client'),
    }
    stretch = newStretch(heads, shift)
    for (const [direction, side] of [
      ['client-to-server', up],
      ['server-to-client', down],
    ] as const) {
      const bytes = side.source.bytes.slice(0, heads[direction])
      const at = { left: opened.at, arrived: opened.at }
      stretch.conversation.push(
        { kind: 'slice', exchange: opened.exchange, direction, offset: 0, ...at, bytes },
        -1,
      )
    }
  }

  function read(view: ExchangeView): ExchangeReading {
    const marks = stretch.marks.update(view)
    const own = bytesByKind(view)
    const { method, target, status } = view
    const held = isContinued ? hold : marks.hold
    const to = closedAt === undefined || held === undefined || isContinued === false ? {} : { to: closedAt }
    return {
      // The heads in front of a later stretch are no slices of its own.
      arrows: isContinued ? [...arrows, ...marks.arrows.filter(({ moment }) => moment >= 0)] : marks.arrows,
      ...(held === undefined ? {} : { hold: { ...held, ...to } }),
      requested: marks.requested,
      emptyAnswer: marks.emptyAnswer,
      ...(method === undefined ? {} : { method }),
      ...(target === undefined ? {} : { target }),
      ...(status === undefined ? {} : { status }),
      bytes: {
        'client-to-server': sumOf('client-to-server', own),
        'server-to-client': sumOf('server-to-client', own),
      },
    }
  }

  function sumOf(direction: Direction, own: PerDirection<ByteCounts>): ByteCounts {
    const heads = { ...NO_BYTES, head: -stretch.heads[direction] }
    return addBytes(counts[direction], addBytes(own[direction], heads))
  }

  function viewNow(): ExchangeView {
    const view = stretch.conversation.view.exchange(opened.exchange)
    if (view === undefined) throw new Error('an exchange that was opened is not there')
    return view
  }

  function look(): void {
    const { slices, bytes } = stretch
    const size = Math.max(slices / limit.slices, bytes / limit.bytes)
    if (size < stretch.lookAt || closedAt !== undefined) return
    stretch.lookAt = size + 1
    const view = viewNow()
    if (!isStreaming(view)) return
    if (isBetween(view) || bytes >= LONGEST_STRETCH_BYTES || hasHole(view)) goOn(view)
  }

  return {
    push(event, moment) {
      reading = undefined
      if (event.kind === 'exchange-closed') {
        closedAt = event.at
        stretch.conversation.push(event, moment)
        return
      }
      const { direction } = event
      const offset = event.offset - stretch.shift[direction]
      // What comes again of a stretch that is done was counted in it.
      if (isContinued && offset < stretch.heads[direction]) return
      stretch.conversation.push({ ...event, offset }, moment)
      stretch.slices++
      stretch.bytes += event.kind === 'slice' ? event.bytes.length : event.length
      look()
    },
    get reading() {
      return (reading ??= read(viewNow()))
    },
    forget(before) {
      const keep = arrows.findIndex(({ arrived }) => arrived >= before)
      if (keep === 0 || arrows.length === 0) return
      arrows = keep < 0 ? [] : arrows.slice(keep)
      reading = undefined
    },
  }
}

/** Where the heads of a side end. */
function headBytes(side: Side): number {
  return headsOf(side).at(-1)?.range.end ?? 0
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
