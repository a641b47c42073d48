/** One lab that instances share, as this one has joined it: what is asked and changed in it, and who makes what happens by itself. */
import type { Fault } from '../../src/contract/faults.ts'
import type { LabSettings } from '../../src/contract/settings.ts'
import type { Budget } from '../budget.ts'
import {
  isRefusal,
  labNotFound,
  memoryFull,
  storeUnavailable,
  tooManyEvents,
  type Refusal,
} from '../errors.ts'
import type { EventInput } from '../lab/event-input.ts'
import { KEPT_BYTES, KEPT_EVENTS, keptFrom } from '../lab/feed.ts'
import type { Happening } from '../lab/generators/happening.ts'
import { STILL_THERE_MS, type KeptLab, type Published } from '../lab/lab-store.ts'
import { mergeSettingsBody } from '../lab/settings.ts'
import { KnownLab } from './known-lab.ts'
import { LEAD_MS, LIVE_MS, MOST_OF_PLACE_BYTES, orUnavailable, type RedisParts } from './parts.ts'
import type { Script } from './script.ts'
import { CHANGE, CLAIM, END, FAULT, FIRST, PUBLISH, RENEW, WATCH } from './scripts.ts'
import { SharedLine } from './shared-line.ts'

/** How often a use is told to Redis at most. */
const TOUCH_EVERY_MS = 1_000
/** So long a fault waits for what it met elsewhere. */
const FAULT_MS = 1_000
/** How often something is tried while Redis settles after it has begun anew. */
const MOST_TRIES = 5
/** More than can have been published in a lab since a Redis that loses something last wrote to its disk. */
const IDS_PASSED_OVER = 1_000_000

export class RedisLab extends KnownLab implements KeptLab {
  readonly inLine: SharedLine
  #usedAt = 0
  #isKnown = false

  constructor(id: string, budget: Budget, parts: RedisParts) {
    super(id, budget, parts)
    this.inLine = new SharedLine(parts.link, this.key, (script, ...values) => this.#write(script, ...values))
  }

  get isLeader(): boolean {
    return this.parts.link.clock.now() < this.leadsUntil
  }

  /** Hears of it from now on, then takes over what there is. `isUse`: somebody comes to use it, and not only to watch. */
  async join(isUse: boolean): Promise<Refusal | undefined> {
    const refused = await orUnavailable(() => this.#begin())
    if (refused !== undefined) {
      this.over()
      return refused
    }
    this.#isKnown = true
    return isUse ? this.renew() : undefined
  }

  async #begin(): Promise<Refusal | undefined> {
    const { link } = this.parts
    if (!(await this.begin())) return labNotFound()
    if (this.run === link.run) return undefined
    const claimed = await this.#write(CLAIM, link.keepsAll ? 1 : 0, IDS_PASSED_OVER)
    return isRefusal(claimed) ? claimed : undefined
  }

  // --- what changes something ---

  publish({ type, data }: EventInput, key: string | undefined): Promise<Published | Refusal> {
    return this.#publish(type, data, key ?? '', '')
  }

  happen({ type, data }: Happening): void {
    this.happened += 1
    void this.#publish(type, data, '', this.parts.instance)
  }

  async #publish(type: string, data: unknown, key: string, leader: string): Promise<Published | Refusal> {
    const { link, limits } = this.parts
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
    if (what === 'not-leader') this.leadsUntil = 0
    // Where one before it has not been heard of yet, it comes after that one.
    if (what === 'made') this.feed.append(keptFrom(text))
    return { json: text }
  }

  firstAnswer(key: string): Promise<Published | Refusal | undefined> {
    return orUnavailable(async () => {
      const [what, json = ''] = texts(await this.parts.link.ask(FIRST, this.key, key))
      return what === 'first' ? { json } : undefined
    })
  }

