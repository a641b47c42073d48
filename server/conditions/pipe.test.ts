/** What every condition keeps, whatever it does: each setting of the wire by itself, at values that pages offer. */
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conditionedPipe, type ConditionedPipe } from '../../tests/support/conditioned-pipe.ts'
import { controlOf, NO_CONDITIONS, WIRE_KEYS } from '../../src/contract/settings.ts'
import { CONDITIONS, isCalm } from './pipe.ts'

const SET = WIRE_KEYS.flatMap((key) => {
  const control = controlOf(key)
  const values = control.kind === 'choice' ? control.values.map(Number) : [control.step, control.most]
  return values.filter((value) => value > 0).map((value) => [key, value] as const)
})

const STEPS = fc.array(fc.tuple(fc.integer({ min: 1, max: 1500 }), fc.nat(900)), {
  minLength: 1,
  maxLength: 8,
})

/** Sends slices, so many milliseconds apart; gives the bytes that have to come out. */
function sendAll({ send, clock }: ConditionedPipe, steps: readonly (readonly [number, number])[]) {
  for (const [bytes, waitMs] of steps) {
    send(bytes)
    clock.advance(waitMs)
  }
  const total = steps.reduce((sum, [bytes]) => sum + bytes, 0)
  return Buffer.from(Uint8Array.from({ length: total }, (_, index) => index))
}

function arrivedAt({ slices }: ConditionedPipe): Buffer {
  return Buffer.concat(slices)
}

describe('a condition', () => {
  it.each(CONDITIONS.map(({ name }) => name))('%s has its test', (name) => {
    expect(existsSync(new URL(`${name}.test.ts`, import.meta.url))).toBe(true)
  })

  it.each(SET)('%s %d does something, and nothing at 0', (key, value) => {
    expect(isCalm({ ...NO_CONDITIONS, [key]: value })).toBe(false)
    expect(isCalm(NO_CONDITIONS)).toBe(true)
    const way = conditionedPipe({ [key]: value })
    way.send(1)
    way.clock.advance(1_000)
    way.send(100_000)
    way.clock.advance(120_000)
    expect(way.arrived).not.toEqual(['1@0', '100000@1000'])
  })

  it.each(SET)('%s %d loses no byte, changes no order, and says the end last', (key, value) => {
    fc.assert(
      fc.property(STEPS, (steps) => {
        const way = conditionedPipe({ [key]: value })
        const sent = sendAll(way, steps)
        way.pipe.end()
        way.clock.advance(120_000)
        expect(arrivedAt(way)).toEqual(sent)
        expect(way.arrived.filter((each) => !each.startsWith('dropped')).at(-1)).toMatch(/^end/)
        expect([way.pipe.heldBytes, way.pipe.isEmpty]).toEqual([0, true])
      }),
      { numRuns: 20 },
    )
  })

  it.each(SET)(
    '%s %d lets go of all at once when it is lifted, and of its timers when the connection is gone',
    (key, value) => {
      fc.assert(
        fc.property(STEPS, (steps) => {
          const way = conditionedPipe({ [key]: value })
          const sent = sendAll(way, steps)
          way.pipe.lift()
          expect(arrivedAt(way)).toEqual(sent)
          expect(way.clock.pending).toBe(0)

          const gone = conditionedPipe({ [key]: value })
          sendAll(gone, steps)
          gone.pipe.discard()
          const before = gone.slices.length
          gone.clock.advance(120_000)
          expect([gone.slices.length, gone.clock.pending]).toEqual([before, 0])
        }),
        { numRuns: 20 },
      )
    },
  )

  it.each(SET)('%s %d leaves what belongs to no lab alone, behind what came before', (key, value) => {
    const way = conditionedPipe({ [key]: value })
    way.wire = NO_CONDITIONS
    way.send(10)
    expect(way.arrived).toEqual(['10@0'])
  })
})
