/**
 * Names an event of the feed in a few characters: `goal 2–0`, `ACME 41.20`. What a feed's data holds is the
 * generators' choice, so this looks for a score, a number or a symbol with a price, and never fails on others.
 */
import type { FeedEvent } from '../../../wire/trace/trace.ts'
import type { BenchWords } from '../words.ts'

const LONGEST = 18

/** Types whose score says something: it is in all of a match's events, but changes with a goal only. */
const SCORED: ReadonlySet<string> = new Set(['goal', 'half-time', 'full-time'])

/** The event's type in the reader's language, with its score, its number, or its symbol and price where the data has one. */
export function eventSummary(event: FeedEvent, words: BenchWords): string {
  const type = words.eventType[event.type] ?? event.type
  if (typeof event.data !== 'object' || event.data === null) return shorten(type)
  const data = event.data as Readonly<Record<string, unknown>>
  const score = SCORED.has(event.type) ? scoreOf(data['score']) : undefined
  if (score !== undefined) return shorten(words.eventName(type, score))
  if (typeof data['number'] === 'number') return shorten(words.eventName(type, String(data['number'])))
  const { symbol, price } = data
  if (typeof symbol === 'string' && typeof price === 'number') return shorten(`${symbol} ${price.toFixed(2)}`)
  return shorten(type)
}

function scoreOf(value: unknown): string | undefined {
  if (typeof value === 'string' && /^\d{1,2}\s*[-–:]\s*\d{1,2}$/.test(value)) {
    return value.replaceAll(/\s/g, '').replace(/[-–:]/, '–')
  }
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [home, away] = value as readonly unknown[]
  return typeof home === 'number' && typeof away === 'number' ? `${home}–${away}` : undefined
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}
