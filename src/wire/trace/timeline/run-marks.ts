/**
 * What happened in the page under one run's name, and which events it missed: the part of a lane that no byte shows. Kept up
 * event by event, so that a redraw of a long run does not go through all of it. Used by the timeline.
 */
import type { Delivery, Lane, NoteMark, PublishedMark } from '../views.ts'

type Span = Lane['spans'][number]

export interface RunMarks {
  readonly spans: Span[]
  readonly notes: NoteMark[]
  started(at: number): void
  stopped(at: number): void
  deliver(delivery: Omit<Delivery, 'publishedAt'>): void
  readonly repeated: number
  /** The deliveries, each with the time of its publication where that is known. */
  deliveries(publications: Publications): readonly Delivery[]
  /** Events published while the run was on, older than its newest delivery, never delivered. */
  lost(publications: Publications): readonly number[]
}

/** What was published, for all runs. */
export interface Publications {
  readonly marks: readonly PublishedMark[]
  /** By the event's id; the last word counts. */
  readonly at: ReadonlyMap<number, number>
  /** Counts the times that an event's publication was told after another of the same id. */
  readonly corrections: number
}

/** Makes the marks of a run of which nothing is known. */
export function createRunMarks(): RunMarks {
  const spans: Span[] = []
  const notes: NoteMark[] = []
  const delivered: Delivery[] = []
  const got = new Set<number>()
  let newest = 0
  let repeated = 0
  /** Indices of deliveries whose publication is not known; those from `resolvedTo` on were not looked at. */
  let unresolved: readonly number[] = []
  let resolvedTo = 0
  let corrections = 0
  /** Published while the run was on and not delivered so far, in that order; those from `readTo` on were not looked at. */
  let awaited: readonly number[] = []
  let readTo = 0
  let spansChanged = false

  function resolve(index: number, { at }: Publications): boolean {
    const delivery = delivered[index]
    const publishedAt = delivery && at.get(delivery.event)
    if (delivery === undefined || publishedAt === undefined) return false
    delivered[index] = { ...delivery, publishedAt }
    return true
  }

  return {
    spans,
    notes,
    started(at) {
      spans.push({ from: at })
      spansChanged = true
    },
    stopped(at) {
      const last = spans.at(-1)
      if (last === undefined || last.to !== undefined) return
      spans[spans.length - 1] = { ...last, to: at }
      spansChanged = true
    },
    deliver(delivery) {
      delivered.push(delivery)
      got.add(delivery.event)
      newest = Math.max(newest, delivery.event)
      if (delivery.repeated) repeated++
    },
    get repeated() {
      return repeated
    },
    deliveries(publications) {
      if (corrections !== publications.corrections) {
        corrections = publications.corrections
        unresolved = []
        resolvedTo = 0
      }
      const open = [...unresolved]
      for (; resolvedTo < delivered.length; resolvedTo++) open.push(resolvedTo)
      unresolved = open.filter((index) => !resolve(index, publications))
      return [...delivered]
    },
    lost({ marks }) {
      // A run that ends before what it was told of, or begins: then every publication is held against its spans again.
      if (spansChanged) {
        awaited = []
        readTo = 0
        spansChanged = false
      }
      const open = [...awaited]
      for (; readTo < marks.length; readTo++) {
        const mark = marks[readTo]
        if (mark !== undefined && wasOn(spans, mark.event.at)) open.push(mark.event.id)
      }
      awaited = open.filter((id) => !got.has(id))
      return awaited.filter((id) => id < newest)
    },
  }
}

function wasOn(spans: readonly Span[], at: number): boolean {
  return spans.some(({ from, to }) => at >= from && (to === undefined || at <= to))
}
