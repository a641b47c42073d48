/**
 * What a ladder's labels say and where each would like to stand; `label-placement.ts` decides which find a place.
 * Apart from the layout of the marks themselves. Pure, used by `ladder-layout.ts`.
 */
import type { BenchWords } from '../words.ts'
import type { Arrow, Lane, Timeline } from '../../../wire/trace/views.ts'
import type { FannedMark } from './diamond-fan.ts'
import type { LabelWish, Place } from './label-placement.ts'
import { arrowTexts, holdTexts, latenessTexts, namesTexts } from './label-texts.ts'
import type { LaneColumns } from './ladder-columns.ts'
import type { LabelTone, LadderViewport, LanePicture } from './ladder-shapes.ts'
import { yOf } from './ladder-scale.ts'
import type { BracketShape } from './lateness-brackets.ts'
import { textWidth } from './text-width.ts'

/** The name of an event beside its diamond; of several that stand together one name with their count, or both ends. */
export function nameWishes(
  fan: readonly FannedMark[],
  column: LaneColumns,
  size: number,
  words: BenchWords,
): readonly LabelWish<LabelTone>[] {
  const [first] = fan
  const last = fan.at(-1)
  if (first === undefined || last === undefined) return []
  const { serverX } = column
  const beside = serverX + 9
  return [
    {
      texts: namesTexts(fan, words),
      tone: { kind: 'ink' },
      rank: RANK.name,
      column,
      places: [
        { x: beside + last.aside, y: last.y - 4, anchor: 'start' },
        { x: beside + last.aside, y: last.y + size + 1, anchor: 'start' },
        { x: beside, y: first.y - 9, anchor: 'start' },
        { x: beside, y: last.y + size + 7, anchor: 'start' },
        { x: serverX - 9, y: first.y - 5, anchor: 'end' },
        { x: serverX - 9, y: last.y + size + 2, anchor: 'end' },
      ],
    },
  ]
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
  answer: 5,
  event: 6,
  detail: 7,
  open: 8,
} as const

/** The labels of one lane: lateness, holds, answers, what was lost or came again. */
export function laneWishes(
  lane: Lane,
  picture: LanePicture,
  timeline: Timeline,
  viewport: LadderViewport,
  words: BenchWords,
): readonly LabelWish<LabelTone>[] {
  const tone: LabelTone = { kind: 'transport', transport: lane.spec.transport }
  const { browserX, serverX } = picture.columns
  const middle = (browserX + serverX) / 2
  const size = viewport.labelSize
  const wishes: LabelWish<LabelTone>[] = []
  const column = picture.columns
  for (const diamond of picture.diamonds) {
    if (!diamond.lost) continue
    wishes.push({
      texts: [words.ladder.neverDelivered, words.ladder.lost],
      tone: { kind: 'ink' },
      rank: RANK.lost,
      column,
      acrossLines: true,
      places: [
        { x: serverX - 10, y: diamond.y - 5, anchor: 'end' },
        { x: diamond.x + 10, y: diamond.y + size + 3, anchor: 'start' },
        { x: serverX - 10, y: diamond.y - 16, anchor: 'end' },
        { x: serverX - 10, y: diamond.y + size + 3, anchor: 'end' },
      ],
    })
  }
  for (const together of deliveredTogether(picture.brackets)) {
    const [longest] = together
    if (longest === undefined) continue
    const texts = latenessTexts(together, words)
    const [fullest = ''] = texts
    const beside = [size + 8, -9, size + 19, -20].map((shift): Place => ({
      x: browserX + 9,
      y: longest.bottom + shift,
      anchor: 'start',
    }))
    // Along its bracket where that is long enough and alone, beside its ring where not.
    const fits =
      together.length === 1 && longest.drawn && longest.bottom - longest.top >= textWidth(fullest, size)
    const upright: Place = {
      x: longest.x - 5,
      y: (longest.top + longest.bottom) / 2,
      anchor: 'middle',
      upright: true,
    }
    wishes.push({ texts, tone, rank: RANK.late, column, places: fits ? [upright, ...beside] : beside })
  }
  for (const ring of picture.rings) {
    if (!ring.repeated) continue
    wishes.push({
      texts: [words.ladder.repeated],
      tone,
      rank: RANK.lost,
      column,
      places: [
        { x: browserX + 9, y: ring.y - 5, anchor: 'start' },
        { x: browserX + 9, y: ring.y + size + 4, anchor: 'start' },
      ],
    })
  }
  for (const hold of picture.holds) {
    // A bar too short to see needs no label; the arrows already say it was answered at once.
    if (hold.bottom - hold.top < 22) continue
    const ms = ((hold.bottom - hold.top) / viewport.pixelsPerSecond) * 1000
    const y =
      (Math.max(hold.top, yOf(viewport.from, viewport)) + Math.min(hold.bottom, yOf(viewport.to, viewport))) /
      2
    wishes.push({
      texts: holdTexts(hold, ms, words),
      tone,
      rank: hold.kind === 'held' ? RANK.held : RANK.open,
      column,
      places: SHIFTS.filter((shift) => Math.abs(shift) * 2 <= hold.bottom - hold.top).map((shift) => ({
        x: serverX - 10,
        y: y + 4 + shift,
        anchor: 'end' as const,
      })),
    })
  }
  for (const note of picture.notes) {
    wishes.push({
      texts: note.texts,
      tone: note.tells === 'little' ? { kind: 'soft' } : { kind: 'ink' },
      rank: NOTE_RANK[note.tells],
      column,
      acrossLines: note.tells !== 'little',
      places: [4, -8, size + 6, -20, size + 18].map((shift) => ({
        x: browserX + 10,
        y: note.y + shift,
        anchor: 'start' as const,
      })),
    })
  }
  for (const fault of picture.faults) {
    wishes.push({
      texts: fault.texts,
      tone: { kind: 'ink' },
      rank: RANK.fault,
      column,
      acrossLines: true,
      places: [
        { x: fault.x + 10, y: fault.y + 4, anchor: 'start' },
        { x: fault.x - 10, y: fault.y + 4, anchor: 'end' },
        { x: fault.x, y: fault.y - 10, anchor: 'middle' },
        { x: fault.x, y: fault.y + size + 10, anchor: 'middle' },
      ],
    })
  }
  for (const end of picture.ends) {
    wishes.push({
      texts: [words.run.end[end.how], words.run.shortEnd[end.how]],
      tone: { kind: 'ink' },
      rank: RANK.end,
      column,
      acrossLines: true,
      places: [size + 8, -10, size + 20].map((shift) => ({
        x: serverX - 10,
        y: end.y + shift,
        anchor: 'end' as const,
      })),
    })
  }
  const shapes = new Map(picture.arrows.map((arrow) => [arrow.moment, arrow]))
  for (const arrow of lane.arrows) {
    const shape = shapes.get(arrow.moment)
    if (shape === undefined) continue
    const texts = arrowTexts(arrow, lane, timeline, words)
    if (texts.length === 0) continue
    const y = Math.max(shape.y1, shape.y2)
    wishes.push({
      texts,
      tone: { kind: 'soft' },
      rank: bringsEvent(arrow) ? RANK.event : RANK.answer,
      column,
      places: [
        { x: middle, y: y + size + 1, anchor: 'middle' },
        { x: middle, y: Math.min(shape.y1, shape.y2) - 6, anchor: 'middle' },
        { x: middle, y: y + size + 12, anchor: 'middle' },
      ],
    })
  }
  return wishes
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

function bringsEvent({ carries }: Arrow): boolean {
  return 'events' in carries && carries.events.length > 0
}
