/**
 * A reader that takes one byte a second. Nobody has a queue of its own: it is passed over while it takes nothing, costs the
 * others nothing, is ended once it has taken nothing that counts for half a minute, and by cursor has what it missed, or is told.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestLab, type TestServer } from '../../support/comet.ts'
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts'
import { rawClient, type RawClient } from '../../support/raw-client.ts'
import { openTransport, requestFor } from '../../support/raw-transports.ts'

/** More than the buffers of both kernels take. */
const EVENTS = 300
const DATA = 'x'.repeat(60_000)
const SECONDS = 32

let site: TestServer
let clock: FakeClock
const clients: RawClient[] = []

beforeAll(async () => {
  clock = createFakeClock()
  site = await startServer({}, { clock })
})
afterAll(() => {
  for (const client of clients) client.socket.destroy()
  site.server.end()
})

/** Lets so many seconds pass in which one byte each is read. */
async function readSlowly({ socket }: RawClient): Promise<void> {
  for (let second = 0; second < SECONDS; second++) {
    socket.read(1)
    clock.advance(1_000)
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** The ids of the whole events in what was received, a gap's as the last one missed. */
function idsIn(client: RawClient): readonly { readonly id: number; readonly isGap: boolean }[] {
  const whole = /"id":(\d+),"type":"(goal|gap)","at":[\d.]+,"data":(?:"x+"|\{"missed":\d+\})\}/g
  const text = client.received().toString('latin1')
  return Array.from(text.matchAll(whole), ([, id, type]) => ({ id: Number(id), isGap: type === 'gap' }))
}

async function publishAll(lab: TestLab): Promise<void> {
  for (let i = 0; i < EVENTS; i++) await lab.publish('goal', DATA)
}

describe.each(['sse', 'iframe-stream', 'ws'] as const)('a slow reader of %s', (transport) => {
  it('is ended, costs nobody an event, and comes back by cursor to all that it missed, or to a gap that says so', async () => {
    const lab = await site.lab({ heartbeatMs: 120_000 })
    const [slow, bystander] = [
      await openTransport(site, lab, transport),
      await openTransport(site, lab, transport),
    ]
    clients.push(slow, bystander)
    slow.socket.pause()
    await publishAll(lab)
    await bystander.untilText(`"id":${EVENTS}`)
    await readSlowly(slow)
    slow.socket.resume()
    await slow.closed()

    const had = idsIn(slow)
    const last = had.at(-1)?.id ?? 0
    expect(had.map(({ id }) => id)).toEqual(Array.from({ length: last }, (_, i) => i + 1))
    expect(last).toBeLessThan(EVENTS)
    const again = await rawClient(site.port)
    clients.push(again)
    again.write(requestFor(lab, transport, last))
    await again.untilText(`"id":${EVENTS}`)
    const missed = idsIn(again)
    const [first] = missed
    // From the next one on, or from behind a gap that names the last that is gone.
    const from = first?.isGap === true ? first.id : last
    const rest = first?.isGap === true ? missed.slice(1) : missed
    const ids = rest.map(({ id }) => id)
    expect(ids.slice(0, 3)).toEqual([from + 1, from + 2, from + 3])
    expect(ids.every((id, i) => id === from + 1 + i)).toBe(true)
  })
})

describe.each(['short-poll', 'long-poll'] as const)('a slow reader of %s', (transport) => {
  it('gets answers of a bounded size, is cut off when it takes none of them, and may ask the same again', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 60; i++) await lab.publish('goal', DATA)
    const slow = await rawClient(site.port)
    clients.push(slow)
    slow.socket.pause()
    for (let asked = 0; asked < 40; asked++) slow.write(requestFor(lab, transport))
    const bystander = await rawClient(site.port)
    clients.push(bystander)
    bystander.write(requestFor(lab, transport))
    const answer = await bystander.answer()
    expect(answer.length).toBeLessThan(1.2 * 1024 * 1024)
    await readSlowly(slow)
    slow.socket.resume()
    await slow.closed()
    expect(
      slow
        .received()
        .toString('latin1')
        .match(/HTTP\/1\.1 200/g)?.length,
    ).toBeLessThan(40)

    let after = 0
    while (after < 60) {
      bystander.write(requestFor(lab, transport, after))
      const { last } = JSON.parse((await bystander.answer()).split('\r\n\r\n')[1] ?? '') as { last: number }
      expect(last).toBeGreaterThan(after)
      after = last
    }
  })
})
