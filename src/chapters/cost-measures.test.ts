/** The numbers that chapter 6 prints, held against the bytes of its recorded runs. */
import { describe, expect, it } from 'vitest'
import { readCapture } from '../figures/captures.ts'
import { measure } from './measures.ts'

function bytesOf(capture: string, of: string): number {
  const quantity = measure(readCapture(capture), of)
  if (quantity.kind !== 'bytes') throw new Error(`${of} is no number of bytes`)
  return quantity.bytes
}

describe('what messages cost, for the prose', () => {
  it('adds up: a POST is its head, its body and its answer', () => {
    const of = (name: string) => bytesOf('both-ways', `sse-and-post.${name}`)
    expect(of('said-head') + of('said-framing') + of('said-payload')).toBe(of('said-up'))
    expect(of('said-up') + of('said-down')).toBe(of('said-both'))
    const posts = readCapture('both-ways').conversation.exchanges.filter(
      ({ transport }) => transport === 'events',
    )
    const sizes = posts.map(({ sides }) => sides['client-to-server'].source.bytes.length)
    expect(of('said-up')).toBe(sizes.reduce((sum, size) => sum + size, 0) / sizes.length)
  })

  it('has six bytes around a text frame up and two around one down', () => {
    expect(bytesOf('both-ways', 'ws.said-framing')).toBe(6)
    expect(bytesOf('both-ways', 'ws.heard-framing')).toBe(2)
    expect(bytesOf('both-ways', 'ws.heard-payload')).toBe(bytesOf('both-ways', 'sse-and-post.heard-payload'))
  })

  it('has the echo of a kilobyte at four bytes more, and says where there is none', () => {
    expect(bytesOf('a-kilobyte', 'ws.echo-down')).toBe(1028)
    expect(() => bytesOf('both-ways', 'ws.echo-down')).toThrow(/holds nothing/)
  })
})
