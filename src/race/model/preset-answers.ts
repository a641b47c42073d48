/**
 * Which answer to a staged race's question was right, read off what was measured in that very race. Pure functions of a
 * `RaceView`: nothing is known beforehand, so two may tie and a run may settle nothing, and both are answers too.
 */
import { DEPLOY_DOWN_MS, type RacePreset } from './race-presets.ts'
import type { RaceRow, RaceView } from '../../wire/race/race-view.ts'
import type { Transport } from '../../wire/trace/transports.ts'
import { totalBytes } from './race-numbers.ts'

/** The options of each question, in the order they are offered. */
export const PRESET_OPTIONS = {
  'quiet-day': ['alike', 'some', 'many'],
  'goal-rush': ['one', 'few', 'each'],
  'bad-train-ride': ['none', 'polls', 'streams', 'all'],
  'buffering-proxy': ['short-poll', 'long-poll', 'http-streams', 'ws'],
  deploy: ['at-once', 'soon', 'late'],
} as const satisfies Record<RacePreset, readonly string[]>

export type PresetOption<P extends RacePreset = RacePreset> = (typeof PRESET_OPTIONS)[P][number]

/** What was measured and the verdict speaks of. */
export interface PresetFigures {
  readonly 'quiet-day': { readonly ratio: number; readonly asked: number; readonly pushed: number }
  readonly 'goal-rush': { readonly answers: number; readonly events: number; readonly lastMs: number }
  readonly 'bad-train-ride': {
    readonly losers: readonly Transport[]
    readonly events: number
    readonly repeated: number
  }
  readonly 'buffering-proxy': { readonly slowest: Transport; readonly delays: readonly MedianDelay[] }
  readonly deploy: {
    readonly first: Transport
    readonly firstMs: number
    readonly last: Transport
    readonly lastMs: number
  }
}

/** `medianMs` is absent where nothing was delivered at all. */
export interface MedianDelay {
  readonly transport: Transport
  readonly medianMs?: number
}

export type PresetAnswer<P extends RacePreset = RacePreset> =
  | { readonly kind: 'answer'; readonly option: PresetOption<P>; readonly figures: PresetFigures[P] }
  /** Too near the border between two to call. */
  | {
      readonly kind: 'tie'
      readonly options: readonly [PresetOption<P>, PresetOption<P>]
      readonly figures: PresetFigures[P]
    }
  /** The race did not come so far: stopped early, or something is still on its way. */
  | { readonly kind: 'unclear' }

const UNCLEAR = { kind: 'unclear' } as const

/** Closer to a border than this share of it, a figure is on the border. */
const BORDER = 0.06

const ANSWERS: { readonly [P in RacePreset]: (view: RaceView) => PresetAnswer<P> } = {
  'quiet-day': quietDay,
  'goal-rush': goalRush,
  'bad-train-ride': badTrainRide,
  'buffering-proxy': bufferingProxy,
  deploy,
}

/** The answer that a race gave to the question of a staged race. */
export function presetAnswer<P extends RacePreset>(preset: P, view: RaceView): PresetAnswer<P> {
  const answer: (view: RaceView) => PresetAnswer<P> = ANSWERS[preset]
  return answer(view)
}

/** How many bytes short polling moved for each of the WebSocket's. */
function quietDay({ rows }: RaceView): PresetAnswer<'quiet-day'> {
  const asked = totalOf(rows, 'short-poll')
  const pushed = totalOf(rows, 'ws')
  if (asked === 0 || pushed === 0) return UNCLEAR
  return between(
    { ratio: asked / pushed, asked, pushed },
    asked / pushed,
    [2, 8],
    PRESET_OPTIONS['quiet-day'],
  )
}

/** How many answers the long poll took for the rush. */
function goalRush({ rows, timeline, published }: RaceView): PresetAnswer<'goal-rush'> {
  const lane = timeline.lanes.find(({ spec }) => spec.transport === 'long-poll')
  const row = rowOf(rows, 'long-poll')
  const lastMs = row?.delays.summary?.greatest
  if (lane === undefined || lastMs === undefined || row === undefined || row.pending > 0) return UNCLEAR
  const answers = lane.arrows.filter(
    ({ carries }) => carries.kind === 'response' && carries.events.length > 0,
  ).length
  if (answers === 0) return UNCLEAR
  const option = answers === 1 ? 'one' : answers < 0.7 * published ? 'few' : 'each'
  return { kind: 'answer', option, figures: { answers, events: published, lastMs } }
}

