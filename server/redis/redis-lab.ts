/**
 * One lab that instances share, as this one has joined it: its newest events and settings at hand, told by Redis as they
 * come. Each event has its number, so one that was not heard of is missed at once, and fetched.
 */
import type { Fault } from '../../src/contract/faults.ts'
import type { LabSettings } from '../../src/contract/settings.ts'
import type { Account, Budget } from '../budget.ts'
import {
  isRefusal,
  labNotFound,
  memoryFull,
  storeUnavailable,
  tooManyEvents,
  type Refusal,
} from '../errors.ts'
import type { EventInput } from '../lab/event-input.ts'
import { createFeed, KEPT_BYTES, KEPT_EVENTS, keptFrom, type Feed } from '../lab/feed.ts'
import type { Happening } from '../lab/generators/happening.ts'
import type { KeptLab, LabListener, Published } from '../lab/lab-store.ts'
import { mergeSettingsBody } from '../lab/settings.ts'
import { LIVE_MS, MOST_OF_PLACE_BYTES, type RedisParts } from './parts.ts'
import { Presence } from './presence.ts'
import type { Script } from './script.ts'
import { CHANGE, CLAIM, END, FAULT, FIRST, PUBLISH, RENEW, RESTORE, STATE, WATCH } from './scripts.ts'
import { SharedLine } from './shared-line.ts'

/** So long an instance makes the events that happen by themselves, unless it says again that it does. */
const LEAD_MS = 8_000
/** A client that polls is between two calls most of the time; so long after one somebody still counts as there. */
const STILL_THERE_MS = 15_000
/** How often a use is told to Redis at most. */
const TOUCH_EVERY_MS = 1_000
/** So long a fault waits for what it met elsewhere. */
const FAULT_MS = 1_000
/** How often something is tried while Redis settles after it has begun anew. */
const MOST_TRIES = 5
/** More than can have been published in a lab since a Redis that loses something last wrote to its disk. */
const IDS_PASSED_OVER = 1_000_000

export class RedisLab implements KeptLab {
  readonly id: string
  readonly key: string
  readonly feed: Feed
  settings!: LabSettings
  downUntil = 0
  happened = 0
  watch: string | undefined
  readonly inLine: SharedLine
  readonly budget: Budget
  readonly #parts: RedisParts
  readonly #events: Account
  #listener: LabListener | undefined
  #version = 0
  #place = ''
  #leadsUntil = 0
  #usedAt = 0
  #touchedAt = 0
  /** The run of Redis in which somebody last served it who had served it before. */
  #run = ''
  #isKnown = false
  #isOver = false
  #fetching: Promise<Answer> | undefined
  readonly #presence: Presence

