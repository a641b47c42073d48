/**
 * What happened in the page under one run's name, for a race: deliveries and notes as marks, and for all of the run what
 * was delivered, repeated, lost, and how late. Each event costs the same however long the race is. Used by `race-lane.ts`.
 */
import type { RunNote } from '../trace/trace.ts'
import type { Delivery, Lane, NoteMark } from '../trace/views.ts'
import { createDelaySample, type DelaySample } from './delay-sample.ts'
import type { Publications } from './publications.ts'
import { RECENT_DELAYS, type DelayPoint, type Delays } from './race-view.ts'

type Span = Lane['spans'][number]

/** So many events are waited for; what waits longer counts as lost or pending by its number alone. */
const MOST_AWAITED = 10_000

/** Notes that say that the run has lost its way to the server. */
export const BREAKS: ReadonlySet<RunNote['kind']> = new Set([
  'failed',
  'waiting',
  'silent',
  'error',
  'closed',
])

export class RunTally {
  readonly #publications: Publications
  /** Published and not delivered so far, in that order. */
  readonly #awaited = new Set<number>()
  /** Given up waiting for, by number; the newest of them. */
  #givenUp = 0
  #newestGivenUp = 0
  /** Delivered before the trace told of the publication. */
  readonly #early = new Map<number, number | 'repeated'>()
  #newest = 0
  #sample: DelaySample = createDelaySample()
  #recent: DelayPoint[] = []
  #firstFrom: number | undefined
  #since: number | undefined
  #disturbed = 0
  #disturbedAt = Number.NEGATIVE_INFINITY
  #delaysView: Delays | undefined
  deliveries: Delivery[] = []
  notes: NoteMark[] = []
  spans: readonly Span[] = []
  delivered = 0
  repeated = 0
  outOfOrder = 0

  constructor(publications: Publications) {
    this.#publications = publications
  }

  started(at: number): void {
    const away = this.spans.at(-1)?.to ?? at
    this.spans = [...this.spans, { from: at }]
    this.#firstFrom ??= at
    this.#since ??= at
    this.#delaysView = undefined
    // What was published while the page was away is waited for as well: the run comes back with its cursor.
    const got = new Set(this.deliveries.map(({ event }) => event))
    for (const { id, at: publishedAt } of this.#publications.recent) {
      if (publishedAt >= away && !got.has(id)) this.published(id, publishedAt)
    }
    this.disturbed(at)
  }

  stopped(at: number): void {
    const last = this.spans.at(-1)
    if (last === undefined || last.to !== undefined) return
    this.spans = [...this.spans.slice(0, -1), { ...last, to: at }]
    for (const { id, at: publishedAt } of this.#publications.recent) {
      if (publishedAt > at) this.#awaited.delete(id)
    }
    this.disturbed(at)
  }

  published(id: number, at: number): void {
    const early = this.#early.get(id)
    if (early !== undefined) {
      this.#early.delete(id)
      this.#resolve(id)
      if (early !== 'repeated') this.#measure(id, at, early)
      return
    }
    if (!this.#isWaitedFor(at)) return
    this.#awaited.add(id)
    if (this.#awaited.size <= MOST_AWAITED) return
    const [oldest] = this.#awaited
    if (oldest === undefined) return
    this.#awaited.delete(oldest)
    this.#givenUp++
    this.#newestGivenUp = Math.max(this.#newestGivenUp, oldest)
  }

  /** Told again, with another time. */
  corrected(id: number): void {
    this.#resolve(id)
  }

  deliver(delivery: Omit<Delivery, 'publishedAt'>): void {
    const { event: id, at, repeated } = delivery
    const publishedAt = this.#publications.at(id)
    this.deliveries.push(publishedAt === undefined ? delivery : { ...delivery, publishedAt })
    this.#awaited.delete(id)
    if (publishedAt === undefined) this.#remember(id, repeated ? 'repeated' : at)
    const isLate = id < this.#newest
    this.#newest = Math.max(this.#newest, id)
    if (repeated) {
      this.repeated++
      return
    }
    this.delivered++
    if (isLate) this.outOfOrder++
    if (publishedAt !== undefined) this.#measure(id, publishedAt, at)
  }

  note(mark: NoteMark): void {
    this.notes.push(mark)
    if (BREAKS.has(mark.note.kind)) this.disturbed(mark.at)
  }

  /** Something on the way broke or began anew: what was published before and comes after met it. */
  disturbed(at: number): void {
    this.#disturbedAt = Math.max(this.#disturbedAt, at)
  }

  /** The delays of what is published from then on are counted anew. */
  beginDelays(at: number): void {
    this.#sample = createDelaySample()
    this.#recent = []
    this.#disturbed = 0
    this.#since = at
    this.#delaysView = undefined
  }

  forget(before: number): void {
    this.deliveries = this.deliveries.filter(({ at }) => at >= before)
    this.notes = this.notes.filter(({ at }) => at >= before)
    const last = this.spans.at(-1)
    this.spans = this.spans.filter((span) => span === last || span.to === undefined || span.to >= before)
  }

  get delays(): Delays {
    this.#delaysView ??= {
      since: this.#since ?? 0,
      count: this.#sample.count,
      disturbed: this.#disturbed,
      ...(this.#sample.summary === undefined ? {} : { summary: this.#sample.summary }),
      recent: this.#recent.slice(-RECENT_DELAYS),
    }
    return this.#delaysView
  }

  /** The ids that are lost so far, of those still waited for. */
  get lostIds(): readonly number[] {
    return [...this.#awaited].filter((id) => id < this.#newest)
  }

  get lost(): number {
    return this.lostIds.length + (this.#newestGivenUp < this.#newest ? this.#givenUp : 0)
  }

  get pending(): number {
    return this.#awaited.size + this.#givenUp - this.lost
  }

  /** Since the run was on first: also between two spans, but not after the last. */
  #isWaitedFor(at: number): boolean {
    const to = this.spans.at(-1)?.to
    return this.#firstFrom !== undefined && at >= this.#firstFrom && (to === undefined || at <= to)
  }

  #remember(id: number, early: number | 'repeated'): void {
    if (early !== 'repeated' || !this.#early.has(id)) this.#early.set(id, early)
    const [first] = this.#early.keys()
    if (first !== undefined && this.#early.size > RECENT_DELAYS) this.#early.delete(first)
  }

  #resolve(id: number): void {
    const publishedAt = this.#publications.at(id)
    if (publishedAt === undefined) return
    this.deliveries = this.deliveries.map((each) => (each.event === id ? { ...each, publishedAt } : each))
  }

  #measure(event: number, publishedAt: number, at: number): void {
    if (this.#since === undefined || publishedAt < this.#since) return
    const delayMs = at - publishedAt
    this.#sample.add(delayMs)
    this.#recent.push({ event, publishedAt, delayMs })
    if (this.#recent.length > 2 * RECENT_DELAYS) this.#recent = this.#recent.slice(-RECENT_DELAYS)
    if (publishedAt <= this.#disturbedAt) this.#disturbed++
    this.#delaysView = undefined
  }
}
