/** Who is there in a shared lab: what this instance holds of it, told to Redis, and what the others have told. */
import { Elsewhere } from './elsewhere.ts'
import type { RedisParts } from './parts.ts'
import { TELL } from './scripts.ts'

/** What is told of connections that come and go in one bunch is told once. */
const TELL_AFTER_MS = 20

export interface PresenceListener {
  /** Those who watch by a link are more or fewer, here or elsewhere. */
  watchChanged(): void
  /** The others are about to hear that nobody is connected here. */
  nobodyIsHere(): void
}

export class Presence {
  readonly elsewhere = new Elsewhere()
  readonly #labId: string
  readonly #key: string
  readonly #parts: RedisParts
  readonly #listener: PresenceListener
  #connections = 0
  #watchers = 0
  #watchesTap = false
  #isTelling = false
  #isOver = false

  constructor(labId: string, key: string, parts: RedisParts, listener: PresenceListener) {
    this.#labId = labId
    this.#key = key
    this.#parts = parts
    this.#listener = listener
  }

  get isSomebodyHere(): boolean {
    return this.#connections > 0
  }

  connectionsAre(connections: number): void {
    this.#connections = connections
    this.tellSoon()
  }

  watchersAre(watchers: number): void {
    this.#watchers = watchers
    this.#listener.watchChanged()
    this.tellSoon()
  }

  /** Whether what crosses elsewhere is to be told here. Gives how many instances have heard of it. */
  async watchTap(isWatched: boolean): Promise<number> {
    this.#watchesTap = isWatched
    return (await this.#tell(isWatched)) - 1
  }

  tellSoon(): void {
    if (this.#isTelling || this.#isOver) return
    this.#isTelling = true
    this.#parts.clock.after(TELL_AFTER_MS, () => {
      this.#isTelling = false
      if (!this.#isOver) this.#tell().catch(() => undefined)
    })
  }

  /** After Redis was away: tells all there is, and asks for the taps anew. */
  async tellAnew(): Promise<void> {
    await this.#tell(this.#watchesTap).catch(() => 0)
  }

  /** Also that it wants to be told the taps anew, where `isAnew`. */
  async #tell(isAnew = false): Promise<number> {
    const { link, instance } = this.#parts
    if (!this.isSomebodyHere) this.#listener.nobodyIsHere()
    const watches = this.#watchesTap ? 1 : 0
    const wish = isAnew ? 1 : 0
    return Number(await link.ask(TELL, this.#key, instance, this.#connections, watches, wish, this.#watchers))
  }

  /** Another instance has told what it holds. */
  told(instance: string, text: string): void {
    if (instance !== this.#parts.instance) this.#elsewhereIs((elsewhere) => elsewhere.told(instance, text))
  }

  stillThere(isAlive: (instance: string) => boolean): void {
    this.#elsewhereIs((elsewhere) => elsewhere.stillThere(isAlive))
  }

  #elsewhereIs(change: (elsewhere: Elsewhere) => void): void {
    const { watchers } = this.elsewhere
    change(this.elsewhere)
    if (watchers !== this.elsewhere.watchers) this.#listener.watchChanged()
    this.#parts.taps()?.watchers(this.#labId, this.elsewhere.tapWatchers)
  }

  /** This instance serves the lab no more, which the others hear. */
  leave(): void {
    this.#connections = 0
    this.#watchers = 0
    this.#watchesTap = false
    this.#tell().catch(() => undefined)
  }

  end(): void {
    this.#isOver = true
  }
}
