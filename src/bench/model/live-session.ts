/**
 * One live run of a scene: a lab of its own, one observer on it, and the scene's transports at work in it. Made
 * on Start, ended on Stop; `bench.ts` decides when, this knows in what order things begin and end.
 */
import type { BrowserMoment, FaultMoment, RunNote, TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import type { FaultRequest } from '../../contract/faults.ts'
import type { AnswerRequest } from '../../contract/requests.ts'
import type { SceneSettings } from './bench-model.ts'
import type { Browser } from '../../transports/browser.ts'
import {
  createLab,
  deleteLab,
  GONE,
  patchLab,
  postAnswer,
  postClient,
  postFault,
  type Lab,
  type LabAnswer,
} from './lab-client.ts'
import { liveSource, type LiveSource } from './live-source.ts'
import { observe, type Observer } from './observer.ts'
import { conditionsOf } from './conditions-of.ts'
import { createRun, type Send } from '../../transports/run.ts'
import type { LiveSession, SessionSpec } from './session.ts'
import { isRunName } from '../../transports/run-names.ts'
import { createServerClock, type ServerClock } from '../../transports/server-clock.ts'
import { TRANSPORT_TABLE } from '../../transports/transport-table.ts'

/** Whom the faults meet that name no transport. */
const TARGETS = { restart: 'all', 'ws-close': 'ws', 'ws-raw': 'ws' } as const

/** Makes a lab, compares clocks, starts the lanes. Resolves when they run; an aborted one answers as if the server were gone. */
export async function openSession(browser: Browser, spec: SessionSpec): Promise<LabAnswer<LiveSession>> {
  const created = await createLab(browser, spec.settings)
  if (!created.ok) return created
  const session = new Session(browser, spec, created.value)
  if (await session.opened) return { ok: true, value: session }
  return GONE
}

/** The cursor of a run, and the ids it had. */
interface Had {
  last: number
  readonly seen: Set<number>
}

type WithoutTime<Event> = Event extends TraceEvent ? Omit<Event, 'at'> : never

/** What a session itself adds to the trace. */
type Happening = WithoutTime<BrowserMoment | FaultMoment | Extract<TraceEvent, { kind: 'conditions' }>>

class Session implements LiveSession {
  readonly source: LiveSource
  /** True when the lanes run, false when it ended before. */
  readonly opened: Promise<boolean>
  readonly #browser: Browser
  readonly #spec: SessionSpec
  readonly #lab: Lab
  readonly #clock: ServerClock
  #runs = new AbortController()
  readonly #running = new Map<string, AbortSignal>()
  /** What each run has had, for the time it comes back. */
  readonly #had = new Map<string, Had>()
  #labSettings: unknown
  #observer: Observer | undefined
  #last: number
  /** How each run that takes input sends, by its name. */
  readonly #sends = new Map<string, Send>()
  #state: 'opening' | 'open' | 'lingering' | 'ended' = 'opening'
  #settle: (opened: boolean) => void = () => undefined

  constructor(browser: Browser, spec: SessionSpec, lab: Lab) {
    this.#browser = browser
    this.#spec = spec
    this.#lab = lab
    this.#last = lab.last
    this.#labSettings = lab.settings
    this.#clock = createServerClock(browser, (uncertaintyMs) => {
      this.source.happened({ kind: 'clock', uncertaintyMs, at: this.#clock.now() })
    })
    this.source = liveSource(headerOf(lab, browser), browser, () => this.#clock.now())
    this.opened = new Promise((resolve) => (this.#settle = resolve))
    spec.signal.addEventListener('abort', () => this.end(), { once: true })
    if (spec.signal.aborted) this.end()
    else this.#listen()
  }

  publish(type: string, data: unknown): void {
    this.#observer?.publish(type, data)
  }

  report(marks: string): void {
    this.#observer?.report(marks)
  }

  async patch(settings: SceneSettings): Promise<LabAnswer<unknown>> {
    const answer = this.#heardOfLab(await patchLab(this.#browser, this.#lab.id, settings))
    if (answer.ok) {
      this.#labSettings = answer.value
      this.#tellConditions()
    }
    return answer
  }

  optionsChanged(): void {
    this.#tellConditions()
  }

  leave(): void {
    if (this.#state === 'open') this.#stopRuns()
  }

  comeBack(): void {
    if (this.#state !== 'open' || this.#running.size > 0) return
    this.#runs = new AbortController()
    this.#startLanes()
  }

  async fault(request: FaultRequest): Promise<LabAnswer<unknown>> {
    const answer = this.#heardOfLab(await postFault(this.#browser, this.#lab.id, request))
    if (answer.ok) {
      const transport = 'transport' in request ? request.transport : TARGETS[request.kind]
      this.#happened({ kind: 'fault', fault: request.kind, transport, affected: answer.value })
    }
    return answer
  }

  async answer(script: AnswerRequest): Promise<LabAnswer<unknown>> {
    return this.#heardOfLab(await postAnswer(this.#browser, this.#lab.id, script))
  }

  async playClient(chunks: readonly string[]): Promise<LabAnswer<unknown>> {
    return this.#heardOfLab(await postClient(this.#browser, this.#lab.id, chunks))
  }

  note(run: string, note: RunNote): void {
    if (this.#state === 'open') this.#happened({ kind: 'note', run, note })
  }

  send(message: string | Uint8Array<ArrayBuffer>): void {
    if (this.#state !== 'open') return
    // A request that fails is seen on the wire, and the next one may not: nothing here has to be told.
    for (const send of this.#sends.values()) void Promise.resolve(send(message)).catch(() => undefined)
  }

  stop(lingerMs: number): void {
    if (this.#state !== 'open') return this.end()
    this.#state = 'lingering'
    this.#stopRuns()
    this.#browser.after(lingerMs, () => this.end())
  }

  end(): void {
    if (this.#state === 'ended') return
    this.#letGo()
    deleteLab(this.#browser, this.#lab.id)
  }

  #listen(): void {
    this.#observer = observe(this.#browser, `/labs/${this.#lab.id}`, this.#clock, {
      ready: () => this.#start(),
      heard: (events) => this.#heard(events),
      told: (message) => {
        if (message.kind === 'watchers') this.#spec.watchers?.(message.count)
      },
      refused: (code, message) => this.#spec.refused(code, message),
      lost: () => this.#lost(),
    })
  }

  #lost(): void {
    const wasOpen = this.#state === 'open'
    this.#letGo()
    if (wasOpen) this.#spec.lost()
  }

  /** A server that does not know the lab is another than the one that made it, though the observer may not have noticed yet. */
  #heardOfLab<T>(answer: LabAnswer<T>): LabAnswer<T> {
    const isGone = !answer.ok && answer.trouble.kind === 'refused' && answer.trouble.code === 'lab-not-found'
    if (!isGone) return answer
    this.#lost()
    return GONE
  }

  #heard(events: readonly TraceEvent[]): void {
    for (const event of events) if (event.kind === 'published') this.#last = event.event.id
    this.source.heard(events)
  }

  #start(): void {
    if (this.#state !== 'opening') return
    this.#state = 'open'
    this.#tellConditions()
    this.#startLanes()
    this.#settle(true)
  }

  #startLanes(): void {
    for (const lane of this.#spec.lanes) void this.#startLane(lane)
  }

  #tellConditions(): void {
    if (!this.#spec.tellsConditions || this.#state !== 'open') return
    const conditions = conditionsOf(this.#labSettings, this.#spec.options())
    if (conditions === undefined) return
    this.#happened({ kind: 'conditions', conditions })
  }

  async #startLane({ run: name, transport }: LaneSpec): Promise<void> {
    if (!isRunName(name)) throw new Error(`no transport is called ${name}`)
    const { run, source } = TRANSPORT_TABLE[name]
    const { signal } = this.#runs
    this.#running.set(name, signal)
    const had = this.#had.get(name) ?? { last: this.#last, seen: new Set<number>() }
    this.#had.set(name, had)
    this.#happened({ kind: 'run-started', run: name, source, transport })
    try {
      await run(
        createRun({
          name,
          lab: `/labs/${this.#lab.id}`,
          last: had.last,
          seen: had.seen,
          signal,
          options: this.#spec.options,
          now: () => this.#clock.now(),
          after: (ms, fire) => this.#browser.after(ms, fire),
          random: () => this.#browser.random(),
          append: (moment) => {
            if (moment.kind === 'delivered') had.last = Math.max(had.last, moment.event)
            this.source.happened(moment)
          },
          takeInput: (send) => this.#sends.set(name, send),
        }),
      )
      if (!signal.aborted) {
        this.#happened({ kind: 'note', run: name, note: { kind: 'loop-ended' } })
      }
    } catch (problem) {
      // Stopped runs may end by throwing. Any other way out is a mistake in our own code, and must be seen.
      if (!signal.aborted) throw problem
    } finally {
      this.#runStopped(name, signal)
    }
  }

  /** A run that comes to its end late may have come back under its name by then. */
  #runStopped(name: string, signal: AbortSignal): void {
    if (this.#running.get(name) !== signal) return
    this.#running.delete(name)
    this.#happened({ kind: 'run-stopped', run: name })
  }

  /** Adds to the trace what happens now. */
  #happened(what: Happening): void {
    this.source.happened({ ...what, at: this.#clock.now() })
  }

  #stopRuns(): void {
    this.#runs.abort()
    for (const [name, signal] of [...this.#running]) this.#runStopped(name, signal)
  }

  /** Runs first: a held request would keep everything else waiting. */
  #letGo(): void {
    if (this.#state === 'ended') return
    this.#state = 'ended'
    this.#stopRuns()
    this.#observer?.close()
    this.source.end()
    this.#settle(false)
  }
}

function headerOf(lab: Lab, browser: Browser): TraceHeader {
  return {
    version: 1,
    lab: lab.id,
    vantage: 'server-socket',
    recordedAt: new Date(browser.now()).toISOString(),
    client: browser.client,
    settings: lab.settings,
  }
}
