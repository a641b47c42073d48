/**
 * A race without its looks: five transports in one lab on one feed. It is a bench (start, stop, conditions, faults, what
 * the server refused) whose trace is folded for comparing, so the views of a bench's controls take it as it is.
 */
import type { ReadonlySignal } from '@preact/signals'
import type { RaceView } from '../../wire/race/race-view.ts'
import type { FaultRequest } from '../../contract/faults.ts'
import type { BenchModel, SceneSettings } from '../../bench/model/bench-model.ts'
import type { RunOptions } from '../../transports/transport.ts'

export interface RaceModel {
  /** Its `timeline` is the race's; its `conversation` is folded when asked for, from what is kept of the trace. */
  readonly bench: BenchModel
  /** Changes with `bench.version`, at most once a frame of the screen. */
  readonly view: ReadonlySignal<RaceView>
  /** True while the page has left and the lab goes on without it. */
  readonly isAway: ReadonlySignal<boolean>
  /** Stops every lane as a closed page would, and leaves the lab and its observer open. */
  leave(): void
  /** Starts every lane again, each from the last event it had. */
  comeBack(): void
  /** Puts a staged race's conditions in place, starts it, and plays its script. The race stops when the script ends. */
  play(staged: StagedRace): Promise<void>
  /** The staged race that plays, or has played last since nothing else was started; and whether it is through. */
  readonly staged: ReadonlySignal<{ readonly name: string; readonly isOver: boolean } | undefined>
}

/** A classic surprise, staged: conditions, and what happens when. */
export interface StagedRace {
  readonly name: string
  readonly settings: SceneSettings
  readonly options: Partial<RunOptions>
  /** In order of time. */
  readonly script: readonly StagedMove[]
  readonly lengthMs: number
}

/** Milliseconds after the lanes run. */
export type StagedMove = { readonly atMs: number } & (
  | { readonly kind: 'fault'; readonly fault: FaultRequest }
  | { readonly kind: 'patch'; readonly settings: SceneSettings }
  | { readonly kind: 'publish'; readonly count: number; readonly apartMs: number }
  | { readonly kind: 'leave' }
  | { readonly kind: 'come-back' }
)
