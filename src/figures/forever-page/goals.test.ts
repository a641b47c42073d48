import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { GOALS } from './goals.ts'

/** Moves the deliveries of a run, later or earlier. */
function moved(name: string, byMs: number) {
  return (event: TraceEvent): TraceEvent =>
    event.kind === 'delivered' && event.run === name ? { ...event, at: event.at + byMs } : event
}

describe('the goals of a page that never ends', () => {
  it('iframe-event-under-200-ms counts from publication to JavaScript', () => {
    expect(reached(GOALS, capturedRun('forever-page'))).toContain('iframe-event-under-200-ms')
    expect(reached(GOALS, capturedRun('forever-page', moved('iframe-stream', 100)))).not.toContain(
      'iframe-event-under-200-ms',
    )
  })

  it('three-events-one-request wants three, delivered', () => {
    expect(reached(GOALS, capturedRun('forever-page'))).toContain('three-events-one-request')
    const two = capturedRun('forever-page', (event) =>
      event.kind === 'delivered' && event.event > 2 ? undefined : event,
    )
    expect(reached(GOALS, two)).not.toContain('three-events-one-request')
  })
})
