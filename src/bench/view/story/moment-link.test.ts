import { describe, expect, it } from 'vitest'
import { placeIn, stopAnchor } from './moment-link.ts'

describe('a link to a moment', () => {
  it('leads to a stop or a moment of its own figure, and to no other', () => {
    expect(placeIn(`#${stopAnchor('two-polls', 'pushed')}`, 'two-polls')).toEqual({ stop: 'pushed' })
    expect(placeIn(`#${stopAnchor('two-polls', '86')}`, 'two-polls')).toEqual({ moment: 86 })
    expect(placeIn(`#${stopAnchor('two-polls', 'pushed')}`, 'the-loop')).toBeUndefined()
    expect(placeIn('#figure-two-polls', 'two-polls')).toBeUndefined()
    expect(placeIn('', 'two-polls')).toBeUndefined()
  })
})
