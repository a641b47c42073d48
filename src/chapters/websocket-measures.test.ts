/** Numbers of a WebSocket, from recorded runs: what is checked is how they hang together, since every recording has its own. */
import { describe, expect, it } from 'vitest'
import { readCapture } from '../figures/captures.ts'
import { measure } from './measures.ts'

function bytesOf(capture: string, of: string): number {
  const quantity = measure(readCapture(capture), `ws.${of}`)
  if (quantity.kind !== 'bytes') throw new Error(`${of} is a ${quantity.kind}`)
  return quantity.bytes
}

function countOf(capture: string, of: string): number {
  const quantity = measure(readCapture(capture), `ws.${of}`)
  if (quantity.kind !== 'count') throw new Error(`${of} is a ${quantity.kind}`)
  return quantity.count
}

describe('measures of a WebSocket', () => {
  it('weighs the heads apart from the frames', () => {
    // RFC 6455 5.2: two bytes and a masking key before the text that the score sends.
    const sent = JSON.stringify({ type: 'note', data: { text: 'Hello' } })
    expect(bytesOf('first-frames', 'text-frame-up')).toBe(6 + sent.length)
    expect(bytesOf('first-frames', 'handshake-up')).toBeGreaterThan(200)
    expect(bytesOf('first-frames', 'handshake-down')).toBeGreaterThan(100)
  })

  it('compares what crossed with what it inflates to', () => {
    const [inflated, deflated] = ['inflated-bytes', 'deflated-bytes'].map((of) =>
      bytesOf('the-deflate.deflate', of),
    )
    expect(deflated).toBeLessThan(inflated ?? 0)
    const share = measure(readCapture('the-deflate.deflate'), 'ws.deflated-share')
    expect(share).toEqual({
      kind: 'share',
      share: expect.closeTo((deflated ?? 0) / (inflated ?? 1), 5) as number,
    })
  })

  it('finds nothing to inflate where nothing was compressed', () => {
    expect(() => measure(readCapture('the-deflate'), 'ws.deflated-share')).toThrow(
      'nothing to compute it from',
    )
  })

  it('counts close events, and those that say 1006', () => {
    expect(countOf('first-frames', 'closes')).toBe(1)
    expect(countOf('first-frames', 'closes-1006')).toBe(0)
    expect(countOf('ten-ends', 'closes-1006')).toBeGreaterThanOrEqual(10)
  })
})
