import { describe, expect, it } from 'vitest'
import { RACE_PRESETS, stagedRace } from './race-presets.ts'

describe('the staged races', () => {
  it.each(RACE_PRESETS)('%s: moves are in order and leave time to be seen', (name) => {
    const { script, lengthMs } = stagedRace(name)
    const times = script.map(({ atMs }) => atMs)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(script.length).toBeGreaterThan(0)
    expect(times.at(-1)).toBeLessThan(lengthMs)
    // Watchable: a reader stays for half a minute, not for more.
    expect(lengthMs).toBeLessThanOrEqual(40_000)
  })

  it('everything is set in each, so that none depends on what was set before', () => {
    const keys = RACE_PRESETS.map((name) => {
      const { settings, options } = stagedRace(name)
      return [Object.keys(settings), Object.keys(settings.wire ?? {}), Object.keys(options)]
    })
    for (const each of keys) expect(each).toEqual(keys[0])
  })
})
