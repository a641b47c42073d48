/** The link by which others watch a lab, as this instance serves it: its key, who watches here, and who may. */
import { randomBytes } from 'node:crypto'
import { whenKnown, type Awaitable } from '../awaitable.ts'
import { isRefusal, memoryFull, refuse, watchNotFound, type Refusal } from '../errors.ts'
import type { KeptLab } from './lab-store.ts'

/** 128 bits. */
const KEY_BYTES = 16
/** What a watcher brings with it until it is counted itself. */
const ENTRY_BYTES = 32 * 1024

export class LabWatch {
  /** Those of this one. */
  here = 0
  readonly #kept: KeptLab
  readonly #mostWatchers: number
  readonly #listeners = new Set<() => void>()

  constructor(kept: KeptLab, mostWatchers: number) {
    this.#kept = kept
    this.#mostWatchers = mostWatchers
  }

  /** While there is one. */
  get key(): string | undefined {
    return this.#kept.watch
  }

  /** Watchers, those of other instances too. */
  get count(): number {
    return this.here + this.#kept.watchersElsewhere
  }

  /** Whether this is its key now; asks, where it was opened elsewhere a moment ago. */
  isOpenWith(key: string): Awaitable<boolean> {
    return this.#kept.knowsWatch(key)
  }

  /** Opens the link; gives its key, which is the old one where it was open. */
  open(): Awaitable<{ readonly key: string } | Refusal> {
    const made = randomBytes(KEY_BYTES).toString('base64url')
    return whenKnown(this.#kept.setWatch(made), (set) => (isRefusal(set) ? set : { key: set.key ?? made }))
  }

  /** Ends it, if it is open: whoever watches is told. */
  end(): Awaitable<Refusal | undefined> {
    return whenKnown(this.#kept.setWatch(undefined), (set) => (isRefusal(set) ? set : undefined))
  }

  /** Lets one more watch, until `leave` is called once; watchers keep no lab alive, and are none of its connections. */
  enter(key: string): { leave(): void } | Refusal {
    if (key !== this.key) return watchNotFound()
    if (this.count >= this.#mostWatchers) {
      const message = `So many watch already, the most that may: ${this.#mostWatchers}. Try again when some have left.`
      return refuse('too-many-watchers', message, ['Retry-After', '5'])
    }
    if (!this.#kept.budget.admits(ENTRY_BYTES)) return memoryFull()
    this.#are(this.here + 1)
    let isIn = true
    return {
      leave: () => {
        if (isIn) this.#are(this.here - 1)
        isIn = false
      },
    }
  }

  #are(here: number): void {
    this.here = here
    this.#kept.tellWatchers(here)
  }

  /** Calls when there is another key, or none, or the count is another. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  changed(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
