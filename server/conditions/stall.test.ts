import { describe, expect, it } from 'vitest'
import { conditionedPipe } from '../../tests/support/conditioned-pipe.ts'
import { SLICE_COST_BYTES } from './condition.ts'

describe('a stall', () => {
  it('holds all that would arrive, the end too, until it is over; nothing changes order', () => {
    const { clock, arrived, send, pipe } = conditionedPipe({ latencyMs: 100 })
    send(1)
    pipe.stall()
    send(2)
    pipe.end()
    clock.advance(500)
    expect([arrived, pipe.heldBytes, pipe.isEmpty]).toEqual([[], 3 + 2 * SLICE_COST_BYTES, false])
    pipe.resume()
    expect(arrived).toEqual(['1@500', '2@500', 'end@500'])
    expect([pipe.heldBytes, pipe.isEmpty]).toEqual([0, true])
  })

  it('holds what goes straight through otherwise, and is over when conditions are lifted, for good', () => {
    const { arrived, send, pipe } = conditionedPipe({})
    send(1)
    pipe.stall()
    send(2)
    pipe.lift()
    pipe.stall()
    send(3)
    expect(arrived).toEqual(['1@0', '2@0', '3@0'])
  })
})
