/** What one address may take, directly and behind a proxy, and whom a request must be meant for once the site's own address is said. */
import { afterEach, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../support/comet.ts'
import { httpClient, request, type HttpAnswer, type HttpClient } from '../support/http-client.ts'

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]
const BEHIND = { TRUSTED_PROXIES: '127.0.0.1' }

const servers: TestServer[] = []
const clients: HttpClient[] = []
afterEach(() => {
  for (const client of clients.splice(0)) client.leave()
  for (const { server } of servers.splice(0)) server.end()
})

async function start(environment: Record<string, string>): Promise<TestServer> {
  const site = await startServer(environment)
  servers.push(site)
  return site
}

async function connect(site: TestServer): Promise<HttpClient> {
  const client = await httpClient(site.port)
  clients.push(client)
  return client
}

/** The answer on a connection of its own to a request with these lines only. */
async function ask(site: TestServer, lines: readonly string[]): Promise<HttpAnswer> {
  const client = await connect(site)
  client.send([...lines, '', ''].join('\r\n'))
  return lines.includes('Upgrade: websocket') ? client.firstHead() : client.answer()
}

const forwarded = (address: string): string => `X-Forwarded-For: ${address}`

function newLab(site: TestServer, more: readonly string[] = []): Promise<HttpAnswer> {
  return ask(site, ['POST /labs HTTP/1.1', 'Host: test', 'Content-Length: 0', ...more])
}

function codeOf(answer: HttpAnswer): string {
  return (JSON.parse(answer.body) as { error: { code: string } }).error.code
}

describe('the labs of an address', () => {
  it('are limited, and count until they end', async () => {
    const site = await start({ MAX_LABS_PER_ADDRESS: '2' })
    const first = await newLab(site)
    // A stranger's word for where it comes from counts for nothing.
    expect((await newLab(site, [forwarded('192.0.2.1')])).status).toBe(201)
    const third = await newLab(site, [forwarded('192.0.2.2')])
    expect([third.status, codeOf(third)]).toEqual([429, 'too-many-labs'])
    expect(third.body).toContain('Your address')
    expect(Number(third.header('retry-after'))).toBeGreaterThan(0)
    await ask(site, [`DELETE ${first.header('location')} HTTP/1.1`, 'Host: test'])
    expect((await newLab(site)).status).toBe(201)
    expect((await newLab(site)).status).toBe(429)
  })

  it('behind a proxy are those of the client that it names, a /64 of IPv6 as one', async () => {
    const site = await start({ ...BEHIND, MAX_LABS_PER_ADDRESS: '1' })
    const statuses: Record<string, number> = {}
    for (const client of [
      '192.0.2.1',
      '192.0.2.2',
      '192.0.2.99, 192.0.2.2',
      '::ffff:192.0.2.1',
      '2001:db8::1',
      '2001:db8:0:0:9::',
      '2001:db8:0:1::1',
      '192.0.2.2:50123',
      '[2001:db8::2]:443',
      '192.0.2.4:80',
      'garbage',
      '192.0.2.3, more, garbage',
    ]) {
      statuses[client] = (await newLab(site, [forwarded(client)])).status
    }
    expect(statuses).toEqual({
      '192.0.2.1': 201,
      '192.0.2.2': 201,
      '192.0.2.99, 192.0.2.2': 429,
      '::ffff:192.0.2.1': 429,
      '2001:db8::1': 201,
      '2001:db8:0:0:9::': 429,
      '2001:db8:0:1::1': 201,
      '192.0.2.2:50123': 429,
      '[2001:db8::2]:443': 429,
      '192.0.2.4:80': 201,
      garbage: 201,
      '192.0.2.3, more, garbage': 429,
    })
  })
})

