import { describe, expect, it } from 'vitest'
import { readCapture } from '../figures/captures.ts'
import { isMeasureName, measure } from './measures.ts'

describe('measures of a stream', () => {
  it('split the pieces that bring an event into the event and what wraps it', () => {
    const capture = readCapture('forever-page')
    const event = measure(capture, 'iframe-stream.event-bytes')
    const wrapping = measure(capture, 'iframe-stream.wrapping-bytes')
    const pieces = capture.timeline.lanes[0]?.arrows.filter(({ carries }) => carries.kind === 'stream') ?? []
    const sent = pieces.filter(({ carries }) => carries.kind === 'stream' && carries.events.length === 1)
    const mean = sent.reduce((sum, { bytes }) => sum + bytes, 0) / sent.length
    if (event?.kind !== 'bytes' || wrapping?.kind !== 'bytes') throw new Error('no bytes')
    expect(event.bytes + wrapping.bytes).toBeCloseTo(mean)
    expect(event.bytes).toBeGreaterThan(50)
  })

  it('time the silence from the cut to the note, and have none where nothing was cut', () => {
    const told = measure(readCapture('silent-cut'), 'iframe-stream.cut-to-silent')
    expect(told.kind === 'duration' && told.ms).toBeGreaterThan(1000)
    expect(() => measure(readCapture('forever-page'), 'iframe-stream.cut-to-silent')).toThrow(/holds nothing/)
    expect(isMeasureName('iframe-stream.cut-to-silent')).toBe(true)
  })
})
