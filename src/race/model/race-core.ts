/**
 * A race: a bench whose trace is folded for comparing, that can leave its lab and come back, and that plays staged
 * races. `race-model.ts` says what its views rely on. What reads bytes is handed in, or fetched when it is wanted.
 */
import { batch, computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { NO_CONDITIONS } from '../../contract/settings.ts'
import type { RaceView } from '../../wire/race/race-view.ts'
import { Bench, type BenchExtras } from '../../bench/model/bench-core.ts'
import type { BenchModel, SceneModel, Whole } from '../../bench/model/bench-model.ts'
import { thisBrowser, type Browser, type Timer } from '../../transports/browser.ts'
import type { LiveSession } from '../../bench/model/session.ts'
import type * as liveParts from './live-parts.ts'
import type { RaceModel, StagedMove, StagedRace } from './race-model.ts'
import type { RaceStore } from './race-store.ts'
import { raceOf, type SeenRace } from './seen-race.ts'
import { readersGoals } from '../../bench/model/score.ts'
import { mergeSettings } from '../../bench/model/settings-sender.ts'

export type RaceExtras = Pick<BenchExtras, 'browser' | 'limit'>

type LiveParts = typeof liveParts

/** Where a race has what it shows and what it runs from, as a bench's `Runs`. */
export interface RaceRuns {
  /** The recorded race as it is seen. */
  readonly seen?: SeenRace
  readonly whole: Whole | (() => Promise<Whole>)
  readonly live: LiveParts | (() => Promise<LiveParts>)
}

export class Race implements RaceModel {
  readonly bench: BenchModel
  readonly view: ReadonlySignal<RaceView>
  readonly isAway = signal(false)
  readonly staged: Signal<{ readonly name: string; readonly isOver: boolean } | undefined> = signal(undefined)
  readonly #browserOf: () => Browser
  #store: RaceStore | undefined
  #live: LiveParts | undefined
  #session: LiveSession | undefined
  /** The script under way. */
  #timers: Timer[] = []
  #finish: (() => void) | undefined
  /** The staged race that is being opened: the one that was asked for last. */
  #openingStaged: StagedRace | undefined
  #goals = 0
  readonly #unwatch: readonly (() => void)[]

  constructor(scene: SceneModel, { seen, whole, live }: RaceRuns, extras: RaceExtras = {}) {
    this.#browserOf = extras.browser ?? thisBrowser
    const parts = async (): Promise<LiveParts> =>
      (this.#live ??= typeof live === 'function' ? await live() : live)
    if (typeof live !== 'function') this.#live = live
    const runs = {
      ...(seen === undefined ? {} : { seen: { '': seen } }),
      // The race's own store reads the bytes.
      whole: typeof whole === 'function' ? async () => (await parts(), whole()) : whole,
      live: typeof live === 'function' ? parts : live,
    }
    this.bench = new Bench(scene, runs, {
      ...extras,
      store: (header, lanes, past) => {
        if (this.#live === undefined) throw new Error('bytes are read once what reads them is here')
        return (this.#store = this.#live.createRaceStore(header, lanes, past, extras.limit))
      },
      running: (session) => (this.#session = session),
      tellsConditions: true,
    })
    this.view = computed(() => {
      // A new version is all there is to tell that the store has more, or is another.
      void this.bench.version.value
      const isSeen = this.bench.isRecorded.value && !this.bench.isRead.value
      if (seen !== undefined && isSeen) return raceOf(seen)
      if (this.#store === undefined) throw new Error('a bench makes its store at once')
      return this.#store.race
    })
    this.#unwatch = [
      this.bench.options.subscribe(() => this.#session?.optionsChanged()),
      effect(() => this.#stateChanged(this.bench.state.value.kind)),
    ]
  }

  leave(): void {
    if (this.bench.state.peek().kind !== 'running' || this.isAway.peek()) return
    this.isAway.value = true
    this.#session?.leave()
  }

  comeBack(): void {
    if (!this.isAway.peek()) return
    this.isAway.value = false
    this.#session?.comeBack()
  }

  async play(race: StagedRace): Promise<void> {
    this.bench.stop()
    this.#endScript()
    const asked = { ...race }
    const { scene } = this.bench
    // What a staged race does not say is as its scene has it, and no condition of the reader's.
    const before = mergeSettings({ wire: NO_CONDITIONS }, scene.settings)
    batch(() => {
      this.bench.patch(mergeSettings(before, race.settings))
      this.bench.options.value = { ...this.bench.options.peek(), ...scene.options, ...race.options }
      this.staged.value = { name: race.name, isOver: false }
      this.#openingStaged = asked
    })
    await this.bench.start()
    // Not begun (refused, stopped), or asked for again meanwhile: then that one plays.
    if (this.#openingStaged !== asked) return
    this.#openingStaged = undefined
    await this.#perform(race)
  }

  dispose(): void {
    for (const unwatch of this.#unwatch) unwatch()
    this.#endScript()
    this.bench.dispose()
  }

  /** Plays a script to its end, or to the end of the race it is played on. */
  #perform(race: StagedRace): Promise<void> {
    const browser = this.#browserOf()
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#finish = resolve
    this.#timers = [
      ...race.script.map((move) => browser.after(move.atMs, () => this.#do(move))),
      browser.after(race.lengthMs, () => {
        this.staged.value = { name: race.name, isOver: true }
        this.#endScript()
        this.bench.stop()
      }),
    ]
    return promise
  }

  #do(move: StagedMove): void {
    switch (move.kind) {
      case 'fault':
        return this.bench.fault(move.fault)
      case 'patch':
        return this.bench.patch(move.settings)
      case 'publish': {
        const goals = readersGoals(this.#goals + 1, move.count)
        this.#goals += move.count
        return this.bench.publishSeveral(goals, move.apartMs)
      }
      case 'leave':
        return this.leave()
      case 'come-back':
        return this.comeBack()
    }
  }

  /** Ends the script under way, if any. One that was not through is no staged race any more. */
  #endScript(): void {
    for (const timer of this.#timers) timer.cancel()
    this.#timers = []
    if (this.staged.peek()?.isOver === false) this.staged.value = undefined
    this.#finish?.()
    this.#finish = undefined
  }

  #stateChanged(kind: string): void {
    if (kind === 'running') return
    this.isAway.value = false
    this.#session = undefined
    if (kind !== 'starting') this.#openingStaged = undefined
    if (this.#openingStaged !== undefined) return
    // Stopped before its end, or started anew without a script: what plays is no staged race.
    if (this.staged.peek()?.isOver === false) this.#endScript()
    else if (kind === 'starting') this.staged.value = undefined
  }
}