describe('the connections of an address', () => {
  it('behind a proxy are the requests that its client has open, on whichever connection they come', async () => {
    const site = await start({ ...BEHIND, MAX_CONNECTIONS_PER_ADDRESS: '2' })
    const lab = await site.lab()
    const poll = (client: string): string => request(`${lab.path}/long-poll`, 'GET', [forwarded(client)])
    const short = (client: string): string => request(`${lab.path}/short-poll`, 'GET', [forwarded(client)])

    const one = await connect(site)
    one.send(poll('192.0.2.1'))
    const two = await connect(site)
    two.send(request(`${lab.path}/ws`, 'GET', [...HANDSHAKE, forwarded('192.0.2.1')]))
    expect((await two.firstHead()).status).toBe(101)

    const three = await connect(site)
    three.send(short('192.0.2.1'))
    const refused = await three.answer()
    expect([refused.status, codeOf(refused)]).toEqual([429, 'too-many-connections'])
    // The proxy's connection serves others on.
    three.send(short('192.0.2.2'))
    expect((await three.answer()).status).toBe(200)
    const late = await connect(site)
    late.send(request(`${lab.path}/observe`, 'GET', [...HANDSHAKE, forwarded('192.0.2.1')]))
    expect((await late.answer()).status).toBe(429)

    await lab.publish()
    expect((await one.answer()).status).toBe(200)
    three.send(short('192.0.2.1'))
    expect((await three.answer()).status).toBe(200)
  })

  it('are free again when a client leaves what it has asked for, also behind another', async () => {
    const site = await start({ ...BEHIND, MAX_CONNECTIONS_PER_ADDRESS: '2' })
    const lab = await site.lab()
    const poll = request(`${lab.path}/long-poll`, 'GET', [forwarded('192.0.2.1')])
    const health = request('/healthz', 'GET', [forwarded('192.0.2.1')])
    const proxy = await connect(site)
    proxy.send(poll + poll)
    const other = await connect(site)
    for (let status = 200; status !== 429;) {
      other.send(health)
      status = (await other.answer()).status
    }
    proxy.leave()
    for (let status = 429; status !== 200;) {
      other.send(health)
      status = (await other.answer()).status
    }
  })

  it('of a client that comes by itself are limited as before', async () => {
    const site = await start({ TRUSTED_PROXIES: '10.0.0.1', MAX_CONNECTIONS_PER_ADDRESS: '2' })
    const open = [await connect(site), await connect(site)]
    for (const client of open) {
      client.send(request('/healthz', 'GET', [forwarded('192.0.2.1')]))
      expect((await client.answer()).status).toBe(200)
    }
    expect((await ask(site, ['GET /healthz HTTP/1.1', 'Host: test'])).status).toBe(429)
  })
})

