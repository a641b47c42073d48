import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import * as fc from 'fast-check'
import { WebSocket } from 'ws'
import { createFakeClock, type FakeClock } from '../../tests/support/fake-clock.ts'
import { clientFrame } from '../../tests/support/ws-frames.ts'
import { createBudget, type Account } from '../budget.ts'
import { MESSAGE_LIMITS, watchMessages } from './message-watch.ts'

const [CONTINUATION, TEXT, BINARY, CLOSE, PING] = [0, 1, 2, 8, 9]

interface Watched {
  readonly clock: FakeClock
  readonly account: Account
  readonly closes: readonly (readonly [number, string])[]
  readonly send: (bytes: Uint8Array) => void
  readonly end: () => void
}

function watched(extraMs?: () => number): Watched {
  const clock = createFakeClock()
  const account = createBudget(Infinity).account('messages')
  const closes: [number, string][] = []
  const webSocket = Object.assign(new EventEmitter(), {
    readyState: Number(WebSocket.OPEN),
    close(code: number, reason: string) {
      closes.push([code, reason])
      webSocket.readyState = WebSocket.CLOSING
    },
  })
  const socket = new PassThrough()
  watchMessages(webSocket as unknown as WebSocket, socket, {
    clock,
    account,
    ...(extraMs === undefined ? {} : { extraMs }),
  })
  return {
    clock,
    account,
    closes,
    send: (bytes) => void socket.emit('data', Buffer.from(bytes)),
    end: () => void webSocket.emit('close'),
  }
}

describe('an unfinished message', () => {
  it.each([
    ['a first fragment', clientFrame(TEXT, 'a', false)],
    ['half a frame', clientFrame(BINARY, Buffer.alloc(300)).subarray(0, 200)],
    ['half a header', clientFrame(TEXT, 'a'.repeat(200)).subarray(0, 3)],
    ['half a ping', clientFrame(PING, 'are you there').subarray(0, 9)],
  ])('that is %s ends its connection after 30 s, whatever comes between', (_what, bytes) => {
    const { clock, closes, account, send, end } = watched()
    send(bytes)
    expect(account.heldBytes).toBeGreaterThan(bytes.length)
    clock.advance(29_999)
    expect(closes).toEqual([])
    clock.advance(1)
    expect(closes).toEqual([[1008, 'A message is to be whole within 30 s']])
    end()
    expect([account.heldBytes, clock.pending]).toEqual([0, 0])
  })

  it('gets no more time from the pings between its fragments, but does from a slow wire', () => {
    const { clock, closes, send } = watched(() => 256_000)
    send(clientFrame(TEXT, 'a', false))
    for (let i = 0; i < 28; i++) {
      clock.advance(10_000)
      send(Buffer.concat([clientFrame(PING, ''), clientFrame(CONTINUATION, 'b', false)]))
    }
    expect(closes).toEqual([])
    clock.advance(6_000)
    expect(closes.map(([code]) => code)).toEqual([1008])
  })

  it('has so many fragments at most, and takes so much memory at most', () => {
    const many = watched()
    many.send(clientFrame(TEXT, 'x', false))
    for (let i = 1; i < MESSAGE_LIMITS.maxFragments; i++) many.send(clientFrame(CONTINUATION, 'x', false))
    expect(many.closes).toEqual([])
    many.send(clientFrame(CONTINUATION, 'x', false))
    expect(many.closes).toEqual([[1008, 'A message has at most 256 fragments']])

    // Each fragment keeps the read that it came in, whatever else that is full of.
    const full = watched()
    const read = Buffer.concat([
      clientFrame(TEXT, 'x', false),
      ...Array.from({ length: 10_000 }, () => clientFrame(PING, '')),
    ])
    read[0] = CONTINUATION
    full.send(clientFrame(TEXT, 'x', false))
    for (let i = 0; i < 3; i++) full.send(read)
    expect(full.closes).toEqual([])
    full.send(read)
    full.send(read)
    expect(full.closes.map(([code]) => code)).toEqual([1008])
  })

  it('may be as large as ws takes, and come in small reads', () => {
    const { closes, account, send } = watched()
    const bytes = Buffer.concat([
      clientFrame(BINARY, Buffer.alloc(40_000), false),
      clientFrame(CONTINUATION, Buffer.alloc(25_536)),
    ])
    for (let at = 0; at < bytes.length; at += 200) send(bytes.subarray(at, at + 200))
    expect([closes, account.heldBytes]).toEqual([[], 0])
  })

  it('counts nothing once it is whole, wherever the bytes are cut', () => {
    const frame = fc.oneof(
      fc.record({ op: fc.constantFrom(PING, CLOSE), length: fc.integer({ min: 0, max: 125 }) }),
      fc.record({ op: fc.constant(TEXT), length: fc.constantFrom(0, 1, 125, 126, 300) }),
    )
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 20 }),
        (frames, cuts) => {
          const { clock, closes, account, send } = watched()
          const bytes = Buffer.concat([
            ...frames.map(({ op, length }, i) =>
              op === TEXT && i % 2 === 0
                ? Buffer.concat([
                    clientFrame(TEXT, Buffer.alloc(length), false),
                    clientFrame(PING, ''),
                    clientFrame(CONTINUATION, 'z'),
                  ])
                : clientFrame(op, Buffer.alloc(length)),
            ),
            clientFrame(TEXT, 'the last'),
          ])
          for (let at = 0, cut = 0; at < bytes.length; cut++) {
            const end = Math.min(bytes.length, at + (cuts[cut % cuts.length] ?? 1))
            send(bytes.subarray(at, end))
            // In the middle of the last frame something is open, and after it nothing is.
            if (end > bytes.length - 8 && end < bytes.length) expect(account.heldBytes).toBeGreaterThan(0)
            at = end
          }
          expect([account.heldBytes, clock.pending, closes]).toEqual([0, 0, []])
        },
      ),
      { numRuns: 200 },
    )
  })
})
