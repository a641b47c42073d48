import { describe, expect, it } from 'vitest'
import { SmallTrace } from '../../../tests/support/small-trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import { GOALS } from './goals.ts'

const SHORT: LaneSpec = { run: 'short-poll', transport: 'short-poll' }

describe('the goals of 304', () => {
  it('304-behind-a-200 pairs what the script read with the exchange it was read from', () => {
    const twice = new SmallTrace()
      .poll({ transport: 'short-poll', asked: [0, 60], answered: [61, 121], status: 200 })
      .note('short-poll', { kind: 'answer', status: 200 }, 122)
      .poll({ transport: 'short-poll', asked: [1600, 1660], answered: [1661, 1721], status: 304 })
    expect(GOALS['304-behind-a-200'](twice.run([SHORT]))).toBe(false)
    twice.note('short-poll', { kind: 'answer', status: 200 }, 1722)
    expect(GOALS['304-behind-a-200'](twice.run([SHORT]))).toBe(true)
    expect(GOALS['304-in-the-script'](twice.run([SHORT]))).toBe(false)
  })

  it('304-in-the-script is what the script read', () => {
    const read = new SmallTrace().note('short-poll-conditional', { kind: 'answer', status: 304 }, 10)
    expect(
      GOALS['304-in-the-script'](read.run([{ run: 'short-poll-conditional', transport: 'short-poll' }])),
    ).toBe(true)
  })
})
