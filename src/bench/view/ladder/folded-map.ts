/**
 * The map of a ladder that is to be read rather than measured: silences are folded, no transit is flat, and what is written
 * beside marks of one lane finds room. In a long run only what is around the moment on show is spread so. Pure.
 */
import type { Lane, Timeline } from '../../../wire/trace/views.ts'
import { inOrder, markTimes, writtenTimes } from './mark-times.ts'
import { TOP_PAD, type Fold, type TimeMap } from './time-map.ts'

export interface FoldedOptions {
  readonly origin: number
  /** Of what is neither folded nor spread. */
  readonly pixelsPerSecond: number
  /** The times at which folds begin that the reader opened. */
  readonly opened: ReadonlySet<number>
  /** Time goes on: the silence after the last mark is not over. */
  readonly live: boolean
  /** The time that a long run is spread around. */
  readonly around: number
  /** Pixels from one written line to the next. */
  readonly lineHeight: number
}

/** A silence this long is folded. */
export const FOLD_AFTER_MS = 600
/** The height of a fold: its notch, and a line of writing on either side of it. */
export const FOLD_HEIGHT = 54
/** What a transit drops at least. */
export const LEAST_DROP = 24

/** With more arrows than this a run is spread around one moment only, so many milliseconds to each side. */
const LONG_RUN = 60
const SPREAD_MS = 3000
const LEAST_DROP_BESIDE = 6

/** What leaves so soon after an event was published stands where the event stands. */
const AT_ONCE_MS = 3

/** A knot has to be so far below an earlier one. */
interface Least {
  readonly from: number
  readonly apart: number
}

/** The folded map of a timeline. A silence holds no mark of any lane and nothing that is on its way. */
export function foldedMap(timeline: Timeline, options: FoldedOptions): TimeMap {
  const { origin, opened, live } = options
  const perMs = options.pixelsPerSecond / 1000
  const least = leastDistances(timeline, options)
  const stops = timeline.lanes.flatMap(({ spans }) => spans.flatMap(({ to }) => to ?? []))
  const marks = timeline.lanes.flatMap((lane) => markTimes(lane, timeline))
  const last = live ? [] : [timeline.end]
  const times = inOrder([...marks, ...stops, ...last].filter((at) => at > origin))
  const transits = transitsOf(timeline)
  const heights = new Map<number, number>([[origin, TOP_PAD]])
  /** The knots of the broken line that the map is. */
  const [ats, ys] = [[origin], [TOP_PAD]]
  const folds: Fold[] = []
  let before = { at: origin, y: TOP_PAD }
  for (const at of times) {
    const silence = at - before.at
    const isFold = silence > FOLD_AFTER_MS && silence * perMs > FOLD_HEIGHT && !transits(before.at, at)
    const isOpen = isFold && opened.has(before.at)
    let y = before.y + (isFold && !isOpen ? FOLD_HEIGHT : silence * perMs)
    for (const { from, apart } of least.get(at) ?? []) y = Math.max(y, (heights.get(from) ?? TOP_PAD) + apart)
    if (isFold) folds.push({ from: before.at, to: at, top: before.y, bottom: y, isOpen })
    heights.set(at, y)
    before = { at, y }
    ats.push(at)
    ys.push(y)
  }
  return {
    isLinear: false,
    origin,
    folds,
    y: (at) => between(ats, ys, at, perMs),
    at: (y) => between(ys, ats, y, 1 / perMs),
  }
}

/** Reads a broken line, whose knots lie at `places`, at a place; before its first knot and behind its last it goes on by `slope`. */
function between(places: readonly number[], values: readonly number[], place: number, slope: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? Infinity) <= place) low = middle + 1
    else high = middle
  }
  const knot = Math.max(0, low - 1)
  const [from, to] = [places[knot], places[low]]
  const [value = place, next = 0] = [values[knot], values[low]]
  if (from === undefined) return value
  if (to === undefined || low === 0) return value + (place - from) * slope
  return value + ((place - from) / (to - from)) * (next - value)
}

/** How far each time must at least be below earlier ones, by time. */
function leastDistances(timeline: Timeline, options: FoldedOptions): ReadonlyMap<number, readonly Least[]> {
  const { around, lineHeight } = options
  const arrows = timeline.lanes.reduce((sum, lane) => sum + lane.arrows.length, 0)
  const isSpread = (at: number): boolean => arrows <= LONG_RUN || Math.abs(at - around) <= SPREAD_MS
  const least = new Map<number, Least[]>()
  const keep = (from: number, to: number, apart: number): void => {
    if (to <= from || from < options.origin) return
    const known = least.get(to)
    if (known === undefined) least.set(to, [{ from, apart }])
    else known.push({ from, apart })
  }
  const keepLines = (times: readonly number[], departures: ReadonlySet<number>): void => {
    times.forEach((at, index) => {
      const before = times[index - 1]
      // What is written along an arrow stands above the place that it leaves.
      const lines = departures.has(at) ? 1.6 : 1
      if (before !== undefined && isSpread(at)) keep(before, at, lines * lineHeight)
    })
  }
  for (const lane of timeline.lanes) {
    for (const { left, arrived } of lane.arrows)
      keep(left, arrived, isSpread(left) ? LEAST_DROP : LEAST_DROP_BESIDE)
    keepLines(writtenTimes(lane, timeline), new Set(lane.arrows.map(({ left }) => left)))
  }
  keepLines(inOrder(timeline.published.map(({ event }) => event.at)), new Set())
  // What sends an arrow down sends its event with it: the two are one place to a reader.
  const departures = timeline.lanes.flatMap(({ arrows }) => arrows.map(({ left }) => left))
  for (const { event } of timeline.published)
    for (const left of departures)
      if (left > event.at && left - event.at <= AT_ONCE_MS)
        for (const { from, apart } of least.get(left) ?? []) keep(from, event.at, apart)
  return least
}

/** Whether anything is on its way at some time between two. */
function transitsOf(timeline: Timeline): (from: number, to: number) => boolean {
  const long = timeline.lanes
    .flatMap(({ arrows }: Lane) => arrows)
    .filter(({ left, arrived }) => arrived - left > FOLD_AFTER_MS)
  return (from, to) => long.some(({ left, arrived }) => left < to && arrived > from)
}
