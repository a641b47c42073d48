/**
 * What the trace of the reader's own lab holds of one sending: which exchanges it went over, what the other end did, what
 * script was told, and the stretch of a ladder that shows it. Pure.
 */
import type { BenchWords } from '../bench/view/words.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import type { Conversation, ExchangeView, LaneSpec, Timeline } from '../wire/trace/views.ts'
import { TRANSPORTS } from '../wire/trace/transports.ts'
import { runOfTarget } from '../wire/trace/queries/probes.ts'
import { unitSummary } from './unit-summary.ts'
import { isHeartbeat, opcodeOf, unitRows } from './unit-rows.ts'

export type SendTarget = 'browser' | 'server' | 'stream'

export interface Sending {
  readonly target: SendTarget
  readonly lab: string
  /** Where the trace stood. */
  readonly from: number
  /** The name of the EventSource that reads a stream. */
  readonly run: string
  /** What a raw client began with: nobody else's request is that. */
  readonly head: Uint8Array
  /** So that its pong is an answer, and no heartbeat. */
  readonly sentPing: boolean
}

export interface Told {
  readonly key: number | string
  readonly who: 'server' | 'client' | 'script'
  readonly moment: number
  /** Epoch milliseconds. */
  readonly at: number
  readonly text: string
}

export interface Ran {
  readonly events: readonly TraceEvent[]
  readonly conversation: Conversation
}

/** What happens later than this after the first of it did not follow from it. */
const WITHIN_MS = 6000
const MOST = 14

/** A text frame of the server's that only says that it lives. */
const HEARTBEAT = '"type":"heartbeat"'

/** The name under which the page's WebSocket notes what its script is told. */
const SOCKET_RUN = 'ws'
/** A raw client has no script. */
const NO_RUN = 'raw client'

/** Gives the lane of a ladder that shows a sending, or nothing while nothing of it is in the trace. */
export function laneOf(sending: Sending, ran: Ran): LaneSpec | undefined {
  const [exchange] = exchangesOfSending(sending, ran)
  const transport = TRANSPORTS.find((each) => each === exchange?.transport)
  return transport === undefined ? undefined : { run: runOf(sending), transport }
}

function runOf({ target, run }: Sending): string {
  return target === 'browser' ? SOCKET_RUN : target === 'stream' ? run : NO_RUN
}

/** The exchanges that a sending went over, in the order they opened. */
function exchangesOfSending(
  { target, from, head, run }: Sending,
  { events, conversation }: Ran,
): readonly ExchangeView[] {
  const { exchanges } = conversation
  switch (target) {
    case 'browser': {
      const openedBefore = ({ id }: ExchangeView): boolean =>
        events.findIndex((event) => event.kind === 'exchange-opened' && event.exchange === id) < from
      const socket = exchanges.findLast((each) => each.transport === 'ws' && openedBefore(each))
      return socket === undefined ? [] : [socket]
    }
    case 'server': {
      const first = exchanges.findLast(({ sides }) => {
        const { bytes } = sides['client-to-server'].source
        return bytes.length >= head.length && head.every((byte, at) => bytes[at] === byte)
      })
      return first === undefined ? [] : exchanges.filter(({ connection }) => connection === first.connection)
    }
    case 'stream':
      return exchanges.filter(({ target: asked }) => asked !== undefined && runOfTarget(asked) === run)
  }
}

/** The moment from which on notes are another socket's, which took the place of the one that was sent to. */
function replacedAt({ target, from }: Sending, events: readonly TraceEvent[]): number {
  if (target !== 'browser') return events.length
  const at = events.findIndex(
    (event, moment) =>
      moment >= from && event.kind === 'note' && event.note.kind === 'ready-state' && event.note.value === 0,
  )
  return at < 0 ? events.length : at
}

