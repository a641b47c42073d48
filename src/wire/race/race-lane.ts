/**
 * One lane of a race: its column of the ladder from the marks that are kept, and its row of numbers, in which what is older
 * is summed. Used by `race-fold.ts`.
 */
import {
  addBytesEachWay,
  NO_BYTES_EITHER_WAY,
  totalBytes,
  type BytesEachWay,
} from '../trace/queries/byte-counts.ts'
import { belongsTo } from '../trace/queries/exchanges.ts'
import { endOfHold } from '../trace/timeline/stream-end.ts'
import type { Conditions, FaultMoment } from '../trace/trace.ts'
import type { Arrow, Lane, LaneSpec, NoteMark, StreamEnd } from '../trace/views.ts'
import { delayTheory } from './delay-theory.ts'
import type { RaceExchange } from './race-exchanges.ts'
import { BREAKS, RunTally } from './race-run.ts'
import type { Publications } from './publications.ts'
import type { RaceRow } from './race-view.ts'
import { SilentRepeats } from './silent-repeats.ts'

/** What a lane's exchanges come to. */
interface Sums {
  readonly requests: number
  readonly emptyAnswers: number
  readonly answers304: number
  readonly openExchanges: number
  readonly bytes: BytesEachWay
}

const NO_SUMS: Sums = {
  requests: 0,
  emptyAnswers: 0,
  answers304: 0,
  openExchanges: 0,
  bytes: NO_BYTES_EITHER_WAY,
}

function add(sums: Sums, exchange: RaceExchange): Sums {
  const { requested, emptyAnswer, status, bytes } = exchange.reading
  return {
    requests: sums.requests + (requested ? 1 : 0),
    emptyAnswers: sums.emptyAnswers + (emptyAnswer ? 1 : 0),
    answers304: sums.answers304 + (status === 304 ? 1 : 0),
    openExchanges: sums.openExchanges + (exchange.closed === undefined ? 1 : 0),
    bytes: addBytesEachWay(sums.bytes, bytes),
  }
}

interface LaneReading {
  readonly lane: Lane
  readonly row: RaceRow
}

export class RaceLane {
  readonly spec: LaneSpec
  readonly run: RunTally
  /** When its marks came. */
  markTimes: number[] = []
  readonly #repeats = new SilentRepeats()
  #summed = NO_SUMS
  readonly #connections = new Set<string>()
  #goneConnections = 0
  #isBroken = false
  #isStalled = false
  #read: LaneReading | undefined

  constructor(spec: LaneSpec, publications: Publications) {
    this.spec = spec
    this.run = new RunTally(publications)
  }

  /** Whether an exchange is one of the lane's, as far as is known. The target is read only where it decides. */
  readonly isOwn = (exchange: RaceExchange): boolean => {
    const target = this.spec.cursor === undefined ? undefined : exchange.reading.target
    return belongsTo({ transport: exchange.transport, target }, this.spec)
  }

