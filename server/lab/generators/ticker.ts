/**
 * Quotes of a few invented symbols, each on a random walk that is drawn back to where it began: for the parts of
 * a chapter where only the newest value counts.
 */
import { pick, type Random } from '../random.ts'
import type { Generator } from './happening.ts'

const SYMBOLS = [
  { symbol: 'AURA', startsAt: 48.2 },
  { symbol: 'BOLT', startsAt: 121.5 },
  { symbol: 'CIRQ', startsAt: 17.35 },
  { symbol: 'DUNE', startsAt: 263.8 },
] as const

/** How far one quote moves, as a part of the price; and how much of its distance from the start it gives back. */
const STEP = 0.004
const PULL = 0.01

/** A generator of `quote` events: `{"symbol","price","change"}`, the change against the quote before, in the same unit. */
export function createTicker(random: Random): Generator {
  const prices = new Map<string, number>(SYMBOLS.map(({ symbol, startsAt }) => [symbol, startsAt]))
  return {
    next() {
      const { symbol, startsAt } = pick(random, SYMBOLS)
      const before = prices.get(symbol) ?? startsAt
      const drift = (startsAt - before) * PULL
      // The sum of two uniform numbers leans to small moves, as quotes do.
      const move = before * STEP * (random() + random() - 1)
      const price = cents(Math.max(0.01, before + drift + move))
      prices.set(symbol, price)
      return { type: 'quote', data: { symbol, price, change: cents(price - before) } }
    },
  }
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100
}
