/**
 * The fold that tells when: what a ladder draws, lane by lane, all on the one time axis.
 *
 * What the bytes say it takes from a conversation, so that both views speak of the same units. As there, pushing only
 * stores, and what is handed out is never changed afterwards.
 */
import { createConversation } from './conversation.ts'
import { belongsTo, exchangeMarks, type ExchangeMarks } from './exchange-marks.ts'
import { momentOf, type TraceEvent } from './trace.ts'
import type {
  ConnectionView,
  Conversation,
  Delivery,
  ExchangeView,
  FaultMark,
  Hold,
  Lane,
  LaneCounts,
  LaneSpec,
  NoteMark,
  PublishedMark,
  StreamEnd,
  Timeline,
} from './views.ts'

export interface TimelineFold {
  /** Takes in the trace's next event; `moment` is its index there. */
  push(event: TraceEvent, moment: number): void
  readonly view: Timeline
}

type Span = Lane['spans'][number]

/** What happened in the page under one run's name. */
interface RunState {
  readonly spans: Span[]
  readonly delivered: Omit<Delivery, 'publishedAt'>[]
  readonly notes: NoteMark[]
}

/**
 * Makes an empty timeline of these lanes. With a conversation of the same trace given, it is read instead of a second
 * one being kept; then push each event there first.
 */
export function createTimeline(lanes: readonly LaneSpec[], conversation?: Conversation): TimelineFold {
  const own = conversation === undefined ? createConversation() : undefined
  const said = conversation ?? own?.view
  const runs = new Map<string, RunState>()
  const published: PublishedMark[] = []
  const faults: FaultMark[] = []
  /** The moment each exchange closed. */
  const closedAt = new Map<string, number>()
  const publishedAt = new Map<number, number>()
  const marks = new Map<string, { readonly of: ExchangeView; readonly marks: ExchangeMarks }>()
  let start = Number.POSITIVE_INFINITY
  let end = Number.NEGATIVE_INFINITY
  let uncertaintyMs = 0
  let view: Timeline | undefined

  function runState(run: string): RunState {
    const known = runs.get(run)
    if (known !== undefined) return known
    const state: RunState = { spans: [], delivered: [], notes: [] }
    runs.set(run, state)
    return state
  }

  function push(event: TraceEvent, moment: number): void {
    own?.push(event, moment)
    view = undefined
    start = Math.min(start, event.kind === 'slice' ? event.left : event.at)
    end = Math.max(end, momentOf(event))
    switch (event.kind) {
      case 'published':
        published.push({ moment, event: event.event })
        publishedAt.set(event.event.id, event.event.at)
        return
      case 'fault':
        faults.push({ moment, fault: event })
        return
      case 'clock':
        uncertaintyMs = event.uncertaintyMs
        return
      case 'run-started':
        runState(event.run).spans.push({ from: event.at })
        return
      case 'run-stopped': {
        const { spans } = runState(event.run)
        const last = spans.at(-1)
        if (last !== undefined && last.to === undefined) spans[spans.length - 1] = { ...last, to: event.at }
        return
      }
      case 'delivered': {
        const { event: id, at, repeated } = event
        runState(event.run).delivered.push({ moment, event: id, at, repeated })
        return
      }
      case 'note':
        runState(event.run).notes.push({ moment, at: event.at, note: event.note })
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
        return
    }
  }

  function marksOf(exchange: ExchangeView): ExchangeMarks {
    const known = marks.get(exchange.id)
    if (known?.of === exchange) return known.marks
    const fresh = exchangeMarks(exchange)
    marks.set(exchange.id, { of: exchange, marks: fresh })
    return fresh
  }

  function endOf({ exchange, to }: Hold): readonly StreamEnd[] {
    const moment = closedAt.get(exchange)
    if (to === undefined || moment === undefined) return []
    const connection = connectionOf(exchange)
    const closed = connection?.exchanges.at(-1) === exchange ? connection.closed : undefined
    return [{ moment, exchange, at: to, how: closed?.how ?? 'complete' }]
  }

  function connectionOf(exchange: string): ConnectionView | undefined {
    const id = said?.exchange(exchange)?.connection
    return said?.connections.find((connection) => connection.id === id)
  }

  function laneView(spec: LaneSpec): Lane {
    const exchanges = (said?.exchanges ?? []).filter((exchange) => belongsTo(exchange, spec))
    const drawn = exchanges.map(marksOf)
    const run = runs.get(spec.run) ?? { spans: [], delivered: [], notes: [] }
    const deliveries = run.delivered.map((delivery) => {
      const at = publishedAt.get(delivery.event)
      return at === undefined ? delivery : { ...delivery, publishedAt: at }
    })
    return {
      spec,
      arrows: drawn.flatMap(({ arrows }) => arrows).sort((a, b) => a.moment - b.moment),
      holds: drawn.flatMap(({ hold }) => (hold === undefined ? [] : [hold])),
      ends: drawn.flatMap(({ hold }) => (hold?.kind === 'open' ? endOf(hold) : [])),
      deliveries,
      notes: [...run.notes],
      spans: [...run.spans],
      counts: {
        ...countExchanges(exchanges, drawn),
        delivered: deliveries.filter(({ repeated }) => !repeated).length,
        repeated: deliveries.filter(({ repeated }) => repeated).length,
        lost: lostEvents(run, published),
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
        faults: [...faults],
        lanes: lanes.map(laneView),
        uncertaintyMs,
      }
      return view
    },
  }
}

function countExchanges(
  exchanges: readonly ExchangeView[],
  drawn: readonly ExchangeMarks[],
): Omit<LaneCounts, 'delivered' | 'repeated' | 'lost'> {
  const bytes = (direction: 'client-to-server' | 'server-to-client'): number =>
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

/** Published while the run was on, older than its newest delivery, never delivered. */
function lostEvents(run: RunState, published: readonly PublishedMark[]): readonly number[] {
  const got = new Set(run.delivered.map(({ event }) => event))
  const newest = run.delivered.reduce((max, { event }) => Math.max(max, event), 0)
  return published.flatMap(({ event: { id, at } }) => {
    const wasOn = run.spans.some(({ from, to }) => at >= from && (to === undefined || at <= to))
    return wasOn && id < newest && !got.has(id) ? [id] : []
  })
}
