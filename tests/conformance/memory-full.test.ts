/**
 * What happens when labs have filled what this process may keep: new things are refused in HTTP, what runs goes on, what
 * nobody is in any more is let go of and that is told, and the process lives.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startServer, type TestServer } from '../support/comet.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { httpClient, request, type HttpAnswer, type HttpClient } from '../support/http-client.ts'
import { startMeasured } from '../support/measured.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { eventually } from '../support/tapped-server.ts'

const LARGE = 'x'.repeat(60_000)
/** As many of them as a lab keeps. */
const A_FULL_LAB = 69
const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]
const FULL = { status: 503, code: 'memory-full', retryAfter: '5' }

const leaving: (() => void)[] = []
afterEach(() => {
  for (const leave of leaving.splice(0)) leave()
})

async function smallServer(parts: Parameters<typeof startServer>[1] = {}): Promise<TestServer> {
  const site = await startServer({ MAX_MEMORY_MB: '8', MAX_MEMORY_MB_PER_ADDRESS: '8' }, parts)
  leaving.push(() => site.server.end())
  return site
}

async function stream(port: number, target: string): Promise<RawClient> {
  const client = await rawClient(port)
  leaving.push(() => client.socket.destroy())
  client.write(request(target))
  await client.untilText('\r\n\r\n')
  return client
}

async function open(port: number): Promise<HttpClient> {
  const client = await httpClient(port)
  leaving.push(() => client.leave())
  return client
}

interface Answered {
  readonly status: number
  readonly code?: string
  readonly retryAfter?: string | null
}

async function post(origin: string, path: string, body: object): Promise<Answered> {
  const answer = await fetch(`${origin}${path}`, { method: 'POST', body: JSON.stringify(body) })
  const { error } = (await answer.json()) as { error?: { code: string } }
  if (error === undefined) return { status: answer.status }
  return { status: answer.status, code: error.code, retryAfter: answer.headers.get('retry-after') }
}

/** Publishes large events until one is refused, `most` at most; gives how many were taken, and the refusal. */
async function fill(
  origin: string,
  path: string,
  most = A_FULL_LAB,
): Promise<{ readonly taken: number; readonly refused: object | undefined }> {
  for (let taken = 0; taken < most; taken++) {
    const answer = await post(origin, `${path}/events`, { type: 'goal', data: LARGE })
    if (answer.status !== 201) return { taken, refused: answer }
  }
  return { taken: most, refused: undefined }
}

/** Opens one connection after another until one is refused; gives its answer, and how many were let in before. */
async function untilRefused(
  port: number,
  target: string,
): Promise<{ readonly answer: HttpAnswer; readonly letIn: number }> {
  for (let letIn = 0; letIn < 50; letIn++) {
    const client = await open(port)
    const isShaking = /\/(?:ws|observe)$/.test(target)
    client.send(request(target, 'GET', isShaking ? HANDSHAKE : []))
    // One that is held says nothing before the lab is asked for something else.
    const first = await Promise.race([
      client.firstHead(),
      new Promise<void>((resolve) => setTimeout(resolve, 200)),
    ])
    if (first?.status === 503) return { answer: await client.answer(), letIn }
  }
  throw new Error(`${target} is never refused`)
}

interface Polled {
  readonly events: readonly { readonly id: number; readonly type: string; readonly data: unknown }[]
  readonly last: number
}

