/**
 * Numbers for the prose, computed from a capture: the table of what `<Measure of="…">` can name, and how each is
 * written in both languages. An unknown name, or a number the capture does not hold, fails the build.
 * Documented in docs/how-to/write-a-chapter.md.
 */
import { BENCH_WORDS } from '../bench/view/words.ts'
import type { Language } from '../words/languages.ts'
import { FIGURE_MEASURES } from '../figures/lookup.ts'
import {
  bytes,
  count,
  duration,
  mean,
  median,
  type Measured,
  type OfLane,
  type Quantity,
} from '../bench/model/measure.ts'
import type { ExchangeView, Lane, Timeline } from '../wire/trace/views.ts'
import { COST_MEASURES } from './cost-measures.ts'
import { STREAM_MEASURES } from './stream-measures.ts'
import { WEBSOCKET_MEASURES } from './websocket-measures.ts'

type OfScene = (measured: Measured) => Quantity | undefined

const LANE_MEASURES: Readonly<Record<string, OfLane>> = {
  requests: ({ counts }) => count(counts.requests),
  'empty-answers': ({ counts }) => count(counts.emptyAnswers),
  'answers-304': ({ counts }) => count(counts.answers304),
  delivered: ({ counts }) => count(counts.delivered),
  repeated: ({ counts }) => count(counts.repeated),
  lost: ({ counts }) => count(counts.lost.length),
  connections: ({ counts }) => count(counts.connections),
  'empty-share': (lane) => {
    const answers = answersOf(lane).length
    return answers === 0 ? undefined : { kind: 'share', share: lane.counts.emptyAnswers / answers }
  },
  'mean-lateness': (lane) => duration(mean(latenessesOf(lane))),
  'median-lateness': (lane) => duration(median(latenessesOf(lane))),
  'least-lateness': (lane) => duration(least(latenessesOf(lane))),
  'greatest-lateness': (lane) => duration(greatest(latenessesOf(lane))),
  'bytes-up': ({ counts }) => bytes(counts.bytesUp),
  'bytes-down': ({ counts }) => bytes(counts.bytesDown),
  'bytes-per-event': ({ counts }) =>
    counts.delivered === 0 ? undefined : bytes((counts.bytesUp + counts.bytesDown) / counts.delivered),
  'request-bytes': (lane, measured) => bytes(mean(sizes(exchangesOf(lane, measured), 'client-to-server'))),
  'answer-bytes': (lane, measured) =>
    bytes(mean(sizes(exchangesOf(lane, measured, answersOf(lane)), 'server-to-client'))),
  'empty-answer-bytes': (lane, measured) =>
    bytes(mean(sizes(exchangesOf(lane, measured, emptyAnswersOf(lane)), 'server-to-client'))),
  'longest-hold': (lane) => duration(greatest(holdsOf(lane))),
  'mean-hold': (lane) => duration(mean(holdsOf(lane))),
  ...COST_MEASURES,
  ...STREAM_MEASURES,
  ...WEBSOCKET_MEASURES,
  ...FIGURE_MEASURES,
}

const WHOLE_MEASURES: Readonly<Record<string, OfScene>> = {
  'scene.poll-interval': ({ scene }) => duration(scene.options.pollIntervalMs),
  'scene.half-interval': ({ scene }) => duration(half(scene.options.pollIntervalMs)),
  'scene.latency': ({ scene }) => duration(scene.settings.wire?.latencyMs ?? 0),
  'scene.round-trip': ({ scene }) => duration(2 * (scene.settings.wire?.latencyMs ?? 0)),
  'scene.long-poll-timeout': ({ scene }) => duration(scene.settings.longPollTimeoutMs),
  'scene.retry': ({ scene }) => duration(scene.settings.retryMs),
  'scene.events-per-minute': ({ scene }) => count(scene.settings.eventsPerMinute),
  'trace.published': ({ timeline }) => count(timeline.published.length),
  'trace.duration': ({ timeline }) => duration(timeline.end - timeline.start),
  'trace.clock-uncertainty': ({ timeline }) => duration(timeline.uncertaintyMs),
}

