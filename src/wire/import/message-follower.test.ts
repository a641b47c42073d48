/** Where messages of a captured connection begin and end, however its packets cut them and whatever is odd about them. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { pieces } from '../../../tests/support/trace-of.ts'
import { MessageFollower } from './message-follower.ts'

/** The bytes of each message, as pushed in pieces of these lengths; what belongs to none is its own. */
function follow(side: 'request' | 'response', text: string, lengths: readonly number[]): readonly string[] {
  const messages: string[] = []
  const follower = new MessageFollower(side, {
    begins: () => messages.push(''),
    isAwaited: () => true,
    method: () => undefined,
  })
  for (const piece of pieces(Buffer.from(text, 'latin1'), lengths)) {
    let at = 0
    for (const { length } of follower.take(piece)) {
      const own = Buffer.from(piece.subarray(at, at + length)).toString('latin1')
      messages[Math.max(0, messages.length - 1)] = (messages.at(-1) ?? '') + own
      at += length
    }
  }
  return messages
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
const CHUNKED = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
const REQUESTS = [
  'GETS /\u00e9#x HTTP/1.1\r\nX Y: \0\r\nX: y\r\n z\r\nHost: a\r\n b\r\n\r\n',
  `${CHUNKED}5;a\r\nhello\r\n0\r\nno colon\r\n\r\n`,
  `${CHUNKED} 3 \r\nabc\r\n0\t\r\n\r\n`,
  'POST / HTTP/1.1\nHost: a\nContent-Length: 0000000000000002\n\nhi',
  `\r\n${GET}`,
]
const RESPONSES = [
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\na\r\n0\r\n\r\n',
  'HTTP/1.1 204\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc',
]

it.each([
  ['request', REQUESTS],
  ['response', RESPONSES],
] as const)('reads %ss on where lines are odd, wherever they are cut', (side, messages) => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...messages), { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
      (list, lengths) => {
        expect(follow(side, list.join(''), lengths)).toEqual(list)
      },
    ),
    { numRuns: 200 },
  )
})

it('passes over what a hole hides until a packet begins a head', () => {
  let begun = 0
  const follower = new MessageFollower('request', {
    begins: () => begun++,
    isAwaited: () => true,
    method: () => undefined,
  })
  for (const _ of follower.take(ascii(CHUNKED)));
  for (const _ of follower.miss(10));
  for (const _ of follower.take(ascii('rest of something')));
  expect([begun, follower.isLost]).toEqual([1, true])
  for (const _ of follower.take(ascii(GET)));
  expect([begun, follower.isLost]).toEqual([2, false])
})
