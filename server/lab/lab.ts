/**
 * A lab: one reader's private room, as this instance serves it. Who is connected to it here, what they are told, and
 * what happens in it by itself; what is the lab's own wherever it is served is the store's (`lab-store.ts`). It knows no HTTP;
 * transports and observers enter it, leave it, and listen to its changes.
 */
import type { LabSettings } from '../../src/contract/settings.ts'
import type { Fault } from '../../src/contract/faults.ts'
import { whenKnown, type Awaitable } from '../awaitable.ts'
import type { Budget } from '../budget.ts'
import type { Clock, Timer } from '../clock.ts'
import { isRefusal, memoryFull, refuse, type Refusal } from '../errors.ts'
import type { AnswersInLine } from './answers-in-line.ts'
import { readEventInput } from './event-input.ts'
import type { Feed } from './feed.ts'
import { GENERATORS } from './generators/generator.ts'
import type { Generator } from './generators/happening.ts'
import { STILL_THERE_MS, type KeptLab, type Published } from './lab-store.ts'
import { LabWatch } from './lab-watch.ts'
import { createPace } from './pace.ts'
import { seededRandom } from './random.ts'

/** What those who hold something open in a lab are told. */
export type LabChange = 'settings' | 'draining' | 'restarting' | 'ended'

export interface Lab {
  readonly id: string
  readonly settings: LabSettings
  readonly feed: Feed
  /** Scripted answers that wait for their request. */
  readonly inLine: AnswersInLine
  /** What it may keep, as one of those of its place. */
  readonly budget: Budget
  /** The link by which others watch it. */
  readonly watch: LabWatch
  /** Open exchanges and observers, those of this instance. */
  readonly connections: number
  /** When somebody last called, came or left. */
  readonly lastUseAt: number
  readonly hasEnded: boolean
  /** The server is going down: what is open ends, and nothing that lasts begins. */
  readonly isDraining: boolean
  /** How long its transports are still down after a restart; 0 when they are up. */
  readonly downForMs: number
  /**
   * Publishes what a client sent as `{"type","data"}`, if it is an event and within the rate. What came before with the same
   * `Idempotency-Key` gets the first answer again, whatever it is now.
   */
  publish(input: unknown, key?: string): Awaitable<Published | Refusal>
  /** Merges `{"settings":{…}}`; a refusal changes nothing. Open connections feel it at once. */
  patch(body: unknown): Awaitable<LabSettings | Refusal>
  /** Does a fault to all that is open in it, wherever; tells how many it met. */
  fault(fault: Fault): Awaitable<number | Refusal>
  /** Asks the store for what was published and set elsewhere. */
  renew(): Awaitable<Refusal | undefined>
  /** Counts one more connection, until `leave` is called once. */
  enter(): Entered | Refusal
  /** Says that somebody called: the minute until an unused lab ends starts anew. */
  touch(): void
  onChange(listener: (change: LabChange) => void): () => void
  /** Tells everyone to finish what is open; the lab itself stays. */
  drain(): void
  /** Lets go of first answers that are past their minute. */
  forgetOld(): void
  /** Ends the lab and everything open on it, wherever; harmless when it has ended. */
  end(): Awaitable<Refusal | undefined>
  /** Ends it as far as it is this instance's; one that is nobody else's has ended then. */
  leave(): void
}

export interface Entered {
  leave(): void
}

export interface LabOptions {
  readonly id: string
  readonly kept: KeptLab
  readonly clock: Clock
  readonly limits: LabLimits
  /** Does a fault to what is open in it on this instance, and tells how many it met. */
  readonly fault?: (lab: Lab, fault: Fault) => number
  /** Called once, when the lab ends for whatever reason. */
  readonly ended: () => void
}

export interface LabLimits {
  readonly maxConnectionsPerLab: number
  readonly maxWatchers: number
}

/** A lab with nobody connected ends this long after the last connection or call. */
export const UNUSED_MS = 60_000
/** What a lab takes before anything happens in it: its transports, their closures, its log's first block. */
export const LAB_COST_BYTES = 24 * 1024
/** As JSON an event can be four times its body (`1e20` is written out), as two bytes a character. */
const LARGEST_EVENT_BYTES = 512 * 1024
/** What one connection brings with it until it is counted itself. */
const ENTRY_BYTES = 32 * 1024
/** What a page keeps open: a browser's six to one host, and its two WebSockets. Beyond them a connection is something new. */
const PAGE_CONNECTIONS = 8

