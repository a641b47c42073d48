/**
 * Names an event of the feed in a few characters: `goal 2–0`, `ACME 41.20`. What a feed's data holds is the
 * generators' choice, so this looks for a score, a symbol with a price, or nothing, and never fails on others.
 */
import type { FeedEvent } from '../../wire/trace/trace.ts'
import type { BenchWords } from '../../i18n/bench-words.ts'

const LONGEST = 18

/** The event's type in the reader's language, with its score or its symbol and price where the data has one. */
export function eventGist(event: FeedEvent, words: BenchWords): string {
  const type = words.eventType[event.type] ?? event.type
  const detail = detailOf(event.data)
  return shorten(detail === undefined ? type : detail.replacesType ? detail.text : `${type} ${detail.text}`)
}

function detailOf(data: unknown): { readonly text: string; readonly replacesType: boolean } | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const record = data as Readonly<Record<string, unknown>>
  const score = scoreOf(record['score']) ?? scoreOf([record['home'], record['away']])
  if (score !== undefined) return { text: score, replacesType: false }
  const { symbol, price } = record
  if (typeof symbol === 'string' && typeof price === 'number') {
    return { text: `${symbol} ${price.toFixed(2)}`, replacesType: true }
  }
  return undefined
}

function scoreOf(value: unknown): string | undefined {
  if (typeof value === 'string' && /^\d{1,2}\s*[-–:]\s*\d{1,2}$/.test(value)) {
    return value.replace(/\s*[-–:]\s*/, '–')
  }
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [home, away] = value as readonly unknown[]
  return typeof home === 'number' && typeof away === 'number' ? `${home}–${away}` : undefined
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`
}
