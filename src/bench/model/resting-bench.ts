/**
 * What a bench shows: the recorded run of a variant, or none, or a live one once `bench-core.ts` puts it here; and the one selection
 * in it. Made at build time too.
 */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { PAGE_SETTINGS } from '../../contract/settings.ts'
import type { RunOptions } from '../../transports/transport.ts'
import { momentOf, type Trace, type TraceEvent, type TraceHeader } from '../../wire/trace/trace.ts'
import type { Selection } from '../../wire/trace/selection.ts'
import type { Conversation, LaneSpec, Timeline } from '../../wire/trace/views.ts'
import type {
  LiveState,
  OfVariants,
  SceneModel,
  SceneSettings,
  SceneVariant,
  StopReason,
  Whole,
} from './bench-model.ts'
import type { LiveParts, Runs } from './runs.ts'
import { seenStore } from './seen-store.ts'
import { mergeSettings } from './settings-sender.ts'
import { nextMoment } from './step-moments.ts'
import type { TraceLimit, TraceStore } from './trace-store.ts'

export interface StoreExtras {
  readonly limit?: TraceLimit
  /** Makes the stores, where the trace is kept in another way than a bench's. The newest is the one on show. */
  readonly store?: (
    header: TraceHeader,
    lanes: readonly LaneSpec[],
    past: readonly TraceEvent[],
  ) => TraceStore
}

/** Silence is two and a half heartbeats of the server's default, and longer than it holds a poll. */
const DEFAULT_OPTIONS: RunOptions = {
  pollIntervalMs: PAGE_SETTINGS.pollIntervalMs.initial,
  silenceMs: 37_500,
  query: '',
}

export abstract class RestingBench {
  readonly scene: SceneModel
  abstract readonly state: ReadonlySignal<LiveState>
  readonly isRecorded: Signal<boolean>
  readonly header: ReadonlySignal<TraceHeader>
  readonly version: ReadonlySignal<number>
  readonly shown: ReadonlySignal<number>
  readonly paused = signal(false)
  readonly selection = signal<Selection | undefined>(undefined)
  readonly variant: Signal<string | undefined>
  readonly options: Signal<RunOptions>
  readonly settings: Signal<SceneSettings>
  readonly isRead: Signal<boolean>

  readonly #runs: Runs
  readonly #stores: StoreExtras
  #whole: Whole | undefined
  protected live: LiveParts | undefined
  readonly #store: Signal<TraceStore>
  /** What `version` had counted before the store on show. */
  readonly #versionBefore = signal(0)

