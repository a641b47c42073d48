/** Labs in this process's memory: the store without `REDIS_URL`. Nothing in it is waited for. */
import type { Fault } from '../../src/contract/faults.ts'
import type { LabSettings } from '../../src/contract/settings.ts'
import { createBudget, type Account, type Budget, type SharedBudget } from '../budget.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, labNotFound, tooManyEvents, tooManyLabs, watchNotFound, type Refusal } from '../errors.ts'
import { Tally } from '../tally.ts'
import { AnswersInMemory } from './answers-in-line.ts'
import type { EventInput } from './event-input.ts'
import { createEventRate } from './event-rate.ts'
import { createFeed, type Feed } from './feed.ts'
import { createFirstAnswers, type FirstAnswers } from './first-answers.ts'
import type { Happening } from './generators/happening.ts'
import type { KeptLab, LabListener, LabStore, Published, StoreLimits } from './lab-store.ts'
import { mergeSettingsBody } from './settings.ts'

export interface MemoryStoreOptions {
  readonly clock: Clock
  readonly limits: StoreLimits
  readonly budget?: SharedBudget
}

/** A store without labs. */
export function createMemoryStore({
  clock,
  limits,
  budget = createBudget(Infinity),
}: MemoryStoreOptions): LabStore {
  const labs = new Map<string, Shared>()
  /** Labs by the keys of their links. */
  const watched = new Map<string, string>()
  const fromPlace = new Tally()

  return {
    instance: '',
    isShared: false,
    create({ id, settings, place }) {
      if (labs.size >= limits.maxLabs) return tooManyLabs('server', limits.maxLabs)
      if (fromPlace.of(place) >= limits.maxLabsPerAddress)
        return tooManyLabs('address', limits.maxLabsPerAddress)
      const shared = new Shared(settings, clock, limits, budget.of(place), () => {
        labs.delete(id)
        fromPlace.remove(place)
      })
      shared.watchSet = (before, key) => {
        if (before !== undefined) watched.delete(before)
        if (key !== undefined) watched.set(key, id)
      }
      labs.set(id, shared)
      fromPlace.add(place)
      return new Member(shared)
    },
    join(id) {
      const shared = labs.get(id)
      return shared === undefined ? labNotFound() : new Member(shared)
    },
    watched(key) {
      const id = watched.get(key)
      return id === undefined ? watchNotFound() : { id }
    },
  }
}

/** What all who have joined a lab have in common. In a server there is one; a test may join as two instances do. */
class Shared {
  settings: LabSettings
  downUntil = 0
  happened = 0
  connections = 0
  watchers = 0
  watch: string | undefined
  watchSet: (before: string | undefined, key: string | undefined) => void = () => undefined
  readonly feed: Feed
  readonly overRate: ReturnType<typeof createEventRate>
  readonly firstAnswers: FirstAnswers
  readonly inLine: AnswersInMemory
  readonly members = new Set<Member>()
  readonly maxEventsPerMinute: number
  readonly budget: Budget
  readonly #accounts: readonly Account[]
  readonly #ended: () => void

  constructor(settings: LabSettings, clock: Clock, limits: StoreLimits, budget: Budget, ended: () => void) {
    this.settings = settings
    this.budget = budget
    this.maxEventsPerMinute = limits.maxEventsPerMinute
    this.#ended = ended
    this.#accounts = [budget.account('labs'), budget.account('answers'), budget.account('answers')]
    const [times, answers, inLine] = this.#accounts as [Account, Account, Account]
    this.feed = createFeed({ clock, account: budget.account('events') })
    this.overRate = createEventRate(clock, limits.maxEventsPerMinute, times)
    this.firstAnswers = createFirstAnswers(clock, answers)
    this.inLine = new AnswersInMemory(inLine)
  }

  /** The one that makes what happens by itself: who has been there longest. */
  get leader(): Member | undefined {
    const [first] = this.members
    return first
  }

  setWatch(key: string | undefined): void {
    this.watchSet(this.watch, key)
    this.watch = key
    for (const { listener } of this.members) listener?.watchChanged()
  }

