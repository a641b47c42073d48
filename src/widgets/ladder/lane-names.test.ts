import { describe, expect, it } from 'vitest'
import { namesThatFit } from './LadderHead.tsx'

describe('namesThatFit', () => {
  it('shows all names where there is room', () => {
    expect(namesThatFit([60, 90, 40, 80], [100, 220, 340, 460], 520)).toEqual([true, true, true, true])
  })

  it('leaves a name out that would touch the one before it, and goes on with the next', () => {
    expect(namesThatFit([60, 90, 40], [40, 100, 170], 220)).toEqual([true, false, true])
  })

  it('lets no name hang over an edge', () => {
    expect(namesThatFit([60, 60], [20, 200], 210)).toEqual([false, false])
  })
})
