/**
 * What a ladder's labels say and where each would like to stand; `label-placement.ts` decides which find a place.
 * Apart from the layout of the marks themselves. Pure, used by `ladder-layout.ts`.
 */
import type { BenchWords } from '../../i18n/bench-words.ts'
import type { Lane, Timeline } from '../../wire/trace/views.ts'
import type { Transport } from '../../wire/transports.ts'
import type { FannedMark } from './diamond-fan.ts'
import { eventGist } from './event-gist.ts'
import type { LabelWish, Place } from './label-placement.ts'
import type { LaneColumns } from './ladder-columns.ts'
import type { LadderViewport, LanePicture } from './ladder-layout.ts'
import { yOf } from './ladder-scale.ts'
import type { BracketShape } from './lateness-brackets.ts'
import { textWidth } from './text-width.ts'

export type LabelTone =
  { readonly kind: 'ink' | 'soft' } | { readonly kind: 'transport'; readonly transport: Transport }

/** The name of an event beside its diamond; of several that stand together one name with their count, or both ends. */
export function nameWishes(
  fan: readonly FannedMark[],
  { serverX }: LaneColumns,
  size: number,
  words: BenchWords,
): readonly LabelWish<LabelTone>[] {
  const [first] = fan
  const last = fan.at(-1)
  if (first === undefined || last === undefined) return []
  const names = fan.map(({ mark }) => eventGist(mark.event, words))
  const [firstName = ''] = names
  const same = names.every((name) => name === firstName)
  const text =
    fan.length === 1
      ? firstName
      : same
        ? words.ladder.several(firstName, fan.length)
        : words.ladder.fromTo(firstName, withoutSameStart(firstName, names.at(-1) ?? ''))
  const beside = serverX + 9
  return [
    {
      text,
      tone: { kind: 'ink' },
      rank: 0,
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

/** `goal 3` after `goal 2` needs only its number: there is little room right of a lifeline. */
function withoutSameStart(first: string, last: string): string {
  const start = /^\D+(?=\d)/.exec(first)?.[0]
  return start !== undefined && last.startsWith(start) ? last.slice(start.length) : last
}

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
  for (const diamond of picture.diamonds) {
    if (!diamond.lost) continue
    wishes.push({
      text: words.ladder.neverDelivered,
      tone: { kind: 'ink' },
      rank: 1,
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
    const text = latenessText(together, words)
    const beside = [size + 8, -9, size + 19, -20].map((shift): Place => ({
      x: browserX + 9,
      y: longest.bottom + shift,
      anchor: 'start',
    }))
    // Along its bracket where that is long enough and alone, beside its ring where not.
    const fits =
      together.length === 1 && longest.drawn && longest.bottom - longest.top >= textWidth(text, size)
    const upright: Place = {
      x: longest.x - 5,
      y: (longest.top + longest.bottom) / 2,
      anchor: 'middle',
      upright: true,
    }
    wishes.push({ text, tone, rank: 2, places: fits ? [upright, ...beside] : beside })
  }
  for (const ring of picture.rings) {
    if (!ring.repeated) continue
    wishes.push({
      text: words.ladder.repeated,
      tone,
      rank: 1,
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
      // An open bar's length changes with every frame; its label would flicker, so it only says that it is held.
      text: hold.open ? words.ladder.stillHeld : words.ladder.held(words.duration(ms)),
      tone,
      rank: 3,
      places: SHIFTS.filter((shift) => Math.abs(shift) * 2 <= hold.bottom - hold.top).map((shift) => ({
        x: serverX - 10,
        y: y + 4 + shift,
        anchor: 'end' as const,
      })),
    })
  }
  const shapes = new Map(picture.arrows.map((arrow) => [arrow.moment, arrow]))
  for (const arrow of lane.arrows) {
    const shape = shapes.get(arrow.moment)
    if (shape === undefined || arrow.carries.kind !== 'response') continue
    const text = answerText(arrow.carries.status, arrow.carries.events, timeline, words)
    const y = Math.max(shape.y1, shape.y2)
    wishes.push({
      text,
      tone: { kind: 'soft' },
      rank: arrow.carries.events.length > 0 ? 5 : 4,
      places: [
        { x: middle, y: y + size + 1, anchor: 'middle' },
        { x: middle, y: Math.min(shape.y1, shape.y2) - 6, anchor: 'middle' },
        { x: middle, y: y + size + 12, anchor: 'middle' },
      ],
    })
  }
  return wishes
}

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

function latenessText(together: readonly BracketShape[], words: BenchWords): string {
  const most = words.duration(together[0]?.lateMs ?? 0)
  const least = words.duration(together.at(-1)?.lateMs ?? 0)
  return most === least ? words.ladder.late(most) : words.ladder.lateBetween(least, most)
}

function answerText(
  status: number,
  events: readonly number[],
  timeline: Timeline,
  words: BenchWords,
): string {
  const [first] = events
  if (first === undefined) {
    if (status === 304) return words.ladder.nothingNew304
    if (status === 204) return words.ladder.noEvent204
    return status === 200 ? words.ladder.nothingNew200 : String(status)
  }
  const event = timeline.published.find((mark) => mark.event.id === first)?.event
  const gist = event === undefined ? words.wire.event(first) : eventGist(event, words)
  return `${status} · ${gist}${events.length > 1 ? ` +${events.length - 1}` : ''}`
}
