/** What a row of a setting promises of itself. */
import { describe, expect, it } from 'vitest'
import { obeys } from './rule.ts'
import {
  controlOf,
  DEFAULT_SETTINGS,
  LAB_SETTINGS,
  PAGE_SETTINGS,
  WIRE_SETTINGS,
  type ControlKey,
} from './settings.ts'

const { wire, ...lab } = DEFAULT_SETTINGS
const ROWS = Object.entries({ ...LAB_SETTINGS, ...PAGE_SETTINGS, ...WIRE_SETTINGS })

describe('a setting', () => {
  it.each(ROWS)('%s is at first what may be asked for', (key, row) => {
    const initial = { ...lab, ...wire, pollIntervalMs: PAGE_SETTINGS.pollIntervalMs.initial }[key]
    expect(obeys(initial, row)).toBe(true)
  })

  it.each(ROWS.filter(([, row]) => 'control' in row))(
    '%s has a control that stays in its range',
    (key, row) => {
      const control = controlOf(key as ControlKey)
      const ends = control.kind === 'choice' ? control.values : [control.least, control.most]
      expect(ends.filter((value) => !obeys(value, row))).toEqual([])
    },
  )
})
