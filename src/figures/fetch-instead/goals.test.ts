import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { GOALS } from './goals.ts'

/** Moves the deliveries of a run, later or earlier. */
function moved(name: string, byMs: number) {
  return (event: TraceEvent): TraceEvent =>
    event.kind === 'delivered' && event.run === name ? { ...event, at: event.at + byMs } : event
}

describe('the goals of fetch beside an iframe', () => {
  it('fetch-back-first wants a second between them', () => {
    expect(reached(GOALS, capturedRun('fetch-instead'))).toEqual(
      expect.arrayContaining(['same-event-by-iframe-and-fetch', 'fetch-back-first']),
    )
    const together = reached(GOALS, capturedRun('fetch-instead', moved('fetch-stream', 3500)))
    expect(together).toContain('same-event-by-iframe-and-fetch')
    expect(together).not.toContain('fetch-back-first')
    expect(reached(GOALS, capturedRun('forever-page'))).not.toContain('same-event-by-iframe-and-fetch')
  })
})
