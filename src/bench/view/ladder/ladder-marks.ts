/**
 * All marks of a ladder as one list in order of time: what the table says, and what the keyboard walks.
 * Pure; the words come from the table of words.
 */
import type { BenchWords } from '../words.ts'
import type { Arrow, Lane, Timeline } from '../../../wire/trace/views.ts'
import { faultText } from '../fault-text.ts'
import { eventSummary } from './event-summary.ts'
import type { Fold } from './time-map.ts'

export interface LadderMark {
  readonly moment: number
  readonly at: number
  /** A run's name; absent for what happens on the feed. */
  readonly run?: string
  readonly what: string
  readonly bytes?: number
  /** It comes before what it did, which has the same time. */
  readonly isCause?: true
}

/** The marks whose moments are before `shown`, in order of time. */
export function marksOf(timeline: Timeline, shown: number, words: BenchWords): readonly LadderMark[] {
  const names = new Map(timeline.published.map((mark) => [mark.event.id, eventSummary(mark.event, words)]))
  const name = (id: number): string => names.get(id) ?? words.eventWithId(id)
  const marks: LadderMark[] = timeline.published.map((mark) => ({
    moment: mark.moment,
    at: mark.event.at,
    what: publishedText(mark.event.id, timeline, name, words),
  }))
  for (const { moment, fault } of timeline.faults) {
    marks.push({ moment, at: fault.at, what: faultText(fault, words), isCause: true })
  }
  for (const lane of timeline.lanes) marks.push(...laneMarks(lane, name, words))
  const place = ({ isCause, moment }: LadderMark): number => (isCause === true ? -1 : moment)
  return marks.filter((mark) => mark.moment < shown).sort((a, b) => a.at - b.at || place(a) - place(b))
}

/** A row of the table: a mark, or a silence, which has no moment. */
export type LadderRow = Omit<LadderMark, 'moment'> & Partial<Pick<LadderMark, 'moment'>>

/** The marks, and between them a row for each silence that the drawing leaves out, with what it says there. */
export function withFolds(
  marks: readonly LadderMark[],
  folds: readonly Fold[],
  words: BenchWords,
): readonly LadderRow[] {
  const silences = folds.map(({ from, to }) => ({
    at: from,
    what: words.ladder.leftOut(words.duration(to - from)),
  }))
  // What ends at the moment that a silence begins comes before it.
  return [...marks, ...silences].sort((a, b) => a.at - b.at)
}

function publishedText(
  id: number,
  timeline: Timeline,
  name: (id: number) => string,
  words: BenchWords,
): string {
  const losers = timeline.lanes.filter((lane) => lane.counts.lost.includes(id)).map((lane) => lane.spec.run)
  const text = words.table.published(name(id))
  return losers.length === 0 ? text : words.table.lostBy(text, losers.join(words.listComma))
}

function laneMarks(lane: Lane, name: (id: number) => string, words: BenchWords): readonly LadderMark[] {
  const run = lane.spec.run
  return [
    ...lane.arrows.map((arrow) => ({
      moment: arrow.moment,
      at: arrow.arrived,
      run,
      what: arrowText(arrow, name, words),
      bytes: arrow.bytes,
    })),
    ...lane.deliveries.map((delivery) => {
      const late =
        delivery.publishedAt === undefined ? undefined : words.duration(delivery.at - delivery.publishedAt)
      const what = delivery.repeated
        ? words.table.deliveredAgain(name(delivery.event))
        : words.table.delivered(name(delivery.event), late)
      return { moment: delivery.moment, at: delivery.at, run, what }
    }),
    ...lane.notes.map((note) => ({
      moment: note.moment,
      at: note.at,
      run,
      what: words.run.note(note.note),
    })),
    ...lane.ends.map(({ moment, at, how, isUnanswered }) => ({
      moment,
      at,
      run,
      what: isUnanswered === true ? words.run.unanswered(how) : words.run.ended(how),
    })),
  ]
}

function arrowText(arrow: Arrow, name: (id: number) => string, words: BenchWords): string {
  switch (arrow.carries.kind) {
    case 'request':
      return words.table.request(arrow.carries.method, requestText(arrow.carries, words))
    case 'response':
      return words.table.response(
        arrow.carries.status,
        [...(arrow.carries.says ?? []), ...arrow.carries.events.map(name)].join(words.listComma),
      )
    case 'stream':
      return arrow.carries.parts.map((part) => words.run.part(part, name)).join(words.listComma)
    case 'more':
      return words.table.more[arrow.direction]
  }
}

function requestText(
  { target, says = [] }: Arrow['carries'] & { readonly kind: 'request' },
  words: BenchWords,
): string {
  const added = says.filter((line) => !target.includes(line))
  return [shortTarget(target), ...added].join(words.listComma)
}

/** A request target without the lab's address, which is the same in all of them: `…/long-poll?after=2`. */
export function shortTarget(target: string): string {
  const match = /^\/labs\/[^/?]+\/(.*)$/.exec(target)
  return match === null ? target : `…/${match[1] ?? ''}`
}
