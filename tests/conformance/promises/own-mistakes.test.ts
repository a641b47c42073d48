/**
 * Mistakes of our own, made to happen in every place that a client's bytes reach: whoever met one is told (500, or close code
 * 1011), it is reported once, and nobody else feels it.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startServer, type TestLab, type TestServer } from '../../support/comet.ts'
import { request } from '../../support/http-client.ts'
import { rawClient, type RawClient } from '../../support/raw-client.ts'
import { HANDSHAKE, openTransport, requestFor } from '../../support/raw-transports.ts'
import { TRANSPORTS } from '../../../src/wire/trace/transports.ts'
import { clientFrame, serverFrames } from '../../support/ws-frames.ts'

/** Breaks one function of a module: it throws where its argument, as text, has this word. */
function breaking(name: string, word: string) {
  return async (original: () => Promise<object>) => {
    const module = (await original()) as Record<string, (...parts: unknown[]) => unknown>
    const whole = module[name]
    return {
      ...module,
      [name](...parts: unknown[]) {
        if (JSON.stringify(parts, withoutRings()).includes(word)) throw new Error(`${name} fails at ${word}`)
        return whole?.(...parts)
      },
    }
  }
}

/** Of what is no plain data only the head's lines and the texts matter. */
function withoutRings(): (key: string, value: unknown) => unknown {
  const seen = new Set<unknown>()
  return (_key, value) => {
    if (typeof value !== 'object' || value === null) return value
    if (seen.has(value)) return undefined
    seen.add(value)
    return value
  }
}

vi.mock('../../../server/transports/cursor.ts', breaking('readCursor', 'mistake=cursor'))
vi.mock('../../../server/lab/event-input.ts', breaking('readEventInput', 'mistake-input'))
vi.mock('../../../server/transports/chunk-framing.ts', breaking('framed', 'event: mistake-sse'))
vi.mock('../../../server/transports/script-chunk.ts', breaking('scriptChunk', 'mistake-iframe-stream'))
vi.mock('../../../server/transports/server-frame.ts', breaking('serverFrame', 'mistake-ws'))
vi.mock('../../../server/transports/poll-answer.ts', breaking('pollHeaders', 'mistake-long-poll'))
vi.mock('../../../server/wiretap/observer-message.ts', breaking('serialise', 'mistake-observer'))

let site: TestServer
const reported: string[] = []
const clients: RawClient[] = []

beforeEach(async () => {
  site = await startServer({}, { report: (_what, mistake) => void reported.push(String(mistake)) })
})
afterEach(() => {
  for (const client of clients.splice(0)) client.socket.destroy()
  site.server.end()
  reported.splice(0)
})

async function send(text: string): Promise<RawClient> {
  const client = await rawClient(site.port)
  clients.push(client)
  client.write(text)
  return client
}

async function open(lab: TestLab, call: string): Promise<RawClient> {
  const client = await send(request(`${lab.path}/${call}`, 'GET', HANDSHAKE))
  await client.untilText('\r\n\r\n')
  return client
}

/** The close code that a WebSocket ended with, once it has been answered. */
async function closeCode(client: RawClient): Promise<number | undefined> {
  for (;;) {
    const close = serverFrames(client.received()).find(({ opcode }) => opcode === 8)
    if (close !== undefined) {
      client.write(clientFrame(8, close.payload))
      await client.closed()
      return close.payload.readUInt16BE(0)
    }
    await client.until(client.received().length + 1)
  }
}

describe('a mistake of our own', () => {
  it.each(TRANSPORTS)(
    'in the handler of %s is a 500, and the connection is not left open',
    async (transport) => {
      const lab = await site.lab()
      const bystander = await openTransport(site, lab, 'sse')
      clients.push(bystander)
      const client = await send(requestFor(lab, transport).replace('after=0', 'mistake=cursor'))
      const answer = await client.answer()
      expect(answer).toMatch(/^HTTP\/1\.1 500 [^]*"internal-error"/)
      if (transport === 'ws') await client.closed()
      expect(reported).toEqual([expect.stringContaining('mistake=cursor')])
      await lab.publish()
      await bystander.untilText('"id":1')
    },
  )

  it.each(['ws', 'observe'])('with a message of %s closes it with 1011', async (call) => {
    const lab = await site.lab()
    const [client, bystander] = [await open(lab, call), await open(lab, call)]
    const message = '{"kind":"publish","type":"mistake-input","data":1}'
    client.write(clientFrame(1, message))
    client.write(clientFrame(1, message))
    expect(await closeCode(client)).toBe(1011)
    expect(reported).toHaveLength(1)
    await lab.publish()
    await bystander.untilText('"id":1')
  })

  it('with an event that is posted is a 500', async () => {
    const lab = await site.lab()
    const answer = await fetch(`${site.origin}${lab.path}/events`, {
      method: 'POST',
      body: '{"type":"mistake-input"}',
    })
    expect(answer.status).toBe(500)
    expect(reported).toHaveLength(1)
    expect(await lab.publish()).toBe(1)
  })

  it.each(['sse', 'iframe-stream', 'ws', 'long-poll', 'observer'] as const)(
    'in wording an event for %s ends those who read it there; the others have it, and the next is everyone’s',
    async (broken) => {
      const lab = await site.lab()
      const readers = new Map<string, RawClient>()
      for (const transport of ['sse', 'iframe-stream', 'ws', 'long-poll'] as const)
        readers.set(transport, await openTransport(site, lab, transport))
      readers.set('observer', await open(lab, 'observe'))
      const second =
        broken === 'observer' ? await open(lab, 'observe') : await openTransport(site, lab, broken)
      clients.push(...readers.values(), second)

      expect(await lab.publish(`mistake-${broken}`)).toBe(1)
      for (const [transport, reader] of readers) if (transport !== broken) await reader.untilText('"id":1')
      for (const reader of [readers.get(broken)!, second]) {
        if (broken === 'ws' || broken === 'observer') expect(await closeCode(reader)).toBe(1011)
        else if (broken === 'long-poll') expect(await reader.answer()).toMatch(/^HTTP\/1\.1 500 /)
        else {
          await reader.closed()
          expect(reader.received().toString()).not.toContain('\r\n0\r\n\r\n')
        }
      }
      // Observers read for themselves; everyone else is told in one go.
      expect(reported).toHaveLength(broken === 'observer' ? 2 : 1)
      await lab.publish()
      for (const [transport, reader] of readers)
        if (transport !== broken && transport !== 'long-poll') await reader.untilText('"id":2')
      expect((await fetch(`${site.origin}/healthz`)).status).toBe(200)
    },
  )
})
