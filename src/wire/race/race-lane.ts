/**
 * One lane of a race: its column of the ladder from the marks that are kept, and its row of numbers, in which what is older
 * is summed. Used by `race-fold.ts`.
 */
import { addBytes, NO_BYTES } from '../trace/queries/byte-counts.ts'
import type { Direction } from '../bytes/bytes.ts'
import type { ByteCounts } from '../trace/queries/byte-counts.ts'
import { belongsTo } from '../trace/queries/exchanges.ts'
import type { Conditions, FaultMoment } from '../trace/trace.ts'
import type { Arrow, Lane, LaneSpec, NoteMark, StreamEnd } from '../trace/views.ts'
import { delayTheory } from './delay-theory.ts'
import type { RaceExchange } from './race-exchanges.ts'
import { BREAKS, RunTally } from './race-run.ts'
import type { Publications } from './publications.ts'
import type { RaceRow } from './race-view.ts'
import { createSilentRepeats } from './silent-repeats.ts'

/** What a lane's exchanges come to. */
interface Sums {
  requests: number
  emptyAnswers: number
  answers304: number
  openExchanges: number
  bytes: Readonly<Record<Direction, ByteCounts>>
}

const NO_SUMS: Readonly<Sums> = {
  requests: 0,
  emptyAnswers: 0,
  answers304: 0,
  openExchanges: 0,
  bytes: { 'client-to-server': NO_BYTES, 'server-to-client': NO_BYTES },
}

export interface RaceLane {
  readonly spec: LaneSpec
  readonly run: RunTally
  /** Whether an exchange is one of the lane's, as far as is known. */
  isOwn(exchange: RaceExchange): boolean
  /** An exchange opened, said more, or is over; nothing where it is none of the lane's. */
  opened(exchange: RaceExchange): void
  wentOn(exchange: RaceExchange): void
  closed(exchange: RaceExchange): void
  note(mark: NoteMark): void
  fault(fault: FaultMoment): void
  /** Other conditions hold from then on. What is under way was asked for under those before. */
  beginDelays(at: number, before: Conditions): void
  /** The marks of these exchanges are no longer kept. */
  sum(gone: readonly RaceExchange[]): void
  /** A connection is gone for good. */
  connectionGone(id: string): void
  /** Something in it changed since it was read. */
  changed(): void
  read(
    kept: readonly RaceExchange[],
    conditions: Conditions | undefined,
  ): { readonly lane: Lane; readonly row: RaceRow }
}

