import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import { GOALS } from './goals.ts'

describe('the goal of data that would break out', () => {
  it('end-tag-survived wants the event with the end tag delivered, not another', () => {
    expect(reached(GOALS, capturedRun('breaking-out'))).toContain('end-tag-survived')
    const others = capturedRun('breaking-out', (event) =>
      event.kind === 'delivered' && event.event === 1 ? undefined : event,
    )
    expect(reached(GOALS, others)).not.toContain('end-tag-survived')
    expect(reached(GOALS, capturedRun('forever-page'))).not.toContain('end-tag-survived')
  })
})
