/**
 * What the delay histogram and its goal count: how late each event of a short poll was, and what the interval
 * and the latency predict. Pure, so that the page, the build (for the recorded run) and the tests share it.
 */
import type { Lane, Timeline } from '../../wire/trace/views.ts'

/** Under which conditions the delays came about: what the bench set, and what the reader's own network adds. */
export interface DelayConditions {
  readonly pollIntervalMs: number
  /** One way, as added by the server; with jitter, its mean. */
  readonly tripMs: number
  /** One way, of the network itself: half the best round trip of the clock comparison, which no condition delays. */
  readonly networkMs: number
  /** Absent where nobody knows: a feed that only publishes by hand. */
  readonly eventsPerMinute?: number
}

/** Of a bench's settings, those that its delays depend on. */
export interface DelaySettings {
  readonly feed?: string
  readonly eventsPerMinute?: number
  readonly wire?: { readonly latencyMs?: number; readonly jitterMs?: number }
}

export interface DelayScene {
  readonly settings: DelaySettings
  readonly options: { readonly pollIntervalMs?: number }
}

/** Plain data, so that the build can hand a recorded run's to the island. */
export interface DelaySample {
  readonly conditions: DelayConditions
  readonly delaysMs: readonly number[]
  readonly answers: number
  readonly emptyAnswers: number
}

export interface DelayPrediction {
  /** From one question's arrival at the server to the next one's: the interval and a round trip. */
  readonly periodMs: number
  /** Every delay between the two is equally likely. */
  readonly leastMs: number
  readonly greatestMs: number
  readonly meanMs: number
  /** The chance that a period holds no event; absent where the rate is not known. */
  readonly emptyShare?: number
}

/**
 * Reads the conditions off a bench's settings and options. Jitter is drawn evenly from zero to its setting; the
 * network's share is the clock's uncertainty, since that is half the best round trip it was measured by.
 */
export function delayConditions(
  settings: DelaySettings,
  options: { readonly pollIntervalMs: number },
  networkMs = 0,
): DelayConditions {
  const { latencyMs = 0, jitterMs = 0 } = settings.wire ?? {}
  const known = settings.feed !== 'manual' && settings.eventsPerMinute !== undefined
  return {
    pollIntervalMs: options.pollIntervalMs,
    tripMs: latencyMs + jitterMs / 2,
    networkMs,
    ...(known ? { eventsPerMinute: settings.eventsPerMinute } : {}),
  }
}

/**
 * Says how delays lie that nobody has measured yet: an event waits anything from zero to a whole period for the
 * next question, all waits equally likely, and then needs one trip. Milliseconds.
 */
export function predictDelays(conditions: DelayConditions): DelayPrediction {
  const { pollIntervalMs, eventsPerMinute } = conditions
  const tripMs = conditions.tripMs + conditions.networkMs
  const periodMs = pollIntervalMs + 2 * tripMs
  return {
    periodMs,
    leastMs: tripMs,
    greatestMs: tripMs + periodMs,
    meanMs: tripMs + periodMs / 2,
    ...(eventsPerMinute === undefined
      ? {}
      : { emptyShare: Math.exp((-eventsPerMinute / 60_000) * periodMs) }),
  }
}

/**
 * Collects the delays of a timeline's short poll, from the moment `since` on (an index into the trace): events of
 * before were delayed by conditions that no longer hold. Repeats, and events whose publication the trace does not hold, are left out.
 */
export function sampleDelays(timeline: Timeline, conditions: DelayConditions, since = 0): DelaySample {
  const lane = timeline.lanes.find(({ spec }) => spec.transport === 'short-poll')
  if (lane === undefined) return { conditions, delaysMs: [], answers: 0, emptyAnswers: 0 }
  const sinceMs =
    timeline.published.find(({ moment }) => moment >= since)?.event.at ?? Number.POSITIVE_INFINITY
  const answers = answersOf(lane, since)
  return {
    conditions,
    delaysMs: lane.deliveries.flatMap(({ publishedAt, at, repeated }) =>
      publishedAt === undefined || publishedAt < sinceMs || repeated ? [] : [at - publishedAt],
    ),
    answers: answers.length,
    emptyAnswers: answers.filter((events) => events === 0).length,
  }
}

/** How many events each answer carried, answer by answer. */
function answersOf(lane: Lane, since: number): readonly number[] {
  return lane.arrows.flatMap(({ moment, carries }) =>
    moment >= since && carries.kind === 'response' ? [carries.events.length] : [],
  )
}

/** The mean of a sample's delays in milliseconds, or `undefined` where there is none. */
export function meanDelay({ delaysMs }: DelaySample): number | undefined {
  if (delaysMs.length === 0) return undefined
  return delaysMs.reduce((sum, delay) => sum + delay, 0) / delaysMs.length
}

/**
 * Gives the sample of a scene's recorded run, for the build to hand to the island: a hundred numbers instead of the
 * trace a second time. Throws where the scene sets no interval to predict from.
 */
export function recordedDelays(scene: DelayScene, recorded: Timeline): DelaySample {
  const { pollIntervalMs } = scene.options
  if (pollIntervalMs === undefined)
    throw new Error('a scene without a poll interval has no delays to predict')
  return sampleDelays(recorded, delayConditions(scene.settings, { pollIntervalMs }, recorded.uncertaintyMs))
}
