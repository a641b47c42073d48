import { describe, expect, it } from 'vitest'
import { Redactor } from './redaction.ts'

/** The head after masking, cut at the given places first. */
function masked(head: string, ...cuts: readonly number[]): string {
  const bytes = Uint8Array.from(Buffer.from(head, 'latin1'))
  const redactor = new Redactor()
  let at = 0
  for (const cut of [...cuts, bytes.length]) {
    redactor.mask(bytes, at, cut)
    at = cut
  }
  return Buffer.from(bytes).toString('latin1')
}

const HEAD = [
  'GET /labs/x?cookie:1 HTTP/1.1',
  'Host: example',
  'Cookie: a=b; c=d',
  'X-Cookie: seen',
  'Cookies: seen',
  'aUTHORIZATION:Basic eHl6',
  'Proxy-Authorization: \t Bearer t',
  'Forwarded: for=1.2.3.4;',
  '  by=secret',
  '\tproto=http',
  'X-Forwarded-For : 9.9.9.9',
  'X-Real-IP: ::1',
  'Set-Cookie: id=1; Path=/',
  'Accept: seen',
  ' folded seen',
  'Cookie:',
  '',
  '',
].join('\r\n')

const MASKED = [
  'GET /labs/x?cookie:1 HTTP/1.1',
  'Host: example',
  'Cookie: ********',
  'X-Cookie: seen',
  'Cookies: seen',
  'aUTHORIZATION:**********',
  'Proxy-Authorization: \t ********',
  'Forwarded: ************',
  '  *********',
  '\t**********',
  'X-Forwarded-For : *******',
  'X-Real-IP: ***',
  'Set-Cookie: ************',
  'Accept: seen',
  ' folded seen',
  'Cookie:',
  '',
  '',
].join('\r\n')

describe('the redaction', () => {
  it('masks the values of the named headers and no other byte', () => {
    expect(masked(HEAD)).toBe(MASKED)
  })

  it('masks the same wherever the head is cut in two', () => {
    for (let cut = 0; cut <= HEAD.length; cut++) expect(masked(HEAD, cut), `cut at ${cut}`).toBe(MASKED)
  })

  it('masks the same byte by byte', () => {
    expect(masked(HEAD, ...Array.from({ length: HEAD.length }, (_, i) => i))).toBe(MASKED)
  })

  it('goes on after an interim response and into trailers', () => {
    const bytes = Buffer.from('HTTP/1.1 103 E\r\nSet-Cookie: a\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n')
    const trailers = Buffer.from('Set-Cookie: zz\r\n\r\n')
    const redactor = new Redactor()
    redactor.mask(bytes, 0, bytes.length)
    redactor.mask(trailers, 0, trailers.length)
    expect(bytes.toString()).toBe('HTTP/1.1 103 E\r\nSet-Cookie: *\r\n\r\nHTTP/1.1 200 OK\r\nA: b\r\n\r\n')
    expect(trailers.toString()).toBe('Set-Cookie: **\r\n\r\n')
  })
})
