import { describe, expect, it } from 'vitest'
import { conditionedPipe } from '../../tests/support/conditioned-pipe.ts'
import { NO_CONDITIONS } from '../../src/contract/settings.ts'
import { SLICE_COST_BYTES } from './condition.ts'

describe('bandwidth', () => {
  it('carries slices one after another, each as long as its bytes take, then the end', () => {
    const { clock, arrived, send, pipe } = conditionedPipe({ bytesPerSecond: 1_000 })
    send(100)
    send(50)
    pipe.end()
    expect(pipe.heldBytes).toBe(150 + 2 * SLICE_COST_BYTES)
    clock.advance(1_000)
    send(10)
    clock.advance(1_000)
    expect(arrived).toEqual(['100@100', '50@150', 'end@150', '10@1010'])
    expect([pipe.heldBytes, pipe.isEmpty, clock.pending]).toEqual([0, true, 0])
  })

  it('cuts a large slice into packets', () => {
    const { clock, arrived, send } = conditionedPipe({ bytesPerSecond: 14_600 })
    send(4_000)
    clock.advance(1_000)
    expect(arrived).toEqual(['1460@100', '1460@200', '1080@274'])
  })

  it('does not slow down where a timer is late', () => {
    const { clock, arrived, send } = conditionedPipe({ bytesPerSecond: 10_000_000 })
    send(1_000_000)
    clock.advance(200)
    const [last] = arrived.slice(-1)
    expect([arrived.length, last]).toEqual([5, '200000@100'])
  })

  it('feels another rate at once, keeping what was carried', () => {
    const made = conditionedPipe({ bytesPerSecond: 1_000 })
    made.send(1_000)
    made.clock.advance(500)
    made.wire = { ...NO_CONDITIONS, bytesPerSecond: 10_000 }
    made.pipe.settingsChanged(undefined)
    made.clock.advance(1_000)
    expect(made.arrived).toEqual(['1000@550'])
    made.send(1_000_000)
    made.wire = NO_CONDITIONS
    made.pipe.settingsChanged(undefined)
    expect(made.arrived.reduce((sum, each) => sum + Number.parseInt(each), 0)).toBe(1_001_000)
    expect(made.clock.pending).toBe(0)
  })

  it('cuts what set off on a fast line anew for a slow one', () => {
    const made = conditionedPipe({ bytesPerSecond: 10_000_000 })
    made.send(200_000)
    made.wire = { ...NO_CONDITIONS, bytesPerSecond: 1_460 }
    made.pipe.settingsChanged(undefined)
    made.clock.advance(2_000)
    expect(made.arrived).toEqual(['1460@1000', '1460@2000'])
  })

  it('delivers all at once when lifted, in order', () => {
    const { clock, arrived, send, pipe } = conditionedPipe({ bytesPerSecond: 256 })
    send(1_000)
    send(2)
    pipe.end()
    pipe.lift()
    expect([arrived, clock.pending]).toEqual([['1000@0', '2@0', 'end@0'], 0])
  })
})
