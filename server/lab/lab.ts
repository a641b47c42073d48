/**
 * A lab: one reader's private room. Its feed, its settings, who is connected to it, and its end. It knows no HTTP;
 * transports and observers enter it, leave it, and listen to its changes.
 */
import type { LabSettings } from '../../src/contract/settings.ts'
import { createBudget, type Budget } from '../budget.ts'
import type { Clock, Timer } from '../clock.ts'
import { isRefusal, memoryFull, refuse, type Refusal } from '../errors.ts'
import { readEventInput } from './event-input.ts'
import { createEventRate } from './event-rate.ts'
import { createFeed, type Feed, type KeptEvent } from './feed.ts'
import { createFirstAnswers, type FirstAnswers } from './first-answers.ts'
import { GENERATORS } from './generators/generator.ts'
import { createPace } from './pace.ts'
import { seededRandom } from './random.ts'
import { mergeSettingsBody } from './settings.ts'

/** What those who hold something open in a lab are told. */
export type LabChange = 'settings' | 'draining' | 'restarting' | 'ended'

export interface Lab {
  readonly id: string
  readonly settings: LabSettings
  readonly feed: Feed
  /** What it may keep, as one of those of its place. */
  readonly budget: Budget
  /** Answers to `Idempotency-Key`s. */
  readonly firstAnswers: FirstAnswers
  /** Open exchanges and observers. */
  readonly connections: number
  /** When somebody last called, came or left. */
  readonly lastUseAt: number
  readonly hasEnded: boolean
  /** The server is going down: what is open ends, and nothing that lasts begins. */
  readonly isDraining: boolean
  /** How long its transports are still down after a restart; 0 when they are up. */
  readonly downForMs: number
  /** Publishes what a client sent as `{"type","data"}`, if it is an event and within the rate. */
  publish(input: unknown): KeptEvent | Refusal
  /** Merges `{"settings":{…}}`; a refusal changes nothing. Open connections feel it at once. */
  patch(body: unknown): LabSettings | Refusal
  /** Counts one more connection, until `leave` is called once. */
  enter(): Entered | Refusal
  /** Says that somebody called: the minute until an unused lab ends starts anew. */
  touch(): void
  onChange(listener: (change: LabChange) => void): () => void
  /** Tells everyone to finish what is open; the lab itself stays. */
  drain(): void
  /** Does what a deploy does: ends what is open, and has its transports down for so long. */
  restart(downMs: number): void
  /** Ends the lab and everything open on it; harmless when it has ended. */
  end(): void
}

export interface Entered {
  leave(): void
}

export interface LabOptions {
  readonly id: string
  readonly settings: LabSettings
  readonly clock: Clock
  readonly limits: LabLimits
  readonly budget?: Budget
  /** Called once, when the lab ends for whatever reason. */
  readonly ended: () => void
}

export interface LabLimits {
  readonly maxConnectionsPerLab: number
  readonly maxEventsPerMinute: number
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
/** A client that polls is between two calls most of the time; so long after one it still counts as there. */
const STILL_THERE_MS = 15_000

/** A lab whose generator runs from now on, as long as somebody is there. */
export function createLab({
  id,
  settings: initial,
  clock,
  limits,
  budget = createBudget(Infinity),
  ended,
}: LabOptions): Lab {
  const account = budget.account('labs')
  const answersAccount = budget.account('answers')
  const feed = createFeed({ clock, account: budget.account('events') })
  const rate = createEventRate(clock, limits.maxEventsPerMinute, account)
  const listeners = new Set<(change: LabChange) => void>()
  const random = seededRandom(id)
  let settings = initial
  let generator = GENERATORS[settings.feed](random)
  let connections = 0
  let lastUseAt = clock.now()
  let unusedTimer: Timer | undefined
  let hasEnded = false
  let isDraining = false
  let downUntil = 0

  const pace = createPace({
    clock,
    random,
    isAttended: () => connections > 0 || clock.now() - lastUseAt < STILL_THERE_MS,
    happen() {
      const happening = generator.next()
      if (happening !== undefined) feed.publish(happening.type, happening.data)
    },
  })

  function watchForDisuse(afterMs: number): void {
    unusedTimer = clock.after(afterMs, () => {
      unusedTimer = undefined
      if (hasEnded || connections > 0) return
      const restMs = lastUseAt + UNUSED_MS - clock.now()
      if (restMs > 0) watchForDisuse(restMs)
      else lab.end()
    })
  }

  function touch(): void {
    lastUseAt = clock.now()
    pace.resume()
  }

  function leave(): void {
    connections -= 1
    lastUseAt = clock.now()
    if (connections === 0 && unusedTimer === undefined && !hasEnded) watchForDisuse(UNUSED_MS)
  }

  function tell(change: LabChange): void {
    for (const listener of [...listeners]) listener(change)
  }

  const lab: Lab = {
    id,
    feed,
    budget,
    firstAnswers: createFirstAnswers(clock, answersAccount),
    get settings() {
      return settings
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
      return Math.max(0, downUntil - clock.now())
    },

    publish(input) {
      const event = readEventInput(input)
      if (isRefusal(event)) return event
      if (!budget.admits(LARGEST_EVENT_BYTES)) return memoryFull()
      const taken = rate.take()
      if (taken.kind === 'over') {
        const message = `A lab takes ${limits.maxEventsPerMinute} events a minute; try again in ${taken.retryAfterSeconds} s.`
        return refuse('too-many-events', message, ['Retry-After', String(taken.retryAfterSeconds)])
      }
      return feed.publish(event.type, event.data)
    },

    patch(body) {
      const merged = mergeSettingsBody(settings, body)
      if (isRefusal(merged)) return merged
      if (merged.feed !== settings.feed) generator = GENERATORS[merged.feed](random)
      settings = merged
      pace.set(merged.eventsPerMinute)
      tell('settings')
      return merged
    },

    enter() {
      if (hasEnded) return refuse('lab-not-found', 'This lab has ended. Make another with POST /labs.')
      if (connections >= limits.maxConnectionsPerLab) {
        const message = `A lab holds ${limits.maxConnectionsPerLab} connections; close one first.`
        return refuse('too-many-connections', message, ['Retry-After', '1'])
      }
      const isPages = connections < PAGE_CONNECTIONS
      if (!budget.admits(ENTRY_BYTES, isPages ? 'running' : 'new')) return memoryFull()
      connections += 1
      pace.resume()
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

    restart(downMs) {
      downUntil = clock.now() + downMs
      tell('restarting')
    },

    end() {
      if (hasEnded) return
      hasEnded = true
      pace.end()
      unusedTimer?.cancel()
      tell('ended')
      listeners.clear()
      ended()
      feed.end()
      answersAccount.close()
      account.close()
    },
  }

  account.add(LAB_COST_BYTES)

  pace.set(settings.eventsPerMinute)
  pace.resume()
  watchForDisuse(UNUSED_MS)
  return lab
}
