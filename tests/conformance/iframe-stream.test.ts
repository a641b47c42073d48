/** The iframe stream as bytes on a connection: exact head, script chunks that nothing breaks out of, and the tap's copy. */
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deChunk } from '../support/de-chunk.ts'
import { httpClient, request } from '../support/http-client.ts'
import type { RawClient } from '../support/raw-client.ts'
import { readTap } from '../support/tap-reader.ts'
import { startServer, type TestServer } from '../support/comet.ts'

let site: TestServer

beforeAll(async () => {
  site = await startServer()
})
afterAll(() => site.end())

function stream(target: string, more: readonly string[] = []): Promise<RawClient> {
  return site.client(request(target, 'GET', more))
}

function headOf(client: RawClient): string[] {
  return client.received().toString('latin1').split('\r\n\r\n')[0]!.split('\r\n')
}

function nonceOf(client: RawClient): string {
  return /script-src 'nonce-([\w-]{22})'/.exec(headOf(client).join('\n'))![1]!
}

function headWith(type: string, nonce: string): unknown[] {
  return [
    'HTTP/1.1 200 OK',
    `Content-Type: ${type}`,
    'Cache-Control: no-cache, no-transform',
    'X-Accel-Buffering: no',
    `Content-Security-Policy: default-src 'none'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`,
    'X-Content-Type-Options: nosniff',
    'Referrer-Policy: no-referrer',
    'Transfer-Encoding: chunked',
    expect.stringMatching(/^Date: /),
    'Connection: keep-alive',
    'Keep-Alive: timeout=30',
  ]
}

/** What the scripts of a stream hand to `parent.f`, run as a browser would: found by their tags, then executed. */
function calls(client: RawClient): unknown[] {
  const seen: string[] = []
  const parent = { f: (value: unknown) => seen.push(JSON.stringify(value)) }
  const html = deChunk(client.received()).content.toString('utf8')
  const nonce = nonceOf(client)
  for (const [, itsNonce, code] of html.matchAll(/<script nonce="([^"]*)">([^]*?)<\/script/gi)) {
    expect(itsNonce).toBe(nonce)
    runInNewContext(code!, { parent })
  }
  return seen.map((json) => JSON.parse(json) as unknown)
}

describe('an iframe stream', () => {
  it('begins with this very head, with and without its charset', async () => {
    const lab = await site.lab()
    const client = await stream(`${lab.path}/iframe-stream?callback=f`)
    const bare = await stream(`${lab.path}/iframe-stream?after=0&charset=none&callback=$_f9`)
    for (const each of [client, bare]) await each.untilText('</title>')
    expect(headOf(client)).toEqual(headWith('text/html; charset=utf-8', nonceOf(client)))
    expect(headOf(bare)).toEqual(headWith('text/html', nonceOf(bare)))
    expect(nonceOf(client)).not.toBe(nonceOf(bare))
    await lab.publish()
    expect(await bare.untilText('</script>\n\r\n')).toContain('">parent.$_f9({"id":1,')
  })

  it('is a script an event, one chunk each, that hands over the data whole; the tap has the same bytes', async () => {
    const lab = await site.lab()
    const tap = await readTap(site.origin, lab.path)
    const client = await stream(`${lab.path}/iframe-stream?callback=f`)
    await client.untilText('</title>')
    const all = [
      '</script><script>parent.f(0)</script>',
      '<!--',
      ']]>',
      '\u2028\u2029',
      '"\\\'\n',
      '球 🏟 &amp;',
    ]
    const data = { '</ScRiPt>': all }
    await lab.publish('goal', data)
    await lab.publish('card', all)
    await client.untilText('"card"')
    await lab.publish('end')
    await client.untilText('"end"')
    await tap.until(() => tap.exchanges('iframe-stream')[0]?.received.includes('"end"'))
    expect(calls(client)).toMatchObject([
      { id: 1, type: 'goal', data },
      { id: 2, type: 'card', data: all },
      { id: 3, type: 'end' },
    ])
    const { chunks } = deChunk(client.received())
    expect(chunks).toHaveLength(4)
    for (const chunk of chunks.slice(1)) {
      const text = chunk.toString('utf8')
      expect(text).toMatch(/^<script nonce="[\w-]{22}">parent\.f\(\{[^<>&\u2028\u2029]*\}\)<\/script>\n$/)
    }
    const tapped = tap.exchanges('iframe-stream')[0]
    expect(tapped?.received).toEqual(client.received())
    expect(tapped?.sent).toEqual(client.sent)
    tap.close()
  })

  it('hands over a key that a script would take for the prototype', async () => {
    const lab = await site.lab()
    const client = await stream(`${lab.path}/iframe-stream?callback=f`)
    await client.untilText('</title>')
    const data = '{"__proto__":{"a":1},"x\\"__proto__":"\\"__proto__\\":"}'
    await fetch(`${site.origin}${lab.path}/events`, {
      method: 'POST',
      body: `{"type":"goal","data":${data}}`,
    })
    await client.untilText('</script>\n\r\n')
    expect(JSON.stringify(calls(client)[0])).toContain(`"data":${data}`)
  })

  it.each([
    '',
    'callback=',
    'callback=a.b',
    'callback=1f',
    'callback=f(1)',
    'callback=f;alert(1)',
    'callback=%3C/script%3E',
    'callback=f%0A',
    'callback=f&callback=f',
    'callback=%E7%90%83',
    `callback=${'f'.repeat(65)}`,
  ])('refuses %s as a callback', async (query) => {
    const lab = await site.lab()
    const answer = await fetch(`${site.origin}${lab.path}/iframe-stream?${query}`)
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'bad-callback' } }])
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })

  it('starts after the cursor, refuses one that is none, tells of a gap', async () => {
    const lab = await site.lab()
    for (let i = 0; i < 1_002; i++) await lab.publish()
    const client = await stream(`${lab.path}/iframe-stream?after=0&callback=f`)
    await client.untilText('"id":1002,')
    await lab.publish('end')
    await client.untilText('"end"')
    const all = calls(client)
    expect(all[0]).toMatchObject({ id: 2, type: 'gap', data: { missed: 2 } })
    expect(all).toHaveLength(1_002)
    const refused = await fetch(`${site.origin}${lab.path}/iframe-stream?callback=f&after=x`)
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: { code: 'bad-cursor' } }])
  })

  it('says so after silence, where script can see it', async () => {
    const lab = await site.lab({ heartbeatMs: 500 })
    const client = await stream(`${lab.path}/iframe-stream?callback=f`)
    await client.untilText('</script>\n\r\n')
    expect(calls(client)).toEqual([{ type: 'heartbeat' }])
  })

  it('ends with its last chunk when the lab ends, and answers a HEAD with the head alone', async () => {
    const lab = await site.lab()
    const client = await stream(`${lab.path}/iframe-stream?callback=f`)
    await client.untilText('</title>')
    const head = await httpClient(site.port)
    head.send(request(`${lab.path}/iframe-stream?callback=f`, 'HEAD'))
    expect((await head.answer('HEAD')).head[1]).toBe('Content-Type: text/html; charset=utf-8')
    head.send(request(`${lab.path}/short-poll`))
    expect((await head.answer()).status).toBe(200)
    head.leave()
    await fetch(`${site.origin}${lab.path}`, { method: 'DELETE' })
    expect(await client.answer()).toMatch(/\r\n0\r\n\r\n$/)
  })
})
