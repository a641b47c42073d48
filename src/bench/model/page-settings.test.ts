/** Settings as a page's controls set them, wherever each is kept. */
import { describe, expect, it } from 'vitest'
import {
  controlOf,
  isPageKey,
  isWireKey,
  LAB_SETTINGS,
  WIRE_KEYS,
  type ControlKey,
} from '../../contract/settings.ts'
import { createBench } from './bench.ts'
import { changeSetting, settingOf } from './page-settings.ts'

const KEYS: readonly ControlKey[] = [
  ...WIRE_KEYS,
  'pollIntervalMs',
  ...(Object.keys(LAB_SETTINGS) as (keyof typeof LAB_SETTINGS)[]).filter(
    (key): key is Extract<ControlKey, keyof typeof LAB_SETTINGS> => 'control' in LAB_SETTINGS[key],
  ),
]

const bench = () => createBench({ lanes: [], settings: {}, options: {} }, undefined)

describe('a setting on a page', () => {
  it.each(KEYS)('%s is what its control made it, and nothing else is changed', (key) => {
    const model = bench()
    const control = controlOf(key)
    const value = control.kind === 'choice' ? (control.values.at(-1) ?? '') : control.most
    const others = KEYS.filter((other) => other !== key)
    const before = others.map((other) => settingOf(model, other))
    changeSetting(model, key, value)
    expect(settingOf(model, key)).toBe(value)
    expect(others.map((other) => settingOf(model, other))).toEqual(before)
    const { wire, ...lab } = model.settings.value
    expect([wire ?? {}, lab]).toEqual([
      isWireKey(key) ? { [key]: value } : {},
      isWireKey(key) || isPageKey(key) ? {} : { [key]: value },
    ])
  })

  it('has the page give up after two and a half heartbeats', () => {
    const model = bench()
    changeSetting(model, 'heartbeatMs', 4000)
    expect(model.options.value.silenceMs).toBe(10_000)
  })
})