/** The quantity that `of` names in a capture. Throws, saying what there is, when it names nothing or nothing was measured. */
export function measure(measured: Measured, of: string): Quantity {
  const whole = WHOLE_MEASURES[of]
  if (whole) return present(whole(measured), of)
  const dot = of.indexOf('.')
  const [run, name] = [of.slice(0, dot), of.slice(dot + 1)]
  const lane = measured.timeline.lanes.find((each) => each.spec.run === run)
  if (!lane) throw new Error(`“${of}”: no such run; there are: ${runsOf(measured.timeline)}, scene, trace`)
  const nth = /^lateness-([1-9]\d*)$/.exec(name)?.[1]
  if (nth) return present(duration(latenessesOf(lane)[Number(nth) - 1]), of)
  const ofLane = LANE_MEASURES[name]
  if (!ofLane)
    throw new Error(`“${of}”: no such quantity; there are: ${Object.keys(LANE_MEASURES).join(', ')}`)
  return present(ofLane(lane, measured), of)
}

/** Whether `of` has the form of a measure; whether a capture holds it shows only when it is computed. */
export function isMeasureName(of: string): boolean {
  if (Object.hasOwn(WHOLE_MEASURES, of)) return true
  const name = of.slice(of.indexOf('.') + 1)
  return of.includes('.') && (Object.hasOwn(LANE_MEASURES, name) || /^lateness-[1-9]\d*$/.test(name))
}

/** A quantity as the prose of a language writes it, with its unit. */
export function formatQuantity(quantity: Quantity, language: Language): string {
  const words = BENCH_WORDS[language]
  switch (quantity.kind) {
    case 'count':
      return String(quantity.count)
    case 'duration':
      return words.duration(quantity.ms)
    case 'bytes':
      return words.bytes(Math.round(quantity.bytes))
    case 'share':
      return `${Math.round(quantity.share * 100)}%`
  }
}

function present(quantity: Quantity | undefined, of: string): Quantity {
  if (!quantity) throw new Error(`“${of}”: this capture holds nothing to compute it from`)
  return quantity
}

function runsOf(timeline: Timeline): string {
  return timeline.lanes.map((lane) => lane.spec.run).join(', ')
}

function latenessesOf(lane: Lane): number[] {
  return lane.deliveries
    .filter((delivery) => !delivery.repeated)
    .flatMap((delivery) => (delivery.publishedAt === undefined ? [] : [delivery.at - delivery.publishedAt]))
}

function holdsOf(lane: Lane): number[] {
  return lane.holds.flatMap((hold) => (hold.to === undefined ? [] : [hold.to - hold.from]))
}

function answersOf(lane: Lane): string[] {
  return lane.arrows.flatMap((arrow) => (arrow.carries.kind === 'response' ? [arrow.exchange] : []))
}

function emptyAnswersOf(lane: Lane): string[] {
  return lane.arrows.flatMap((arrow) =>
    arrow.carries.kind === 'response' && arrow.carries.events.length === 0 ? [arrow.exchange] : [],
  )
}

function exchangesOf(
  lane: Lane,
  measured: Measured,
  ids = lane.arrows.map((arrow) => arrow.exchange),
): ExchangeView[] {
  return [...new Set(ids)].flatMap((id) => measured.conversation.exchange(id) ?? [])
}

function sizes(
  exchanges: readonly ExchangeView[],
  direction: 'client-to-server' | 'server-to-client',
): number[] {
  return exchanges.map((exchange) => exchange.sides[direction].source.bytes.length).filter((size) => size > 0)
}

function half(value: number | undefined): number | undefined {
  return value === undefined ? undefined : value / 2
}

function least(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values)
}

function greatest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values)
}
