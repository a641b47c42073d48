import { describe, expect, it } from 'vitest'
import { CAPTURES } from './lookup.ts'
import { foldCapture } from '../bench/build/captures.ts'
import { decodeSeenRun, encodeSeenRun } from '../wire/trace/seen-run.ts'

describe('a run without its bytes', () => {
  it.each(CAPTURES.map(({ name, scene, variant }) => ({ name, scene, variant })))(
    'has the times, events and timeline of $name',
    ({ scene, variant }) => {
      const { trace, timeline } = foldCapture(scene, variant)
      const seen = decodeSeenRun(encodeSeenRun({ ...trace, timeline }))
      expect(seen.header).toEqual(trace.header)
      expect(seen.timeline).toEqual(timeline)
      expect(seen.events).toEqual(
        trace.events.map((event) => (event.kind === 'slice' ? { ...event, bytes: new Uint8Array() } : event)),
      )
    },
  )
})
