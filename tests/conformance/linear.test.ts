/**
 * What a stranger writes into a head or a body costs this server steps that grow no faster than its length: four times as
 * much of each awkward text, in each place that is read, takes no more than four times the steps.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestLab, TestServer } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { rawClient } from '../support/raw-client.ts'
import { countSteps } from '../support/steps.ts'

const steps = countSteps('server', 'src/wire', 'node_modules/hono', 'node_modules/@hono', 'node_modules/ws')
// Counted is what is compiled from here on.
const { startServer } = await import('../support/comet.ts')
const { readSite } = await import('../../server/site/site.ts')

let folder: string
let server: TestServer
let lab: TestLab
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comet-linear-'))
  // Long enough to be kept compressed, so that Accept-Encoding is read.
  await writeFile(join(folder, 'index.html'), `<!doctype html>${'long '.repeat(1_000)}`)
  const site = await readSite(folder, { scriptHashes: [], links: new Map() })
  server = await startServer({}, site === undefined ? {} : { site })
  lab = await server.lab()
})
afterAll(async () => {
  server.server.end()
  steps.stop()
  await rm(folder, { recursive: true })
})

/** What is repeated to make an awkward text. */
const AWKWARD = [
  ' ',
  '\t ',
  ',',
  ';',
  ', ',
  '; ',
  'a',
  '1',
  'a b',
  'a,',
  'a;q=',
  '="',
  '"\\"',
  '-',
  '.',
  ':',
  '/',
  '/.',
  '%41',
  '?',
  '&a=',
  '*',
  'W/"',
  '[',
  '\xa0',
]

const HEADERS = [
  'Accept',
  'Accept-Encoding',
  'Connection',
  'Content-Length',
  'Content-Type',
  'Cookie',
  'Expect',
  'Host',
  'Idempotency-Key',
  'If-None-Match',
  'Last-Event-ID',
  'Origin',
  'Sec-WebSocket-Extensions',
  'Sec-WebSocket-Key',
  'Sec-WebSocket-Protocol',
  'Sec-WebSocket-Version',
  'Transfer-Encoding',
  'Upgrade',
  'X-Forwarded-For',
]
const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

/** Requests with an awkward text in one place, by the place. */
const PLACES: Readonly<Record<string, (text: string) => readonly string[]>> = {
  ...Object.fromEntries(
    HEADERS.map((name) => [
      name,
      (text: string) => {
        const line = `${name}: a${text}b`
        const others = HANDSHAKE.filter((each) => !each.startsWith(`${name}:`))
        return [
          request('/', 'GET', [line]),
          request(`${lab.path}/short-poll?after=0`, 'GET', [line]),
          request(`${lab.path}/sse?after=0&once=1`, 'GET', [line]),
          request(`${lab.path}/ws`, 'GET', [...others, line]),
          request(`${lab.path}/observe`, 'GET', [...others, line]),
          request(`${lab.path}/events`, 'POST', [line]),
        ]
      },
    ]),
  ),
  'a header name': (text) => [request('/', 'GET', [`a${text}b: c`])],
  'a target': (text) => [
    request(`/${text}`),
    request(`/labs/${text}/sse`),
    request(`${lab.path}/${text}`),
    request(`${lab.path}/iframe-stream?callback=${text}`),
    request(`${lab.path}/short-poll?after=${text}`),
    request(`http://${text}/labs/`),
  ],
  'a chunk extension': (text) => [
    `${request(`${lab.path}/events`, 'POST', ['Transfer-Encoding: chunked'])}1;${text}\r\n{\r\n0\r\n\r\n`,
  ],
  'a trailer': (text) => [
    `${request(`${lab.path}/events`, 'POST', ['Transfer-Encoding: chunked'])}1\r\n{\r\n0\r\nX: ${text}\r\n\r\n`,
  ],
  'a body': (text) =>
    ['events', 'faults', 'answer', 'client'].flatMap((call) =>
      [text, JSON.stringify({ type: text, kind: text, transport: text, bytes: [text] })].map(
        (body) =>
          request(`${lab.path}/${call}`, 'POST', [`Content-Length: ${Buffer.byteLength(body)}`]) + body,
      ),
    ),
}

/** Each on a connection of its own, until the server has said something or ended it. */
async function ask(requests: readonly string[]): Promise<void> {
  for (const text of requests) {
    const client = await rawClient(server.port)
    client.write(Buffer.from(text, 'latin1'))
    client.end()
    await client.until(1).catch(() => undefined)
    client.socket.destroy()
  }
}

describe('steps grow with the length of', () => {
  it.each(Object.entries(PLACES))('%s', async (_, requestsWith) => {
    const askAll = (bytes: number) => async (): Promise<void> => {
      for (const unit of AWKWARD) await ask(requestsWith(unit.repeat(bytes / unit.length)))
    }
    await askAll(100)()
    const few = await steps.until(askAll(3_000))
    const many = await steps.until(askAll(12_000))
    expect(many / few).toBeLessThan(4.2)
  })
})
