import { describe, expect, it } from 'vitest'
import { readCapture } from '../../components/captures.ts'
import { growthOf } from './growth.ts'

describe('what the hidden document holds', () => {
  it('grows with every script and never shrinks', () => {
    const { conversation, timeline } = readCapture('forever-page')
    const { documents } = growthOf(conversation, timeline.end)
    const steps = documents[0]?.steps ?? []
    expect(documents).toHaveLength(1)
    expect(steps.map(({ scripts }) => scripts)).toEqual(steps.map((_, index) => index + 1))
    const events = steps.filter(({ eventBytes }) => eventBytes > 0)
    expect(events).toHaveLength(timeline.lanes[0]?.deliveries.length ?? -1)
    for (const [at, step] of steps.entries()) {
      expect(step.bytes).toBeGreaterThan(steps[at - 1]?.bytes ?? 0)
      expect(step.eventBytes).toBeLessThan(step.bytes)
    }
  })

  it('begins anew with each document, and counts a script that is no event', () => {
    const { conversation, timeline } = readCapture('silent-cut')
    const { documents, endMs } = growthOf(conversation, timeline.end)
    expect(documents).toHaveLength(2)
    const [first, second] = documents
    expect(first?.toMs).toBe(second?.fromMs)
    expect(second?.toMs).toBeUndefined()
    expect(second?.steps[0]?.scripts).toBe(1)
    expect(first?.steps.some(({ eventBytes }) => eventBytes === 0)).toBe(true)
    expect(endMs).toBeGreaterThan(second?.steps.at(-1)?.atMs ?? Infinity)
  })

  it('is empty where nothing streamed', () => {
    const { conversation, timeline } = readCapture('two-polls')
    expect(growthOf(conversation, timeline.end)).toEqual({ documents: [], endMs: 0 })
  })
})
