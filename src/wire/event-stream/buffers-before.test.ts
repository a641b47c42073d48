import fc from 'fast-check'
import { expect, it } from 'vitest'
import { utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { blockStartBefore } from './buffers-before.ts'
import { EMPTY_BUFFERS } from './parser.ts'
import { createEventStreamReader } from './stream-reader.ts'

it('what the parser holds at a block’s start is what reading every line gives, from the beginning or from a block before', () => {
  const parts = fc.array(
    fc.constantFrom(
      '\ufeff',
      'id: 1\n',
      'id\r',
      'id:é\r\n',
      'id: \0\n',
      'idx: 2\n',
      'retry: 7\n',
      'retry: x\r',
      'data: i\n',
      '\n',
      '\r\n',
      '\r',
      ': c\n',
    ),
    { maxLength: 30 },
  )
  fc.assert(
    fc.property(parts, fc.nat(), fc.nat(), (texts, one, other) => {
      const bytes = utf8Bytes(texts.join(''))
      const [first = 0, second = 0] = [one % (bytes.length + 1), other % (bytes.length + 1)].sort(
        (a, b) => a - b,
      )
      const reader = createEventStreamReader('', 0)
      reader.advance(bytes)
      const start = blockStartBefore(bytes, second)
      const before = reader.steps.filter(({ range }) => range.end <= second)
      const last = before.findLastIndex(
        ({ action }) => action.kind === 'dispatch' || action.kind === 'nothing-to-dispatch',
      )
      expect(start).toEqual({
        at: before[last]?.range.end ?? 0,
        lines: last + 1,
        buffers: before[last]?.buffers ?? EMPTY_BUFFERS,
      })
      expect(blockStartBefore(bytes, second, blockStartBefore(bytes, first))).toEqual(start)
    }),
    { numRuns: 2000 },
  )
})
