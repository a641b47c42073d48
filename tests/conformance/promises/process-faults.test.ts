/**
 * What befalls the process and not a connection: its event loop is blocked for half a second, the wall clock steps an hour, it
 * runs out of descriptors. Real processes, since nothing less has these.
 */
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { TRANSPORTS } from '../../../src/wire/trace/transports.ts'
import { endChildren, runChild, type Running } from '../../support/child-server.ts'
import type { TestLab } from '../../support/comet.ts'
import { request } from '../../support/http-client.ts'
import { rawClient, type RawClient } from '../../support/raw-client.ts'
import { openTransport, requestFor } from '../../support/raw-transports.ts'
import { eventually } from '../../support/tapped-server.ts'
import { clientFrame, serverFrames } from '../../support/ws-frames.ts'

const clients: RawClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.destroy()
  endChildren()
})

function preload(name: string): string {
  return new URL(`../../support/preloads/${name}.ts`, import.meta.url).href
}

async function signalled({ child, printed }: Running, word: string, times: number): Promise<void> {
  child.kill('SIGUSR2')
  await eventually(() => printed().split(word).length > times)
}

/** A reader on each transport; what has an answer at once has it. */
async function openAll(server: Running, lab: TestLab): Promise<ReadonlyMap<string, RawClient>> {
  const readers = new Map<string, RawClient>()
  for (const transport of TRANSPORTS) readers.set(transport, await openTransport(server, lab, transport))
  clients.push(...readers.values())
  return readers
}

async function statusOf(port: number, target: string): Promise<string> {
  const client = await rawClient(port)
  client.write(request(target, 'GET', ['Connection: close']))
  const answer = await client.answer()
  client.socket.destroy()
  return answer.slice(9, 12)
}

describe('an event loop that is blocked for half a second', () => {
  it('delays everyone, ends nobody and loses nothing, heartbeats and pings included', async () => {
    const server = await runChild({ preloads: [preload('block-on-signal')] })
    const lab = await server.lab({ heartbeatMs: 500 })
    const readers = await openAll(server, lab)
    const ws = readers.get('ws')!
    for (let time = 1; time <= 3; time++) {
      await signalled(server, 'blocked', time)
      // Written while nobody reads, answered when somebody does.
      server.child.kill('SIGUSR2')
      ws.write(clientFrame(9, `here ${time}`))
      await ws.untilText(`here ${time}`)
    }
    expect(await lab.publish()).toBe(1)
    for (const [transport, reader] of readers) {
      if (transport === 'short-poll') reader.write(requestFor(lab, 'short-poll'))
      await reader.untilText('"id":1')
      expect([transport, reader.socket.readyState]).toEqual([transport, 'open'])
    }
    const opcodes = serverFrames(ws.received()).map(({ opcode }) => opcode)
    expect(opcodes).not.toContain(8)
  })
})

describe('a wall clock that steps an hour, forth and back', () => {
  it('is not what time is counted by: no time goes back or jumps, nobody is released, ended or forgotten', async () => {
    const server = await runChild({ preloads: [preload('step-clock')] })
    const lab = await server.lab({ longPollTimeoutMs: 60_000, heartbeatMs: 60_000 })
    const observer = new WebSocket(`${server.origin.replace('http', 'ws')}${lab.path}/observe`)
    const told: { readonly kind: string; readonly now?: number }[] = []
    observer.on('message', (data: Buffer) => told.push(JSON.parse(data.toString()) as (typeof told)[number]))
    await eventually(() => told.some(({ kind }) => kind === 'replayed'))
    const readers = await openAll(server, lab)
    const keyed = await publishWithKey(server, lab)

    for (const step of [1, 2]) {
      await signalled(server, 'stepped', step)
      observer.send(JSON.stringify({ kind: 'sync', t0: step }))
      await eventually(() => told.filter(({ kind }) => kind === 'sync').length === step)
      // A key is known for a minute; an hour is not over.
      expect(await publishWithKey(server, lab)).toBe(keyed)
      expect(await statusOf(server.port, lab.path)).toBe('200')
    }
    expect(server.printed()).toMatch(/stepped to [^]*stepped to /)
    const nows = told.flatMap(({ now }) => (now === undefined ? [] : [now]))
    expect(nows).toHaveLength(3)
    expect(nows).toEqual(nows.toSorted((a, b) => a - b))
    expect(nows.at(-1)! - nows[0]!).toBeLessThan(600_000)

    await lab.publish('goal', 'after')
    const events = JSON.parse(await bodyOf(server.port, `${lab.path}/short-poll?after=0`)) as {
      readonly events: readonly { readonly at: number }[]
    }
    const [first, last] = events.events
    expect(last!.at).toBeGreaterThan(first!.at)
    expect(last!.at - first!.at).toBeLessThan(600_000)
    for (const transport of ['sse', 'iframe-stream', 'ws'] as const)
      await readers.get(transport)!.untilText('"after"')
    observer.terminate()
  })
})

describe('a process that runs out of descriptors', () => {
  it('goes on with what is open, turns away what comes, and takes connections again once some are free', async () => {
    const server = await runChild({ descriptors: 64 })
    const lab = await server.lab()
    const readers = await openAll(server, lab)
    const flood: RawClient[] = []
    for (let i = 0; i < 120; i++) flood.push(await rawClient(server.port))
    clients.push(...flood)
    readers.get('ws')!.write(clientFrame(1, '{"type":"goal"}'))
    for (const transport of ['sse', 'iframe-stream', 'ws', 'long-poll'] as const)
      await readers.get(transport)!.untilText('"id":1')
    expect(server.child.exitCode).toBeNull()
    // Those that it had no descriptor for were closed, none was left hanging.
    await eventually(() => flood.some(({ socket }) => socket.destroyed || socket.readableEnded))
    for (const client of flood) client.socket.destroy()
    while ((await statusOf(server.port, '/healthz').catch(() => 'none')) !== '200');
    expect(await lab.publish()).toBe(2)
    await readers.get('sse')!.untilText('"id":2')
  })
})

async function publishWithKey({ port }: Running, { path }: TestLab): Promise<number> {
  const client = await rawClient(port)
  const body = '{"type":"goal"}'
  const lines = ['Idempotency-Key: one', 'Connection: close', `Content-Length: ${body.length}`]
  client.write(request(`${path}/events`, 'POST', lines) + body)
  const answer = await client.answer()
  client.socket.destroy()
  return (JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))) as { readonly id: number }).id
}

async function bodyOf(port: number, target: string): Promise<string> {
  const client = await rawClient(port)
  client.write(request(target, 'GET', ['Connection: close']))
  const answer = await client.answer()
  client.socket.destroy()
  return answer.slice(answer.indexOf('\r\n\r\n'))
}
