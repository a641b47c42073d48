/**
 * What a ladder's labels say and where each would like to stand; `label-placement.ts` decides which find a place.
 * Apart from the layout of the marks themselves. Pure, used by `ladder-layout.ts`.
 */
import type { BenchWords } from '../../i18n/bench-words.ts'
import type { Arrow, Lane, Timeline } from '../../wire/trace/views.ts'
import type { Transport } from '../../wire/transports.ts'
import type { FannedMark } from './diamond-fan.ts'
import { eventGist } from './event-gist.ts'
import type { LabelWish, Place } from './label-placement.ts'
import type { LaneColumns } from './ladder-columns.ts'
import type { HoldShape, LadderViewport, LanePicture } from './ladder-layout.ts'
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
      text: holdText(hold, words.duration(ms), words),
      tone,
      rank: hold.kind === 'held' ? 3 : 6,
      places: SHIFTS.filter((shift) => Math.abs(shift) * 2 <= hold.bottom - hold.top).map((shift) => ({
        x: serverX - 10,
        y: y + 4 + shift,
        anchor: 'end' as const,
      })),
    })
  }
  for (const note of picture.notes) {
    wishes.push({
      text: note.text,
      tone: note.tells === 'much' ? { kind: 'ink' } : { kind: 'soft' },
      rank: note.tells === 'much' ? 1 : 4,
      acrossLines: true,
      places: [4, -8, size + 6, -20, size + 18].map((shift) => ({
        x: browserX + 10,
        y: note.y + shift,
        anchor: 'start' as const,
      })),
    })
  }
  for (const fault of picture.faults) {
    wishes.push({
      text: fault.text,
      tone: { kind: 'ink' },
      rank: 1,
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
      text: words.run.end[end.how],
      tone: { kind: 'ink' },
      rank: 3,
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
    const text = shape === undefined ? undefined : arrowText(arrow, lane, timeline, words)
    if (shape === undefined || text === undefined) continue
    const y = Math.max(shape.y1, shape.y2)
    wishes.push({
      text,
      tone: { kind: 'soft' },
      rank: bringsEvent(arrow) ? 5 : 4,
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

/** Of a poll's answer one can say that it brings nothing; a stream's has only begun. */
function isStream({ spec }: Lane): boolean {
  return spec.transport !== 'short-poll' && spec.transport !== 'long-poll'
}

function holdText(hold: HoldShape, span: string, words: BenchWords): string {
  if (hold.kind === 'held') return hold.open ? words.ladder.stillHeld : words.ladder.held(span)
  return hold.open ? words.run.stillOpen : words.run.open(span)
}

function bringsEvent({ carries }: Arrow): boolean {
  return 'events' in carries && carries.events.length > 0
}

/** Of more parts than two a slice's label names the first. */
function arrowText(arrow: Arrow, lane: Lane, timeline: Timeline, words: BenchWords): string | undefined {
  const { carries } = arrow
  if (carries.kind === 'response' && isStream(lane) && carries.events.length === 0)
    return String(carries.status)
  if (carries.kind === 'response') return answerText(carries.status, carries.events, timeline, words)
  if (carries.kind !== 'stream') return undefined
  const texts = carries.parts.map((part) => words.run.part(part, (id) => nameOf(id, timeline, words)))
  const [first, second] = texts
  if (first === undefined) return undefined
  if (texts.length === 2 && second !== undefined) return `${first} · ${second}`
  return texts.length > 2 ? `${first} +${texts.length - 1}` : first
}

function nameOf(id: number, timeline: Timeline, words: BenchWords): string {
  const event = timeline.published.find((mark) => mark.event.id === id)?.event
  return event === undefined ? words.wire.event(id) : eventGist(event, words)
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
  return `${status} · ${nameOf(first, timeline, words)}${events.length > 1 ? ` +${events.length - 1}` : ''}`
}
