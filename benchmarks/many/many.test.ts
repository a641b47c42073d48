/** The bench of shared labs: each subject delivers every event to every reader, and a gate is told when it is passed. */
import { beforeEach, describe, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { measure } from '../fan-out/measure.ts'
import { overOf, type SubjectResult } from '../fan-out/report.ts'
import { manyGroups, WATCHING } from './subjects.ts'

const A_LITTLE = {
  steps: [{ readers: 10, warmUpEvents: 1, events: 4 }],
  everyMs: 20,
  settleMs: 20,
  sampleEvery: 5,
}

const SUBJECTS = [...manyGroups(), WATCHING].flatMap(({ subjects }) => subjects)

/** Each way to keep a lab, each protocol that the fan-out bench has not. */
const TRIED = /nchan|sse-redis$|watch-redis|iframe-stream-redis-observed/

describe('the bench of shared labs', () => {
  beforeEach((context) => {
    if (findRedis() === undefined && process.env['CI']) throw new Error(NO_REDIS)
    context.skip(findRedis() === undefined, NO_REDIS)
  })

  it.each(SUBJECTS.filter(({ name }) => TRIED.test(name)))(
    'delivers every event to every reader of $name',
    async (subject) => {
      const { steps, observed } = await measure(subject, A_LITTLE)
      expect(steps.map(({ readers }) => readers)).toEqual([10])
      expect(steps[0]?.delayP50Ms).toBeGreaterThan(0)
      const isObserved = subject.server.kind === 'ours' && subject.server.isObserved
      expect((observed?.messages ?? 0) > 10).toBe(isObserved)
    },
    30_000,
  )
})

it('tells who takes more times the CPU of its group’s first than it may', () => {
  const of = (ratio: number): SubjectResult => {
    const step = { readers: 1, cpuMicrosPerMessage: ratio, delayP50Ms: 1, delayP99Ms: 1, connectionKiB: 1 }
    return { medians: [step], ratios: [step], invalidRounds: 0 }
  }
  const results = Object.fromEntries(SUBJECTS.map(({ name }) => [name, of(1.7)]))
  const over = overOf(SUBJECTS, results)
  expect(over).toHaveLength(3)
  expect(over[0]).toBe("many-sse-redis takes ×1.70 the CPU of its group's first; ×1.5 is the most.")
})
