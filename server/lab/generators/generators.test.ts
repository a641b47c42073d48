import { describe, expect, it } from 'vitest'
import { readEventInput } from '../event-input.ts'
import { seededRandom } from '../random.ts'
import { FEEDS } from '../../../src/contract/events.ts'
import { GENERATORS } from './generator.ts'
import type { Happening } from './happening.ts'

interface MatchData {
  readonly match: number
  readonly minute: number
  readonly teams: readonly [string, string]
  readonly score: readonly [number, number]
  readonly team?: string
  readonly player?: string
  readonly colour?: string
  readonly off?: string
  readonly on?: string
}

function first(count: number, feed: 'match' | 'ticker', seed = 'a lab'): Happening[] {
  const generator = GENERATORS[feed](seededRandom(seed))
  return Array.from({ length: count }, () => generator.next() ?? { type: 'nothing', data: null })
}

describe('every generator', () => {
  it.each(FEEDS)('%s makes events that a client might publish too', (feed) => {
    const generator = GENERATORS[feed](seededRandom('x'))
    for (let i = 0; i < 500; i++) {
      const happening = generator.next()
      if (happening !== undefined) expect(readEventInput(happening)).toEqual(happening)
    }
  })

  it('gives the same events for the same seed and others for another', () => {
    expect(first(200, 'match', 'one')).toEqual(first(200, 'match', 'one'))
    expect(first(200, 'match', 'one')).not.toEqual(first(200, 'match', 'two'))
  })
})

describe('a match', () => {
  const matches = new Map<number, { type: string; data: MatchData }[]>()
  for (const { type, data } of first(5_000, 'match')) {
    const happening = { type, data: data as MatchData }
    matches.set(happening.data.match, [...(matches.get(happening.data.match) ?? []), happening])
  }
  const whole = [...matches.values()].slice(0, -1)

  it('goes from kick-off over half-time to full-time, then the next begins', () => {
    expect(whole.length).toBeGreaterThan(50)
    expect([...matches.keys()]).toEqual(Array.from(matches.keys(), (_, index) => index + 1))
    for (const events of whole) {
      const frame = events.map(({ type }) => type).filter((type) => /kick|half|full/.test(type))
      expect(frame).toEqual(['kick-off', 'half-time', 'second-half', 'full-time'])
      expect(events[0]?.type).toBe('kick-off')
      expect(events.at(-1)?.type).toBe('full-time')
    }
  })

  it('has a clock that never goes back and ends each half on time', () => {
    for (const events of whole) {
      const minutes = events.map(({ data }) => data.minute)
      expect(minutes).toEqual([...minutes].sort((a, b) => a - b))
      expect(events.find(({ type }) => type === 'half-time')?.data.minute).toBe(45)
      expect(events.at(-1)?.data.minute).toBe(90)
    }
  })

  it('counts each goal once, for the team that scored', () => {
    for (const events of whole) {
      let score = [0, 0]
      for (const { type, data } of events) {
        if (type === 'goal')
          score = score.map((goals, side) => goals + (data.teams[side] === data.team ? 1 : 0))
        expect(data.score).toEqual(score)
      }
    }
    expect(whole.some((events) => events.some(({ type }) => type === 'goal'))).toBe(true)
  })

  it('lets nobody act who is off the pitch', () => {
    for (const events of whole) {
      const gone = new Set<string>()
      const booked = new Set<string>()
      let changes = 0
      for (const { type, data } of events) {
        if (data.player !== undefined) expect(gone.has(`${data.team} ${data.player}`)).toBe(false)
        if (type === 'card' && data.colour === 'second-yellow') {
          expect(booked.has(`${data.team} ${data.player}`)).toBe(true)
          gone.add(`${data.team} ${data.player}`)
        } else if (type === 'card') booked.add(`${data.team} ${data.player}`)
        if (type === 'substitution') {
          expect(gone.has(`${data.team} ${data.off}`)).toBe(false)
          gone.add(`${data.team} ${data.off}`)
          changes += 1
        }
      }
      expect(changes).toBeLessThanOrEqual(10)
    }
  })
})

describe('a ticker', () => {
  it('quotes every symbol, each change the difference to the quote before, never at or below 0', () => {
    const prices = new Map<string, number>()
    for (const { type, data } of first(3_000, 'ticker')) {
      const { symbol, price, change } = data as { symbol: string; price: number; change: number }
      expect(type).toBe('quote')
      expect(price).toBeGreaterThan(0)
      const before = prices.get(symbol)
      if (before !== undefined) expect(price - before).toBeCloseTo(change, 5)
      prices.set(symbol, price)
    }
    expect([...prices.keys()].sort()).toEqual(['AURA', 'BOLT', 'CIRQ', 'DUNE'])
  })
})
