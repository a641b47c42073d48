/**
 * Who reads a lab's events on one streaming transport: hands each event to everyone as it happens, sends heartbeats
 * into silence, and ends everyone well when the lab says so. The three streams share this file; each brings its readers.
 *
 * Nobody has a queue. A reader that takes no more is left alone, and gets what it missed from the feed's log once it
 * takes again; what the log no longer holds, it is told of by the feed's gap notice.
 */
import type { Clock } from '../clock.ts'
import type { Report } from '../http/answer.ts'
import type { KeptEvent } from '../lab/feed.ts'
import type { Lab } from '../lab/lab.ts'
import { DueInTurn } from './due-in-turn.ts'

/** Why a stream ends though its reader did not leave. */
export type StreamEnd = 'draining' | 'restarting' | 'ended'

/** One open stream, as far as it has to be known here. */
export interface StreamReader {
  /** Writes an event; false when nothing more should be written until there is room. */
  event(kept: KeptEvent): boolean
  heartbeat(): void
  /** Calls back once there is room again; called after `event` gave false. */
  whenRoom(resume: () => void): void
  /** Lets what `write` writes leave together. */
  together(write: () => void): void
  end(why: StreamEnd): void
  /** Ends it as what was broken by a mistake of ours, which has been reported. */
  fail(): void
}

export interface Subscribers {
  /** Brings a reader up to date from event `after` on, then keeps it so until `leave` is called. */
  add(reader: StreamReader, after: number): { leave(): void }
}

/** There are thousands, so what they share is shared: their `leave` is one function. */
interface Subscription {
  readonly reader: StreamReader
  /** The newest event written to it. */
  last: number
  /** When something was last written to it. */
  wroteAt: number
  /** It takes nothing for now, so it is passed over. */
  isBehind: boolean
  leave(): void
}

/** A lab's readers on one transport; none yet. `report` is told of our own mistakes, each of which ends those it happened to. */
export function createSubscribers(lab: Lab, clock: Clock, report: Report): Subscribers {
  /** The one silent for longest first: who is written to alone goes to the end, and who is written to with all keeps its place. */
  const subscriptions = new DueInTurn<Subscription>(
    clock,
    ({ wroteAt }) => wroteAt + lab.settings.heartbeatMs,
    (subscription) => {
      wroteAlone(subscription)
      if (!subscription.isBehind) forEach([subscription], ({ reader }) => reader.heartbeat())
    },
  )

  /** Does something for each of many: a mistake is nobody's but theirs it happened to, and told once. */
  function forEach(all: Iterable<Subscription>, act: (subscription: Subscription) => void): void {
    let mistakes = 0
    for (const subscription of all) {
      try {
        act(subscription)
      } catch (mistake) {
        if (mistakes++ === 0) report('A stream failed', mistake)
        subscriptions.delete(subscription)
        subscription.reader.fail()
      }
    }
  }

  function publish(kept: KeptEvent): void {
    const now = clock.now()
    forEach(subscriptions.all, (subscription) => {
      // Bytes wait for the one that is behind: what it needs is not another sign of life.
      subscription.wroteAt = now
      if (!subscription.isBehind) write(subscription, kept)
    })
  }

  function write(subscription: Subscription, kept: KeptEvent): void {
    subscription.last = kept.id
    if (subscription.reader.event(kept)) return
    subscription.isBehind = true
    subscription.reader.whenRoom(() => {
      subscription.isBehind = false
      if (subscriptions.all.has(subscription)) forEach([subscription], catchUp)
    })
  }

  function catchUp(subscription: Subscription): void {
    if (subscription.last >= lab.feed.last) return
    subscription.reader.together(() => {
      for (const kept of lab.feed.after(subscription.last)) {
        if (subscription.isBehind) break
        write(subscription, kept)
      }
    })
    wroteAlone(subscription)
  }

  function wroteAlone(subscription: Subscription): void {
    subscription.wroteAt = clock.now()
    subscriptions.add(subscription)
  }

  function endAll(why: StreamEnd): void {
    const ending = [...subscriptions.all]
    for (const subscription of ending) subscriptions.delete(subscription)
    forEach(ending, ({ reader }) => reader.end(why))
  }

  function leave(this: Subscription): void {
    subscriptions.delete(this)
  }

  lab.feed.subscribe(publish)
  lab.onChange((change) => {
    if (change === 'settings') subscriptions.look()
    else endAll(change)
  })

  return {
    add(reader, after) {
      const subscription: Subscription = { reader, last: after, wroteAt: clock.now(), isBehind: false, leave }
      subscriptions.add(subscription)
      forEach([subscription], catchUp)
      return subscription
    },
  }
}
