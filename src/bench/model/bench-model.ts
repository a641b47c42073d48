/**
 * What a bench is made of, without its looks: a scene says what runs; a `BenchModel` holds the trace on show,
 * the one selection, and the live run. Views read it, controls call it.
 */
import type { Selection } from '../../wire/trace/selection.ts'
import type { ReadonlySignal, Signal } from '@preact/signals'
import type { FaultRequest } from '../../contract/faults.ts'
import type { AnswerRequest } from '../../contract/requests.ts'
import type { SettingsChange } from '../../contract/settings.ts'
import type { ToPublish } from './publishing.ts'
import type { createTraceStore } from './trace-store.ts'
import type { RunNote, Trace, TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import type { Conversation, LaneSpec, Timeline } from '../../wire/trace/views.ts'
import type { RunOptions } from '../../transports/transport.ts'

/** The settings a scene gives its lab. */
export type SceneSettings = SettingsChange

/** One of several codes a scene can run in turn. */
export interface SceneVariant {
  /** Unique in its scene; the run's name where it has one lane. */
  readonly name: string
  readonly lanes: readonly LaneSpec[]
  /** Over the scene's own. */
  readonly settings?: SceneSettings
  readonly options?: Partial<RunOptions>
}

export interface SceneModel {
  /** How a ladder maps time to height: `linear` where time is the lesson, else `folded`, with its silences left out. */
  readonly axis?: 'linear' | 'folded'
  /** The runs that start together, one lane each. Where there are variants, those of the first. */
  readonly lanes: readonly LaneSpec[]
  readonly variants?: readonly SceneVariant[]
  /** The variant that is on show at first, where it is not the first of them. */
  readonly opensWith?: string
  readonly settings: SceneSettings
  readonly options: Partial<RunOptions>
  /**
   * A goal is published as soon as the server has answered, as the reader's own button would: the server speaks first. `asked`: as
   * soon as it was asked, where what is on the way holds answers back.
   */
  readonly publishesWhenOpen?: true | 'asked'
}

/**
 * Why a run stopped. `full`: its trace reached its limit, so that a forgotten page cannot grow for ever.
 * `hidden`: the tab was out of sight for long. `away`: the bench was. `room`: another figure needed its connections.
 */
export type StopReason = 'reader' | 'full' | 'hidden' | 'away' | 'room'

export type LiveState =
  | { readonly kind: 'recorded' }
  | { readonly kind: 'starting' }
  | ({ readonly kind: 'running' } & AfterLoss)
  | { readonly kind: 'stopped'; readonly because?: StopReason }
  /** The server does not answer. `retryAt` is when the page tries again by itself (browser epoch ms). */
  | ({ readonly kind: 'server-gone'; readonly retryAt: number } & AfterLoss)
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }

/** A run was on when its server went: its lab is gone, with all that was in it, and what begins after it begins anew. */
export interface AfterLoss {
  readonly hasLostLab?: true
}

export interface Complaint {
  readonly code: string
  readonly message: string
}

/** Recorded runs by the variant they are of; by an empty name where the scene has none. */
export type OfVariants<Run> = Readonly<Record<string, Run>>

/** Recorded runs with their bytes, and what reads them. */
export interface Whole {
  readonly createStore: typeof createTraceStore
  readonly traces: OfVariants<Trace>
}

export interface BenchModel {
  readonly scene: SceneModel
  readonly state: ReadonlySignal<LiveState>
  /** True while the trace on show is the recorded one. */
  readonly isRecorded: ReadonlySignal<boolean>
  readonly header: ReadonlySignal<TraceHeader>
  /** Grows; read `version` first so that a view redraws when it does. A race forgets the oldest, and `shown` counts them on. */
  readonly events: readonly TraceEvent[]
  readonly version: ReadonlySignal<number>
  /** Of a recorded run that is not read yet (`isRead`), there is nothing in it. */
  readonly conversation: Conversation
  readonly timeline: Timeline
  /** The bytes of recorded runs are here. */
  readonly isRead: ReadonlySignal<boolean>
  /** Paused: what comes is kept in the trace but the views stand still at `shown` events. */
  readonly paused: Signal<boolean>
  /** How many events the views show. */
  readonly shown: ReadonlySignal<number>
  readonly selection: Signal<Selection | undefined>
  readonly options: Signal<RunOptions>
  readonly settings: ReadonlySignal<SceneSettings>
  /** Names one of the scene's variants; `undefined` where it has none. */
  readonly variant: ReadonlySignal<string | undefined>
  /** The last publish or patch that the server refused; gone with the next try. */
  readonly complaint: ReadonlySignal<Complaint | undefined>
  /** How many watch the running lab by its link. */
  readonly watchers: ReadonlySignal<number>
  /** Others may be watching: then it does not rest when nobody here looks. */
  isShared: boolean

  /** Shows another's run, by the key of its link, as does every start until the recorded run is shown again. */
  watch(key: string): Promise<void>
  /** Tells those who watch the running lab what the page's script did. */
  report(marks: string): void
  /** Makes a lab and runs the lanes in it. Resolves when they run, or when `state` says why they do not. */
  start(): Promise<void>
  stop(because?: StopReason): void
  publish(type: string, data: unknown): void
  /** Publishes them in order, the first at once, each `apartMs` after the one before. */
  publishSeveral(events: readonly ToPublish[], apartMs: number): void
  patch(settings: SceneSettings): void
  /** Breaks something of the running lab's; the trace tells when it was done. */
  fault(request: FaultRequest): void
  /** Scripts the running lab's next answer of a transport. Resolves whether the server took it. */
  answer(script: AnswerRequest): Promise<boolean>
  /** Has the server play bytes as a raw client of the running lab. Resolves whether it took them. */
  playClient(chunks: readonly string[]): Promise<boolean>
  /** Adds to the running trace what a figure's own code saw, `run` naming it. Nothing where nothing runs. */
  note(run: string, note: RunNote): void
  /** Sends by every run that takes input: once where there is one, side by side where there are two. */
  send(message: string | Uint8Array<ArrayBuffer>): void
  /** Stops what runs and puts that variant's recorded run on show, or an empty one where there is none. */
  chooseVariant(name: string): void
  /** Goes back to the recorded run (offered when the server is gone). */
  showRecorded(): void
  /** Moves the selection to the next or previous moment of a kind; pauses a live run. `run` keeps lines to one lane. */
  step(by: 'slice' | 'line', direction: 1 | -1, run?: string): void
  /** The run on show as it may leave the page: without its lab's id. Once it is read and what a live run needs is here. */
  trace(): Trace
  /** The same, as the text of a file. */
  text(): string
  /** Fetches what a live run needs, ahead of one: a hand is on its way to Start. Resolves whether it is here. */
  prepare(): Promise<boolean>
  /** Takes what another figure on the page has brought. */
  take(whole: Whole): void
  /** Fetches the bytes of the recorded runs. Resolves whether they are here. */
  read(): Promise<boolean>
  dispose(): void
}
