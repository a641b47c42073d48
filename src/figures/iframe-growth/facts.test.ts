import { describe, expect, it } from 'vitest'
import { readCapture } from '../captures.ts'
import { createConversation } from '../../wire/trace/conversation.ts'
import type { Conversation } from '../../wire/trace/views.ts'
import { createGrowth, growthOf } from './facts.ts'

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

  it('gives the same step by step as at once, whatever came between two looks', () => {
    for (const [name, every] of [
      ['forever-page', 1],
      ['silent-cut', 3],
      ['breaking-out', 7],
    ] as const) {
      const { trace, timeline } = readCapture(name)
      const conversation = createConversation()
      const fold = createGrowth()
      trace.events.forEach((event, moment) => {
        conversation.push(event, moment)
        if (moment % every === 0)
          expect(fold.of(conversation.view, timeline.end)).toEqual(growthOf(conversation.view, timeline.end))
      })
      expect(fold.of(conversation.view, timeline.end)).toEqual(growthOf(conversation.view, timeline.end))
    }
  })

  it('looks up the bytes of a script once, however often it is asked', () => {
    const { conversation, timeline } = readCapture('forever-page')
    const fold = createGrowth()
    let looked = 0
    const counting: Conversation = {
      connections: conversation.connections,
      exchanges: conversation.exchanges,
      exchange: conversation.exchange,
      unit: conversation.unit,
      source: (id) => {
        looked++
        return conversation.source(id)
      },
    }
    const first = fold.of(counting, timeline.end)
    const once = looked
    expect(once).toBeGreaterThan(0)
    expect(fold.of(counting, timeline.end)).toEqual(first)
    expect(looked).toBe(once)
  })

  it('reads another conversation from its beginning', () => {
    const [one, other] = [readCapture('forever-page'), readCapture('silent-cut')]
    const fold = createGrowth()
    fold.of(one.conversation, one.timeline.end)
    expect(fold.of(other.conversation, other.timeline.end)).toEqual(
      growthOf(other.conversation, other.timeline.end),
    )
  })
})