  constructor(id: string, budget: Budget, parts: RedisParts) {
    this.id = id
    this.budget = budget
    this.key = keyOf(id)
    this.#parts = parts
    this.inLine = new SharedLine(parts.link, this.key, (script, ...values) => this.#write(script, ...values))
    this.#events = budget.account('events')
    this.feed = createFeed({ clock: parts.link.clock, account: this.#events })
    this.#presence = new Presence(id, this.key, parts, {
      watchChanged: () => this.#listener?.watchChanged(),
      nobodyIsHere: () => (this.#leadsUntil = 0),
    })
  }

  get isLeader(): boolean {
    return this.#parts.link.clock.now() < this.#leadsUntil
  }

  /** Hears of it from now on, then takes over what there is. `isUse`: somebody comes to use it, and not only to watch. */
  async join(isUse: boolean): Promise<Refusal | undefined> {
    const { link } = this.#parts
    try {
      await link.subscribe(this.key, this.#hear)
      if ((await this.#fetch()) !== 'here') {
        this.#over()
        return labNotFound()
      }
      if (this.#run !== link.run) {
        const refused = await this.#write(CLAIM, link.keepsAll ? 1 : 0, IDS_PASSED_OVER)
        if (isRefusal(refused)) {
          this.#over()
          return refused
        }
      }
      this.#isKnown = true
      return isUse ? await this.renew() : undefined
    } catch {
      this.#over()
      return storeUnavailable()
    }
  }

  listen(listener: LabListener): void {
    this.#listener = listener
  }

  // --- what changes something ---

  publish({ type, data }: EventInput, key: string | undefined): Promise<Published | Refusal> {
    return this.#publish(type, data, key ?? '', '')
  }

  happen({ type, data }: Happening): void {
    this.happened += 1
    void this.#publish(type, data, '', this.#parts.instance)
  }

  async #publish(type: string, data: unknown, key: string, leader: string): Promise<Published | Refusal> {
    const { link, limits } = this.#parts
    const at = String(link.clock.now())
    const json = JSON.stringify(data)
    const reply = await this.#write(
      PUBLISH,
      ...[type, at, json, key, limits.maxEventsPerMinute, KEPT_EVENTS, KEPT_BYTES, LIVE_MS, leader],
      MOST_OF_PLACE_BYTES,
    )
    if (isRefusal(reply)) return reply
    const [what, text = ''] = reply
    if (what === 'full') return memoryFull()
    if (what === 'over')
      return tooManyEvents(limits.maxEventsPerMinute, Math.max(1, Math.ceil(Number(text) / 1_000)))
    if (what === 'not-leader') this.#leadsUntil = 0
    // Where one before it has not been heard of yet, it comes after that one.
    if (what === 'made') this.feed.append(keptFrom(text))
    return { json: text }
  }

  async firstAnswer(key: string): Promise<Published | Refusal | undefined> {
    try {
      const [what, json = ''] = texts(await this.#parts.link.ask(FIRST, this.key, key))
      return what === 'first' ? { json } : undefined
    } catch {
      return storeUnavailable()
    }
  }

  async change(body: unknown): Promise<LabSettings | Refusal> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const merged = mergeSettingsBody(this.settings, body)
      if (isRefusal(merged)) return merged
      const isOtherFeed = merged.feed !== this.settings.feed
      const text = JSON.stringify(merged)
      const reply = await this.#write(CHANGE, this.#version, text, isOtherFeed ? 1 : 0, LIVE_MS)
      if (isRefusal(reply)) return reply
      if (reply[0] === 'set') {
        this.#setSettings(Number(reply[1]), text)
        return merged
      }
      // Somebody else was faster: merged into what it is now.
      await this.#fetch()
    }
    return storeUnavailable()
  }

  async fault(fault: Fault, downUntil: number | undefined): Promise<number | Refusal> {
    const { link, clock, answers, instance } = this.#parts
    const number = answers.next()
    try {
      const text = `${instance} ${number} ${downUntil ?? ''} ${JSON.stringify(fault)}`
      const heard = Number(await link.ask(FAULT, this.key, text, downUntil ?? ''))
      const here = this.#faultHere(fault, downUntil)
      return here + (await answers.sum(number, heard - 1, clock, FAULT_MS))
    } catch {
      answers.forget(number)
      return storeUnavailable()
    }
  }

  async end(): Promise<Refusal | undefined> {
    try {
      await this.#parts.link.ask(END, this.key)
      this.#over()
      return undefined
    } catch {
      return storeUnavailable()
    }
  }

  async setWatch(key: string | undefined): Promise<{ readonly key: string | undefined } | Refusal> {
    const reply = await this.#write(WATCH, key ?? '', this.id, LIVE_MS)
    if (isRefusal(reply)) return reply
    this.#heardWatch(reply[1])
    return { key: this.watch }
  }

  async knowsWatch(key: string): Promise<boolean> {
    // Its news may still be on its way.
    if (this.watch !== key) await this.#fetch().catch(() => undefined)
    return this.watch === key
  }

  /** Does a script that writes, with the run id in front; waits while Redis settles, and gives it back what it has lost. */
  async #write(script: Script, ...values: (string | number)[]): Promise<readonly string[] | Refusal> {
    const { link, clock } = this.#parts
    try {
      for (let tries = 0; tries < MOST_TRIES && !this.#isOver; tries++) {
        const reply = texts(await link.ask(script, this.key, link.run, ...values))
        if (reply[0] === 'restarted') await link.arrive()
        else if (reply[0] === 'settling')
          await new Promise<void>((resolve) => void clock.after(Number(reply[1]), resolve))
        else if (reply[0] === 'missing') await this.restore()
        else if (reply[0] === 'ended') this.#over()
        else return reply
      }
      return this.#isOver ? labNotFound() : storeUnavailable()
    } catch {
      return storeUnavailable()
    }
  }

