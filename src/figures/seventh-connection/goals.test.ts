import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import { GOALS } from './goals.ts'

describe('the goal of seven', () => {
  it('of seven streams show the one that waits, and of six none', () => {
    expect(reached(GOALS, capturedRun('seventh-connection'))).toContain('seventh-waits')
    const six = reached(
      GOALS,
      capturedRun('seventh-connection', (event) =>
        event.kind === 'note' && event.run === 'socket.7' ? undefined : event,
      ),
    )
    expect(six).not.toContain('seventh-waits')
  })
})
