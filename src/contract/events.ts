/** The events of a lab's feed: their names, and what one looks like. Not SSE's. */
import { COUNT, NUMBER, TEXT, type Read } from './rule.ts'

/** What makes a lab's events, and the types each publishes by itself. */
export const FEED_TYPES = {
  match: ['kick-off', 'chance', 'goal', 'card', 'substitution', 'half-time', 'second-half', 'full-time'],
  ticker: ['quote'],
  manual: [],
} as const

export type FeedName = keyof typeof FEED_TYPES
export const FEEDS = Object.keys(FEED_TYPES) as readonly FeedName[]

/**
 * The types a page listens for: an EventSource hands a named event only to who listens for its name. `note` is what a reader
 * sends, `gap` the notice that events are gone.
 */
export const EVENT_TYPES: readonly string[] = [...Object.values(FEED_TYPES).flat(), 'note', 'gap']

export const TYPE_PATTERN = /^[a-z][a-z0-9-]{0,31}$/
/** Names that transports and browsers give to something else. */
export const RESERVED_TYPES: readonly string[] = ['open', 'error', 'message', 'gap', 'heartbeat']

/** An event. Ids count 1, 2, 3 … in each lab; `at` is when it was published. */
export const EVENT = { id: COUNT, type: TEXT, at: NUMBER, data: { kind: 'any' } } as const

export type FeedEvent = Read<typeof EVENT>
