/** A run as the server's own tap tells it, through every way out of a page: no byte of the lab's id, its only key, is left. */
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { ObserverMessage } from '../../src/contract/observe.ts'
import { withoutLabId } from '../../src/wire/export/without-lab-id.ts'
import { toTraceEvents } from '../../src/wire/trace/from-observer.ts'
import type { Trace, TraceEvent } from '../../src/wire/trace/trace.ts'
import { TRANSPORTS, type Transport } from '../../src/wire/trace/transports.ts'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { rawClient } from '../support/raw-client.ts'
import { HANDSHAKE, requestFor } from '../support/raw-transports.ts'
import { waysOut } from '../support/ways-out.ts'
import { clientFrame } from '../support/ws-frames.ts'

let site: TestServer
beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.server.end())

/** Observes a lab until its trace has what is wanted. */
async function traceWith(lab: TestLab, isWhole: (events: readonly TraceEvent[]) => boolean): Promise<Trace> {
  const observer = new WebSocket(`${site.origin.replace('http', 'ws')}${lab.path}/observe`)
  const events: TraceEvent[] = []
  for await (const [data] of on(observer)) {
    events.push(...toTraceEvents(JSON.parse(data.toString()) as ObserverMessage, 0))
    if (isWhole(events)) break
  }
  observer.terminate()
  const header = {
    version: 1,
    lab: lab.id,
    vantage: 'server-socket',
    recordedAt: '',
    client: 'test',
    settings: {},
  } as const
  return { header, events }
}

async function* on(observer: WebSocket): AsyncGenerator<[Buffer]> {
  const messages: Buffer[] = []
  observer.on('message', (data: Buffer) => messages.push(data))
  for (;;) {
    const next = messages.shift()
    if (next === undefined) await once(observer, 'message')
    else yield [next]
  }
}

function received(events: readonly TraceEvent[], transport: string): string {
  const own = new Set(
    events.flatMap((event) =>
      event.kind === 'exchange-opened' && event.transport === transport ? [event.exchange] : [],
    ),
  )
  return events
    .flatMap((event) =>
      event.kind === 'slice' && own.has(event.exchange) && event.direction === 'server-to-client'
        ? [Buffer.from(event.bytes).toString('latin1')]
        : [],
    )
    .join('')
}

it.each([...TRANSPORTS, 'events', 'ws, compressed'] as const)('%s', async (what) => {
  const deflate = what === 'ws, compressed'
  const transport: Transport = what === 'events' ? 'short-poll' : deflate ? 'ws' : what
  const lab = await site.lab({ deflate })
  const secret = JSON.stringify({
    type: 'note',
    data: { lab: lab.id, at: [`${site.origin}${lab.path}/sse`] },
  })
  const offer = deflate ? ['Sec-WebSocket-Extensions: permessage-deflate'] : []
  const client = await rawClient(site.port)
  const asked =
    transport === 'ws'
      ? request(`${lab.path}/ws?after=0`, 'GET', [...HANDSHAKE, ...offer])
      : requestFor(lab, transport)

  // The event has the id in it, and the request comes byte by byte, so that slices cut it everywhere.
  const post =
    request(`${lab.path}/events?of=${lab.id}`, 'POST', [`Content-Length: ${secret.length}`]) + secret
  if (what === 'events') {
    await client.trickle(post)
    await client.answer()
  } else {
    if (transport === 'short-poll')
      await fetch(`${site.origin}${lab.path}/events`, { method: 'POST', body: secret })
    await client.trickle(asked)
    if (transport === 'ws') {
      await client.untilText('\r\n\r\n')
      client.write(clientFrame(1, secret.slice(0, 33), false))
      client.write(clientFrame(0, secret.slice(33)))
    } else if (transport !== 'short-poll') {
      await fetch(`${site.origin}${lab.path}/events`, { method: 'POST', body: secret })
    }
  }

  const run = await traceWith(lab, (events) => {
    const got = received(events, what === 'events' ? 'events' : transport)
    const isPublished = events.some(({ kind }) => kind === 'published')
    if (deflate) return isPublished && got.length > got.indexOf('\r\n\r\n') + 10
    return isPublished && got.includes(lab.id)
  })
  expect(JSON.stringify(run.events.filter(({ kind }) => kind === 'published'))).toContain(lab.id)
  for (const [way, texts] of Object.entries(await waysOut(withoutLabId(run)))) {
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts)
      for (let at = 0; at + 8 <= lab.id.length; at++)
        expect([way, text.includes(lab.id.slice(at, at + 8))]).toEqual([way, false])
  }
  client.socket.destroy()
})