/** Gives what crossed and what script was told, in order. What only says that a side lives is left out, but for an awaited pong. */
export function whatCameBack(sending: Sending, ran: Ran, words: BenchWords): readonly Told[] {
  const { from, sentPing, target } = sending
  const { events, conversation } = ran
  const end = replacedAt(sending, events)
  const exchanges = exchangesOfSending(sending, ran)
  const crossed = unitRows({ ...conversation, exchanges }, events.length).flatMap((row): readonly Told[] => {
    const { moment, depth, unit, direction } = row
    const isMine = moment >= from && depth === 0
    const onlyLives =
      isHeartbeat(opcodeOf(row)) && target === 'browser' && !(sentPing && direction === 'client-to-server')
    if (!isMine || onlyLives) return []
    const text = unitSummary(row, words)
    if (target === 'browser' && text.includes(HEARTBEAT)) return []
    const who = direction === 'server-to-client' ? 'server' : 'client'
    return [{ key: unit.id, who, moment, at: row.at, text }]
  })
  const connections = new Set(exchanges.map(({ connection }) => connection))
  const noted = events.slice(from, end).flatMap((event, index): readonly Told[] => {
    const moment = from + index
    if (event.kind === 'note' && event.run === runOf(sending)) {
      const { note, at } = event
      if (note.kind === 'heartbeat' || note.kind === 'waiting') return []
      return [{ key: moment, who: 'script', moment, at, text: words.run.note(note) }]
    }
    if (target === 'server' && event.kind === 'connection-closed' && connections.has(event.connection))
      return [{ key: moment, who: 'script', moment, at: event.at, text: words.run.ended(event.how) }]
    return []
  })
  const all = [...crossed, ...noted].sort((a, b) => a.at - b.at)
  const first = all[0]?.at ?? 0
  return all.filter(({ at }) => at - first <= WITHIN_MS).slice(0, MOST)
}

/** The stretch of a lab's timeline that a sending made: its first arrow is at its top. */
export interface SentStretch {
  readonly timeline: Timeline
  /** Epoch milliseconds of the first byte that left. */
  readonly origin: number
  /** How many of the trace's events it needs. */
  readonly shown: number
  /** The slice that was sent. */
  readonly sent: number | undefined
}

/** Cuts that stretch out of a timeline that has the sending's lane; nothing while no byte of it has crossed. */
export function stretchOfSending(timeline: Timeline, sending: Sending, ran: Ran): SentStretch | undefined {
  const ids = new Set(exchangesOfSending(sending, ran).map(({ id }) => id))
  const lane = timeline.lanes[0]
  if (lane === undefined) return undefined
  const end = replacedAt(sending, ran.events)
  const arrows = lane.arrows.filter(({ exchange, moment }) => ids.has(exchange) && moment >= sending.from)
  const origin = Math.min(...arrows.map(({ left }) => left))
  if (!Number.isFinite(origin)) return undefined
  const soon = ({ at }: { readonly at: number }): boolean => at - origin <= WITHIN_MS
  const drawn = arrows.filter(({ arrived }) => arrived - origin <= WITHIN_MS)
  const notes = lane.notes.filter(
    (each) => each.moment >= sending.from && each.moment < end && soon(each) && each.note.kind !== 'waiting',
  )
  const ends = lane.ends.filter((each) => ids.has(each.exchange) && soon(each))
  const last = Math.max(...[...drawn, ...notes, ...ends].map(({ moment }) => moment))
  const direction = sending.target === 'server' ? 'client-to-server' : 'server-to-client'
  return {
    origin,
    shown: last + 1,
    sent: sentArrow(drawn, sending, direction)?.moment,
    timeline: {
      ...timeline,
      start: origin,
      end: Math.max(...drawn.map(({ arrived }) => arrived), ...[...notes, ...ends].map(({ at }) => at)),
      published: [],
      faults: [],
      lanes: [
        {
          ...lane,
          arrows: drawn,
          notes,
          ends,
          deliveries: [],
          holds: lane.holds
            .filter(({ exchange, to }) => ids.has(exchange) && (to === undefined || to >= origin))
            .map((hold) => ({ ...hold, from: Math.max(hold.from, origin) })),
        },
      ],
    },
  }
}

/** The reader's bytes come after a handshake, or after the head of an answer; what else was sent begins with them. */
function sentArrow(
  arrows: Timeline['lanes'][number]['arrows'],
  { target }: Sending,
  direction: 'client-to-server' | 'server-to-client',
): Timeline['lanes'][number]['arrows'][number] | undefined {
  const own = arrows.filter((arrow) => arrow.direction === direction)
  if (target === 'browser') return own[0]
  return own.find(({ carries }) => carries.kind === 'stream' || carries.kind === 'more') ?? own[0]
}