  end(): void {
    this.setWatch(undefined)
    const members = [...this.members]
    this.members.clear()
    this.#ended()
    for (const { listener } of members) listener?.ended()
    this.feed.end()
    for (const account of this.#accounts) account.close()
  }
}

class Member implements KeptLab {
  listener: LabListener | undefined
  readonly #shared: Shared
  #connections = 0
  #watchers = 0

  constructor(shared: Shared) {
    this.#shared = shared
    shared.members.add(this)
  }

  get budget(): Budget {
    return this.#shared.budget
  }
  get feed(): Feed {
    return this.#shared.feed
  }
  get settings(): LabSettings {
    return this.#shared.settings
  }
  get inLine(): AnswersInMemory {
    return this.#shared.inLine
  }
  get downUntil(): number {
    return this.#shared.downUntil
  }
  get connectionsElsewhere(): number {
    return this.#shared.connections - this.#connections
  }
  get watch(): string | undefined {
    return this.#shared.watch
  }
  get watchersElsewhere(): number {
    return this.#shared.watchers - this.#watchers
  }
  get isLeader(): boolean {
    return this.#shared.leader === this
  }
  get happened(): number {
    return this.#shared.happened
  }

  listen(listener: LabListener): void {
    this.listener = listener
  }

  publish({ type, data }: EventInput, key: string | undefined): Published | Refusal {
    const { firstAnswers, overRate, feed, maxEventsPerMinute } = this.#shared
    const first = key === undefined ? undefined : this.firstAnswer(key)
    if (first !== undefined) return first
    const retryAfterSeconds = overRate()
    if (retryAfterSeconds !== undefined) return tooManyEvents(maxEventsPerMinute, retryAfterSeconds)
    const kept = feed.publish(type, data)
    if (key !== undefined) firstAnswers.keep(key, kept.json)
    return kept
  }

  firstAnswer(key: string): Published | undefined {
    const json = this.#shared.firstAnswers.find(key)
    return json === undefined ? undefined : { json }
  }

  happen({ type, data }: Happening): void {
    this.#shared.happened += 1
    this.#shared.feed.publish(type, data)
  }

  change(body: unknown): LabSettings | Refusal {
    const shared = this.#shared
    const merged = mergeSettingsBody(shared.settings, body)
    if (isRefusal(merged)) return merged
    if (merged.feed !== shared.settings.feed) shared.happened = 0
    shared.settings = merged
    for (const { listener } of shared.members) listener?.settingsChanged()
    return merged
  }

  fault(fault: Fault, downUntil: number | undefined): number {
    const { members } = this.#shared
    let affected = 0
    for (const { listener } of members) affected += listener?.fault(fault) ?? 0
    if (downUntil === undefined) return affected
    this.#shared.downUntil = downUntil
    for (const { listener } of members) listener?.restarted()
    return affected
  }

  setWatch(key: string | undefined): { readonly key: string | undefined } | Refusal {
    const shared = this.#shared
    if (!shared.members.has(this)) return labNotFound()
    if (key === undefined || shared.watch === undefined) shared.setWatch(key)
    return { key: shared.watch }
  }

  knowsWatch(key: string): boolean {
    return this.#shared.watch === key
  }

  tellWatchers(watchers: number): void {
    this.#shared.watchers += watchers - this.#watchers
    this.#watchers = watchers
    for (const { listener } of this.#shared.members) listener?.watchChanged()
  }

  tell(connections: number): void {
    this.#shared.connections += connections - this.#connections
    this.#connections = connections
  }

  renew(): undefined {
    return undefined
  }

  forgetOld(): void {
    this.#shared.firstAnswers.forgetOld()
  }

  leave(): void {
    const shared = this.#shared
    if (!shared.members.has(this)) return
    if (shared.members.size === 1) return shared.end()
    const wasLeader = this.isLeader
    this.tell(0)
    this.tellWatchers(0)
    shared.members.delete(this)
    this.listener?.ended()
    if (wasLeader) shared.leader?.listener?.leaderChanged()
  }

  end(): undefined {
    if (this.#shared.members.has(this)) this.#shared.end()
    return undefined
  }
}
