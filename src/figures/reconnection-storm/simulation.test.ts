import { describe, expect, it } from 'vitest'
import { backoffMs } from '../../transports/backoff.ts'
import {
  simulateStorm,
  soonestBackMs,
  STORM_BIN_MS,
  STORM_ENDS_MS,
  STORM_STRATEGIES,
  STORM_TRAVEL_MS,
  triesIn,
  type StormSettings,
  type StormStrategy,
} from './simulation.ts'

const USUAL = { clients: 500, capacityPerSecond: 100, downMs: 1000, seed: 7 } as const

function stormOf(strategy: StormStrategy, changes: Partial<StormSettings> = {}) {
  return simulateStorm({ ...USUAL, strategy, ...changes })
}

/** Milliseconds, from the loss on, of the tenths in which anybody tried. */
function busyTenths(strategy: StormStrategy): readonly number[] {
  return stormOf(strategy).bins.flatMap((bin) => (triesIn(bin) > 0 ? [bin.fromMs] : []))
}

describe.each(STORM_STRATEGIES)('a storm of %s', (strategy) => {
  it('loses no client: each is let in once or still missing', () => {
    for (const changes of [{}, { capacityPerSecond: 1 }, { clients: 1 }]) {
      const storm = stormOf(strategy, changes)
      const accepted = storm.bins.reduce((sum, bin) => sum + bin.accepted, 0)
      const missing = storm.back.kind === 'some' ? storm.back.missing : 0
      expect(accepted + missing).toBe(storm.settings.clients)
      expect(storm.attempts).toBe(storm.bins.reduce((sum, bin) => sum + triesIn(bin), 0))
      expect(storm.wasted).toBe(storm.attempts - accepted)
    }
  })

  it('is the same for the same seed, and not for another', () => {
    expect(stormOf(strategy)).toEqual(stormOf(strategy))
    expect(stormOf(strategy, { seed: 8 }).bins).not.toEqual(stormOf(strategy).bins)
  })

  it('never has more let in than the server can take', () => {
    const { bins, settings } = stormOf(strategy)
    for (const { accepted } of bins) expect(accepted).toBeLessThanOrEqual(settings.capacityPerSecond / 10)
  })

  it('has nobody let in while the server is away, and everybody no sooner than it could', () => {
    const storm = stormOf(strategy)
    const early = storm.bins.filter(({ fromMs }) => fromMs < USUAL.downMs)
    expect(early.every(({ accepted, refused }) => accepted + refused === 0)).toBe(true)
    if (storm.back.kind === 'all')
      expect(storm.back.atMs).toBeGreaterThanOrEqual(soonestBackMs(storm.settings))
  })
})

describe('the shapes of storms', () => {
  it('a fixed wait keeps its waves: the first of all, each later one of all who are not back, one wait apart', () => {
    const { bins } = stormOf('event-source')
    let missing: number = USUAL.clients
    for (let wave = 1; wave <= 4; wave++) {
      // Between two waves nobody tries; on the way each try loses up to 50 ms.
      const inWave = bins.filter(({ fromMs }) => fromMs >= 3000 * wave && fromMs < 3000 * (wave + 1))
      expect(inWave.reduce((sum, bin) => sum + triesIn(bin), 0)).toBe(missing)
      const latest = 3000 * wave + STORM_TRAVEL_MS * wave
      expect(inWave.every((bin) => triesIn(bin) === 0 || bin.fromMs <= latest)).toBe(true)
      missing -= inWave.reduce((sum, bin) => sum + bin.accepted, 0)
    }
  })

  it('doubling without chance moves the waves apart and leaves them waves', () => {
    let at = 0
    const waves = [0, 1, 2, 3, 4, 5, 6].map((failures) => (at += backoffMs(failures, 1)))
    for (const tenth of busyTenths('exponential').filter((fromMs) => fromMs <= at)) {
      const wave = waves.findIndex(
        (each) => tenth + STORM_BIN_MS > each && tenth <= each + STORM_TRAVEL_MS * 7,
      )
      expect(wave).toBeGreaterThanOrEqual(0)
    }
    // Each of the first waves is all of them.
    expect(
      stormOf('exponential').bins.reduce((sum, bin) => sum + (bin.fromMs < 1000 ? triesIn(bin) : 0), 0),
    ).toBe(2 * USUAL.clients)
  })

  it('chance spreads them: full jitter peaks far lower than doubling alone, and is back sooner', () => {
    const [alone, jitter] = [stormOf('exponential'), stormOf('full-jitter')]
    const later = (storm: typeof alone) =>
      Math.max(...storm.bins.filter(({ fromMs }) => fromMs >= USUAL.downMs).map(triesIn))
    expect(later(jitter)).toBeLessThan(later(alone) / 4)
    if (jitter.back.kind !== 'all') throw new Error('not all are back')
    expect(jitter.back.atMs).toBeLessThan(alone.back.kind === 'all' ? alone.back.atMs : STORM_ENDS_MS)
  })

  it('this site’s own waits lie within the bounds of its own function', () => {
    const [first] = busyTenths('this-site')
    expect(first).toBeGreaterThanOrEqual(Math.floor(backoffMs(0, 0) / 100) * 100)
  })

  it('a retry of each client’s own spreads the tries evenly over its range', () => {
    const storm = stormOf('own-retry', { clients: 2000, capacityPerSecond: 2000, downMs: 100 })
    const bySecond = [1, 2, 3, 4].map((second) =>
      storm.bins
        .filter(({ fromMs }) => Math.floor(fromMs / 1000) === second)
        .reduce((sum, bin) => sum + triesIn(bin), 0),
    )
    // A quarter of 2000 each; three standard deviations of a binomial are 58.
    for (const tries of bySecond) expect(Math.abs(tries - 500)).toBeLessThan(58)
  })

  it('ends at its limit and says how many are missing', () => {
    const storm = stormOf('event-source', { capacityPerSecond: 1 })
    expect(storm.back).toEqual({ kind: 'some', missing: expect.any(Number) as number })
    expect(storm.bins.at(-1)?.fromMs).toBeLessThan(STORM_ENDS_MS)
  })
})
