/**
 * A simulation, not a measurement: many clients lose one server in the same moment and come back by a rule. The server is
 * away for a while, then takes so many connections a second; who is turned away tries again. Pure, and the same for the
 * same seed. Drawn by `Storm.tsx`, counted in the prose of chapter 5.
 */
import { backoffMs } from '../../transports/backoff.ts'

export const STORM_STRATEGIES = [
  'fixed',
  'exponential',
  'full-jitter',
  'this-site',
  'event-source',
  'own-retry',
] as const
export type StormStrategy = (typeof STORM_STRATEGIES)[number]

export interface StormSettings {
  readonly strategy: StormStrategy
  readonly clients: number
  /** Connections a second, a tenth of them in each tenth of a second: time in which nobody came cannot be used later. */
  readonly capacityPerSecond: number
  /** From the loss of the connections to the server's return. */
  readonly downMs: number
  readonly seed: number
}

/** The tries of one tenth of a second. */
export interface StormBin {
  readonly fromMs: number
  readonly accepted: number
  /** The server was there, and had no room. */
  readonly refused: number
  /** The server was not there. */
  readonly unanswered: number
}

export interface Storm {
  readonly settings: StormSettings
  /** From the loss on, without gaps, to the last try. */
  readonly bins: readonly StormBin[]
  readonly attempts: number
  /** Those that brought no connection. */
  readonly wasted: number
  /** The most tries in one tenth of a second. */
  readonly peak: number
  /** `all`: when the last one was back, after the loss. `some`: so many were not when the simulation ended. */
  readonly back:
    { readonly kind: 'all'; readonly atMs: number } | { readonly kind: 'some'; readonly missing: number }
}

export const STORM_BIN_MS = 100
/** A storm that has not blown over by then is not followed further. */
export const STORM_ENDS_MS = 180_000
/** To learn that it failed and to be there again takes each client a little time on the way, never quite the same: up to so long. */
export const STORM_TRAVEL_MS = 50

const FIXED_MS = 1000
/** What Chromium's EventSource waits, by its source, where the server names no `retry`. */
const EVENT_SOURCE_MS = 3000
/** What a server that gives each client a `retry` of its own picks from; the mean is the one above. */
const OWN_RETRY_MS = { least: 1000, most: 5000 } as const

/** How long to wait before try `failures` + 1. `own` is between 0 and 1 and stays a client's own; `random` is new each time. */
type Wait = (failures: number, random: () => number, own: number) => number

/** With 1 for chance `backoffMs` gives the whole of its doubling wait: the three that double share its bounds. */
const WAITS: Readonly<Record<StormStrategy, Wait>> = {
  fixed: () => FIXED_MS,
  exponential: (failures) => backoffMs(failures, 1),
  'full-jitter': (failures, random) => backoffMs(failures, 1) * random(),
  'this-site': (failures, random) => backoffMs(failures, random()),
  'event-source': () => EVENT_SOURCE_MS,
  'own-retry': (_failures, _random, own) =>
    OWN_RETRY_MS.least + (OWN_RETRY_MS.most - OWN_RETRY_MS.least) * own,
}

interface Tally {
  accepted: number
  refused: number
  unanswered: number
}

/** Plays one storm through, to the moment the last client is back, or to its limit. Times are whole milliseconds. */
export function simulateStorm(settings: StormSettings): Storm {
  const { strategy, clients, capacityPerSecond, downMs } = settings
  const random = randomFrom(settings.seed)
  const wait = WAITS[strategy]
  const own = Array.from({ length: clients }, random)
  const failures = new Uint16Array(clients)
  /** Who tries in a millisecond. */
  const due = new Map<number, number[]>()
  const bins: Tally[] = []
  const roomInBin = (capacityPerSecond * STORM_BIN_MS) / 1000
  let back = 0
  let lastBackMs = 0

  function tryAgain(client: number, fromMs: number): void {
    const atMs = Math.ceil(
      fromMs + wait(failures[client] ?? 0, random, own[client] ?? 0) + STORM_TRAVEL_MS * random(),
    )
    const those = due.get(atMs)
    if (those === undefined) due.set(atMs, [client])
    else those.push(client)
  }

  function attempt(client: number, atMs: number): void {
    const tally = (bins[Math.floor(atMs / STORM_BIN_MS)] ??= { accepted: 0, refused: 0, unanswered: 0 })
    if (atMs >= downMs && tally.accepted + 1 <= roomInBin) {
      tally.accepted++
      back++
      lastBackMs = atMs
      return
    }
    if (atMs < downMs) tally.unanswered++
    else tally.refused++
    failures[client] = (failures[client] ?? 0) + 1
    tryAgain(client, atMs)
  }

  for (let client = 0; client < clients; client++) tryAgain(client, 0)
  for (let atMs = 0; atMs < STORM_ENDS_MS && back < clients; atMs++) {
    const those = due.get(atMs)
    if (those === undefined) continue
    due.delete(atMs)
    for (const client of those) attempt(client, atMs)
  }

  const filled = Array.from(bins, (tally, at) => ({
    fromMs: at * STORM_BIN_MS,
    ...(tally ?? { accepted: 0, refused: 0, unanswered: 0 }),
  }))
  const attempts = filled.reduce((sum, bin) => sum + triesIn(bin), 0)
  return {
    settings,
    bins: filled,
    attempts,
    wasted: attempts - back,
    peak: Math.max(0, ...filled.map(triesIn)),
    back: back === clients ? { kind: 'all', atMs: lastBackMs } : { kind: 'some', missing: clients - back },
  }
}

/** All tries of a bin. */
export function triesIn({ accepted, refused, unanswered }: StormBin): number {
  return accepted + refused + unanswered
}

/** The earliest that any rule could have all clients back: the server's return, and the time it needs to take them. */
export function soonestBackMs({ clients, capacityPerSecond, downMs }: StormSettings): number {
  return downMs + (Math.ceil((clients * 10) / capacityPerSecond) - 1) * STORM_BIN_MS
}

/** Numbers from 0 up to 1 that look random and are the same for the same seed: xorshift, 32 bits. */
function randomFrom(seed: number): () => number {
  // 0 would stay 0 for ever.
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
}