  constructor(scene: SceneModel, runs: Runs, stores: StoreExtras) {
    this.scene = scene
    this.#runs = runs
    if (typeof runs.whole !== 'function') this.#whole = runs.whole
    if (typeof runs.live !== 'function') this.live = runs.live
    this.isRead = signal(this.#whole !== undefined)
    this.#stores = stores
    const first = this.#variantNamed(scene.opensWith) ?? scene.variants?.[0]
    this.variant = signal(first?.name)
    this.options = signal({ ...DEFAULT_OPTIONS, ...scene.options, ...first?.options })
    this.settings = signal(mergeSettings(scene.settings, first?.settings ?? {}))
    this.#store = signal(this.#storeAtRest())
    this.isRecorded = signal(this.hasRecorded())
    this.header = computed(() => this.#store.value.header)
    this.version = computed(() => this.#versionBefore.value + this.#store.value.version.value)
    this.shown = computed(() => this.#store.value.shown.value)
  }

  /** The one on show. */
  protected get store(): TraceStore {
    return this.#store.peek()
  }

  get events(): readonly TraceEvent[] {
    return this.store.events
  }

  get conversation(): Conversation {
    return this.store.conversation
  }

  get timeline(): Timeline {
    return this.store.timeline
  }

  step(by: 'slice' | 'line', direction: 1 | -1, run?: string): void {
    const live = this.state.peek().kind === 'running'
    if (live) this.paused.value = true
    const shown = this.shown.peek()
    // A live run with nothing selected stands at its end; any other before its beginning.
    const selected = this.selection.peek()?.moment
    const { firstMoment } = this.store
    const index = nextMoment({
      events: this.events,
      shown: shown - firstMoment,
      by,
      direction,
      from: selected === undefined ? (live ? shown - firstMoment : undefined) : this.#placeOf(selected),
      ...(run === undefined ? {} : { run }),
    })
    if (index !== undefined) this.selection.value = { moment: firstMoment + index }
  }

  /** Where a moment stands among the events: its index; of a fault, between what came before it took effect and what it did. */
  #placeOf(moment: number): number {
    const index = moment - this.store.firstMoment
    const fault = this.timeline.faults.find((mark) => mark.moment === moment)?.fault
    if (fault === undefined) return index
    return Math.min(index, this.events.findIndex((event) => momentOf(event) >= fault.at) - 0.5)
  }

  trace(): Trace {
    return this.#here().withoutLabId(this.store.trace())
  }

  text(): string {
    return this.#here().encodeTrace(this.trace())
  }

  async prepare(): Promise<boolean> {
    const { live } = this.#runs
    try {
      if (typeof live === 'function') this.live ??= await live()
    } catch {
      // Whoever needs it asks again.
    }
    return this.live !== undefined
  }

  async read(): Promise<boolean> {
    const { whole } = this.#runs
    try {
      if (this.#whole === undefined && typeof whole === 'function') this.take(await whole())
    } catch {
      // The same.
    }
    return this.#whole !== undefined
  }

  take(whole: Whole): void {
    if (this.#whole !== undefined) return
    this.#whole = whole
    batch(() => {
      this.isRead.value = true
      // The same run, with its bytes: what is selected in it stays so.
      if (this.isRecorded.peek()) this.#put(this.#storeAtRest())
    })
  }

  #here(): LiveParts {
    if (this.live === undefined) throw new Error('nothing ran, and nothing was prepared')
    return this.live
  }

  #put(store: TraceStore): void {
    this.#versionBefore.value += this.store.version.peek() + 1
    this.#store.value = store
  }

  /** Puts an empty store on show, for a run that begins. */
  protected showLive(header: TraceHeader): TraceStore {
    const store = this.#newStore(header)
    this.#show(store, false)
    return store
  }

  /** Shows the recorded run, or nothing where there is none. */
  protected showRest(): void {
    this.#show(this.#storeAtRest(), this.hasRecorded())
  }

  #show(store: TraceStore, isRecorded: boolean): void {
    batch(() => {
      this.#put(store)
      this.isRecorded.value = isRecorded
      this.paused.value = false
      this.selection.value = undefined
    })
  }

  protected atRest(because?: StopReason): LiveState {
    if (this.isRecorded.peek()) return { kind: 'recorded' }
    return because === undefined ? { kind: 'stopped' } : { kind: 'stopped', because }
  }

  #variantNamed(name: string | undefined): SceneVariant | undefined {
    return this.scene.variants?.find((variant) => variant.name === name)
  }

  /** What the reader set stays, but for what tells the variants apart. False where there is no other of that name. */
  protected setVariant(name: string): boolean {
    const from = this.#variantNamed(this.variant.peek())
    const to = this.#variantNamed(name)
    if (to === undefined || to === from) return false
    batch(() => {
      this.variant.value = to.name
      this.settings.value = mergeSettings(
        this.settings.peek(),
        mergeSettings(undone(from?.settings, this.scene.settings), to.settings ?? {}),
      )
      this.options.value = {
        ...this.options.peek(),
        ...undone(from?.options, { ...DEFAULT_OPTIONS, ...this.scene.options }),
        ...to.options,
      }
    })
    return true
  }

  protected lanes(): readonly LaneSpec[] {
    return this.#variantNamed(this.variant.peek())?.lanes ?? this.scene.lanes
  }

  #recorded<Run>(runs: OfVariants<Run> | undefined): Run | undefined {
    return runs?.[this.variant.peek() ?? '']
  }

  protected hasRecorded(): boolean {
    return this.#recorded<unknown>(this.#whole?.traces ?? this.#runs.seen) !== undefined
  }

  /** Of the recorded run, or empty where there is none. */
  #storeAtRest(): TraceStore {
    const { settings } = this.scene
    const header = { ...NO_ONES, settings }
    if (this.#whole === undefined)
      return seenStore(this.#recorded(this.#runs.seen) ?? { header, events: [], timeline: NO_TIME })
    const trace = this.#recorded(this.#whole.traces) ?? { header, events: [] }
    return this.#newStore(trace.header, trace.events)
  }

  #newStore(header: TraceHeader, past: readonly TraceEvent[] = []): TraceStore {
    const { store, limit } = this.#stores
    const create = this.#whole?.createStore ?? this.#here().createTraceStore
    return store?.(header, this.lanes(), past) ?? create(header, this.lanes(), past, limit)
  }
}

/** What a variant had changed, as it was before. */
function undone<T extends object>(change: T | undefined, before: T): Partial<T> {
  const keys = Object.keys(change ?? {}) as (keyof T)[]
  return Object.fromEntries(keys.map((key) => [key, before[key]])) as Partial<T>
}

const NO_ONES = { version: 1, lab: '', vantage: 'server-socket', recordedAt: '', client: '' } as const
const NO_TIME: Timeline = { start: 0, end: 0, published: [], lanes: [], faults: [], uncertaintyMs: 0 }
