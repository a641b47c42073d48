/**
 * What this instance knows of a lab that instances share: its newest events and settings at hand, told by Redis as they come. Each
 * event has its number, so one that was not heard of is missed at once, and fetched. What Redis has lost, it is given back.
 */
import type { Fault } from '../../src/contract/faults.ts'
import type { LabSettings } from '../../src/contract/settings.ts'
import type { Account, Budget } from '../budget.ts'
import { createFeed, KEPT_BYTES, KEPT_EVENTS, keptFrom, type Feed } from '../lab/feed.ts'
import type { LabListener } from '../lab/lab-store.ts'
import { LIVE_MS, type RedisParts } from './parts.ts'
import { Presence } from './presence.ts'
import { RESTORE, STATE } from './scripts.ts'

export class KnownLab {
  readonly id: string
  readonly key: string
  readonly feed: Feed
  settings!: LabSettings
  downUntil = 0
  happened = 0
  watch: string | undefined
  readonly budget: Budget
  readonly presence: Presence
  protected readonly parts: RedisParts
  protected listener: LabListener | undefined
  protected version = 0
  protected leadsUntil = 0
  /** When a use was last told to Redis. */
  protected touchedAt = 0
  /** The run of Redis in which somebody last served it who had served it before. */
  protected run = ''
  protected isOver = false
  readonly #events: Account
  #place = ''
  #fetching: Promise<boolean> | undefined

  constructor(id: string, budget: Budget, parts: RedisParts) {
    this.id = id
    this.budget = budget
    this.key = keyOf(id)
    this.parts = parts
    this.#events = budget.account('events')
    this.feed = createFeed({ clock: parts.link.clock, account: this.#events })
    this.presence = new Presence(id, this.key, parts, {
      watchChanged: () => this.listener?.watchChanged(),
      nobodyIsHere: () => (this.leadsUntil = 0),
    })
  }

  listen(listener: LabListener): void {
    this.listener = listener
  }

  get connectionsElsewhere(): number {
    return this.presence.elsewhere.connections
  }
  get watchersElsewhere(): number {
    return this.presence.elsewhere.watchers
  }

  /** Hears of it from now on, then takes over what there is; false where there is none. */
  protected async begin(): Promise<boolean> {
    await this.parts.link.subscribe(this.key, this.#hear)
    return this.fetch()
  }

  /** Takes over what is newer than what is known; false where it has ended. */
  protected fetch(): Promise<boolean> {
    return (this.#fetching ??= this.#fetchNow().finally(() => (this.#fetching = undefined)))
  }

  async #fetchNow(): Promise<boolean> {
    const reply = (await this.parts.link.ask(STATE, this.key, this.feed.last)) as StateReply
    if (reply[0] !== 'here') {
      await this.lost(reply[0])
      return !this.isOver
    }
    const [, [settings, version, downUntil, happened, place, watch], here, [gone, goneAt], events, run] =
      reply
    this.run = run
    this.downUntil = Number(downUntil ?? 0)
    this.happened = Number(happened ?? 0)
    this.#place = place ?? ''
    for (let i = 0; i + 1 < here.length; i += 2) this.presence.told(here[i] ?? '', here[i + 1] ?? '')
    const lastGone = gone === '' ? undefined : { id: Number(gone), at: Number(goneAt) }
    this.feed.resume(events.map(keptFrom), lastGone)
    this.setSettings(Number(version), settings ?? '')
    this.heardWatch(watch)
    return true
  }

  /** Redis does not have it, as it answers; false where it has ended. */
  protected async lost(answer: string | undefined): Promise<boolean> {
    // One that has never been known here has not been lost.
    if (answer === 'missing' && this.version > 0) return this.restore()
    this.over()
    return false
  }

  /** Gives Redis what it has lost of this lab; false where it had been ended. */
  protected async restore(): Promise<boolean> {
    const { link, clock } = this.parts
    const gone = this.feed.gone
    const events = this.feed.after(gone?.id ?? 0)
    const reply = await link.ask(
      RESTORE,
      this.key,
      ...[JSON.stringify(this.settings), this.version, this.#place, this.happened, this.downUntil],
      ...[LIVE_MS, KEPT_EVENTS, KEPT_BYTES, gone?.id ?? 0, gone?.at ?? 0, this.watch ?? '', this.id],
      ...events.map(({ json }) => json),
    )
    if (reply === 'ended') this.over()
    this.touchedAt = clock.now()
    this.presence.tellSoon()
    return !this.isOver
  }

  // --- news ---

  readonly #hear = (news: string): void => {
    if (!this.isOver) this.#news[news[0] ?? '']?.(news.slice(1))
  }

  /** What is done with news, by the letter that they begin with. */
  readonly #news: Readonly<Record<string, (text: string) => void>> = {
    e: (json) => this.#heardEvent(json),
    s: (text) => this.setSettings(Number.parseInt(text, 10), afterSpace(text)),
    f: (text) => this.#heardFault(text),
    p: (text) => this.presence.told(text.slice(0, text.indexOf(' ')), afterSpace(text)),
    w: (instance) => {
      if (instance !== this.parts.instance) this.parts.taps()?.restart(this.id, instance)
    },
    k: (key) => this.heardWatch(key),
    x: () => this.over(),
  }

  /** Empty where there is none. */
  protected heardWatch(key: string | null | undefined): void {
    const watch = key ? key : undefined
    if (watch === this.watch) return
    this.watch = watch
    this.listener?.watchChanged()
  }

  #heardEvent(json: string): void {
    const kept = keptFrom(json)
    if (this.feed.append(kept) || kept.id <= this.feed.last) return
    this.fetch().catch(() => undefined)
  }

  protected setSettings(version: number, text: string): void {
    if (version <= this.version) return
    this.version = version
    this.settings = JSON.parse(text) as LabSettings
    this.listener?.settingsChanged()
  }

  #heardFault(text: string): void {
    const [from = '', number = '', downUntil = ''] = text.split(' ', 3)
    if (from === this.parts.instance) return
    const fault = JSON.parse(text.slice(text.indexOf('{'))) as Fault
    const met = this.faultHere(fault, downUntil === '' ? undefined : Number(downUntil))
    this.parts.say(from, `a ${number} ${met}`)
  }

  protected faultHere(fault: Fault, downUntil: number | undefined): number {
    const met = this.listener?.fault(fault) ?? 0
    if (downUntil !== undefined) {
      this.downUntil = downUntil
      this.listener?.restarted()
    }
    return met
  }

  /** It has ended, or is not this instance's any more. */
  protected over(): void {
    if (this.isOver) return
    this.isOver = true
    this.presence.end()
    this.parts.link.unsubscribe(this.key)
    this.parts.forget(this.id)
    this.listener?.ended()
    this.feed.end()
    this.#events.close()
  }
}

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
