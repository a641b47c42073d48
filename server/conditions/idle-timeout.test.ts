import { describe, expect, it } from 'vitest'
import { conditionedPipe } from '../../tests/support/conditioned-pipe.ts'
import { createFakeClock } from '../../tests/support/fake-clock.ts'
import { NO_CONDITIONS } from '../../src/contract/settings.ts'

function connection() {
  const shared = { connection: {}, clock: createFakeClock() }
  const conditions = { idleTimeoutMs: 1_000 }
  const up = conditionedPipe(conditions, 'client-to-server', shared)
  const down = conditionedPipe(conditions, 'server-to-client', shared)
  return { clock: shared.clock, up, down, all: () => [...up.arrived, ...down.arrived] }
}

describe('an idle time-out', () => {
  it('drops a connection after silence both ways, once', () => {
    const { clock, up, down, all } = connection()
    up.send(1)
    clock.advance(900)
    down.send(2)
    clock.advance(900)
    up.send(3)
    clock.advance(999)
    expect(all()).toEqual(['1@0', '3@1800', '2@900'])
    clock.advance(5_000)
    expect(all().filter((each) => each.startsWith('dropped'))).toEqual(['dropped@2800'])
    expect(clock.pending).toBe(0)
  })

  it('counts what belongs to no lab as no silence', () => {
    const { clock, up, all } = connection()
    up.send(1)
    clock.advance(600)
    up.wire = NO_CONDITIONS
    up.send(1)
    clock.advance(600)
    expect(all()).toEqual(['1@0', '1@600'])
  })

  it('begins where nothing has passed yet, and feels another limit at once', () => {
    const { clock, down, all } = connection()
    down.pipe.settingsChanged(down.wire)
    clock.advance(900)
    expect(all()).toEqual([])
    clock.advance(100)
    expect(all()).toEqual(['dropped@1000'])
  })

  it('is gone with the connection, and when conditions are lifted', () => {
    for (const end of ['discard', 'lift'] as const) {
      const { clock, up, down, all } = connection()
      up.send(1)
      down.send(1)
      up.pipe[end]()
      down.pipe[end]()
      clock.advance(5_000)
      expect([all(), clock.pending]).toEqual([['1@0', '1@0'], 0])
    }
  })
})
