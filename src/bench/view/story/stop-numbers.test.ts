import { describe, expect, it } from 'vitest'
import { connection, key, text } from '../../../../tests/support/web-socket-run.ts'
import { queryFrom, type WrittenQuery } from '../../../wire/trace/queries/written-query.ts'
import { BENCH_WORDS } from '../../../words/bench-words.ts'
import { stopNumber } from './stop-numbers.ts'

const view = connection(
  [{ opcode: 0x1, payload: text('Hello'), maskingKey: key(7) }],
  [{ opcode: 0x9 }],
  [{ kind: 'closed', code: 1006, reason: '', wasClean: false }],
)

function said(of: string, at: WrittenQuery): string | undefined {
  const [found] = queryFrom(at).find(view)
  if (found === undefined) throw new Error('the run has no such moment')
  return stopNumber(of, { view, found, from: undefined, words: BENCH_WORDS.en, origin: 0 })
}

describe('a number of a stop', () => {
  it('is of the moment that was found', () => {
    const frame = { find: 'frame', way: 'up', nth: 1 } as const
    expect(['bytes', 'payload', 'message'].map((of) => said(of, frame))).toEqual(['11 B', '5 B', '5 B'])
    // The response was the last that crossed before it, two milliseconds ago.
    expect(said('quiet', frame)).toBe('2 ms')
    const told = { find: 'event', like: { kind: 'note', note: { kind: 'closed' } } } as const
    expect(said('code', told)).toBe('1006')
  })

  it('is none where the moment has no such thing', () => {
    const ping = { find: 'frame', way: 'down', nth: 1 } as const
    expect(['message', 'code', 'late', 'event'].map((of) => said(of, ping))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(() => said('colour', ping)).toThrow('no number “colour”')
  })
})