/** Who lost events. One that is still on its way at the end is neither lost nor had. */
function badTrainRide({ rows, published }: RaceView): PresetAnswer<'bad-train-ride'> {
  const losers = rows.filter(({ lost }) => lost > 0).map(({ transport }) => transport)
  if (published === 0 || rows.every(({ delivered }) => delivered === 0)) return UNCLEAR
  if (losers.length === 0 && rows.some(({ pending }) => pending > 0)) return UNCLEAR
  const repeated = rows.reduce((sum, row) => sum + row.repeated, 0)
  const polls = losers.filter(isPoll).length
  const option =
    losers.length === 0 ? 'none' : polls === losers.length ? 'polls' : polls === 0 ? 'streams' : 'all'
  return { kind: 'answer', option, figures: { losers, events: published, repeated } }
}

/** Who waited longest, by the median; who got nothing at all waited longer than all others. */
function bufferingProxy({ rows, published }: RaceView): PresetAnswer<'buffering-proxy'> {
  if (published === 0) return UNCLEAR
  const delays = rows.map(({ transport, delays: { summary } }): MedianDelay => ({
    transport,
    ...(summary === undefined ? {} : { medianMs: summary.median }),
  }))
  const [slowest, ...others] = [...delays].sort((a, b) => waited(b) - waited(a))
  if (slowest === undefined || waited(slowest) === 0) return UNCLEAR
  const option = familyOf(slowest.transport)
  const figures = { slowest: slowest.transport, delays }
  const next = others.find(({ transport }) => familyOf(transport) !== option)
  if (next !== undefined && waited(next) > (1 - BORDER) * waited(slowest))
    return { kind: 'tie', options: [option, familyOf(next.transport)], figures }
  return { kind: 'answer', option, figures }
}

function waited({ medianMs }: MedianDelay): number {
  return medianMs ?? Number.MAX_VALUE
}

/** Who heard first and who last after the server served again. */
function deploy({ timeline }: RaceView): PresetAnswer<'deploy'> {
  const restart = timeline.faults.find(({ fault }) => fault.fault === 'restart')
  if (restart === undefined) return UNCLEAR
  const upAt = restart.fault.at + DEPLOY_DOWN_MS
  const heard = timeline.lanes
    .map(({ spec, deliveries }) => ({
      transport: spec.transport,
      at: deliveries.find(({ at }) => at >= upAt)?.at,
    }))
    .flatMap(({ transport, at }) => (at === undefined ? [] : [{ transport, afterMs: at - upAt }]))
    .sort((a, b) => a.afterMs - b.afterMs)
  const [first, last] = [heard[0], heard.at(-1)]
  if (first === undefined || last === undefined || heard.length < timeline.lanes.length) return UNCLEAR
  const figures = {
    first: first.transport,
    firstMs: first.afterMs,
    last: last.transport,
    lastMs: last.afterMs,
  }
  return between(figures, last.afterMs, [1000, 3000], PRESET_OPTIONS.deploy)
}

/** Below the first border, between the two, above the second; on one of them is a tie. */
function between<P extends 'quiet-day' | 'deploy'>(
  figures: PresetFigures[P],
  value: number,
  [low, high]: readonly [number, number],
  [below, middle, above]: readonly [PresetOption<P>, PresetOption<P>, PresetOption<P>],
): PresetAnswer<P> {
  if (Math.abs(value - low) < BORDER * low) return { kind: 'tie', options: [below, middle], figures }
  if (Math.abs(value - high) < BORDER * high) return { kind: 'tie', options: [middle, above], figures }
  return { kind: 'answer', option: value < low ? below : value < high ? middle : above, figures }
}

function familyOf(transport: Transport): PresetOption<'buffering-proxy'> {
  return transport === 'sse' || transport === 'iframe-stream' ? 'http-streams' : transport
}

function isPoll(transport: Transport): boolean {
  return transport === 'short-poll' || transport === 'long-poll'
}

function rowOf(rows: readonly RaceRow[], transport: Transport): RaceRow | undefined {
  return rows.find((row) => row.transport === transport)
}

function totalOf(rows: readonly RaceRow[], transport: Transport): number {
  const row = rowOf(rows, transport)
  return row === undefined ? 0 : totalBytes(row)
}
