import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import { GOALS } from './goals.ts'

describe('the goal of one response an event', () => {
  it('of one response an event show three, and a stream does not', () => {
    expect(reached(GOALS, capturedRun('once-each.once'))).toContain('three-events-three-responses')
    expect(reached(GOALS, capturedRun('once-each'))).not.toContain('three-events-three-responses')
  })
})
