import { describe, expect, it } from 'vitest'
import { capturedRun, reached } from '../../../tests/support/captured-run.ts'
import { readCapture } from '../captures.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { GOALS } from './goals.ts'

describe('the goals of a silent cut', () => {
  it('silence-told wants a fault, and nothing but silence after it', () => {
    expect(reached(GOALS, capturedRun('silent-cut'))).toContain('silence-told')
    const noFault = capturedRun('silent-cut', (event) => (event.kind === 'fault' ? undefined : event))
    expect(reached(GOALS, noFault)).not.toContain('silence-told')
    const noSilence = capturedRun('silent-cut', (event) =>
      event.kind === 'note' && event.note.kind === 'silent' ? undefined : event,
    )
    expect(reached(GOALS, noSilence)).not.toContain('silence-told')
    const metNothing = capturedRun('silent-cut', (event) =>
      event.kind === 'fault' ? { ...event, affected: 0 } : event,
    )
    expect(reached(GOALS, metNothing)).not.toContain('silence-told')
  })

  it('missed-event-caught-up wants an event from between the cut and the next request', () => {
    expect(reached(GOALS, capturedRun('silent-cut'))).toContain('missed-event-caught-up')
    const neverCame = capturedRun('silent-cut', (event) =>
      event.kind === 'delivered' && event.event === 2 ? undefined : event,
    )
    expect(reached(GOALS, neverCame)).not.toContain('missed-event-caught-up')
    expect(reached(GOALS, capturedRun('forever-page'))).not.toContain('missed-event-caught-up')
  })

  it('two-chunks-one-slice wants two events in one slice', () => {
    expect(reached(GOALS, capturedRun('silent-cut'))).not.toContain('two-chunks-one-slice')
    expect(reached(GOALS, capturedRun('the-buffer'))).not.toContain('two-chunks-one-slice')
    // The first two events of a stream as one write would have handed them over.
    const stream = readCapture('the-buffer').conversation.exchanges.find(
      ({ transport }) => transport === 'iframe-stream',
    )
    let first: Extract<TraceEvent, { kind: 'slice' }> | undefined
    let down = 0
    const joined = capturedRun('the-buffer', (event) => {
      if (event.kind !== 'slice' || event.exchange !== stream?.id || event.direction === 'client-to-server')
        return event
      down++
      if (down === 2) {
        first = event
        return undefined
      }
      if (down !== 3 || first === undefined) return event
      return { ...event, offset: first.offset, bytes: new Uint8Array([...first.bytes, ...event.bytes]) }
    })
    expect(reached(GOALS, joined)).toContain('two-chunks-one-slice')
  })
})