  async change(body: unknown): Promise<LabSettings | Refusal> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const merged = mergeSettingsBody(this.settings, body)
      if (isRefusal(merged)) return merged
      const isOtherFeed = merged.feed !== this.settings.feed
      const text = JSON.stringify(merged)
      const reply = await this.#write(CHANGE, this.version, text, isOtherFeed ? 1 : 0, LIVE_MS)
      if (isRefusal(reply)) return reply
      if (reply[0] === 'set') {
        this.setSettings(Number(reply[1]), text)
        return merged
      }
      // Somebody else was faster: merged into what it is now.
      await this.fetch()
    }
    return storeUnavailable()
  }

  async fault(fault: Fault, downUntil: number | undefined): Promise<number | Refusal> {
    const { link, clock, answers, instance } = this.parts
    const number = answers.next()
    try {
      const text = `${instance} ${number} ${downUntil ?? ''} ${JSON.stringify(fault)}`
      const heard = Number(await link.ask(FAULT, this.key, text, downUntil ?? ''))
      const here = this.faultHere(fault, downUntil)
      return here + (await answers.sum(number, heard - 1, clock, FAULT_MS))
    } catch {
      answers.forget(number)
      return storeUnavailable()
    }
  }

  end(): Promise<Refusal | undefined> {
    return orUnavailable(async () => {
      await this.parts.link.ask(END, this.key)
      this.over()
      return undefined
    })
  }

  async setWatch(key: string | undefined): Promise<{ readonly key: string | undefined } | Refusal> {
    const reply = await this.#write(WATCH, key ?? '', this.id, LIVE_MS)
    if (isRefusal(reply)) return reply
    this.heardWatch(reply[1])
    return { key: this.watch }
  }

  async knowsWatch(key: string): Promise<boolean> {
    // Its news may still be on its way.
    if (this.watch !== key) await this.fetch().catch(() => undefined)
    return this.watch === key
  }

  /** Does a script that writes, with the run id in front; waits while Redis settles, and gives it back what it has lost. */
  #write(script: Script, ...values: (string | number)[]): Promise<readonly string[] | Refusal> {
    const { link, clock } = this.parts
    return orUnavailable(async () => {
      for (let tries = 0; tries < MOST_TRIES && !this.isOver; tries++) {
        const reply = texts(await link.ask(script, this.key, link.run, ...values))
        if (reply[0] === 'restarted') await link.arrive()
        else if (reply[0] === 'settling')
          await new Promise<void>((resolve) => void clock.after(Number(reply[1]), resolve))
        else if (reply[0] === 'missing') await this.restore()
        else if (reply[0] === 'ended') this.over()
        else return reply
      }
      return this.isOver ? labNotFound() : storeUnavailable()
    })
  }

  // --- whether somebody is there ---

  async renew(): Promise<Refusal | undefined> {
    this.#usedAt = this.parts.link.clock.now()
    return this.#renew(true)
  }

  /** Says that it is used, as long as somebody is there, and that this instance would lead, a little longer. */
  beat(): void {
    const isThere = this.presence.isSomebodyHere
    if (isThere || this.parts.link.clock.now() - this.#usedAt < STILL_THERE_MS) void this.#renew(isThere)
  }

  #renew(isUse: boolean): Promise<Refusal | undefined> {
    const { link, instance } = this.parts
    const now = link.clock.now()
    const isDue = now - this.touchedAt >= TOUCH_EVERY_MS
    if (isDue && isUse) this.touchedAt = now
    const ledUntil = this.leadsUntil
    return orUnavailable(async () => {
      const wish = isDue ? 1 : 0
      const run = this.#isKnown ? link.run : ''
      const values = [instance, wish, LEAD_MS, isDue && isUse ? LIVE_MS : 0, run]
      const reply = texts(await link.ask(RENEW, this.key, ...values))
      const [answer, last, version, happened, leads, scripts] = reply
      if (answer !== 'here') return (await this.lost(answer)) ? undefined : labNotFound()
      this.inLine.length = Number(scripts)
      if (Number(last) < this.feed.last) await this.restore()
      while (!this.isOver && (Number(last) > this.feed.last || Number(version) > this.version)) {
        if (!(await this.fetch())) return labNotFound()
      }
      if (leads === '1') this.#lead(now, Number(happened), ledUntil)
      return this.isOver ? labNotFound() : undefined
    })
  }

  #lead(now: number, happened: number, ledUntil: number): void {
    this.leadsUntil = now + LEAD_MS
    if (now < ledUntil) return
    this.happened = happened
    this.listener?.leaderChanged()
  }

  /** Redis is back: one of the two may know more. */
  async comeBack(): Promise<void> {
    await this.#renew(false)
    if (this.isOver) return
    this.parts.taps()?.restart(this.id)
    await this.presence.tellAnew()
  }

  tell(connections: number): void {
    this.presence.connectionsAre(connections)
  }

  tellWatchers(watchers: number): void {
    this.presence.watchersAre(watchers)
  }

  forgetOld(): void {
    // Redis lets go of them by itself.
  }

  leave(): void {
    if (this.isOver) return
    this.presence.leave()
    this.over()
  }
}

function texts(reply: unknown): readonly string[] {
  return reply as readonly string[]
}
