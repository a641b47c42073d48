import { describe, expect, it } from 'vitest'
import { RequestRewriter, type Rewriting } from './request-rewriter.ts'

const REWRITING: Rewriting = {
  as: 'http://127.0.0.1:3000',
  plain: false,
  isOwnHost: (host) => host === '127.0.0.1:8000' || host === 'localhost:8000',
}

/** What goes on of these requests, and why no more does; pushed whole and byte by byte. */
function rewrite(text: string, rewriting: Partial<Rewriting> = {}) {
  const results = [text.length, 1].map((step) => {
    const rewriter = new RequestRewriter({ ...REWRITING, ...rewriting })
    const bytes = Buffer.from(text, 'latin1')
    let out = ''
    for (let at = 0; at < bytes.length; at += step)
      for (const piece of rewriter.request(bytes.subarray(at, at + step)))
        out += Buffer.from(piece.bytes).toString('latin1')
    return { out, refused: rewriter.refused }
  })
  expect(results[1]).toEqual(results[0])
  return results[0]
}

const request = (...lines: readonly string[]): string => [...lines, '', ''].join('\r\n')

describe('rewriting requests', () => {
  it('lets Host, Origin and Referer name the server, and nothing else', () => {
    const sent = request(
      'POST /say HTTP/1.1',
      'host: localhost:8000',
      'Origin: http://localhost:8000',
      'Referer: http://127.0.0.1:8000/page?at=http://127.0.0.1:8000/',
      'X-From: http://127.0.0.1:8000',
      'Content-Length: 26',
    )
    const body = 'Host: 127.0.0.1:8000\r\n\r\nabc'.slice(0, 26)
    expect(rewrite(sent + body)).toEqual({
      out:
        request(
          'POST /say HTTP/1.1',
          'host: 127.0.0.1:3000',
          'Origin: http://127.0.0.1:3000',
          'Referer: http://127.0.0.1:3000/page?at=http://127.0.0.1:8000/',
          'X-From: http://127.0.0.1:8000',
          'Content-Length: 26',
        ) + body,
      refused: undefined,
    })
  })

  it('takes no request that was not sent to the tap, or that another page sends', () => {
    const get = (...lines: readonly string[]) => rewrite(request('GET / HTTP/1.1', ...lines))
    expect(get('Host: evil.example:8000')).toEqual({ out: '', refused: 'misdirected-request' })
    expect(get('Host: 127.0.0.1:3000')).toEqual({ out: '', refused: 'misdirected-request' })
    for (const origin of [
      'http://evil.example',
      'null',
      'https://127.0.0.1:8000',
      'http://127.0.0.1:8000.evil.example',
      'http://evil@127.0.0.1:8000',
      'http://127.0.0.1:8000/',
      'http://127.0.0.1:80',
    ])
      expect(get('Host: 127.0.0.1:8000', `Origin: ${origin}`)).toEqual({ out: '', refused: 'foreign-origin' })
    const absolute = request('GET http://evil.example/ HTTP/1.1', 'Host: 127.0.0.1:8000')
    expect(rewrite(absolute)).toEqual({ out: '', refused: 'misdirected-request' })
    // Somebody else's page as the one before is a fact that stays.
    expect(get('Host: 127.0.0.1:8000', 'Referer: http://evil.example/')?.out).toContain('evil.example')
  })

  it('passes nothing on that two servers might read differently', () => {
    const own = 'Host: 127.0.0.1:8000'
    for (const text of [
      request('GET / HTTP/1.1', own, 'Host: evil.example'),
      request('GET / HTTP/1.1', own, 'Origin: http://127.0.0.1:8000', 'Origin: http://evil.example'),
      request('GET / HTTP/1.1', 'X: y', ' folded: z', own),
      request('GET / HTTP/1.1', 'Host : 127.0.0.1:8000'),
      request('GET / HTTP/1.1'),
      request('GET / HTTP/1.1', `${own}\nOrigin: http://evil.example`),
      request('GET / HTTP/1.1', `${own}\rOrigin: http://evil.example`),
      request('POST / HTTP/1.1', own, 'Content-Length: 5', 'Transfer-Encoding: chunked'),
      request('POST / HTTP/1.1', own, 'Transfer-Encoding: xchunked'),
      'no request at all\r\n\r\n',
    ])
      expect(rewrite(text)).toMatchObject({ out: '', refused: 'ambiguous-request' })
  })

  it('checks the second request of a connection as the first', () => {
    const first = request('POST / HTTP/1.1', 'Host: 127.0.0.1:8000', 'Transfer-Encoding: chunked')
    const second = request('GET /in HTTP/1.1', 'Host: 127.0.0.1:8000', 'Origin: http://evil.example')
    const result = rewrite(`${first}3\r\nabc\r\n0\r\n\r\n${second}`)
    expect(result?.refused).toBe('foreign-origin')
    expect(result?.out).not.toContain('/in')
  })

  it('holds what follows a request for an upgrade until that is granted', () => {
    const rewriter = new RequestRewriter(REWRITING)
    const upgrade = request(
      'GET /ws HTTP/1.1',
      'Host: 127.0.0.1:8000',
      'Upgrade: websocket',
      'Connection: Upgrade',
    )
    const smuggled = request('GET /in HTTP/1.1', 'Host: evil.example')
    const out = (pieces: readonly { readonly bytes: Uint8Array }[]): string =>
      pieces.map(({ bytes }) => Buffer.from(bytes).toString('latin1')).join('')
    expect(out(rewriter.request(Buffer.from(upgrade + smuggled)))).toBe(upgrade.replace('8000', '3000'))
    expect(out(rewriter.answer(Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')))).toBe(
      '',
    )
    expect(rewriter.refused).toBe('misdirected-request')

    const other = new RequestRewriter(REWRITING)
    other.request(Buffer.from(upgrade))
    const granted = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'
    other.request(Buffer.from([0x81, 0x80, 1, 2]))
    expect(out(other.answer(Buffer.from(granted)))).toBe('\x81\x80\x01\x02')
    expect(out(other.request(Buffer.from([3, 4])))).toBe('\x03\x04')
  })

  it('takes out Accept-Encoding alone where nothing else is asked for', () => {
    const sent = request(
      'GET / HTTP/1.1',
      'Host: whatever',
      'Accept-Encoding: br',
      'Origin: http://evil.example',
    )
    expect(rewrite(sent, { as: undefined, plain: true })).toEqual({
      out: request('GET / HTTP/1.1', 'Host: whatever', 'Origin: http://evil.example'),
      refused: undefined,
    })
  })
})
