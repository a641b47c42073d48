/**
 * What happened in the page under one run's name, and which events it missed: the part of a lane that no byte shows. Kept up
 * event by event, so that a redraw of a long run does not go through all of it. Used by the timeline.
 */
import type { Delivery, Lane, NoteMark, PublishedMark } from '../views.ts'

type Span = Lane['spans'][number]

/** What was published, for all runs. */
export interface Publications {
  readonly marks: readonly PublishedMark[]
  /** By the event's id; the last word counts. */
  readonly at: ReadonlyMap<number, number>
  /** Counts the times that an event's publication was told after another of the same id. */
  readonly corrections: number
}

export class RunMarks {
  readonly spans: Span[] = []
  readonly notes: NoteMark[] = []
  repeated = 0
  readonly #delivered: Delivery[] = []
  readonly #got = new Set<number>()
  #newest = 0
  /** Indices of deliveries whose publication is not known; those from `resolvedTo` on were not looked at. */
  #unresolved: readonly number[] = []
  #resolvedTo = 0
  #corrections = 0
  /** Published while the run was on and not delivered so far, in that order; those from `readTo` on were not looked at. */
  #awaited: readonly number[] = []
  #readTo = 0
  #spansChanged = false

  started(at: number): void {
    this.spans.push({ from: at })
    this.#spansChanged = true
  }

  stopped(at: number): void {
    const last = this.spans.at(-1)
    if (last === undefined || last.to !== undefined) return
    this.spans[this.spans.length - 1] = { ...last, to: at }
    this.#spansChanged = true
  }

  deliver(delivery: Omit<Delivery, 'publishedAt'>): void {
    this.#delivered.push(delivery)
    this.#got.add(delivery.event)
    this.#newest = Math.max(this.#newest, delivery.event)
    if (delivery.repeated) this.repeated++
  }

  /** The deliveries, each with the time of its publication where that is known. */
  deliveries({ at, corrections }: Publications): readonly Delivery[] {
    if (this.#corrections !== corrections) {
      this.#corrections = corrections
      this.#unresolved = []
      this.#resolvedTo = 0
    }
    const open = [...this.#unresolved]
    for (; this.#resolvedTo < this.#delivered.length; this.#resolvedTo++) open.push(this.#resolvedTo)
    this.#unresolved = open.filter((index) => {
      const delivery = this.#delivered[index]
      const publishedAt = delivery && at.get(delivery.event)
      if (delivery === undefined || publishedAt === undefined) return true
      this.#delivered[index] = { ...delivery, publishedAt }
      return false
    })
    return [...this.#delivered]
  }

  /** Events published while the run was on, older than its newest delivery, never delivered. */
  lost({ marks }: Publications): readonly number[] {
    // A run that ends before what it was told of, or begins: then every publication is held against its spans again.
    if (this.#spansChanged) {
      this.#awaited = []
      this.#readTo = 0
      this.#spansChanged = false
    }
    const open = [...this.#awaited]
    for (; this.#readTo < marks.length; this.#readTo++) {
      const mark = marks[this.#readTo]
      if (mark !== undefined && wasOn(this.spans, mark.event.at)) open.push(mark.event.id)
    }
    this.#awaited = open.filter((id) => !this.#got.has(id))
    return this.#awaited.filter((id) => id < this.#newest)
  }
}

function wasOn(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, to }) => at >= from && (to === undefined || at <= to))
}
