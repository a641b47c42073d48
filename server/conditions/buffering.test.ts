import { describe, expect, it } from 'vitest'
import { conditionedPipe } from '../../tests/support/conditioned-pipe.ts'
import { NO_CONDITIONS } from '../../src/contract/settings.ts'
import { SLICE_COST_BYTES } from './condition.ts'

describe('a buffering proxy', () => {
  it('holds what comes down until it has enough, then lets go of all', () => {
    const { arrived, send, pipe } = conditionedPipe({ bufferBytes: 100 })
    send(60)
    send(30)
    expect(arrived).toEqual([])
    send(20)
    send(5)
    expect(arrived).toEqual(['60@0', '30@0', '20@0'])
    pipe.end()
    expect(arrived.slice(3)).toEqual(['5@0', 'end@0'])
  })

  it('sends what it held and what released it on their way together: nothing arrives before its cause', () => {
    const { arrived, clock, send } = conditionedPipe({ bufferBytes: 100, latencyMs: 60 })
    send(60)
    clock.advance(500)
    send(70)
    clock.advance(59)
    expect(arrived).toEqual([])
    clock.advance(1)
    expect(arrived).toEqual(['60@560', '70@560'])
  })

  it('lets a whole response through at once, and a tunnel', () => {
    const { arrived, send } = conditionedPipe({ bufferBytes: 1_048_576 })
    send(60)
    send(1, { endsMessage: true })
    send(2, { isTunnel: true })
    expect(arrived).toEqual(['60@0', '1@0', '2@0'])
  })

  it('holds nothing that goes up', () => {
    const { arrived, send } = conditionedPipe({ bufferBytes: 100 }, 'client-to-server')
    send(60)
    expect(arrived).toEqual(['60@0'])
  })

  it('lets go where memory is short', () => {
    const { arrived, send, pipe } = conditionedPipe({ bufferBytes: 100, latencyMs: 60 })
    send(60)
    pipe.relieve()
    expect([pipe.waitedForBytes, arrived]).toEqual([60 + SLICE_COST_BYTES, []])
  })

  it('lets go when its size is set below what it has; keeps nobody waiting meanwhile', () => {
    const made = conditionedPipe({ bufferBytes: 100 })
    made.send(60)
    expect(made.pipe.waitedForBytes).toBe(0)
    expect(made.pipe.heldBytes).toBe(60 + SLICE_COST_BYTES)
    made.wire = { ...NO_CONDITIONS, bufferBytes: 50 }
    made.pipe.settingsChanged(undefined)
    expect(made.arrived).toEqual(['60@0'])
  })
})