  /** One of the lane's exchanges opened. */
  opened({ connection, transport, openedAt }: RaceExchange): void {
    this.#connections.add(connection.id)
    // A stream that opens brings what it missed; so does the first question after a break.
    if (transport !== this.spec.transport) return
    if (this.#isBroken || STREAMS.has(transport)) this.run.disturbed(openedAt)
    this.#isBroken = false
  }

  /** One of the lane's exchanges said more. */
  wentOn(exchange: RaceExchange): void {
    this.#connections.add(exchange.connection.id)
    this.#repeats.asked(exchange)
  }

  /** One of the lane's exchanges is over. */
  closed(exchange: RaceExchange): void {
    if (exchange.closed === undefined) return
    if (!exchange.isAnswered && exchange.transport === this.spec.transport) {
      this.#isBroken = true
      this.run.disturbed(exchange.closed.at)
    }
    this.#repeats.ended(exchange)
  }

  note(mark: NoteMark): void {
    this.run.note(mark)
    if (!BREAKS.has(mark.note.kind)) return
    this.#isBroken = true
    this.#repeats.failed()
  }

  fault({ fault, transport, at }: FaultMoment): void {
    if (transport !== 'all' && transport !== this.spec.transport) return
    this.run.disturbed(at)
    if (fault === 'stall') this.#isStalled = true
    else if (fault !== 'ws-raw') this.#isStalled = false
  }

  /** Other conditions hold from then on. What is under way was asked for under those before. */
  beginDelays(at: number, { pollIntervalMs, latencyMs, jitterMs }: Conditions): void {
    this.run.beginDelays(at)
    const restMs = this.spec.transport === 'short-poll' ? pollIntervalMs : 0
    this.run.disturbed(at + restMs + 2 * (latencyMs + jitterMs))
  }

  /** Lets go of older marks: those of these exchanges, which are summed, are kept no more, and these connections are gone for good. */
  forget(before: number, exchanges: readonly RaceExchange[], connections: readonly string[]): void {
    this.#summed = exchanges.filter(this.isOwn).reduce(add, this.#summed)
    for (const id of connections) if (this.#connections.delete(id)) this.#goneConnections++
    this.run.forget(before)
    this.markTimes = this.markTimes.filter((at) => at >= before)
  }

  /** Something in it changed since it was read. */
  changed(): void {
    this.#read = undefined
  }

  read(kept: readonly RaceExchange[], conditions: Conditions | undefined): LaneReading {
    if (this.#read !== undefined) return this.#read
    const own = kept.filter(this.isOwn)
    const sums = own.reduce(add, { ...this.#summed, openExchanges: 0 })
    const { delivered, repeated } = this.run
    const connections = this.#goneConnections + this.#connections.size
    const counts = { connections, delivered, repeated }
    this.#read = {
      lane: this.#laneView(own, sums, counts),
      row: this.#rowView(sums, counts, conditions),
    }
    return this.#read
  }

  #laneView(own: readonly RaceExchange[], sums: Sums, counts: Counts): Lane {
    const { requests, emptyAnswers, answers304, bytes } = sums
    return {
      spec: this.spec,
      arrows: inOrder(own.flatMap(({ reading }) => reading.arrows)),
      holds: own.flatMap(({ reading }) => (reading.hold === undefined ? [] : [reading.hold])),
      ends: own.flatMap(endOf),
      deliveries: [...this.run.deliveries],
      notes: [...this.run.notes],
      spans: this.run.spans,
      counts: {
        ...counts,
        requests,
        emptyAnswers,
        answers304,
        bytesUp: totalBytes(bytes['client-to-server']),
        bytesDown: totalBytes(bytes['server-to-client']),
        lost: this.run.lostIds,
      },
    }
  }

  #rowView({ requests, openExchanges, bytes }: Sums, counts: Counts, conditions?: Conditions): RaceRow {
    const { run, transport } = this.spec
    const theory =
      conditions === undefined || this.#isStalled ? undefined : delayTheory(transport, conditions)
    const { delays, outOfOrder, lost, pending } = this.run
    return {
      ...counts,
      run,
      transport,
      delays,
      ...(theory === undefined ? {} : { theory }),
      requests,
      silentRepeats: this.#repeats.count,
      openExchanges,
      bytes,
      outOfOrder,
      lost,
      pending,
    }
  }
}

/** What a lane and its row both say. */
type Counts = Pick<RaceRow, 'connections' | 'delivered' | 'repeated'>

const STREAMS: ReadonlySet<string> = new Set(['iframe-stream', 'sse', 'ws'])

function endOf({
  id,
  closed,
  connection,
  isAnswered,
  reading: { hold },
}: RaceExchange): readonly StreamEnd[] {
  if (hold === undefined || closed === undefined) return []
  const how = connection.last === id ? connection.closed?.how : undefined
  return endOfHold(hold, { ...closed, how, isAnswered })
}

/** Arrows in the order of the trace. Those of one exchange after another are so already. */
function inOrder(arrows: readonly Arrow[]): readonly Arrow[] {
  const isSorted = arrows.every((arrow, i) => arrow.moment >= (arrows[i - 1]?.moment ?? -1))
  return isSorted ? arrows : arrows.toSorted((a, b) => a.moment - b.moment)
}