describe('when labs in which somebody is have filled the memory', () => {
  it('what is new is refused with 503 while small calls and what runs go on; what ends makes room', async () => {
    const site = await smallServer()
    const [lab, other] = [await site.lab(), await site.lab()]
    const reader = await stream(site.port, `${lab.path}/sse`)
    await stream(site.port, `${other.path}/sse`)
    const { taken } = await fill(site.origin, lab.path)
    expect(taken).toBe(A_FULL_LAB)
    expect((await fill(site.origin, other.path)).refused).toEqual(FULL)

    // A lab is smaller than what an event may be, so some are made still.
    let made = await post(site.origin, '/labs', {})
    for (let i = 0; i < 100 && made.status === 201; i++) made = await post(site.origin, '/labs', {})
    expect(made).toEqual(FULL)

    // A page's worth of connections is let in still, and a few where others have just gone.
    for (const call of ['sse', 'long-poll', 'iframe-stream?callback=f', 'ws', 'observe']) {
      const { answer, letIn } = await untilRefused(site.port, `${lab.path}/${call}`)
      expect([call, answer.status, answer.header('retry-after')]).toEqual([call, 503, '5'])
      expect(answer.body).toContain('"memory-full"')
      if (call === 'sse') expect(letIn).toBeGreaterThanOrEqual(7)
    }
    const client = await open(site.port)
    client.send(request(`${lab.path}/short-poll?after=0`))
    expect((await client.answer()).body).toContain('"memory-full"')
    const body = JSON.stringify({ kind: 'reset', transport: 'ws', more: LARGE })
    client.send(request(`${lab.path}/faults`, 'POST', [`Content-Length: ${body.length}`]) + body)
    expect((await client.answer()).body).toContain('"memory-full"')
    for (const target of ['/healthz', lab.path, `${lab.path}/short-poll?after=${taken}`]) {
      client.send(request(target))
      expect([target, (await client.answer()).status]).toEqual([target, 200])
    }
    // Its own feed goes on, in the place of its oldest events.
    const settings = { feed: 'ticker', eventsPerMinute: 3_000 }
    await fetch(`${site.origin}${lab.path}`, { method: 'PATCH', body: JSON.stringify({ settings }) })
    await reader.untilText(`\nid: ${taken + 5}\n`)
    expect(reader.received().toString('latin1')).not.toContain('"gap"')

    expect((await fetch(`${site.origin}${other.path}`, { method: 'DELETE' })).status).toBe(204)
    expect(await post(site.origin, `${lab.path}/events`, { type: 'goal', data: LARGE })).toEqual({
      status: 201,
    })
  })
})

describe('when what one client has sent ahead has filled the memory', () => {
  it.each([
    ['requests behind a poll that is held', (path: string) => request(path) + request('/x').repeat(1_600)],
    [
      'what is not told apart into requests',
      (path: string) => request(path) + request('/x', 'PURGE').repeat(900),
    ],
  ])('%s go first, and others come in; a poll by itself is spared', async (_what, ahead) => {
    const clock = createFakeClock()
    const site = await smallServer({ clock })
    const lab = await site.lab({ longPollTimeoutMs: 120_000 })
    const poll = await open(site.port)
    poll.send(request(`${lab.path}/long-poll`))
    const { budget } = site.server
    const hogs: RawClient[] = []
    while (!budget.isFull) {
      const hog = await rawClient(site.port)
      leaving.push(() => hog.socket.destroy())
      const before = budget.heldBytes
      hog.write(ahead(`${lab.path}/long-poll`))
      hogs.push(hog)
      await eventually(() => budget.heldBytes > before + 100_000)
    }
    expect(await post(site.origin, '/labs', {})).toEqual(FULL)
    clock.advance(1_000)
    await hogs[0]?.closed()
    expect(await post(site.origin, '/labs', {})).toEqual({ status: 201 })
    await lab.publish()
    expect((await poll.answer()).body).toContain('"id":1')
  })
})

