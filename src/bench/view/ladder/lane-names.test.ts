import { describe, expect, it } from 'vitest'
import { chooseNames, namesThatFit } from './LadderHead.tsx'

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

describe('chooseNames', () => {
  const names = ['iframe stream', 'SSE', 'WebSocket'].map((full, index) => ({
    full,
    short: ['iframe', 'SSE', 'WS'][index] ?? full,
  }))
  const wideOf = (name: string): number => 8 * name.length + 15

  it('shortens only the name that has no room', () => {
    expect(chooseNames(names, wideOf, [80, 200, 300], 330)).toEqual(['iframe stream', 'SSE', 'WS'])
  })

  it('shortens all where that is not enough, and leaves the glyph where nothing is', () => {
    expect(chooseNames(names, wideOf, [40, 100, 160], 190)).toEqual(['iframe', 'SSE', 'WS'])
    expect(chooseNames(names, wideOf, [12, 40, 160], 190)).toEqual([undefined, 'SSE', 'WS'])
  })
})
