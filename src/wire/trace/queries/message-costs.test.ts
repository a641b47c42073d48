/** What messages cost, on the recorded conversations: counted on the units, checked against the slices that brought them. */
import { describe, expect, it } from 'vitest'
import { totalBytes } from './byte-counts.ts'
import { DIRECTIONS } from '../../bytes/bytes.ts'
import type { Conversation } from '../views.ts'
import { readCapture } from '../../../figures/captures.ts'
import { laneCosts, type LaneCosts } from './message-costs.ts'

function captured(scene: string): {
  readonly conversation: Conversation
  readonly costs: readonly LaneCosts[]
} {
  const { conversation, timeline } = readCapture(scene)
  const lanes = timeline.lanes.map(({ spec }) => spec)
  return { conversation, costs: laneCosts(lanes, conversation) }
}

/** How many bytes each slice of a lane's stream had after its first, one way. */
function slicesAfterHead(conversation: Conversation, transport: string, way: (typeof DIRECTIONS)[number]) {
  return conversation.exchanges
    .filter((exchange) => exchange.transport === transport)
    .flatMap(({ sides }) => sides[way].slices.slice(1).map(({ range }) => range.end - range.start))
}

describe('what messages cost', () => {
  const { conversation, costs } = captured('both-ways')
  const [sse, ws] = costs

  it('gives every event to both lanes, each at the price of the write that brought it', () => {
    expect(sse?.heard.map(({ event }) => event)).toEqual([1, 2, 3, 4, 5, 6])
    expect(ws?.heard.map(({ event }) => event)).toEqual([1, 2, 3, 4, 5, 6])
    const down = (lane?: LaneCosts) => lane?.heard.map(({ cost }) => totalBytes(cost['server-to-client']))
    expect(down(sse)).toEqual(slicesAfterHead(conversation, 'sse', 'server-to-client').slice(0, 6))
    expect(down(ws)).toEqual(slicesAfterHead(conversation, 'ws', 'server-to-client').slice(0, 6))
  })

  it('has one payload for one event, whatever carries it', () => {
    const payloads = (lane?: LaneCosts) => lane?.heard.map(({ cost }) => cost['server-to-client'].payload)
    expect(payloads(sse)).toEqual(payloads(ws))
  })

  it('counts a POST with its answer, and a frame alone', () => {
    expect(sse?.said).toHaveLength(2)
    expect(ws?.said).toHaveLength(2)
    for (const [i, post] of (sse?.said ?? []).entries()) {
      const frame = ws?.said[i]
      expect(post.cost['client-to-server'].payload).toBe(frame?.cost['client-to-server'].payload)
      expect(frame?.cost['client-to-server'].framing).toBe(6)
      expect(totalBytes(frame?.cost['server-to-client'] ?? post.cost['server-to-client'])).toBe(0)
      expect(post.cost['client-to-server'].head).toBeGreaterThan(100)
      expect(post.cost['server-to-client'].head).toBeGreaterThan(100)
    }
    expect(sse?.said.map(({ event }) => event)).toEqual(expect.arrayContaining([expect.any(Number)]))
  })

  it('has every byte of a lane in its whole', () => {
    for (const lane of costs) {
      const posts = lane.spec.posts === true ? ['events'] : []
      for (const way of DIRECTIONS) {
        const bytes = conversation.exchanges
          .filter(({ transport }) => [lane.spec.transport, ...posts].includes(transport))
          .reduce((sum, { sides }) => sum + sides[way].source.bytes.length, 0)
        expect(totalBytes(lane.whole[way])).toBe(bytes)
      }
    }
  })

  it('sends a kilobyte as it is in a frame, and a third longer in text', () => {
    const [text, frames] = captured('a-kilobyte').costs
    const binary = frames?.said.find(({ type }) => type === 'binary')
    expect(binary?.cost['client-to-server']).toEqual({ head: 0, framing: 8, payload: 1024 })
    const echo = frames?.heard.find(({ type }) => type === 'binary')
    expect(echo?.cost['server-to-client']).toEqual({ head: 0, framing: 4, payload: 1024 })
    const post = text?.said[0]
    const back = text?.heard.find(({ event }) => event !== undefined && event === post?.event)
    for (const bytes of [post?.cost['client-to-server'].payload, back?.cost['server-to-client'].payload])
      expect(bytes).toBeGreaterThanOrEqual((1024 * 4) / 3)
  })
})
