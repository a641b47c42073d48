import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import { GOALS } from './goals.ts'

describe('the goal of a box that holds back', () => {
  it('held-back-together wants three written apart that arrived at once', () => {
    expect(reached(GOALS, capturedRun('the-buffer'))).toContain('held-back-together')
    const straight = capturedRun('the-buffer', (event) =>
      event.kind === 'slice' ? { ...event, arrived: event.left + 60 } : event,
    )
    expect(reached(GOALS, straight)).not.toContain('held-back-together')
    expect(reached(GOALS, capturedRun('forever-page'))).not.toContain('held-back-together')
  })
})