/** Makes the lane of which nothing is known. */
export function createRaceLane(spec: LaneSpec, publications: Publications): RaceLane {
  const run = new RunTally(publications)
  const repeats = createSilentRepeats()
  let summed: Readonly<Sums> = NO_SUMS
  const connections = new Set<string>()
  let goneConnections = 0
  let isBroken = false
  let isStalled = false
  let view: { readonly lane: Lane; readonly row: RaceRow } | undefined

  /** The target is read only where it decides. */
  const isOwn = (exchange: RaceExchange): boolean =>
    belongsTo(spec.cursor === undefined ? { transport: exchange.transport } : asTarget(exchange), spec)

  function add(sums: Readonly<Sums>, exchange: RaceExchange): Readonly<Sums> {
    const { requested, emptyAnswer, status, bytes } = exchange.reading
    return {
      requests: sums.requests + (requested ? 1 : 0),
      emptyAnswers: sums.emptyAnswers + (emptyAnswer ? 1 : 0),
      answers304: sums.answers304 + (status === 304 ? 1 : 0),
      openExchanges: sums.openExchanges + (exchange.closed === undefined ? 1 : 0),
      bytes: {
        'client-to-server': addBytes(sums.bytes['client-to-server'], bytes['client-to-server']),
        'server-to-client': addBytes(sums.bytes['server-to-client'], bytes['server-to-client']),
      },
    }
  }

  function laneView(own: readonly RaceExchange[], sums: Readonly<Sums>): Lane {
    const total = (direction: Direction): number => {
      const { head, framing, payload } = sums.bytes[direction]
      return head + framing + payload
    }
    return {
      spec,
      arrows: inOrder(own.flatMap(({ reading }) => reading.arrows)),
      holds: own.flatMap(({ reading }) => (reading.hold === undefined ? [] : [reading.hold])),
      ends: own.flatMap(endOf),
      deliveries: [...run.deliveries],
      notes: [...run.notes],
      spans: run.spans,
      counts: {
        requests: sums.requests,
        emptyAnswers: sums.emptyAnswers,
        answers304: sums.answers304,
        bytesUp: total('client-to-server'),
        bytesDown: total('server-to-client'),
        connections: goneConnections + connections.size,
        delivered: run.delivered,
        repeated: run.repeated,
        lost: run.lostIds,
      },
    }
  }

  function rowView(sums: Readonly<Sums>, conditions: Conditions | undefined): RaceRow {
    const theory = conditions === undefined || isStalled ? undefined : delayTheory(spec.transport, conditions)
    return {
      run: spec.run,
      transport: spec.transport,
      delays: run.delays,
      ...(theory === undefined ? {} : { theory }),
      requests: sums.requests,
      silentRepeats: repeats.count,
      connections: goneConnections + connections.size,
      openExchanges: sums.openExchanges,
      bytes: sums.bytes,
      delivered: run.delivered,
      repeated: run.repeated,
      outOfOrder: run.outOfOrder,
      lost: run.lost,
      pending: run.pending,
    }
  }

  return {
    spec,
    run,
    isOwn,
    opened(exchange) {
      if (!isOwn(exchange)) return
      connections.add(exchange.connection.id)
      // A stream that opens brings what it missed; so does the first question after a break.
      if (exchange.transport !== spec.transport) return
      if (isBroken || STREAMS.has(spec.transport)) run.disturbed(exchange.openedAt)
      isBroken = false
    },
    wentOn(exchange) {
      if (!isOwn(exchange)) return
      connections.add(exchange.connection.id)
      repeats.asked(exchange)
    },
    closed(exchange) {
      if (!isOwn(exchange) || exchange.closed === undefined) return
      if (!exchange.isAnswered && exchange.transport === spec.transport) {
        isBroken = true
        run.disturbed(exchange.closed.at)
      }
      repeats.ended(exchange)
    },
    note(mark) {
      run.note(mark)
      if (!BREAKS.has(mark.note.kind)) return
      isBroken = true
      repeats.failed()
    },
    fault({ fault, transport, at }) {
      if (transport !== 'all' && transport !== spec.transport) return
      run.disturbed(at)
      if (fault === 'stall') isStalled = true
      else if (fault !== 'ws-raw') isStalled = false
    },
    beginDelays(at, { pollIntervalMs, latencyMs, jitterMs }) {
      run.beginDelays(at)
      const restMs = spec.transport === 'short-poll' ? pollIntervalMs : 0
      run.disturbed(at + restMs + 2 * (latencyMs + jitterMs))
    },
    sum(gone) {
      for (const exchange of gone) if (isOwn(exchange)) summed = add(summed, exchange)
    },
    connectionGone(id) {
      if (connections.delete(id)) goneConnections++
    },
    changed() {
      view = undefined
    },
    read(kept, conditions) {
      if (view !== undefined) return view
      const own = kept.filter(isOwn)
      const sums = own.reduce(add, { ...summed, openExchanges: 0 })
      view = { lane: laneView(own, sums), row: rowView(sums, conditions) }
      return view
    },
  }
}

const STREAMS: ReadonlySet<string> = new Set(['iframe-stream', 'sse', 'ws'])

function asTarget({ transport, reading: { target } }: RaceExchange): Parameters<typeof belongsTo>[0] {
  return target === undefined ? { transport } : { transport, target }
}

/** How a stream ended: with its connection, where that closed with it, else by itself. */
function endOf({ id, closed, connection, reading: { hold } }: RaceExchange): readonly StreamEnd[] {
  if (hold?.kind !== 'open' || closed === undefined) return []
  const how = connection.last === id ? connection.closed?.how : undefined
  return [{ moment: closed.moment, exchange: id, at: closed.at, how: how ?? 'complete' }]
}

/** Arrows in the order of the trace. Those of one exchange after another are so already. */
function inOrder(arrows: readonly Arrow[]): readonly Arrow[] {
  const isSorted = arrows.every((arrow, i) => arrow.moment >= (arrows[i - 1]?.moment ?? -1))
  return isSorted ? arrows : arrows.toSorted((a, b) => a.moment - b.moment)
}
