/**
 * A lab's events: numbered 1, 2, 3 …, the newest kept, so that a client that was away gets what it missed and is
 * told of what is gone. Each event is serialised once, here; every transport writes that same text.
 */
import type { Clock } from '../clock.ts'
import type { FeedEvent } from '../../src/wire/trace/trace.ts'

/** An event with its JSON beside it. A gap notice has the same shape: it stands where the last missed event stood. */
export interface KeptEvent {
  readonly event: FeedEvent
  readonly json: string
  /** Of `json` in UTF-8. */
  readonly sizeBytes: number
}

export type FeedListener = (kept: KeptEvent) => void

export interface Feed {
  /** The newest id; 0 before the first event. */
  readonly last: number
  /** Numbers, keeps and hands out an event. `data` must survive JSON. */
  publish(type: string, data: unknown): KeptEvent
  /** What has a greater id than `cursor`, oldest first; a gap notice leads where some of it is gone. */
  after(cursor: number): readonly KeptEvent[]
  /** Calls `listener` with each event from now on, until the returned function is called. */
  subscribe(listener: FeedListener): () => void
}

export interface FeedOptions {
  readonly clock: Clock
  readonly keepEvents?: number
  /** Large events push old ones out before the count does, so that a lab's memory has an end. */
  readonly keepBytes?: number
}

export const KEPT_EVENTS = 1_000
export const KEPT_BYTES = 4 * 1024 * 1024

/** An empty feed. */
export function createFeed({ clock, keepEvents = KEPT_EVENTS, keepBytes = KEPT_BYTES }: FeedOptions): Feed {
  const kept: KeptEvent[] = []
  const listeners = new Set<FeedListener>()
  let keptBytes = 0
  let last = 0
  let forgotten: FeedEvent | undefined

  function forgetOldest(): void {
    const oldest = kept.shift()
    if (oldest === undefined) return
    keptBytes -= oldest.sizeBytes
    forgotten = oldest.event
  }

  return {
    get last() {
      return last
    },

    publish(type, data) {
      const made = keep({ id: last + 1, type, at: clock.now(), data })
      last += 1
      kept.push(made)
      keptBytes += made.sizeBytes
      while (kept.length > keepEvents || (keptBytes > keepBytes && kept.length > 1)) forgetOldest()
      for (const listener of listeners) listener(made)
      return made
    },

    after(cursor) {
      const known = last - kept.length
      if (cursor >= known || forgotten === undefined) return kept.slice(Math.max(0, cursor - known))
      return [gapNotice(forgotten, known - cursor), ...kept]
    },

    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function keep(event: FeedEvent): KeptEvent {
  const json = JSON.stringify(event)
  return { event, json, sizeBytes: Buffer.byteLength(json) }
}

/** Takes the id and the time of the last event missed, so that the same question always gets the same bytes. */
function gapNotice(lastMissed: FeedEvent, missed: number): KeptEvent {
  return keep({ id: lastMissed.id, type: 'gap', at: lastMissed.at, data: { missed } })
}
