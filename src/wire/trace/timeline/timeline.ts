/**
 * The fold that tells when: what a ladder draws, lane by lane, all on the one time axis.
 *
 * What the bytes say it takes from a conversation, so that both views speak of the same units. As there, pushing only
 * stores, and what is handed out is never changed afterwards.
 */
import type { Direction } from '../../bytes/bytes.ts'
import { conversationOf, createConversation } from '../conversation.ts'
import { exchangesOfLane } from '../queries/exchanges.ts'
import { FaultEffects } from './fault-effects.ts'
import { endOfHold } from './stream-end.ts'
import { createExchangeMarks, type ExchangeMarks, type ExchangeMarksFold } from './exchange-marks.ts'
import { RunMarks } from './run-marks.ts'
import { momentOf, type TraceEvent } from '../trace.ts'
import type {
  Arrow,
  ConnectionView,
  Conversation,
  ExchangeView,
  FaultMark,
  Hold,
  Lane,
  LaneCounts,
  LaneSpec,
  PublishedMark,
  StreamEnd,
  Timeline,
  TraceView,
} from '../views.ts'

export interface TimelineFold {
  /** Takes in the trace's next event; `moment` is its index there. */
  push(event: TraceEvent, moment: number): void
  readonly view: Timeline
}

/**
 * Makes an empty timeline of these lanes. With a conversation of the same trace given, it is read instead of a second
 * one being kept; then push each event there first.
 */
export function createTimeline(lanes: readonly LaneSpec[], conversation?: Conversation): TimelineFold {
  const own = conversation === undefined ? createConversation() : undefined
  const said = conversation ?? own?.view
  const runs = new Map<string, RunMarks>()
  const published: PublishedMark[] = []
  const faults: FaultMark[] = []
  const effects = new FaultEffects()
  /** The moment each exchange closed. */
  const closedAt = new Map<string, number>()
  const publishedAt = new Map<number, number>()
  let corrections = 0
  const marks = new Map<string, ExchangeMarksFold>()
  let start = Number.POSITIVE_INFINITY
  let end = Number.NEGATIVE_INFINITY
  let uncertaintyMs = 0
  let view: Timeline | undefined

  function marksOfRun(run: string): RunMarks {
    const marks = runs.get(run) ?? new RunMarks()
    runs.set(run, marks)
    return marks
  }

  function push(event: TraceEvent, moment: number): void {
    own?.push(event, moment)
    effects.push(event)
    view = undefined
    start = Math.min(start, event.kind === 'slice' ? event.left : event.at)
    end = Math.max(end, momentOf(event))
    switch (event.kind) {
      case 'published':
        published.push({ moment, event: event.event })
        if (publishedAt.has(event.event.id)) corrections++
        publishedAt.set(event.event.id, event.event.at)
        return
      case 'fault':
        faults.push({ moment, fault: event })
        return
      case 'clock':
        uncertaintyMs = event.uncertaintyMs
        return
      case 'run-started':
        return marksOfRun(event.run).started(event.at)
      case 'run-stopped':
        return marksOfRun(event.run).stopped(event.at)
      case 'delivered': {
        const { event: id, at, repeated } = event
        return marksOfRun(event.run).deliver({ moment, event: id, at, repeated })
      }
      case 'note':
        marksOfRun(event.run).notes.push({ moment, at: event.at, note: event.note })
        return
      case 'exchange-closed':
        closedAt.set(event.exchange, moment)
        return
      case 'connection-opened':
      case 'connection-closed':
      case 'exchange-opened':
      case 'slice':
      case 'dropped':
      case 'step':
      case 'conditions':
        return
    }
  }

  function marksOf(exchange: ExchangeView): ExchangeMarks {
    const fold = marks.get(exchange.id) ?? createExchangeMarks()
    marks.set(exchange.id, fold)
    return fold.update(exchange)
  }

  function endOf(hold: Hold): readonly StreamEnd[] {
    const { exchange, to } = hold
    const moment = closedAt.get(exchange)
    if (to === undefined || moment === undefined) return []
    const connection = connectionOf(exchange)
    const how = connection?.exchanges.at(-1) === exchange ? connection.closed?.how : undefined
    const isAnswered = said?.exchange(exchange)?.sides['server-to-client'].slices.length !== 0
    return endOfHold(hold, { moment, at: to, how, isAnswered })
  }

  function connectionOf(exchange: string): ConnectionView | undefined {
    const id = said?.exchange(exchange)?.connection
    return said?.connections.find((connection) => connection.id === id)
  }

  function laneView(spec: LaneSpec): Lane {
    const exchanges = said === undefined ? [] : exchangesOfLane(said, spec)
    const drawn = exchanges.map(marksOf)
    const run = runs.get(spec.run) ?? new RunMarks()
    const publications = { marks: published, at: publishedAt, corrections }
    const deliveries = run.deliveries(publications)
    return {
      spec,
      arrows: inOrder(drawn),
      holds: drawn.flatMap(({ hold }) => (hold === undefined ? [] : [hold])),
      ends: drawn.flatMap(({ hold }) => (hold === undefined ? [] : endOf(hold))),
      deliveries,
      notes: [...run.notes],
      spans: [...run.spans],
      counts: {
        ...countExchanges(exchanges, drawn),
        delivered: deliveries.length - run.repeated,
        repeated: run.repeated,
        lost: run.lost(publications),
      },
    }
  }

  return {
    push,
    get view() {
      const empty = start > end
      view ??= {
        start: empty ? 0 : start,
        end: empty ? 0 : end,
        published: [...published],
        faults: effects.placed(faults, uncertaintyMs),
        lanes: lanes.map(laneView),
        uncertaintyMs,
      }
      return view
    },
  }
}

/** Gives both folds of a trace that is all there, as what a query is asked of. */
export function foldTrace(events: readonly TraceEvent[], lanes: readonly LaneSpec[]): TraceView {
  const conversation = conversationOf(events)
  const timeline = createTimeline(lanes, conversation)
  events.forEach((event, moment) => timeline.push(event, moment))
  return { events, conversation, timeline: timeline.view }
}

function countExchanges(
  exchanges: readonly ExchangeView[],
  drawn: readonly ExchangeMarks[],
): Omit<LaneCounts, 'delivered' | 'repeated' | 'lost'> {
  const bytes = (direction: Direction): number =>
    exchanges.reduce((sum, exchange) => sum + exchange.sides[direction].source.bytes.length, 0)
  return {
    requests: drawn.filter(({ requested }) => requested).length,
    emptyAnswers: drawn.filter(({ emptyAnswer }) => emptyAnswer).length,
    answers304: exchanges.filter(({ status }) => status === 304).length,
    bytesUp: bytes('client-to-server'),
    bytesDown: bytes('server-to-client'),
    connections: new Set(exchanges.map(({ connection }) => connection)).size,
  }
}

/** The arrows of all exchanges in the order of the trace. One that is alone, as a stream is, has them so already. */
function inOrder(drawn: readonly ExchangeMarks[]): readonly Arrow[] {
  const [first] = drawn
  if (first !== undefined && drawn.length === 1) return first.arrows
  return drawn.flatMap(({ arrows }) => arrows).sort((a, b) => a.moment - b.moment)
}
