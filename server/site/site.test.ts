import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { get as httpGet } from 'node:http'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../tests/support/comet.ts'
import { httpClient, request, type HttpAnswer, type HttpClient } from '../../tests/support/http-client.ts'
import { loadSite } from './load-site.ts'

const LONG = `<!doctype html><p>${'long '.repeat(1_000)}</p>`
const FILES: Readonly<Record<string, string>> = {
  'csp.json': '{"scriptHashes":["sha256-AAAA=","not a hash; script-src *"]}',
  'pages.json': '{"/":{"en":"/","zh-CN":"/zh/","x-default":"/"},"/long-polling/":{"en":"/x>; y"}}',
  'site/index.html': '<!doctype html><p>home</p>',
  'site/long-polling/index.html': LONG,
  'site/zh/long-polling/index.html': '<!doctype html><p>长轮询</p>',
  'site/embed/two-polls/index.html': '<!doctype html><p>figure</p>',
  'site/404.html': '<!doctype html><p>nothing here</p>',
  'site/zh/404.html': '<!doctype html><p>这里没有</p>',
  'site/_astro/a.B1c2.js': 'run()',
  'site/favicon.svg': '<svg/>',
  'site/.secret': 'hidden',
  'site/.well-known/x.txt': 'hidden',
  'outside.txt': 'hidden',
}

let folder: string
let server: TestServer
let client: HttpClient

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comet-site-'))
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const site = await loadSite(folder)
  if (site === undefined) throw new Error('The site was not found')
  server = await startServer({}, { site })
  client = await httpClient(server.port)
})
afterAll(async () => {
  client.leave()
  server.server.end()
  await rm(folder, { recursive: true })
})

const PAGE = 'Accept: text/html,*/*;q=0.8'

async function get(
  target: string,
  more: readonly string[] = [],
  method: 'GET' | 'HEAD' = 'GET',
): Promise<HttpAnswer> {
  client.send(request(target, method, more))
  return client.answer(method)
}

