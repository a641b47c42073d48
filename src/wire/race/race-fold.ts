/**
 * The fold of a race: what its views draw and count, kept up event by event at the same cost however long it lasts. Marks are
 * kept of the last while, numbers of all of it. Pushing reads heads and little else; the rest waits until it is looked at.
 */
import { FaultEffects } from '../trace/timeline/fault-effects.ts'
import { momentOf, type Conditions, type TraceEvent } from '../trace/trace.ts'
import type { FaultMark, LaneSpec } from '../trace/views.ts'
import type { StretchLimit } from './exchange-tally.ts'
import { Publications } from './publications.ts'
import { RaceExchanges, type RaceExchange } from './race-exchanges.ts'
import { RaceLane } from './race-lane.ts'
import type { RaceView } from './race-view.ts'

/** How much of a race is kept as marks: whichever is less. */
export interface MarkLimit {
  readonly keptMs: number
  /** Of the lane that has most. */
  readonly marks: number
}

export const MARK_LIMIT: MarkLimit = { keptMs: 60_000, marks: 4000 }

export interface RaceLimits {
  readonly marks?: MarkLimit
  readonly stretch?: StretchLimit
}

/** Marks are let go of in batches: no sooner than they are over their limit by so much. */
const OVER = 1.25

/** More than a lab publishes while news of one event is on its way. */
const MOST_BEFORE = 100

/** Makes the fold of an empty race of these lanes. */
export function createRaceFold(specs: readonly LaneSpec[], limits: RaceLimits = {}): RaceFold {
  return new RaceFold(specs, limits)
}

export class RaceFold {
  readonly #lanes: readonly RaceLane[]
  readonly #limit: MarkLimit
  readonly #publications = new Publications()
  readonly #exchanges: RaceExchanges
  #faults: FaultMark[] = []
  readonly #effects = new FaultEffects()
  #start = Number.POSITIVE_INFINITY
  #end = Number.NEGATIVE_INFINITY
  #origin: number | undefined
  #uncertaintyMs = 0
  #published = 0
  /** Ids of the last events published before the race began: some may have been on their way to the page, which brings them. */
  #before: number[] = []
  #firstDelivered = Number.POSITIVE_INFINITY
  #conditions: Conditions | undefined
  #keptSince: number | undefined
  #foldedBefore: number | undefined
  #view: RaceView | undefined

  constructor(specs: readonly LaneSpec[], { marks = MARK_LIMIT, stretch }: RaceLimits) {
    this.#limit = marks
    this.#lanes = specs.map((spec) => new RaceLane(spec, this.#publications))
    this.#exchanges = new RaceExchanges(stretch)
  }

