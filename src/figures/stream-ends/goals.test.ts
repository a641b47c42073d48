import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import { GOALS } from './goals.ts'

describe('the goal of the ends', () => {
  it('of the ends show an EventSource that gave up, and not by the page closing it', () => {
    expect(reached(GOALS, capturedRun('stream-ends'))).toContain('event-source-gave-up')
    expect(
      reached(
        GOALS,
        capturedRun('stream-ends', (event) =>
          event.kind === 'note' && event.note.kind === 'error' ? undefined : event,
        ),
      ),
    ).not.toContain('event-source-gave-up')
  })
})
