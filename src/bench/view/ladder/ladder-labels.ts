/**
 * What a ladder's labels say and where each would like to stand; `label-placement.ts` decides which find a place.
 * Apart from the layout of the marks themselves. Pure, used by `ladder-layout.ts`.
 */
import type { BenchWords } from '../words.ts'
import type { Arrow, Lane, Timeline } from '../../../wire/trace/views.ts'
import { isTogether, type FannedMark } from './diamond-fan.ts'
import { eventSummary } from './event-summary.ts'
import type { LabelTone, LabelWish, Mark } from './label-placement.ts'
import { placesAlong, placesBeside } from './label-places.ts'
import { arrowTexts, holdTexts, latenessTexts, namesTexts } from './label-texts.ts'
import { inOrder, markTimes } from './mark-times.ts'
import type { LaneColumns } from './ladder-columns.ts'
import type { LadderViewport, LanePicture } from './ladder-shapes.ts'
import type { BracketShape } from './lateness-brackets.ts'
import { textWidth } from './text-width.ts'

/** Makes the marks that labels belong to, given the times of everything they must not stand beyond. */
function markMaker(
  times: readonly number[],
  { map, labelSize }: LadderViewport,
): (moment: number, x: number, at: number, until?: number) => Mark {
  return (moment, x, at, until = at) => {
    const before = times.findLast((time) => time < at)
    const after = times.find((time) => time > until)
    return {
      moment,
      x,
      y: map.y(at),
      at,
      isPoint: true,
      // A label beside its mark reaches a line of writing over the mark before, and no further.
      top: Math.max(before === undefined ? -Infinity : map.y(before), map.y(at) - FARTHEST) - labelSize,
      bottom: Math.min(after === undefined ? Infinity : map.y(after), map.y(until) + FARTHEST) + labelSize,
    }
  }
}

/** How far, in pixels, a label stands from its mark at most, with a leader to it. */
const FARTHEST = 26

/** The name of an event beside its diamond; of several that stand together one name with their count, or both ends. */
export function nameWishes(
  fans: readonly (readonly FannedMark[])[],
  column: LaneColumns,
  viewport: LadderViewport,
  words: BenchWords,
): readonly LabelWish[] {
  const markOf = markMaker(inOrder(fans.flatMap((fan) => fan.map(({ mark }) => mark.event.at))), viewport)
  return fans.flatMap((fan): readonly LabelWish[] => {
    const [first, last] = [fan[0]?.mark, fan.at(-1)]
    if (first === undefined || last === undefined) return []
    const chosen = fan.find(({ mark }) => mark.moment === viewport.selected?.moment)?.mark ?? first
    const { at } = first.event
    const mark = { ...markOf(first.moment, column.serverX, at, last.mark.event.at), moment: chosen.moment }
    const size = viewport.labelSize
    return [
      {
        mark,
        rail: 'names',
        texts: namesTexts(fan, words),
        tone: { kind: 'ink' },
        rank: RANK.name,
        column,
        places: () => [
          ...placesBeside({ x: column.serverX + last.aside, y: last.y }, 9, 'start', size),
          ...placesBeside({ x: column.serverX, y: last.y + size }, 9, 'start', size),
          ...placesBeside({ x: column.serverX, y: mark.y }, 10, 'end', size),
        ],
      },
    ]
  })
}

/**
 * What is placed first, and so dropped last: what happened and how late it came, then how a connection went,
 * then what the page noted of it, then what the arrows carry.
 */
const RANK = {
  name: 0,
  lost: 1,
  late: 1,
  fault: 2,
  end: 2,
  held: 3,
  note: 4,
  says: 4,
  answer: 5,
  event: 6,
  detail: 7,
  request: 8,
  open: 9,
} as const

