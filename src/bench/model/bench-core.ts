/**
 * A bench without its looks: holds the trace on show, the one selection, and the live run, and goes from state
 * to state. Made at build time too, where nothing may start: no window, no timer, until `start()`. What a live run needs
 * is handed in, or fetched when it is wanted (`live-parts.ts`).
 */
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import type { FaultRequest } from '../../contract/faults.ts'
import type { AnswerRequest } from '../../contract/requests.ts'
import { PAGE_SETTINGS } from '../../contract/settings.ts'
import type { RunNote, Trace, TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import type { Conversation, LaneSpec, Timeline } from '../../wire/trace/views.ts'
import type {
  AfterLoss,
  BenchModel,
  Complaint,
  LiveState,
  SceneModel,
  SceneSettings,
  OfVariants,
  SceneVariant,
  StopReason,
  Whole,
} from './bench-model.ts'
import type { Selection } from '../../wire/trace/selection.ts'
import { thisBrowser, type Browser, type Timer } from '../../transports/browser.ts'
import { comeBack, type ComeBack } from './wait-for-server.ts'
import type { LabAnswer, Trouble } from './lab-client.ts'
import type { LiveSession } from './live-session.ts'
import type { LiveParts, Runs } from './runs.ts'
import { seenStore } from './seen-store.ts'
import { mergeSettings, settingsSender, type SettingsSender } from './settings-sender.ts'
import { readersGoals } from './score.ts'
import { nextMoment } from './step-moments.ts'
import type { TraceLimit, TraceStore } from './trace-store.ts'
import type { RunOptions } from '../../transports/transport.ts'

export interface BenchExtras {
  /** What a test hands in instead of the browser this page runs in. */
  readonly browser?: () => Browser
  readonly limit?: TraceLimit
  /** Makes the stores, where the trace is kept in another way than a bench's. The newest is the one on show. */
  readonly store?: (
    header: TraceHeader,
    lanes: readonly LaneSpec[],
    past: readonly TraceEvent[],
  ) => TraceStore
  /** Hears of each session when its lanes run. */
  readonly running?: (session: LiveSession) => void
  /** Has the trace tell the conditions, at first and when they change. */
  readonly tellsConditions?: boolean
}

/** Silence is two and a half heartbeats of the server's default, and longer than it holds a poll. */
const DEFAULT_OPTIONS: RunOptions = {
  pollIntervalMs: PAGE_SETTINGS.pollIntervalMs.initial,
  silenceMs: 37_500,
  query: '',
}

/** A tab out of sight for so long lets go of its lab. */
const HIDDEN_FOR_MS = 30_000

/** How long the observer stays after Stop, to tell how the connections ended: so long, and the round trip. */
const LINGER_MS = 400
const LINGER_AT_MOST_MS = 2000

/** A server that loses every session sooner than this is asked more and more slowly. */
const STEADY_AFTER_MS = 5000

export class Bench implements BenchModel {
  readonly scene: SceneModel
  readonly state: Signal<LiveState>
  readonly isRecorded: Signal<boolean>
  readonly header: ReadonlySignal<TraceHeader>
  readonly version: ReadonlySignal<number>
  readonly shown: ReadonlySignal<number>
  readonly paused = signal(false)
  readonly selection = signal<Selection | undefined>(undefined)
  readonly options: Signal<RunOptions>
  readonly settings: Signal<SceneSettings>
  readonly variant: Signal<string | undefined>
  readonly complaint = signal<Complaint | undefined>(undefined)
  readonly watchers = signal(0)
  isShared = false
  readonly isRead: Signal<boolean>

  readonly #runs: Runs
  #whole: Whole | undefined
  #live: LiveParts | undefined
  readonly #extras: BenchExtras
  readonly #store: Signal<TraceStore>
  /** What `version` had counted before the store on show. */
  readonly #versionBefore = signal(0)
  #browser: Browser | undefined
  #openWatched: LiveParts['openSession'] | undefined
  #opening: AbortController | undefined
  #session: LiveSession | undefined
  #sender: SettingsSender | undefined
  #openedAt = 0
  #comeBack: ComeBack | undefined
  #failures = 0
  /** The run before this one lost its lab with the server. */
  #afterLoss: AfterLoss = {}
  /** What is left of bursts under way. */
  readonly #several = new Set<Timer>()
  #hidden: Timer | undefined
  #unwatch: (() => void) | undefined
  readonly #unsubscribe: () => void

  constructor(scene: SceneModel, runs: Runs, extras: BenchExtras = {}) {
    this.scene = scene
    this.#runs = runs
    if (typeof runs.whole !== 'function') this.#whole = runs.whole
    if (typeof runs.live !== 'function') this.#live = runs.live
    this.isRead = signal(this.#whole !== undefined)
    this.#extras = extras
    const first = this.#variantNamed(scene.opensWith) ?? scene.variants?.[0]
    this.variant = signal(first?.name)
    this.options = signal({ ...DEFAULT_OPTIONS, ...scene.options, ...first?.options })
    this.settings = signal(mergeSettings(scene.settings, first?.settings ?? {}))
    this.#store = signal(this.#storeAtRest())
    this.isRecorded = signal(this.#hasRecorded())
    this.state = signal(this.#atRest())
    this.header = computed(() => this.#store.value.header)
    this.version = computed(() => this.#versionBefore.value + this.#store.value.version.value)
    this.shown = computed(() => this.#store.value.shown.value)
    this.#unsubscribe = this.paused.subscribe((paused) => this.#store.peek().pause(paused))
  }

  get events(): readonly TraceEvent[] {
    return this.#store.peek().events
  }

  get conversation(): Conversation {
    return this.#store.peek().conversation
  }

  get timeline(): Timeline {
    return this.#store.peek().timeline
  }

  start(): Promise<void> {
    const { kind } = this.state.peek()
    if (kind === 'starting' || kind === 'running') return Promise.resolve()
    this.#failures = 0
    return this.#open()
  }

  async watch(key: string): Promise<void> {
    const { watching } = await import('./watch-session.ts')
    this.#openWatched = watching(key)
    return this.start()
  }

  report(marks: string): void {
    this.#session?.report(marks)
  }

  stop(because: StopReason = 'reader'): void {
    const { kind } = this.state.peek()
    if (kind !== 'starting' && kind !== 'running' && kind !== 'server-gone') return
    this.#letGo(because === 'reader' ? 'stop' : 'end')
    this.#afterLoss = {}
    this.paused.value = false
    this.state.value = this.#atRest(because)
  }

  publish(type: string, data: unknown): void {
    if (this.state.peek().kind !== 'running') return
    this.complaint.value = undefined
    this.#session?.publish(type, data)
  }

  publishSeveral(
    events: readonly { readonly type: string; readonly data: unknown }[],
    apartMs: number,
  ): void {
    const browser = this.#browser
    const [first, ...others] = events
    if (browser === undefined || first === undefined) return
    this.publish(first.type, first.data)
    others.forEach(({ type, data }, i) => {
      const timer = browser.after(apartMs * (i + 1), () => {
        this.#several.delete(timer)
        this.publish(type, data)
      })
      this.#several.add(timer)
    })
  }

  patch(settings: SceneSettings): void {
    this.settings.value = mergeSettings(this.settings.peek(), settings)
    this.complaint.value = undefined
    this.#sender?.send(settings)
  }

  chooseVariant(name: string): void {
    const before = this.#variantNamed(this.variant.peek())
    const next = this.#variantNamed(name)
    if (next === undefined || next === before) return
    this.#letGo('end')
    batch(() => {
      this.variant.value = name
      // What the reader set stays, but for what tells the variants apart.
      this.settings.value = mergeSettings(
        this.settings.peek(),
        mergeSettings(undone(before?.settings, this.scene.settings), next.settings ?? {}),
      )
      this.options.value = {
        ...this.options.peek(),
        ...undone(before?.options, { ...DEFAULT_OPTIONS, ...this.scene.options }),
        ...next.options,
      }
    })
    this.#showAtRest()
  }

  showRecorded(): void {
    if (!this.#hasRecorded()) return
    this.#openWatched = undefined
    this.#letGo('end')
    this.#showAtRest()
  }

  fault(request: FaultRequest): void {
    void this.#ask((session) => session.fault(request))
  }

  answer(script: AnswerRequest): Promise<boolean> {
    return this.#ask((session) => session.answer(script))
  }

  playClient(chunks: readonly string[]): Promise<boolean> {
    return this.#ask((session) => session.playClient(chunks))
  }

  note(run: string, note: RunNote): void {
    if (this.state.peek().kind === 'running') this.#session?.note(run, note)
  }

  send(message: string | Uint8Array<ArrayBuffer>): void {
    this.complaint.value = undefined
    try {
      this.#session?.send(message)
    } catch (problem) {
      // A WebSocket that is still CONNECTING takes nothing yet (WebSockets 3.1, send).
      this.complaint.value = { code: 'not-sent', message: String(problem) }
    }
  }

  step(by: 'slice' | 'line', direction: 1 | -1, run?: string): void {
    const live = this.state.peek().kind === 'running'
    if (live) this.paused.value = true
    const shown = this.shown.peek()
    // A live run with nothing selected stands at its end; any other before its beginning.
    const from = this.selection.peek()?.moment ?? (live ? shown : undefined)
    const { firstMoment } = this.#store.peek()
    const index = nextMoment({
      events: this.events,
      shown: shown - firstMoment,
      by,
      direction,
      from: from === undefined ? undefined : from - firstMoment,
      ...(run === undefined ? {} : { run }),
    })
    if (index !== undefined) this.selection.value = { moment: firstMoment + index }
  }

  trace(): Trace {
    return this.#here().withoutLabId(this.#store.peek().trace())
  }

  text(): string {
    return this.#here().encodeTrace(this.trace())
  }

  async prepare(): Promise<boolean> {
    const { live } = this.#runs
    try {
      if (typeof live === 'function') this.#live ??= await live()
    } catch {
      // Whoever needs it asks again.
    }
    return this.#live !== undefined
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

  dispose(): void {
    this.stop('away')
    this.#letGo('end')
    this.#unsubscribe()
    this.#unwatch?.()
    this.#unwatch = undefined
  }

  #here(): LiveParts {
    if (this.#live === undefined) throw new Error('nothing ran, and nothing was prepared')
    return this.#live
  }

  // ---- what runs ----

  /** Asks the running session's server; what it refuses is the bench's complaint. */
  async #ask(request: (session: LiveSession) => Promise<LabAnswer<unknown>>): Promise<boolean> {
    const session = this.#session
    if (session === undefined || this.state.peek().kind !== 'running') return false
    this.complaint.value = undefined
    const answer = await request(session)
    if (!answer.ok && answer.trouble.kind === 'refused' && this.#session === session) {
      this.complaint.value = answer.trouble
    }
    return answer.ok
  }

  async #open(): Promise<void> {
    this.#letGo('end')
    const browser = (this.#browser ??= (this.#extras.browser ?? thisBrowser)())
    this.#unwatch ??= browser.watch((sight) => this.#seen(sight, browser))
    this.state.value = { kind: 'starting' }
    this.complaint.value = undefined

    const opening = (this.#opening = new AbortController())
    if (this.#live === undefined) await this.prepare()
    if (opening.signal.aborted) return
    if (this.#live === undefined) {
      this.#opening = undefined
      return this.#notOpened({ kind: 'server-gone' }, browser)
    }
    const settings = this.settings.peek()
    const open = this.#openWatched ?? this.#live.openSession
    const answer = await open(browser, {
      lanes: this.#lanes(),
      settings,
      options: () => this.options.peek(),
      signal: opening.signal,
      tellsConditions: this.#extras.tellsConditions ?? false,
      refused: (code, message) => (this.complaint.value = { code, message }),
      watchers: (count) => (this.watchers.value = count),
      lost: () => this.#lost(browser),
    })
    if (opening.signal.aborted) return
    this.#opening = undefined
    if (answer.ok) this.#run(answer.value, browser, settings)
    else this.#notOpened(answer.trouble, browser)
  }

  /** `asked` are the settings that the lab was made with. */
  #run(session: LiveSession, browser: Browser, asked: SceneSettings): void {
    this.#session = session
    this.watchers.value = 0
    this.#openedAt = browser.now()
    this.#sender = settingsSender(
      asked,
      (change) => session.patch(change),
      (trouble, current) => {
        if (this.#session !== session) return
        this.settings.value = current
        if (trouble.kind === 'refused') this.complaint.value = trouble
      },
    )
    const store = this.#newStore(session.source.header)
    batch(() => {
      this.#show(store, false)
      this.state.value = { kind: 'running', ...this.#afterLoss }
    })
    const { publishesWhenOpen } = this.scene
    let speaks = publishesWhenOpen !== undefined
    const isSign = publishesWhenOpen === 'asked' ? isSlice : isAnswer
    session.source.subscribe((events) => {
      if (!store.append(events)) this.stop('full')
      if (!speaks || !events.some(isSign)) return
      speaks = false
      for (const { type, data } of readersGoals(1)) this.publish(type, data)
    })
    this.#extras.running?.(session)
    // Changed while the run was opening, when there was nobody to send it to.
    const settings = this.settings.peek()
    if (settings !== asked) this.#sender.send(settings)
  }

  #notOpened(trouble: Trouble, browser: Browser): void {
    if (trouble.kind === 'refused') {
      this.#afterLoss = {}
      this.state.value = trouble
      return
    }
    this.#waitForServer(browser)
    this.#failures++
  }

  #lost(browser: Browser): void {
    if (browser.now() - this.#openedAt > STEADY_AFTER_MS) this.#failures = 0
    this.#letGo('end')
    this.#afterLoss = { hasLostLab: true }
    this.#waitForServer(browser)
    this.#failures++
  }

  #waitForServer(browser: Browser): void {
    this.#comeBack = comeBack(
      browser,
      {
        waiting: (retryAt) => (this.state.value = { kind: 'server-gone', retryAt, ...this.#afterLoss }),
        back: () => void this.#open(),
      },
      this.#failures,
    )
  }

  /** Ends whatever is under way. `stop` leaves the observer a moment to tell how the connections ended. */
  #letGo(how: 'stop' | 'end'): void {
    this.#comeBack?.cancel()
    this.#comeBack = undefined
    this.#opening?.abort()
    this.#opening = undefined
    this.#hidden?.cancel()
    this.#hidden = undefined
    for (const timer of this.#several) timer.cancel()
    this.#several.clear()
    this.#sender = undefined
    if (how === 'stop') this.#session?.stop(lingerMs(this.settings.peek()))
    else this.#session?.end()
    // A session that is only stopped still speaks; the next start ends it for good.
    if (how === 'end') this.#session = undefined
  }

  #seen(sight: 'hidden' | 'visible' | 'left', browser: Browser): void {
    this.#hidden?.cancel()
    this.#hidden = undefined
    if (sight === 'left') this.stop('away')
    else if (sight === 'hidden' && !this.isShared)
      this.#hidden = browser.after(HIDDEN_FOR_MS, () => this.stop('hidden'))
  }

  // ---- what is on show ----

  #put(store: TraceStore): void {
    this.#versionBefore.value += this.#store.peek().version.peek() + 1
    this.#store.value = store
  }

  #show(store: TraceStore, isRecorded: boolean): void {
    batch(() => {
      this.#put(store)
      this.isRecorded.value = isRecorded
      this.paused.value = false
      this.selection.value = undefined
    })
  }

  #showAtRest(): void {
    this.#afterLoss = {}
    batch(() => {
      this.#show(this.#storeAtRest(), this.#hasRecorded())
      this.state.value = this.#atRest()
      this.complaint.value = undefined
    })
  }

  #atRest(because?: StopReason): LiveState {
    if (this.isRecorded.peek()) return { kind: 'recorded' }
    return because === undefined ? { kind: 'stopped' } : { kind: 'stopped', because }
  }

  #variantNamed(name: string | undefined): SceneVariant | undefined {
    return this.scene.variants?.find((variant) => variant.name === name)
  }

  #lanes(): readonly LaneSpec[] {
    return this.#variantNamed(this.variant.peek())?.lanes ?? this.scene.lanes
  }

  #recorded<Run>(runs: OfVariants<Run> | undefined): Run | undefined {
    return runs?.[this.variant.peek() ?? '']
  }

  #hasRecorded(): boolean {
    return this.#recorded<unknown>(this.#whole?.traces ?? this.#runs.seen) !== undefined
  }

  /** Of the recorded run, or empty where there is none. */
  #storeAtRest(): TraceStore {
    const header = emptyHeader(this.scene)
    if (this.#whole === undefined)
      return seenStore(this.#recorded(this.#runs.seen) ?? { header, events: [], timeline: NO_TIME })
    const trace = this.#recorded(this.#whole.traces) ?? { header, events: [] }
    return this.#newStore(trace.header, trace.events)
  }

  #newStore(header: TraceHeader, past: readonly TraceEvent[] = []): TraceStore {
    const { store, limit } = this.#extras
    const create = this.#whole?.createStore ?? this.#here().createTraceStore
    return store?.(header, this.#lanes(), past) ?? create(header, this.#lanes(), past, limit)
  }
}

const NO_TIME: Timeline = { start: 0, end: 0, published: [], lanes: [], faults: [], uncertaintyMs: 0 }

function isSlice({ kind }: TraceEvent): boolean {
  return kind === 'slice'
}

function isAnswer(event: TraceEvent): boolean {
  return event.kind === 'slice' && event.direction === 'server-to-client'
}

/** What a variant had changed, as it was before. */
function undone<T extends object>(change: T | undefined, before: T): Partial<T> {
  const keys = Object.keys(change ?? {}) as (keyof T)[]
  return Object.fromEntries(keys.map((key) => [key, before[key]])) as Partial<T>
}

/** A connection's end takes the conditions' time there and back before the observer can tell it; within reason. */
function lingerMs({ wire }: SceneSettings): number {
  const eachWayMs = (wire?.latencyMs ?? 0) + (wire?.jitterMs ?? 0)
  return Math.min(LINGER_AT_MOST_MS, LINGER_MS + 2 * eachWayMs)
}

function emptyHeader(scene: SceneModel): TraceHeader {
  return {
    version: 1,
    lab: '',
    vantage: 'server-socket',
    recordedAt: '',
    client: '',
    settings: scene.settings,
  }
}