  /** Takes in the trace's next event; `moment` is its index there. */
  push(event: TraceEvent, moment: number): void {
    this.#view = undefined
    this.#start = Math.min(this.#start, event.kind === 'slice' ? event.left : event.at)
    this.#end = Math.max(this.#end, momentOf(event))
    this.#keptSince ??= this.#start
    this.#effects.push(event)
    this.#take(event, moment)
    this.#exchanges.settle(this.#end)
    if (this.#end - this.#keptSince > this.#limit.keptMs * OVER) this.#forget(this.#end - this.#limit.keptMs)
  }

  get view(): RaceView {
    this.#view ??= this.#read()
    return this.#view
  }

  #take(event: TraceEvent, moment: number): void {
    switch (event.kind) {
      case 'connection-opened':
      case 'connection-closed':
      case 'exchange-opened':
      case 'exchange-closed':
      case 'slice':
      case 'dropped': {
        const exchange = this.#exchanges.push(event, moment)
        if (event.kind === 'connection-closed') this.#tell()
        if (exchange !== undefined) this.#tellOf(event.kind, exchange)
        return
      }
      case 'published': {
        const { id, at } = event.event
        const isNew = this.#publications.push({ moment, event: event.event }) === 'first'
        if (isNew && this.#origin !== undefined && at >= this.#origin) this.#published++
        else if (isNew) this.#before = [...this.#before.slice(1 - MOST_BEFORE), id]
        return this.#tell(({ run }) => (isNew ? run.published(id, at) : run.corrected(id)))
      }
      case 'fault':
        this.#faults.push({ moment, fault: event })
        return this.#tell((lane) => lane.fault(event))
      case 'conditions':
        return this.#changeConditions(event.conditions, event.at)
      case 'clock':
        this.#uncertaintyMs = event.uncertaintyMs
        return
      case 'run-started':
        this.#origin ??= event.at
        return this.#tellRun(event.run, (lane) => lane.run.started(event.at))
      case 'run-stopped':
        return this.#tellRun(event.run, (lane) => lane.run.stopped(event.at))
      case 'delivered': {
        const { event: id, at, repeated } = event
        if (!repeated) this.#firstDelivered = Math.min(this.#firstDelivered, id)
        return this.#tellRun(event.run, (lane) => {
          lane.run.deliver({ moment, event: id, at, repeated })
          this.#marked(lane, at)
        })
      }
      case 'note':
        return this.#tellRun(event.run, (lane) => {
          lane.note({ moment, at: event.at, note: event.note })
          this.#marked(lane, event.at)
        })
      case 'step':
        return
    }
  }

  /** Tells the lanes that are meant what changes them. */
  #tell(news?: (lane: RaceLane) => void, isMeant: (lane: RaceLane) => boolean = () => true): void {
    for (const lane of this.#lanes) {
      if (!isMeant(lane)) continue
      news?.(lane)
      lane.changed()
    }
  }

  #tellOf(kind: TraceEvent['kind'], exchange: RaceExchange): void {
    this.#tell(
      (lane) => {
        if (kind === 'exchange-opened') lane.opened(exchange)
        else if (kind === 'exchange-closed') lane.closed(exchange)
        else {
          lane.wentOn(exchange)
          this.#marked(lane, this.#end)
        }
      },
      (lane) => lane.isOwn(exchange),
    )
  }

  #tellRun(run: string, news: (lane: RaceLane) => void): void {
    this.#tell(news, ({ spec }) => spec.run === run)
  }

  #changeConditions(conditions: Conditions, at: number): void {
    const before = this.#conditions
    this.#conditions = conditions
    const isOther = before !== undefined && !isSame(before, conditions)
    this.#tell((lane) => {
      if (isOther) lane.beginDelays(at, before)
    })
  }

  #marked(lane: RaceLane, at: number): void {
    lane.markTimes.push(at)
    if (lane.markTimes.length <= this.#limit.marks * OVER) return
    const before = lane.markTimes.at(-this.#limit.marks)
    if (before !== undefined) this.#forget(before)
  }

  /** Folds what is older into the rows. */
  #forget(before: number): void {
    this.#keptSince = before
    this.#foldedBefore = before
    const gone = this.#exchanges.forget(before)
    this.#publications.forget(before)
    this.#faults = this.#faults.filter(({ fault }) => fault.at >= before)
    this.#effects.forget(before)
    const connections = gone
      .map(({ connection }) => connection.id)
      .filter((id) => !this.#exchanges.connections.has(id))
    this.#tell((lane) => lane.forget(before, gone, connections))
  }

  #read(): RaceView {
    const isEmpty = this.#start > this.#end
    const end = isEmpty ? 0 : this.#end
    const { kept } = this.#exchanges
    const lanes = this.#lanes.map((lane) => lane.read(kept, this.#conditions))
    return {
      origin: this.#origin ?? end,
      end,
      timeline: {
        start: isEmpty ? 0 : this.#start,
        end,
        published: [...this.#publications.marks],
        faults: this.#effects.placed(this.#faults, this.#uncertaintyMs),
        lanes: lanes.map(({ lane }) => lane),
        uncertaintyMs: this.#uncertaintyMs,
      },
      ...(this.#foldedBefore === undefined ? {} : { foldedBefore: this.#foldedBefore }),
      published: this.#published + this.#before.filter((id) => id >= this.#firstDelivered).length,
      rows: lanes.map(({ row }) => row),
    }
  }
}

function isSame(a: Conditions, b: Conditions): boolean {
  return (Object.keys(a) as (keyof Conditions)[]).every((key) => a[key] === b[key])
}
