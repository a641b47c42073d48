/**
 * The classic surprises, staged: under which conditions the five race, and what happens when. Data only; what is asked
 * before and said after is in `src/race/view/preset-words.ts`, which answer was right in `preset-answers.ts`.
 *
 * Each is half a minute or so: what takes an hour in the open (one event a minute, a proxy that fills slowly) is made
 * denser, and its words say so.
 */
import { NO_CONDITIONS } from '../../contract/settings.ts'
import type { SceneSettings } from '../../bench/model/bench-model.ts'
import type { StagedMove, StagedRace } from './race-model.ts'
import type { RunOptions } from '../../transports/transport.ts'

/** Everything is set, also what is off: a staged race must not depend on what the reader had set before. */
function conditions(wire: SceneSettings['wire'] = {}): SceneSettings {
  return {
    feed: 'manual',
    eventsPerMinute: 0,
    longPollTimeoutMs: 8000,
    heartbeatMs: 4000,
    retryMs: 1000,
    wire: { ...NO_CONDITIONS, latencyMs: 60, ...wire },
  }
}

function options(pollIntervalMs: number, silenceMs = 10_000): Partial<RunOptions> {
  return { pollIntervalMs, silenceMs }
}

/** Events at an even pace, each a move of its own, from `fromMs` to `toMs`. */
function paced(fromMs: number, toMs: number, everyMs: number): readonly StagedMove[] {
  const count = Math.floor((toMs - fromMs) / everyMs) + 1
  return Array.from({ length: count }, (_, index) => ({
    kind: 'publish',
    atMs: fromMs + index * everyMs,
    count: 1,
    apartMs: 0,
  }))
}

function inOrder(...moves: readonly StagedMove[]): readonly StagedMove[] {
  return [...moves].sort((a, b) => a.atMs - b.atMs)
}

/** How many events the rush publishes at once, and how far apart. */
export const RUSH = { count: 10, apartMs: 40 } as const

/** How long the deployed server answers 503. */
export const DEPLOY_DOWN_MS = 3000

/** How much the staged proxy waits for. */
export const PROXY_BUFFER_BYTES = 2048

/** How long the train is in the tunnel. */
export const TUNNEL_MS = 6000

const PRESET_TABLE = {
  /** Hardly anything happens, and some ask all the same. */
  'quiet-day': {
    settings: conditions(),
    options: options(1000),
    script: [
      { kind: 'publish', atMs: 9300, count: 1, apartMs: 0 },
      { kind: 'publish', atMs: 20_600, count: 1, apartMs: 0 },
    ],
    lengthMs: 27_000,
  },
  /** Ten events within less than two trips. */
  'goal-rush': {
    settings: conditions({ latencyMs: 120 }),
    options: options(2000),
    script: [{ kind: 'publish', atMs: 4000, ...RUSH }],
    lengthMs: 9000,
  },
  /** Far, uneven, and for a while not there at all. */
  'bad-train-ride': {
    settings: conditions({ latencyMs: 120, jitterMs: 250 }),
    options: options(2000),
    script: inOrder(
      ...paced(1500, 21_500, 1000),
      { kind: 'fault', atMs: 8000, fault: { kind: 'stall', transport: 'all' } },
      { kind: 'fault', atMs: 8000 + TUNNEL_MS, fault: { kind: 'resume', transport: 'all' } },
    ),
    lengthMs: 27_000,
  },
  /** Something on the way waits until it has enough. A long silence is allowed, or the streams would never get so far. */
  'buffering-proxy': {
    settings: conditions({ bufferBytes: PROXY_BUFFER_BYTES }),
    options: options(2000, 60_000),
    script: paced(1300, 27_300, 1000),
    lengthMs: 30_000,
  },
  /** All streams end, and for a while nobody is served. */
  deploy: {
    settings: conditions(),
    options: options(1000),
    script: inOrder(...paced(1200, 24_200, 500), {
      kind: 'fault',
      atMs: 6000,
      fault: { kind: 'restart', downMs: DEPLOY_DOWN_MS },
    }),
    lengthMs: 25_000,
  },
} as const satisfies Record<string, Omit<StagedRace, 'name'>>

export type RacePreset = keyof typeof PRESET_TABLE

export const RACE_PRESETS = Object.keys(PRESET_TABLE) as readonly RacePreset[]

/** The staged race of a name. */
export function stagedRace(name: RacePreset): StagedRace {
  return { name, ...PRESET_TABLE[name] }
}