  // --- what is asked ---

  async renew(): Promise<Refusal | undefined> {
    this.#usedAt = this.#parts.link.clock.now()
    return this.#renew(true)
  }

  /** Says that it is used, as long as somebody is there, and that this instance would lead, a little longer. */
  beat(): void {
    const isThere = this.#presence.isSomebodyHere
    if (isThere || this.#parts.link.clock.now() - this.#usedAt < STILL_THERE_MS) void this.#renew(isThere)
  }

  async #renew(isUse: boolean): Promise<Refusal | undefined> {
    const { link, instance } = this.#parts
    const now = link.clock.now()
    const isDue = now - this.#touchedAt >= TOUCH_EVERY_MS
    if (isDue && isUse) this.#touchedAt = now
    const ledUntil = this.#leadsUntil
    try {
      const wish = isDue ? 1 : 0
      const run = this.#isKnown ? link.run : ''
      const values = [instance, wish, LEAD_MS, isDue && isUse ? LIVE_MS : 0, run]
      const reply = texts(await link.ask(RENEW, this.key, ...values))
      const [answer, last, version, happened, leads, scripts] = reply
      if (answer !== 'here') return await this.#lost(answer)
      this.inLine.length = Number(scripts)
      if (Number(last) < this.feed.last) await this.restore()
      while (!this.#isOver && (Number(last) > this.feed.last || Number(version) > this.#version)) {
        if ((await this.#fetch()) !== 'here') return labNotFound()
      }
      if (leads === '1') this.#lead(now, Number(happened), ledUntil)
      return this.#isOver ? labNotFound() : undefined
    } catch {
      return storeUnavailable()
    }
  }

  #lead(now: number, happened: number, ledUntil: number): void {
    this.#leadsUntil = now + LEAD_MS
    if (now < ledUntil) return
    this.happened = happened
    this.#listener?.leaderChanged()
  }

  async #lost(answer: string | undefined): Promise<Refusal | undefined> {
    // One that has never been known here has not been lost.
    if (answer === 'missing' && this.#version > 0) return (await this.restore()) ? undefined : labNotFound()
    this.#over()
    return labNotFound()
  }

  /** Gives Redis what it has lost of this lab; false where it had been ended. */
  async restore(): Promise<boolean> {
    const { link, clock } = this.#parts
    const gone = this.feed.gone
    const events = this.feed.after(gone?.id ?? 0)
    const reply = await link.ask(
      RESTORE,
      this.key,
      ...[JSON.stringify(this.settings), this.#version, this.#place, this.happened, this.downUntil],
      ...[LIVE_MS, KEPT_EVENTS, KEPT_BYTES, gone?.id ?? 0, gone?.at ?? 0, this.watch ?? '', this.id],
      ...events.map(({ json }) => json),
    )
    if (reply === 'ended') this.#over()
    this.#touchedAt = clock.now()
    this.#presence.tellSoon()
    return !this.#isOver
  }

  /** Redis is back: one of the two may know more. */
  async comeBack(): Promise<void> {
    await this.#renew(false)
    if (this.#isOver) return
    this.#parts.taps()?.restart(this.id)
    await this.#presence.tellAnew()
  }

  #fetch(): Promise<Answer> {
    return (this.#fetching ??= this.#fetchNow().finally(() => (this.#fetching = undefined)))
  }

  async #fetchNow(): Promise<Answer> {
    const reply = (await this.#parts.link.ask(STATE, this.key, this.feed.last)) as StateReply
    if (reply[0] !== 'here') {
      await this.#lost(reply[0])
      return this.#isOver ? 'ended' : 'here'
    }
    const [, [settings, version, downUntil, happened, place, watch], here, [gone, goneAt], events, run] =
      reply
    this.#run = run
    this.downUntil = Number(downUntil ?? 0)
    this.happened = Number(happened ?? 0)
    this.#place = place ?? ''
    for (let i = 0; i + 1 < here.length; i += 2) this.#presence.told(here[i] ?? '', here[i + 1] ?? '')
    const lastGone = gone === '' ? undefined : { id: Number(gone), at: Number(goneAt) }
    this.feed.resume(events.map(keptFrom), lastGone)
    this.#setSettings(Number(version), settings ?? '')
    this.#heardWatch(watch)
    return 'here'
  }

  // --- who is there ---

  tell(connections: number): void {
    this.#presence.connectionsAre(connections)
  }

  tellWatchers(watchers: number): void {
    this.#presence.watchersAre(watchers)
  }

  watchTap(isWatched: boolean): Promise<number> {
    return this.#presence.watchTap(isWatched)
  }

  stillThere(isAlive: (instance: string) => boolean): void {
    this.#presence.stillThere(isAlive)
  }

  get connectionsElsewhere(): number {
    return this.#presence.elsewhere.connections
  }
  get watchersElsewhere(): number {
    return this.#presence.elsewhere.watchers
  }
  /** The other instances that want to be told what crosses here. */
  get tapWatchers(): readonly string[] {
    return this.#presence.elsewhere.tapWatchers
  }

  // --- news ---

  readonly #hear = (news: string): void => {
    if (!this.#isOver) this.#news[news[0] ?? '']?.(news.slice(1))
  }

  /** What is done with news, by the letter that they begin with. */
  readonly #news: Readonly<Record<string, (text: string) => void>> = {
    e: (json) => this.#heardEvent(json),
    s: (text) => this.#setSettings(Number.parseInt(text, 10), afterSpace(text)),
    f: (text) => this.#heardFault(text),
    p: (text) => this.#presence.told(text.slice(0, text.indexOf(' ')), afterSpace(text)),
    w: (instance) => {
      if (instance !== this.#parts.instance) this.#parts.taps()?.restart(this.id, instance)
    },
    k: (key) => this.#heardWatch(key),
    x: () => this.#over(),
  }

  /** Empty where there is none. */
  #heardWatch(key: string | null | undefined): void {
    const watch = key ? key : undefined
    if (watch === this.watch) return
    this.watch = watch
    this.#listener?.watchChanged()
  }

  #heardEvent(json: string): void {
    const kept = keptFrom(json)
    if (this.feed.append(kept) || kept.id <= this.feed.last) return
    this.#fetch().catch(() => undefined)
  }

  #setSettings(version: number, text: string): void {
    if (version <= this.#version) return
    this.#version = version
    this.settings = JSON.parse(text) as LabSettings
    this.#listener?.settingsChanged()
  }

  #heardFault(text: string): void {
    const [from = '', number = '', downUntil = ''] = text.split(' ', 3)
    if (from === this.#parts.instance) return
    const fault = JSON.parse(text.slice(text.indexOf('{'))) as Fault
    const met = this.#faultHere(fault, downUntil === '' ? undefined : Number(downUntil))
    this.#parts.say(from, `a ${number} ${met}`)
  }

  #faultHere(fault: Fault, downUntil: number | undefined): number {
    const met = this.#listener?.fault(fault) ?? 0
    if (downUntil !== undefined) {
      this.downUntil = downUntil
      this.#listener?.restarted()
    }
    return met
  }

  forgetOld(): void {
    // Redis lets go of them by itself.
  }

  leave(): void {
    if (this.#isOver) return
    this.#presence.leave()
    this.#over()
  }

  #over(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#presence.end()
    this.#parts.link.unsubscribe(this.key)
    this.#parts.forget(this.id)
    this.#listener?.ended()
    this.feed.end()
    this.#events.close()
  }
}

type Answer = 'here' | 'ended'
type StateReply =
  | readonly ['missing' | 'ended']
  | readonly [
      'here',
      readonly (string | null)[],
      readonly string[],
      readonly [string, string],
      readonly string[],
      string,
    ]

export function keyOf(labId: string): string {
  return `comet:lab:${labId}`
}

function afterSpace(text: string): string {
  return text.slice(text.indexOf(' ') + 1)
}

function texts(reply: unknown): readonly string[] {
  return reply as readonly string[]
}
