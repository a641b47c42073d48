/**
 * A lab's events: numbered 1, 2, 3 …, the newest kept, so that a client that was away gets what it missed and is
 * told of what is gone. Each event is serialised once, here; every transport writes that same text.
 */
import type { Clock } from '../clock.ts'
import type { FeedEvent } from '../../src/wire/trace/trace.ts'
import { textBytes, unbounded, type Account } from '../budget.ts'

/**
 * An event as it is kept: its JSON, and beside it what is asked for without reading that. Parsed data is not kept: it can
 * take twenty times the room of its text. A gap notice has the same shape: it stands where the last missed event stood.
 */
export interface KeptEvent extends Omit<FeedEvent, 'data'> {
  /** The whole event: `{"id","type","at","data"}`. */
  readonly json: string
  /** Of `json` in UTF-8. */
  readonly sizeBytes: number
}

/** The last event that a feed keeps no longer. */
export type LastGone = Pick<KeptEvent, 'id' | 'at'>

export type FeedListener = (kept: KeptEvent) => void

export interface Feed {
  /** The newest id; 0 before the first event. */
  readonly last: number
  /** Numbers, keeps and hands out an event. `data` must survive JSON. */
  publish(type: string, data: unknown): KeptEvent
  /** Takes an event that has been numbered elsewhere, if it is the next; false, and nothing is done, where it is not. */
  append(kept: KeptEvent): boolean
  /**
   * Takes what is kept elsewhere: all that is newer than the newest here. Where some of that is gone, its listeners are told
   * by a gap notice, as if they had come back.
   */
  resume(newer: readonly KeptEvent[], gone: LastGone | undefined): void
  /** The last of the events that are gone; `undefined` while none is. */
  readonly gone: LastGone | undefined
  /** What has a greater id than `cursor`, oldest first; a gap notice leads where some of it is gone. */
  after(cursor: number): readonly KeptEvent[]
  /** Calls `listener` with each event from now on, until the returned function is called. */
  subscribe(listener: FeedListener): () => void
  /** Forgets what it keeps; who asks for it is told by a gap notice. */
  forget(): void
  /** Keeps nothing any more. */
  end(): void
}

export interface FeedOptions {
  readonly clock: Clock
  readonly keepEvents?: number
  /** Large events push old ones out before the count does, so that a lab's memory has an end. */
  readonly keepBytes?: number
  /** Where the budget has nothing left, an event pushes out as much as it takes. */
  readonly account?: Account
}

export const KEPT_EVENTS = 1_000
export const KEPT_BYTES = 4 * 1024 * 1024

/** What an event takes beside its text: the object, its type, its place in the list. */
const EVENT_COST_BYTES = 200

/** An empty feed. */
export function createFeed({
  clock,
  keepEvents = KEPT_EVENTS,
  keepBytes = KEPT_BYTES,
  account = unbounded('events'),
}: FeedOptions): Feed {
  const kept: KeptEvent[] = []
  const listeners = new Set<FeedListener>()
  let keptBytes = 0
  let last = 0
  let forgotten: LastGone | undefined

  function forgetOldest(): void {
    const oldest = kept.shift()
    if (oldest === undefined) return
    keptBytes -= oldest.sizeBytes
    account.add(-costOf(oldest))
    forgotten = { id: oldest.id, at: oldest.at }
  }

  function forget(): void {
    while (kept.length > 0) forgetOldest()
  }

  function add(made: KeptEvent): void {
    last = made.id
    const mostBytes = account.budget.isFull ? Math.min(keepBytes, keptBytes) : keepBytes
    kept.push(made)
    keptBytes += made.sizeBytes
    account.add(costOf(made))
    while (kept.length > keepEvents || (keptBytes > mostBytes && kept.length > 1)) forgetOldest()
    for (const listener of listeners) listener(made)
  }

  return {
    get last() {
      return last
    },
    get gone() {
      return forgotten
    },

    publish(type, data) {
      const made = keep(last + 1, type, clock.now(), data)
      add(made)
      return made
    },

    append(made) {
      if (made.id !== last + 1) return false
      add(made)
      return true
    },

    resume(newer, gone) {
      if (gone !== undefined && gone.id > last) {
        const notice = gapNotice(gone, gone.id - last)
        forget()
        forgotten = gone
        last = gone.id
        for (const listener of listeners) listener(notice)
      }
      for (const each of newer) if (each.id === last + 1) add(each)
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

    forget,

    end() {
      forget()
      account.close()
    },
  }
}

function costOf({ json, sizeBytes }: KeptEvent): number {
  return EVENT_COST_BYTES + textBytes(json, sizeBytes)
}

/** An event from its JSON, as `keep` makes it. */
export function keptFrom(json: string): KeptEvent {
  const [, id, type = '', at] = /^\{"id":(\d+),"type":"([^"]+)","at":([\d.]+),/.exec(json) ?? []
  if (id === undefined) throw new Error('An event that no feed has made')
  return { id: Number(id), type, at: Number(at), json, sizeBytes: Buffer.byteLength(json) }
}

function keep(id: number, type: string, at: number, data: unknown): KeptEvent {
  const json = JSON.stringify({ id, type, at, data })
  return { id, type, at, json, sizeBytes: Buffer.byteLength(json) }
}

/** Takes the id and the time of the last event missed, so that the same question always gets the same bytes. */
function gapNotice(lastMissed: LastGone, missed: number): KeptEvent {
  return keep(lastMissed.id, 'gap', lastMissed.at, { missed })
}