describe('the site', () => {
  it('is not there when it has not been built', async () => {
    expect(await loadSite(join(folder, 'nothing'))).toBeUndefined()
  })

  it('serves pages at their address with a slash, to be asked for again each time', async () => {
    const home = await get('/')
    expect([home.status, home.body]).toEqual([200, FILES['site/index.html']])
    expect(home.header('content-type')).toBe('text/html; charset=utf-8')
    expect(home.header('cache-control')).toBe('no-cache')
    const again = await get('/', [`If-None-Match: ${home.header('etag')}`])
    expect([again.status, again.body]).toEqual([304, ''])
    expect((await get('/', ['If-None-Match: *'])).status).toBe(304)
    expect((await get('/zh/long-polling/')).body).toContain('长轮询')
  })

  it('sends an address without its slash on, query and all', async () => {
    const answer = await get('/long-polling?run=1')
    expect([answer.status, answer.header('location')]).toEqual([301, '/long-polling/?run=1'])
    expect((await get('//long-polling')).status).toBe(404)
  })

  it('lets hashed files be kept for ever, others not', async () => {
    expect((await get('/_astro/a.B1c2.js')).header('cache-control')).toBe(
      'public, max-age=31536000, immutable',
    )
    const icon = await get('/favicon.svg')
    expect([icon.header('content-type'), icon.header('cache-control')]).toEqual(['image/svg+xml', 'no-cache'])
  })

  it('carries the policy with the hashes of the build and nothing that was no hash', async () => {
    const policy = (await get('/')).header('content-security-policy') ?? ''
    expect(policy.split('; ')).toContain("script-src 'self' 'sha256-AAAA='")
    expect(policy).toContain("connect-src 'self' ws://test wss://test")
    expect(policy).not.toMatch(/script-src[^;]*(\*|unsafe)/)
  })

  it('names the host that readers see for its WebSockets, where a proxy calls it something else', async () => {
    const site = await loadSite(folder)
    if (site === undefined) throw new Error('The site was not found')
    const behind = await startServer(
      { PUBLIC_URL: 'https://comet.example', TRUSTED_PROXIES: '127.0.0.1' },
      { site },
    )
    const policy = (await fetch(behind.origin)).headers.get('content-security-policy')
    expect(policy).toContain("connect-src 'self' ws://comet.example wss://comet.example;")
    behind.server.end()
  })

  it('compresses what is worth it, as the client accepts', async () => {
    for (const [accept, coding] of [
      ['gzip, deflate, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['br;q=0.2, gzip;q=0.5', 'gzip'],
      ['BR', 'br'],
      ['*', 'br'],
      ['*;q=0', undefined],
      ['gzip;q=0, *', 'br'],
      ['identity, gzip;q=0.9', undefined],
      ['gzip;q=0.9, identity;q=0.1', 'gzip'],
      ['brx, xgzip', undefined],
      ['', undefined],
      ['identity', undefined],
    ] as const) {
      const answer = await fetchRaw('/long-polling/', accept)
      expect(answer.coding).toBe(coding)
      expect(answer.text).toBe(LONG)
      expect(answer.vary).toBe('Accept-Encoding')
    }
    expect((await fetchRaw('/', 'gzip')).coding).toBeUndefined()
  })

  it('answers a HEAD with the head of the page', async () => {
    const head = await get('/', [], 'HEAD')
    expect([head.status, head.header('content-length'), head.body]).toEqual([200, '26', ''])
    expect((await get('/')).status).toBe(200)
  })

  it.each([
    '/.secret',
    '/.well-known/x.txt',
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/..%2foutside.txt',
    '/csp.json',
    '/%00',
    '/%zz',
    '/\\..\\outside.txt',
  ])('has nothing at %s', async (path) => {
    // On a connection of its own: some of these are no targets at all, and end it.
    const own = await httpClient(server.port)
    own.send(request(path))
    const answer = await own.answer()
    own.leave()
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body).not.toContain('hidden')
    expect(answer.body).not.toContain('sha256')
  })

  it('shows whoever wants a page the 404 page of their language, and others the error', async () => {
    expect(await get('/nothing', [PAGE])).toMatchObject({ status: 404, body: FILES['site/404.html'] })
    expect(await get('/zh/nothing', [PAGE])).toMatchObject({ status: 404, body: FILES['site/zh/404.html'] })
    expect(JSON.parse((await get('/nothing')).body)).toMatchObject({ error: { code: 'not-found' } })
    expect(JSON.parse((await get('/labs/x/nothing', [PAGE])).body)).toMatchObject({
      error: { code: 'not-found' },
    })
  })

  it('says in whole addresses where a page is and where its twins are, where it knows its own', async () => {
    const own = `http://127.0.0.1:${server.port}`
    expect((await fetch(`${own}/`)).headers.get('link')).toBe(
      `<${own}/>; rel="canonical", <${own}/>; rel="alternate"; hreflang="en", <${own}/zh/>; rel="alternate"; hreflang="zh-CN", <${own}/>; rel="alternate"; hreflang="x-default"`,
    )
    for (const target of ['/favicon.svg', '/nothing', '/_astro/a.B1c2.js'])
      expect((await fetch(own + target, { headers: { Accept: 'text/html' } })).headers.get('link')).toBeNull()
  })

  it('lets pages of other sites frame the figures made for it, and nothing else', async () => {
    const framedBy = async (target: string): Promise<string | undefined> =>
      /frame-ancestors ([^;]*)/.exec((await get(target, [PAGE])).header('content-security-policy') ?? '')?.[1]
    expect(await framedBy('/embed/two-polls/')).toBe('*')
    for (const target of [
      '/',
      '/long-polling/',
      '/embed/no-such-figure/',
      '/embed/two-polls',
      '/embed/',
      '/embed/../long-polling/',
      '/embed/%2e%2e/',
      '/nothing',
      '/favicon.svg',
      '/labs/x/sse',
    ])
      expect(await framedBy(target), target).toBe("'self'")
  })

  it('is only read', async () => {
    client.send(request('/', 'POST', ['Content-Length: 0']))
    const answer = await client.answer()
    expect([answer.status, answer.header('allow')]).toEqual([405, 'GET, HEAD'])
  })
})

async function fetchRaw(
  path: string,
  accept: string,
): Promise<{ coding: string | undefined; text: string; vary: string | undefined }> {
  const answer = await rawBytes(path, accept)
  const decoded =
    answer.coding === 'br'
      ? brotliDecompressSync(answer.body)
      : answer.coding === 'gzip'
        ? gunzipSync(answer.body)
        : answer.body
  return { coding: answer.coding, vary: answer.vary, text: decoded.toString('utf8') }
}

/** `fetch` would undo the coding before a test could see it. */
function rawBytes(
  path: string,
  accept: string,
): Promise<{ coding: string | undefined; vary: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpGet(
      { port: server.port, host: '127.0.0.1', path, headers: { 'Accept-Encoding': accept } },
      (incoming) => {
        const pieces: Buffer[] = []
        incoming.on('data', (piece: Buffer) => pieces.push(piece))
        incoming.on('end', () =>
          resolve({
            coding: incoming.headers['content-encoding'],
            vary: incoming.headers.vary,
            body: Buffer.concat(pieces),
          }),
        )
      },
    ).on('error', reject)
  })
}
