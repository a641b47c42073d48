/** The content of an answered poll, short or long: `{"events":[…],"last":N}`, joined from JSON that is made already. */
import type { Feed, KeptEvent } from '../lab/feed.ts'

export interface PollBody {
  readonly json: string
  /** Of `json` in UTF-8. */
  readonly sizeBytes: number
  /** The newest id a client has once it has read this answer: its next cursor. */
  readonly last: number
  readonly isEmpty: boolean
}

/** An answer ends early past this, at least one event in it; the next poll gets the rest. A slow reader costs no more. */
const MOST_BYTES = 512 * 1024

/** The answer to a poll with this cursor, now. */
export function pollBody(feed: Feed, after: number): PollBody {
  const waiting = after === feed.last ? [] : feed.after(after)
  const sent = firstThatFit(waiting)
  const newest = sent.at(-1)
  const last = sent.length < waiting.length && newest !== undefined ? newest.id : feed.last
  const json = `{"events":[${sent.map((kept) => kept.json).join(',')}],"last":${last}}`
  return { json, sizeBytes: Buffer.byteLength(json), last, isEmpty: sent.length === 0 }
}

function firstThatFit(waiting: readonly KeptEvent[]): readonly KeptEvent[] {
  let sizeBytes = 0
  for (const [index, kept] of waiting.entries()) {
    sizeBytes += kept.sizeBytes
    if (sizeBytes > MOST_BYTES && index > 0) return waiting.slice(0, index)
  }
  return waiting
}
