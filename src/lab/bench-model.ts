/**
 * What a bench is made of, without its looks: a scene says what runs; a `BenchModel` holds the trace on show,
 * the one selection, and the live run. Views read it, controls call it.
 */
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { Trace, TraceEvent, TraceHeader } from '../wire/trace/trace.ts'
import type { Conversation, LaneSpec, Timeline } from '../wire/trace/views.ts'
import type { RunOptions } from './transport.ts'

/** The settings a scene gives its lab; every key is one of the contract's. */
export interface SceneSettings {
  readonly feed?: 'match' | 'ticker' | 'manual'
  readonly eventsPerMinute?: number
  readonly longPollTimeoutMs?: number
  readonly heartbeatMs?: number
  readonly wire?: { readonly latencyMs?: number; readonly jitterMs?: number }
}

export interface SceneModel {
  /** The runs that start together, one lane each. */
  readonly lanes: readonly LaneSpec[]
  readonly settings: SceneSettings
  readonly options: Partial<RunOptions>
}

/** One moment, and where the reader went deeper, a unit and a field in it. */
export interface Selection {
  /** Index into the trace's events. */
  readonly moment: number
  readonly unit?: string
  /** Indexes from the unit's fields down to one field. */
  readonly field?: readonly number[]
}

export type LiveState =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running' }
  | { readonly kind: 'stopped' }
  /** The server does not answer. `retryAt` is when the page tries again by itself (browser epoch ms). */
  | { readonly kind: 'server-gone'; readonly retryAt: number }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }

export interface BenchModel {
  readonly scene: SceneModel
  readonly state: ReadonlySignal<LiveState>
  /** True while the trace on show is the recorded one. */
  readonly isRecorded: ReadonlySignal<boolean>
  readonly header: ReadonlySignal<TraceHeader>
  /** Grows; read `version` first so that a view redraws when it does. */
  readonly events: readonly TraceEvent[]
  readonly version: ReadonlySignal<number>
  readonly conversation: Conversation
  readonly timeline: Timeline
  /** Paused: what comes is kept in the trace but the views stand still at `shown` events. */
  readonly paused: Signal<boolean>
  /** How many events the views show. */
  readonly shown: ReadonlySignal<number>
  readonly selection: Signal<Selection | undefined>
  readonly options: Signal<RunOptions>
  readonly settings: ReadonlySignal<SceneSettings>

  start(): Promise<void>
  stop(): void
  publish(type: string, data: unknown): void
  patch(settings: SceneSettings): void
  /** Goes back to the recorded run (offered when the server is gone). */
  showRecorded(): void
  /** Moves the selection to the next or previous moment of a kind; pauses a live run. */
  step(by: 'slice' | 'line', direction: 1 | -1): void
  /** The run on show, to save or to hand to the codec. */
  trace(): Trace
  dispose(): void
}