describe('when memory is short, a lab in which nobody is', () => {
  it('loses its tap and then its events, told by dropped and by a gap, and no other loses any', async () => {
    const site = await smallServer()
    const [left, lab] = [await site.lab(), await site.lab()]
    await fill(site.origin, left.path, 40)
    const { body } = await fetch(`${site.origin}${left.path}/short-poll?after=39`)
    await body?.cancel()
    await stream(site.port, `${lab.path}/sse`)
    expect(await fill(site.origin, lab.path)).toEqual({ taken: A_FULL_LAB, refused: undefined })

    const past = (await (await fetch(`${site.origin}${left.path}/short-poll?after=0`)).json()) as Polled
    expect(past).toMatchObject({ events: [{ id: 40, type: 'gap', data: { missed: 40 } }], last: 40 })
    const kept = (await (await fetch(`${site.origin}${lab.path}/short-poll?after=0`)).json()) as Polled
    expect(kept.events[0]).toMatchObject({ id: 1, type: 'goal' })

    const observer = new WebSocket(`${site.origin.replace('http', 'ws')}${left.path}/observe`)
    leaving.push(() => observer.terminate())
    const told: string[] = []
    await new Promise<void>((resolve) => {
      observer.on('message', (data: Buffer) => {
        const { kind, direction } = JSON.parse(data.toString()) as { kind: string; direction?: string }
        told.push(`${kind} ${direction ?? ''}`)
        if (kind === 'replayed') resolve()
      })
    })
    expect(told).toContain('dropped client-to-server')
    expect(told).toContain('dropped server-to-client')
  })
})

describe('the process', () => {
  it('lives on with a heap of 64 MB when twelve labs are filled that are read on every transport', async () => {
    const server = await startMeasured({}, ['--max-old-space-size=64'])
    leaving.push(() => server.end())
    const { origin, port } = server
    const labs: { readonly path: string; readonly reader: RawClient; taken: number }[] = []
    const refusals: object[] = []
    for (let i = 0; i < 12; i++) {
      const made = await fetch(`${origin}/labs`, { method: 'POST', body: '{"settings":{"feed":"manual"}}' })
      if (made.status !== 201) refusals.push({ status: made.status })
      else {
        const { id } = (await made.json()) as { id: string }
        const path = `/labs/${id}`
        const reader = await stream(port, `${path}/sse`)
        for (const call of ['iframe-stream?callback=f', 'iframe-stream?callback=g'])
          await stream(port, `${path}/${call}`)
        for (const call of ['ws', 'observe']) {
          const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}/${call}`)
          leaving.push(() => socket.terminate())
          socket.on('error', () => undefined)
        }
        labs.push({ path, reader, taken: 0 })
      }
      // Each lab is offered as much again, so that all are as full as they get.
      for (const lab of labs.slice(-1)) {
        const { taken, refused } = await fill(origin, lab.path, A_FULL_LAB + 3)
        lab.taken = taken
        if (refused !== undefined) refusals.push(refused)
      }
    }
    expect(refusals.length).toBeGreaterThan(0)
    expect(refusals.at(-1)).toMatchObject({ status: 503 })
    const { countedBytes, limitBytes } = await server.measure()
    expect(countedBytes).toBeLessThanOrEqual(limitBytes)
    expect((await fetch(`${origin}/healthz`)).status).toBe(200)
    for (const { reader, taken } of labs) {
      if (taken > 0) await reader.untilText(`id: ${taken}\n`)
      expect(reader.received().toString('latin1')).not.toContain('event: gap')
    }
    expect(server.ended).toBeUndefined()
  }, 120_000)

  it('keeps 500 labs that are filled and left within its budget', async () => {
    const server = await startMeasured({
      MAX_MEMORY_MB: '32',
      MAX_MEMORY_MB_PER_ADDRESS: '32',
      MAX_LABS_PER_ADDRESS: '500',
    })
    leaving.push(() => server.end())
    const { memoryBytes: before } = await server.measure()
    for (let i = 0; i < 500; i++) {
      const made = await fetch(`${server.origin}/labs`, {
        method: 'POST',
        body: '{"settings":{"feed":"manual"}}',
      })
      expect(made.status).toBe(201)
      const { id } = (await made.json()) as { id: string }
      expect(await fill(server.origin, `/labs/${id}`, 2)).toMatchObject({ taken: 2 })
    }
    const { labs, limitBytes, countedBytes, memoryBytes } = await server.measure()
    expect(labs).toBe(500)
    expect(countedBytes).toBeLessThanOrEqual(limitBytes)
    expect(memoryBytes - before).toBeLessThan(limitBytes)
  }, 120_000)
})
