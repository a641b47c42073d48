/** Servers that speak something else than plain HTTP/1.1, and what the tap makes of each. */
import { createServer as createHttp } from 'node:http'
import { createServer as createHttp2, createSecureServer } from 'node:http2'
import { createServer as createHttps } from 'node:https'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { selfSigned } from '../../support/certificate.ts'
import { listen, ownersPage, tapOf } from '../../support/tap-bench.ts'

const certificate = selfSigned()
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0).reverse()) end()
})

/** Status and text of an answer through a tap in front of that address. */
async function through(upstream: string, ...options: string[]): Promise<{ status: number; text: string }> {
  const tap = await tapOf(upstream, ...options)
  ends.push(() => tap.close())
  const answer = await fetch(tap.address)
  return { status: answer.status, text: await answer.text() }
}

async function https(): Promise<string> {
  const server = createHttps(certificate, (request, response) =>
    response.end(`${request.headers.host ?? ''} in private`),
  )
  ends.push(() => server.close())
  return `https://127.0.0.1:${await listen(server)}`
}

describe('a tap in front of', () => {
  it('a server of TLS: takes its certificate only where it is told so', async () => {
    const upstream = await https()
    const refused = await through(upstream)
    expect(refused.status).toBe(502)
    expect(refused.text).toContain('upstream-certificate')
    expect(await through(upstream, '--insecure')).toMatchObject({ status: 200 })
    const folder = mkdtempSync(join(tmpdir(), 'tap-'))
    ends.push(() => rmSync(folder, { recursive: true }))
    writeFileSync(join(folder, 'ca.pem'), certificate.cert)
    expect((await through(upstream, '--ca', join(folder, 'ca.pem'))).text).toContain('in private')
  })

  it('a server of TLS that is taken for a plain one, and the other way round', async () => {
    const upstream = await https()
    const { status, text } = await through(upstream.replace('https', 'http'))
    expect(status).toBe(502)
    expect(text).toContain('upstream-speaks-tls')
    const plain = createHttp((_, response) => response.end('plain'))
    ends.push(() => plain.close())
    const other = await through(`https://127.0.0.1:${await listen(plain)}`)
    expect(other.status).toBe(502)
    expect(other.text).toContain('upstream-no-tls')
  })

  it('a server of HTTP/2 only, with TLS and without', async () => {
    const secure = createSecureServer({ ...certificate, allowHTTP1: false })
    const plain = createHttp2()
    ends.push(
      () => secure.close(),
      () => plain.close(),
    )
    for (const upstream of [
      `https://127.0.0.1:${await listen(secure)}`,
      `http://127.0.0.1:${await listen(plain)}`,
    ]) {
      const { status, text } = await through(
        upstream,
        ...(upstream.startsWith('https') ? ['--insecure'] : []),
      )
      expect(status).toBe(502)
      expect(text).toContain('upstream-http2-only')
    }
  })

  it('a server that points past the tap, by a redirect and in a page', async () => {
    const server = createHttp((request, response) => {
      const own = `127.0.0.1:${(server.address() as { port: number }).port}`
      if (request.url === '/go') response.writeHead(302, { Location: `http://${own}/there` }).end()
      else if (request.url === '/page')
        response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<script>io("ws://${own}")</script>`)
      else response.writeHead(200, { 'Content-Type': 'text/html' }).end('<a href="/there">there</a>')
    })
    ends.push(() => server.close())
    const tap = await tapOf(`http://localhost:${await listen(server)}`)
    const page = ownersPage(tap)
    ends.push(
      () => tap.close(),
      () => page.close(),
    )
    await page.until('replayed')
    for (const path of ['/', '/go', '/page']) await fetch(tap.address + path, { redirect: 'manual' })
    await page.until('way-past', ({ how }) => how === 'page')
    expect(
      page.messages.flatMap((each) => (each.kind === 'way-past' ? [[each.exchange, each.how]] : [])),
    ).toEqual([
      ['x2', 'redirect'],
      ['x3', 'page'],
    ])
  })
})
