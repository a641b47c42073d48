import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { granted } from '../../tests/support/granted.ts'
import { createFakeClock, type FakeClock } from '../../tests/support/fake-clock.ts'
import { oneLab } from '../../tests/support/one-lab.ts'
import type { Lab } from '../lab/lab.ts'
import { openLongPoll } from './long-poll.ts'
import type { ServerTransport } from './transport.ts'

interface Poll {
  /** The status once it is answered. */
  status(): number | undefined
  leave(): void
}

function setUp(longPollTimeoutMs = 1_000): {
  clock: FakeClock
  lab: Lab
  ask: (query?: string, method?: string) => Poll
} {
  const clock = createFakeClock()
  const lab = oneLab(clock, { longPollTimeoutMs })
  const transport = openLongPoll(lab, clock, { report: () => undefined })
  return { clock, lab, ask: (query = '', method = 'GET') => poll(transport, query, method) }
}

function poll(transport: ServerTransport, query: string, method: string): Poll {
  const incoming = new IncomingMessage(new Socket())
  incoming.method = method
  const outgoing = new ServerResponse(incoming)
  transport.answer({ incoming, outgoing, query })
  return {
    status: () => (outgoing.headersSent ? outgoing.statusCode : undefined),
    leave: () => outgoing.emit('close'),
  }
}

describe('a hold', () => {
  it('ends when its own time is up, each in its turn, with one timer for all', () => {
    const { clock, lab, ask } = setUp()
    const timersBefore = clock.pending
    const first = ask()
    clock.advance(400)
    const second = ask()
    expect(clock.pending).toBe(timersBefore + 1)
    clock.advance(599)
    expect([first.status(), second.status()]).toEqual([undefined, undefined])
    clock.advance(1)
    expect([first.status(), second.status(), lab.connections]).toEqual([204, undefined, 1])
    clock.advance(400)
    expect([second.status(), lab.connections, clock.pending]).toEqual([204, 0, timersBefore])
  })

  it('ends with the next event, and takes no event twice', () => {
    const { clock, lab, ask } = setUp()
    const holds = [ask('after=0'), ask('after=0'), ask()]
    granted(lab.publish({ type: 'goal' }))
    expect(holds.map((hold) => hold.status())).toEqual([200, 200, 200])
    expect(lab.connections).toBe(0)
    granted(lab.publish({ type: 'goal' }))
    clock.advance(5_000)
    expect(ask('after=0').status()).toBe(200)
    expect(ask('after=2').status()).toBeUndefined()
  })

  it('is let go when its client leaves, and frees its place', () => {
    const { clock, lab, ask } = setUp()
    const holds = [ask(), ask(), ask()]
    expect([lab.connections, ask().status()]).toEqual([3, 429])
    holds[1]?.leave()
    expect([ask().status(), lab.connections]).toEqual([undefined, 3])
    clock.advance(1_000)
    expect(holds.map((hold) => hold.status())).toEqual([204, undefined, 204])
    expect(lab.connections).toBe(0)
  })

  it('feels another time at once, shorter or longer', () => {
    const { clock, lab, ask } = setUp()
    const hold = ask()
    clock.advance(500)
    granted(lab.patch({ settings: { longPollTimeoutMs: 2_000 } }))
    clock.advance(1_499)
    expect(hold.status()).toBeUndefined()
    granted(lab.patch({ settings: { longPollTimeoutMs: 100 } }))
    expect(hold.status()).toBe(204)
  })

  it('ends with 204 in a drain; a later poll is told why it is not held', () => {
    const { lab, ask } = setUp()
    const hold = ask()
    lab.drain()
    expect([hold.status(), ask().status()]).toEqual([204, 503])
    granted(lab.publish({ type: 'goal' }))
    expect(ask('after=0').status()).toBe(200)
  })

  it('ends with its lab, and leaves no timer', () => {
    const { clock, lab, ask } = setUp()
    const hold = ask()
    void lab.end()
    expect([hold.status(), clock.pending]).toEqual([404, 0])
  })

  it('does not come from a HEAD or a bad cursor', () => {
    const { lab, ask } = setUp()
    expect([ask('', 'HEAD').status(), ask('after=1').status(), lab.connections]).toEqual([204, 400, 0])
  })
})