/** The labels of one lane: lateness, holds, answers, what was lost or came again. */
export function laneWishes(
  lane: Lane,
  picture: LanePicture,
  timeline: Timeline,
  viewport: LadderViewport,
  words: BenchWords,
): readonly LabelWish[] {
  const { columns: column } = picture
  const { browserX, serverX } = column
  const size = viewport.labelSize
  const own = { column, rail: `lane ${picture.run} ${column.left}` }
  const tone: LabelTone = { kind: 'transport', transport: lane.spec.transport }
  const ink: LabelTone = { kind: 'ink' }
  const shapes = new Map(picture.arrows.map((arrow) => [arrow.moment, arrow]))
  const markOf = markMaker(markTimes(lane, timeline), viewport)
  const right = (y: number): LabelWish['places'] => {
    const places = placesBeside({ x: browserX, y }, 10, 'start', size)
    return () => places
  }
  const left = (y: number): LabelWish['places'] => {
    const places = placesBeside({ x: serverX, y }, 10, 'end', size)
    return () => places
  }
  return [
    ...picture.diamonds.flatMap((diamond): readonly LabelWish[] => {
      const event = timeline.published.find(({ moment }) => moment === diamond.moment)?.event
      if (!diamond.lost || event === undefined) return []
      const mark = markOf(diamond.moment, serverX, event.at)
      // Of several that stand together, which share one name, it says which.
      const isAlone = picture.diamonds.every((other) => other === diamond || !isTogether(other, diamond))
      const name = eventSummary(event, words)
      const texts = isAlone
        ? [words.ladder.neverDelivered, words.ladder.lost]
        : [words.table.lost(name), words.ladder.lostOne(name), words.ladder.lost]
      return [{ ...own, mark, texts, tone: ink, rank: RANK.lost, places: left(diamond.y) }]
    }),
    ...deliveredTogether(picture.brackets).flatMap((together): readonly LabelWish[] => {
      const [longest] = together
      if (longest === undefined) return []
      const mark = markOf(longest.moment, browserX, longest.at)
      const texts = latenessTexts(together, words)
      const rank = RANK.late
      const isAlone = together.length === 1 && longest.drawn
      const beside = placesBeside({ x: browserX, y: longest.bottom }, 10, 'start', size)
      // Along its bracket where that is long enough and alone, beside its ring where not.
      const fits = isAlone && longest.bottom - longest.top >= textWidth(texts[0] ?? '', size)
      if (!fits) return [{ ...own, mark, texts, tone, rank, places: () => beside }]
      const middle = (longest.top + longest.bottom) / 2
      const along = { moment: mark.moment, x: browserX, y: middle, top: longest.top, bottom: longest.bottom }
      const upright = { x: longest.x - 5, y: middle, anchor: 'middle', upright: true } as const
      return [{ ...own, rail: 'brackets', mark: along, texts, tone, rank, places: () => [upright] }]
    }),
    ...lane.deliveries.flatMap((delivery): readonly LabelWish[] => {
      const ring = picture.rings.find(({ moment }) => moment === delivery.moment)
      if (ring === undefined || !ring.repeated) return []
      const mark = markOf(ring.moment, browserX, delivery.at)
      return [{ ...own, mark, texts: [words.ladder.repeated], tone, rank: RANK.lost, places: right(ring.y) }]
    }),
    ...picture.holds.flatMap((hold): readonly LabelWish[] => {
      // A bar too short to see needs no label; the arrows already say it was answered at once.
      if (hold.bottom - hold.top < 22) return []
      const top = Math.max(hold.top, viewport.map.y(viewport.from))
      const bottom = Math.min(hold.bottom, viewport.map.y(viewport.to))
      // It lasts wherever it is named: there is no order to it.
      const mark = { moment: -1, x: serverX, y: (top + bottom) / 2, top, bottom }
      const places = SHIFTS.filter((shift) => Math.abs(shift) * 2 <= hold.bottom - hold.top).map((shift) => ({
        x: serverX - 10,
        y: mark.y + 4 + shift,
        anchor: 'end' as const,
      }))
      const rank = hold.kind === 'held' ? RANK.held : RANK.open
      return [{ ...own, mark, texts: holdTexts(hold, words), tone, rank, places: () => places }]
    }),
    ...picture.notes.map(({ moment, at, y, texts, tells }): LabelWish => {
      const mark = markOf(moment, browserX, at)
      const noteTone: LabelTone = tells === 'little' ? { kind: 'soft' } : ink
      return { ...own, mark, texts, tone: noteTone, rank: NOTE_RANK[tells], places: right(y) }
    }),
    ...picture.faults.map(({ moment, at, x, y, texts }): LabelWish => {
      const beside = [
        ...placesBeside({ x, y }, 10, 'start', size),
        ...placesBeside({ x, y }, 10, 'end', size),
        { x, y: y - 11, anchor: 'middle' as const },
        { x, y: y + size + 10, anchor: 'middle' as const },
      ]
      const mark = markOf(moment, x, at)
      return { ...own, mark, texts, tone: ink, rank: RANK.fault, places: () => beside }
    }),
    ...picture.ends.map(({ moment, at, y, how }): LabelWish => {
      const texts = [words.run.end[how], words.run.shortEnd[how]]
      const mark = markOf(moment, serverX, at)
      return { ...own, mark, texts, tone: ink, rank: RANK.end, places: left(y) }
    }),
    ...lane.arrows.flatMap((arrow): readonly LabelWish[] => {
      const shape = shapes.get(arrow.moment)
      const texts = shape === undefined ? [] : arrowTexts(arrow, lane, timeline, words)
      if (shape === undefined || texts.length === 0) return []
      const { left, arrived } = arrow
      // What is written along an arrow needs no line to it.
      const { isPoint: _, ...mark } = markOf(arrow.moment, (shape.x1 + shape.x2) / 2, left, arrived)
      const places = (width: number) => placesAlong(shape, width, size)
      return [{ ...own, mark, texts, tone: { kind: 'soft' }, rank: rankOf(arrow), places }]
    }),
  ]
}

function rankOf({ carries }: Arrow): number {
  if (carries.kind === 'request') return carries.says === undefined ? RANK.request : RANK.says
  return 'events' in carries && carries.events.length > 0 ? RANK.event : RANK.answer
}

const NOTE_RANK = { end: RANK.end, much: RANK.note, little: RANK.detail } as const

/** Along a bar, from its middle outwards. */
const SHIFTS = [0, -8, 8, -16, 16, -28, 28, -40, 40]

/** Brackets that end at one height, as those of one answer's events do, share one label. Longest first in each group. */
function deliveredTogether(brackets: readonly BracketShape[]): readonly (readonly BracketShape[])[] {
  const groups: BracketShape[][] = []
  for (const bracket of [...brackets].sort((a, b) => a.bottom - b.bottom || b.lateMs - a.lateMs)) {
    const group = groups.at(-1)
    if (group?.[0] !== undefined && bracket.bottom - group[0].bottom < SAME_HEIGHT) group.push(bracket)
    else groups.push([bracket])
  }
  return groups.map((group) => group.sort((a, b) => b.lateMs - a.lateMs))
}

/** Closer, in pixels, two rings are one to the eye. */
const SAME_HEIGHT = 3
