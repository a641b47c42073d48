import { describe, expect, it } from 'vitest'
import { isRefusal } from '../errors.ts'
import { DEFAULT_SETTINGS } from '../../src/contract/settings.ts'
import { mergeSettings, mergeSettingsBody } from './settings.ts'

function refusedCode(changes: unknown): string | undefined {
  const merged = mergeSettings(DEFAULT_SETTINGS, changes)
  return isRefusal(merged) ? merged.refused : undefined
}

describe('settings', () => {
  it('merge key by key, wire too', () => {
    const first = mergeSettings(DEFAULT_SETTINGS, { eventsPerMinute: 60, wire: { latencyMs: 200 } })
    if (isRefusal(first)) throw new Error(first.message)
    const second = mergeSettings(first, { feed: 'ticker', wire: { jitterMs: 50 } })
    expect(second).toEqual({
      ...DEFAULT_SETTINGS,
      feed: 'ticker',
      eventsPerMinute: 60,
      wire: { ...DEFAULT_SETTINGS.wire, latencyMs: 200, jitterMs: 50 },
    })
  })

  it.each([
    ['eventsPerMinute', 0, 3_000],
    ['longPollTimeoutMs', 100, 120_000],
    ['heartbeatMs', 500, 120_000],
    ['retryMs', 100, 60_000],
  ])('%s is taken from %d to %d and no further', (key, least, most) => {
    expect(refusedCode({ [key]: least })).toBeUndefined()
    expect(refusedCode({ [key]: most })).toBeUndefined()
    expect(refusedCode({ [key]: least - 1 })).toBe('bad-settings')
    expect(refusedCode({ [key]: most + 1 })).toBe('bad-settings')
    expect(refusedCode({ [key]: String(least) })).toBe('bad-settings')
    expect(refusedCode({ [key]: null })).toBe('bad-settings')
  })

  it.each(['latencyMs', 'jitterMs'])('wire.%s is taken from 0 to 5,000', (key) => {
    expect(refusedCode({ wire: { [key]: 5_000 } })).toBeUndefined()
    expect(refusedCode({ wire: { [key]: 5_001 } })).toBe('bad-settings')
    expect(refusedCode({ wire: { [key]: -1 } })).toBe('bad-settings')
  })

  it.each([
    ['bytesPerSecond', 256, 10_000_000],
    ['bufferBytes', 1, 1_048_576],
    ['idleTimeoutMs', 500, 600_000],
  ])('wire.%s is taken from %d to %d, and 0 for none', (key, least, most) => {
    for (const value of [0, least, most]) expect(refusedCode({ wire: { [key]: value } })).toBeUndefined()
    for (const value of [-1, least - 0.5, most + 1]) {
      expect(refusedCode({ wire: { [key]: value } })).toBe('bad-settings')
    }
  })

  it('deflate is true or false', () => {
    expect(refusedCode({ deflate: true })).toBeUndefined()
    expect(refusedCode({ deflate: 1 })).toBe('bad-settings')
  })

  it.each([
    [{ speed: 1 }],
    [{ __proto__: null, constructor: 1 }],
    [JSON.parse('{"__proto__": {"feed": "ticker"}}')],
    [{ wire: { speed: 1 } }],
    [{ wire: null }],
    [{ wire: [] }],
    [{ feed: 'weather' }],
    [{ feed: 1 }],
    [{ deflate: 'yes' }],
    [[]],
    [null],
    ['match'],
  ])('refuses %j and names the setting', (changes) => {
    expect(refusedCode(changes)).toBe('bad-settings')
  })

  it('change nothing when one of several is wrong', () => {
    const current = { ...DEFAULT_SETTINGS }
    expect(isRefusal(mergeSettings(current, { eventsPerMinute: 60, wire: { latencyMs: 9_999 } }))).toBe(true)
    expect(current).toEqual(DEFAULT_SETTINGS)
  })

  it('come in a body under "settings"; an empty body changes nothing, another key is refused', () => {
    expect(mergeSettingsBody(DEFAULT_SETTINGS, {})).toBe(DEFAULT_SETTINGS)
    expect(mergeSettingsBody(DEFAULT_SETTINGS, { settings: {} })).toEqual(DEFAULT_SETTINGS)
    for (const body of [{ setting: {} }, { settings: 1 }, [], null, 'x'])
      expect(isRefusal(mergeSettingsBody(DEFAULT_SETTINGS, body))).toBe(true)
  })
})