describe('once PUBLIC_URL is set', () => {
  const SITE = { PUBLIC_URL: 'https://comet.example' }
  const get = (target: string, host: string, more: readonly string[] = []): Promise<HttpAnswer> =>
    ask(site, [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...more])
  let site: TestServer

  async function labAt(environment: Record<string, string>): Promise<string> {
    site = await start(environment)
    const made = await ask(site, ['POST /labs HTTP/1.1', 'Host: comet.example', 'Content-Length: 0'])
    return made.header('location') ?? ''
  }

  it.each([
    ['us', 'comet.example', true],
    ['us, in any case', 'Comet.EXAMPLE', true],
    ['us, with the port of its scheme', 'comet.example:443', true],
    ['another name', 'elsewhere.example', false],
    ['a name that begins as ours', 'comet.example.org', false],
    ['a name that ends as ours', 'not-comet.example', false],
    ['another port', 'comet.example:8443', false],
    ['our address, by nobody who proxies', '127.0.0.1', false],
    ['nobody', '', false],
  ])('what is meant for %s is served, or is 421', async (_whom, host, isServed) => {
    const path = await labAt(SITE)
    const answers = await Promise.all([
      get(path, host),
      get(`${path}/short-poll`, host),
      get('/healthzz', host),
      get(`${path}/ws`, host, HANDSHAKE),
      get(`${path}/observe`, host, HANDSHAKE),
    ])
    const statuses = answers.map((answer) => answer.status)
    expect(statuses).toEqual(isServed ? [200, 200, 404, 101, 101] : [421, 421, 421, 421, 421])
    if (!isServed) {
      expect(answers.map((answer) => codeOf(answer))).toEqual(answers.map(() => 'misdirected-request'))
      expect(answers[0]?.body).toContain('https://comet.example')
    }
    for (const health of ['/healthz', '/healthz?a', `http://${host || 'x'}/healthz`])
      expect((await get(health, host)).status).toBe(200)
  })

  it('the host of a whole address in the request line counts, and a request without any is 421', async () => {
    const path = await labAt(SITE)
    expect((await get(`http://comet.example${path}/short-poll`, 'elsewhere.example')).status).toBe(200)
    expect((await get(`http://elsewhere.example${path}/short-poll`, 'comet.example')).status).toBe(421)
    expect((await get(`http://comet.example@elsewhere.example${path}`, 'comet.example')).status).toBe(421)
    expect((await ask(site, [`GET ${path} HTTP/1.0`])).status).toBe(421)
  })

  it('a trusted proxy may call us as it knows us, and no page is of our origin for that', async () => {
    const path = await labAt({ ...SITE, ...BEHIND })
    for (const host of [`127.0.0.1:${site.port}`, 'localhost:4321', 'comet_upstream', 'COMET'])
      expect([host, (await get(path, host)).status]).toEqual([host, 200])
    for (const host of ['elsewhere.example', '192.0.2.1', '127.0.0.1.example', '', '127.0.0.1@a.example'])
      expect([host, (await get(path, host)).status]).toEqual([host, host.includes('@') ? 400 : 421])
    const from = (origin: string): Promise<HttpAnswer> =>
      ask(site, ['POST /labs HTTP/1.1', 'Host: localhost:4321', `Origin: ${origin}`, 'Content-Length: 0'])
    expect((await from('http://localhost:4321')).status).toBe(403)
    expect((await from('https://comet.example')).status).toBe(201)
  })

  it('its origin is ours, whatever the connection is, and no other', async () => {
    const path = await labAt({ ...SITE, ALLOWED_ORIGINS: 'https://other.example' })
    const statuses: Record<string, readonly number[]> = {}
    for (const origin of ['https://comet.example', 'https://other.example', 'http://comet.example', 'null']) {
      const more = [...HANDSHAKE, `Origin: ${origin}`]
      const made = ['POST /labs HTTP/1.1', 'Host: comet.example', `Origin: ${origin}`, 'Content-Length: 0']
      const answers = [await ask(site, made), await get(`${path}/ws`, 'comet.example', more)]
      statuses[origin] = answers.map((answer) => answer.status)
    }
    expect(statuses).toEqual({
      'https://comet.example': [201, 101],
      'https://other.example': [201, 101],
      'http://comet.example': [403, 403],
      null: [403, 403],
    })
  })
})

describe('without PUBLIC_URL', () => {
  it('a page behind TLS or behind a proxy that changes Host is told what to set', async () => {
    const site = await start({})
    for (const origin of ['https://comet.example', 'http://comet.example']) {
      const lines = ['POST /labs HTTP/1.1', 'Host: 127.0.0.1:4321', `Origin: ${origin}`, 'Content-Length: 0']
      const answer = await ask(site, lines)
      expect([answer.status, codeOf(answer)]).toEqual([403, 'foreign-origin'])
      expect(answer.body).toContain('PUBLIC_URL')
    }
  })

  it('any Host is served', async () => {
    const site = await start(BEHIND)
    for (const host of ['elsewhere.example', '', 'a_b'])
      expect((await ask(site, ['POST /labs HTTP/1.1', `Host: ${host}`, 'Content-Length: 0'])).status).toBe(
        201,
      )
  })
})
