/**
 * A bench without its looks: what `resting-bench.ts` shows, and the live run, which goes from state to state. Made at build time
 * too, where nothing may start: no window, no timer, until `start()`. What a live run needs is handed in, or fetched when it is
 * wanted (`live-parts.ts`).
 */
import { batch, signal, type Signal } from '@preact/signals'
import type { FaultRequest } from '../../contract/faults.ts'
import type { AnswerRequest } from '../../contract/requests.ts'
import type { RunNote } from '../../wire/trace/trace.ts'
import type {
  AfterLoss,
  BenchModel,
  Complaint,
  LiveState,
  SceneModel,
  SceneSettings,
  StopReason,
} from './bench-model.ts'
import { thisBrowser, type Browser, type Timer } from '../../transports/browser.ts'
import { firstTurn, publishBurst, type ToPublish } from './publishing.ts'
import { lingerMs } from './linger.ts'
import { waitForServer, type ServerWait } from './wait-for-server.ts'
import type { LabAnswer, Trouble } from './lab-client.ts'
import type { LiveSession } from './session.ts'
import { RestingBench, type StoreExtras } from './resting-bench.ts'
import type { LiveParts, Runs } from './runs.ts'
import { mergeSettings, settingsSender, type SettingsSender } from './settings-sender.ts'
import { readersGoals } from './score.ts'

export interface BenchExtras extends StoreExtras {
  /** What a test hands in instead of the browser this page runs in. */
  readonly browser?: () => Browser
  /** Hears of each session when its lanes run. */
  readonly running?: (session: LiveSession) => void
  /** Has the trace tell the conditions, at first and when they change. */
  readonly tellsConditions?: boolean
}

/** A tab out of sight for so long lets go of its lab. */
const HIDDEN_FOR_MS = 30_000

/** A server that loses every session sooner than this is asked more and more slowly. */
const STEADY_AFTER_MS = 5000

export class Bench extends RestingBench implements BenchModel {
  readonly state: Signal<LiveState>
  readonly complaint = signal<Complaint | undefined>(undefined)
  readonly watchers = signal(0)
  isShared = false

  readonly #extras: BenchExtras
  #browser: Browser | undefined
  #openWatched: LiveParts['openSession'] | undefined
  #opening: AbortController | undefined
  #session: LiveSession | undefined
  #sender: SettingsSender | undefined
  #openedAt = 0
  #serverWait: ServerWait | undefined
  #failures = 0
  /** The run before this one lost its lab with the server. */
  #afterLoss: AfterLoss = {}
  /** What takes back the rest of each burst. */
  #bursts: (() => void)[] = []
  #hidden: Timer | undefined
  #unwatch: (() => void) | undefined
  readonly #unsubscribe: () => void

  constructor(scene: SceneModel, runs: Runs, extras: BenchExtras = {}) {
    super(scene, runs, extras)
    this.#extras = extras
    this.state = signal(this.atRest())
    this.#unsubscribe = this.paused.subscribe((paused) => this.store.pause(paused))
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
    this.state.value = this.atRest(because)
  }

  publish(type: string, data: unknown): void {
    if (this.state.peek().kind !== 'running') return
    this.complaint.value = undefined
    this.#session?.publish(type, data)
  }

  publishSeveral(events: readonly ToPublish[], apartMs: number): void {
    if (this.#browser === undefined) return
    this.#bursts.push(
      publishBurst(this.#browser, events, apartMs, ({ type, data }) => this.publish(type, data)),
    )
  }

  patch(settings: SceneSettings): void {
    this.settings.value = mergeSettings(this.settings.peek(), settings)
    this.complaint.value = undefined
    this.#sender?.send(settings)
  }

  chooseVariant(name: string): void {
    if (!this.setVariant(name)) return
    this.#letGo('end')
    this.#showAtRest()
  }

  showRecorded(): void {
    if (!this.hasRecorded()) return
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

  dispose(): void {
    this.stop('away')
    this.#letGo('end')
    this.#unsubscribe()
    this.#unwatch?.()
    this.#unwatch = undefined
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
    if (this.live === undefined) await this.prepare()
    if (opening.signal.aborted) return
    if (this.live === undefined) {
      this.#opening = undefined
      return this.#notOpened({ kind: 'server-gone' }, browser)
    }
    const settings = this.settings.peek()
    const open = this.#openWatched ?? this.live.openSession
    const answer = await open(browser, {
      lanes: this.lanes(),
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
    const store = batch(() => {
      this.state.value = { kind: 'running', ...this.#afterLoss }
      return this.showLive(session.source.header)
    })
    const isTurn = firstTurn(this.scene.publishesWhenOpen)
    session.source.subscribe((events) => {
      if (!store.append(events)) this.stop('full')
      if (isTurn(events)) this.publishSeveral(readersGoals(1), 0)
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
  }

  #lost(browser: Browser): void {
    if (browser.now() - this.#openedAt > STEADY_AFTER_MS) this.#failures = 0
    this.#letGo('end')
    this.#afterLoss = { hasLostLab: true }
    this.#waitForServer(browser)
  }

  #waitForServer(browser: Browser): void {
    this.#serverWait = waitForServer(
      browser,
      {
        waiting: (retryAt) => (this.state.value = { kind: 'server-gone', retryAt, ...this.#afterLoss }),
        back: () => void this.#open(),
      },
      this.#failures++,
    )
  }

  /** Ends whatever is under way. `stop` leaves the observer a moment to tell how the connections ended. */
  #letGo(how: 'stop' | 'end'): void {
    this.#serverWait?.cancel()
    this.#serverWait = undefined
    this.#opening?.abort()
    this.#opening = undefined
    this.#hidden?.cancel()
    this.#hidden = undefined
    for (const takeBack of this.#bursts) takeBack()
    this.#bursts = []
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

  #showAtRest(): void {
    this.#afterLoss = {}
    batch(() => {
      this.showRest()
      this.state.value = this.atRest()
      this.complaint.value = undefined
    })
  }
}
