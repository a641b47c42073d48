import { describe, expect, it } from 'vitest'
import { connection, key, text } from '../../../../tests/support/web-socket-run.ts'
import { readCapture } from '../../../figures/captures.ts'
import { queryFrom, type WrittenQuery } from '../../../wire/trace/queries/written-query.ts'
import { BENCH_WORDS } from '../words.ts'
import { originOf } from '../moments.ts'
import { numberTold } from './stop-numbers.ts'

const FIRST: WrittenQuery = { find: 'event', like: { kind: 'published' }, nth: 1 }

/** A number of what a query finds in a capture; `at` names “first”, the first event published. */
function told(capture: string, query: WrittenQuery, of: string, at?: string): string | undefined {
  const view = readCapture(capture)
  const found = [FIRST, query].map((each) => queryFrom(each).find(view)[0])
  const run = { view, words: BENCH_WORDS.en, origin: originOf(view.timeline) }
  return numberTold({ of, at }, 1, [{ name: 'first' }, { name: 'here' }], found, run)
}

describe('the numbers of a stop', () => {
  it('tell a slice from the unit that it made whole', () => {
    const block: WrittenQuery = { find: 'event-block', line: 'id', nth: 1 }
    const [unit, slice] = ['bytes', 'crossed'].map((of) => parseInt(told('both-ways', block, of) ?? ''))
    // A chunk's size, its CRLF, and the CRLF after it.
    expect((slice ?? 0) - (unit ?? 0)).toBe('6a\r\n\r\n'.length)
  })

  it('say how many events came with an answer, and which cursor had asked for them', () => {
    const second: WrittenQuery = { find: 'response', after: FIRST, nth: 2 }
    expect(told('the-burst', second, 'events')).toBe('4')
    expect(told('the-burst', second, 'cursor')).toBe('1')
  })

  it('say what the page noted', () => {
    const note = (kind: 'closed' | 'waiting' | 'answer'): WrittenQuery => ({
      find: 'event',
      like: { kind: 'note', note: { kind } },
      nth: 1,
    })
    expect(told('both-cut', note('closed'), 'noted')).toBe('1006')
    expect(told('both-cut', note('waiting'), 'noted')).toMatch(/^\d+ ms$/)
    expect(told('not-modified', note('answer'), 'noted')).toBe('200')
    expect(told('both-cut', FIRST, 'noted')).toBeUndefined()
  })

  it('count from another stop, or are that stop’s own', () => {
    const second: WrittenQuery = { find: 'event', like: { kind: 'published' }, withinMs: 60, nth: 1 }
    expect(told('the-gap', second, 'since', 'first')).toBe(told('the-gap', second, 'gap'))
    expect(told('the-gap', second, 'event', 'first')).toBe('goal 1')
    expect(told('the-gap', second, 'event')).toBe('goal 2')
    expect(told('the-gap', second, 'event', 'nowhere')).toBeUndefined()
    expect(() => told('the-gap', second, 'colour')).toThrow('no number “colour”')
  })
})

const view = connection(
  [{ opcode: 0x1, payload: text('Hello'), maskingKey: key(7) }],
  [{ opcode: 0x9 }],
  [{ kind: 'closed', code: 1006, reason: '', wasClean: false }],
)

function said(of: string, at: WrittenQuery): string | undefined {
  const [found] = queryFrom(at).find(view)
  if (found === undefined) throw new Error('the run has no such moment')
  return numberTold({ of }, 0, [{ name: 'here' }], [found], { view, words: BENCH_WORDS.en, origin: 0 })
}

describe('a number of a stop', () => {
  it('is of the moment that was found', () => {
    const frame = { find: 'frame', way: 'up', nth: 1 } as const
    expect(['bytes', 'payload', 'message'].map((of) => said(of, frame))).toEqual(['11 B', '5 B', '5 B'])
    // The response was the last that crossed before it, two milliseconds ago.
    expect(said('quiet', frame)).toBe('2 ms')
    const told = { find: 'event', like: { kind: 'note', note: { kind: 'closed' } } } as const
    expect(said('noted', told)).toBe('1006')
  })

  it('is none where the moment has no such thing', () => {
    const ping = { find: 'frame', way: 'down', nth: 1 } as const
    expect(['message', 'noted', 'late', 'event'].map((of) => said(of, ping))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(() => said('colour', ping)).toThrow('no number “colour”')
  })
})
