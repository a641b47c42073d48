/** What is done in a figure, and when, while `npm run capture` records it: a score, played on a live bench. Data only. */
import type { FaultRequest } from '../../contract/faults.ts'
import type { BenchModel } from './bench-model.ts'
import type { ToPublish } from './publishing.ts'

/** Events of the `match` and `ticker` feeds come by themselves; what an act publishes is what a reader would. */
export type Act = {
  /** After the lanes began to run. */
  readonly atMs: number
} & (
  | {
      readonly publish: readonly ToPublish[]
      /** Between several; the scene's own where it is left out. */
      readonly apartMs?: number
    }
  /** The data of a `note` as JSON text: no key of it is lost on the way into the page. */
  | { readonly publishJson: string }
  | { readonly fault: FaultRequest }
  /** What a reader types, or base64 of what is sent as binary. */
  | { readonly send: string }
  | { readonly sendBinary: string }
  /** What the `player` of the figure's `act.ts` does. */
  | { readonly own: unknown }
)

/** Played once for each variant of the scene. */
export interface Score {
  readonly durationMs: number
  /** In the order of their times. */
  readonly acts: readonly Act[]
  /**
   * How many of the feed's own events a good take has, so that a figure is neither empty nor crowded: generators
   * keep random times. A take outside is played again.
   */
  readonly ownEvents?: {
    readonly atLeast: number
    readonly atMost: number
    /** Between two of them, where a figure is about single events; a burst has a scene of its own. */
    readonly apartMs?: number
    /** Events so near to the end need not have reached every lane. */
    readonly settledMs?: number
  }
  /** How many of a run's connections the box on the way drops in a good take of a variant, where that is left to chance. */
  readonly drops?: {
    readonly variant: string
    readonly run: string
    readonly atLeast: number
    readonly atMost: number
  }
}

/** Made for a bench that runs: does what is a figure's own in its score. */
export type Player<Own> = (model: BenchModel, played: AbortSignal) => (own: Own) => void

/** What the bench's own button publishes: a reader's goal, numbered. */
export function readersGoals(from: number, count = 1): readonly ToPublish[] {
  return Array.from({ length: count }, (_, i) => ({ type: 'goal', data: { by: 'reader', number: from + i } }))
}

/** What the bench's box for texts sends. */
export function noteJson(text: string): string {
  return JSON.stringify({ type: 'note', data: { text } })
}