/** A lab in which things happen from now on, as long as somebody is there. */
export function createLab({ id, kept, clock, limits, fault: faultHere = () => 0, ended }: LabOptions): Lab {
  const { budget, feed } = kept
  const account = budget.account('labs')
  const listeners = new Set<(change: LabChange) => void>()
  const watch = new LabWatch(kept, limits.maxWatchers)
  let feedName = kept.settings.feed
  /** Made when something first happens here by itself. */
  let generator: Generator | undefined
  let connections = 0
  let lastUseAt = clock.now()
  let unusedTimer: Timer | undefined
  let hasEnded = false
  let isDraining = false

  const pace = createPace({
    clock,
    random: seededRandom(`${id} pace`),
    isAttended: () => kept.isLeader && (kept.connectionsElsewhere > 0 || isAttendedHere()),
    happen() {
      const happening = (generator ??= generatorFrom(kept.happened)).next()
      if (happening !== undefined) kept.happen(happening)
    },
  })

  function isAttendedHere(): boolean {
    return connections > 0 || clock.now() - lastUseAt < STILL_THERE_MS
  }

  /** As it is after so many happenings, which another instance may have had. */
  function generatorFrom(happened: number): Generator {
    const made = GENERATORS[feedName](seededRandom(id))
    for (let i = 0; i < happened; i++) made.next()
    return made
  }

  function watchForDisuse(afterMs: number): void {
    unusedTimer = clock.after(afterMs, () => {
      unusedTimer = undefined
      if (hasEnded || connections > 0) return
      const restMs = lastUseAt + UNUSED_MS - clock.now()
      if (restMs > 0) watchForDisuse(restMs)
      // Who watches here sees what is done elsewhere, as long as somebody is there.
      else if (watch.here > 0 && kept.connectionsElsewhere > 0) watchForDisuse(UNUSED_MS)
      else kept.leave()
    })
  }

  function touch(): void {
    lastUseAt = clock.now()
    if (kept.isLeader) pace.resume()
  }

  function enter(): void {
    connections += 1
    kept.tell(connections)
    if (kept.isLeader) pace.resume()
  }

  function leave(): void {
    connections -= 1
    lastUseAt = clock.now()
    if (hasEnded) return
    kept.tell(connections)
    if (connections === 0 && unusedTimer === undefined) watchForDisuse(UNUSED_MS)
  }

  function tell(change: LabChange): void {
    for (const listener of [...listeners]) listener(change)
  }

  /** What is no event, or has no room, may still be the repeat of one that was and had. */
  function unlessFirst(refusal: Refusal, key: string | undefined): Awaitable<Published | Refusal> {
    if (key === undefined) return refusal
    return whenKnown(kept.firstAnswer(key), (first) => first ?? refusal)
  }

  const lab: Lab = {
    id,
    feed,
    inLine: kept.inLine,
    budget,
    watch,
    get settings() {
      return kept.settings
    },
    get connections() {
      return connections
    },
    get lastUseAt() {
      return lastUseAt
    },
    get hasEnded() {
      return hasEnded
    },
    get isDraining() {
      return isDraining
    },
    get downForMs() {
      return Math.max(0, kept.downUntil - clock.now())
    },

    publish(input, key) {
      const event = readEventInput(input)
      if (isRefusal(event)) return unlessFirst(event, key)
      if (!budget.admits(LARGEST_EVENT_BYTES)) return unlessFirst(memoryFull(), key)
      return kept.publish(event, key)
    },

    patch: (body) => kept.change(body),

    fault: (fault) => kept.fault(fault, fault.kind === 'restart' ? clock.now() + fault.downMs : undefined),

    renew: () => kept.renew(),

    enter() {
      if (hasEnded) return refuse('lab-not-found', 'This lab has ended. Make another with POST /labs.')
      if (connections + kept.connectionsElsewhere >= limits.maxConnectionsPerLab) {
        const message = `A lab holds ${limits.maxConnectionsPerLab} connections; close one first.`
        return refuse('too-many-connections', message, ['Retry-After', '1'])
      }
      const isPages = connections < PAGE_CONNECTIONS
      if (!budget.admits(ENTRY_BYTES, isPages ? 'running' : 'new')) return memoryFull()
      enter()
      let isIn = true
      return {
        leave() {
          if (isIn) leave()
          isIn = false
        },
      }
    },

    touch,

    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },

    drain() {
      isDraining = true
      tell('draining')
    },

    forgetOld: () => kept.forgetOld(),
    end: () => kept.end(),
    leave: () => kept.leave(),
  }

  kept.listen({
    settingsChanged() {
      if (kept.settings.feed !== feedName) generator = undefined
      feedName = kept.settings.feed
      pace.set(kept.settings.eventsPerMinute)
      tell('settings')
    },
    restarted: () => tell('restarting'),
    watchChanged: () => watch.changed(),
    fault: (fault) => faultHere(lab, fault),
    leaderChanged() {
      // Another may have gone on where this one stopped.
      generator = undefined
      if (kept.isLeader) pace.resume()
    },
    ended() {
      if (hasEnded) return
      hasEnded = true
      pace.end()
      unusedTimer?.cancel()
      tell('ended')
      listeners.clear()
      ended()
      account.close()
    },
  })

  account.add(LAB_COST_BYTES)

  pace.set(kept.settings.eventsPerMinute)
  if (kept.isLeader) pace.resume()
  watchForDisuse(UNUSED_MS)
  return lab
}
