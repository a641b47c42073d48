/**
 * Attribution fails closed: what this server refuses, or after which it reads no further request, opens no exchange for a
 * request written behind it. Seen from outside: over TCP, in the tap of the lab that the second request names.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestLab, type TestServer } from '../support/comet.ts'
import { request } from '../support/http-client.ts'
import { rawClient } from '../support/raw-client.ts'
import { readTap, type TapReader } from '../support/tap-reader.ts'

let site: TestServer
let first: TestLab
let other: TestLab
let tap: TapReader
beforeAll(async () => {
  site = await startServer()
  first = await site.lab()
  other = await site.lab()
  tap = await readTap(site.origin, other.path)
})
afterAll(() => {
  tap.close()
  site.server.end()
})

const CHUNKED = 'Transfer-Encoding: chunked'
const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

const get = (...more: string[]): string => request(`${first.path}/short-poll?after=0`, 'GET', more)
const head = (...lines: string[]): string => [...lines, '', ''].join('\r\n')
const post = (more: readonly string[], body = ''): string =>
  request(`${first.path}/events`, 'POST', more) + body
const chunks = (text: string): string => post([CHUNKED], text)

/** Requests behind which nobody is served, by what is wrong with them. */
const LAST: Readonly<Record<string, () => string>> = {
  'a blank in a header name': () => get('X Y: v'),
  'a blank before the colon': () => get('X : v'),
  'a bracket in a header name': () => get('X(Y): v'),
  'a NUL in a header name': () => get('X\0Y: v'),
  'a letter beyond ASCII in a header name': () => get('Xé: v'),
  'a vertical tab before a header name': () => get('\x0bX: v'),
  'no header name': () => get(': v'),
  'no colon': () => get('Nothing'),
  'a header line of a quote': () => get('"X": v'),
  'a NUL in a header value': () => get('X: a\0b'),
  'a DEL in a header value': () => get('X: a\x7fb'),
  'a vertical tab after a coding': () => post([`${CHUNKED}\x0b`], '0\r\n\r\n'),
  'a form feed before a coding': () => post(['Transfer-Encoding:\fchunked'], '0\r\n\r\n'),
  'a no-break space before a coding': () => post(['Transfer-Encoding: \xa0chunked'], '0\r\n\r\n'),
  'a tab after a coding': () => post([`${CHUNKED}\t`], '0\r\n\r\n'),
  'a coding nobody knows': () => post(['Transfer-Encoding: xchunked'], '0\r\n\r\n'),
  'chunked not last': () => post(['Transfer-Encoding: chunked, identity'], '0\r\n\r\n'),
  'a length and a coding': () => post(['Content-Length: 5', CHUNKED], '0\r\n\r\n'),
  'two lengths': () => post(['Content-Length: 0', 'Content-Length: 0']),
  'a signed length': () => post(['Content-Length: +0']),
  'a folded header': () => get('X: a', ' b'),
  'a folded header of blanks': () => get('X: a', '\t'),
  'a bare line feed': () => get('X: a\nY: b'),
  'a bare carriage return': () => get('X: a\rY: b'),
  'a blank in a trailer name': () => chunks('0\r\nX Y: v\r\n\r\n'),
  'no colon in a trailer': () => chunks('0\r\nNothing\r\n\r\n'),
  'a NUL in a trailer': () => chunks('0\r\nX: a\0b\r\n\r\n'),
  'a folded trailer': () => chunks('0\r\nX: a\r\n b\r\n\r\n'),
  'no name in a chunk extension': () => chunks('1;\r\n{\r\n0\r\n\r\n'),
  'a blank in a chunk extension': () => chunks('1; a\r\n{\r\n0\r\n\r\n'),
  'a NUL in a chunk extension': () => chunks('1;a\0\r\n{\r\n0\r\n\r\n'),
  'an open quotation in a chunk extension': () => chunks('1;a="b\r\n{\r\n0\r\n\r\n'),
  'chunk extensions of 20 KiB': () => chunks(`1;${'a'.repeat(20 * 1024)}\r\n{\r\n0\r\n\r\n`),
  'a method nobody knows': () => request(`${first.path}/short-poll`, 'GETS'),
  'a method in small letters': () => request(`${first.path}/short-poll`, 'get'),
  'a target that is none': () => request('labs/x'),
  'a letter beyond ASCII in a target': () => request(`${first.path}/short-poll?é`),
  'a tunnel to elsewhere': () => request('elsewhere:80', 'CONNECT'),
  'HTTP/1.0, which closes': () => head(`GET ${first.path}/short-poll HTTP/1.0`, 'Host: test'),
  'HTTP/1.0 that closes, nearly said otherwise': () =>
    head(`GET ${first.path}/short-poll HTTP/1.0`, 'Host: test', 'Connection: keep-alives'),
  'HTTP/1.0 with chunks': () =>
    `${head(`POST ${first.path}/events HTTP/1.0`, 'Host: test', 'Connection: keep-alive', CHUNKED)}0\r\n\r\n`,
  'HTTP/1.2': () => head(`GET ${first.path}/short-poll HTTP/1.2`, 'Host: test'),
  'Connection: close': () => get('Connection: close'),
  'Connection: keep-alive, Close': () => get('Connection: keep-alive, Close'),
  'Proxy-Connection: close': () => get('Proxy-Connection: close'),
  'no Host': () => head(`GET ${first.path}/short-poll HTTP/1.1`),
  'two Hosts': () => get('Host: test'),
  'a Host that is none': () => head(`GET ${first.path}/short-poll HTTP/1.1`, 'Host: te st'),
  'a handshake of a lab that is gone': () => request(`/labs/${'x'.repeat(22)}/ws`, 'GET', HANDSHAKE),
  'a handshake from elsewhere': () =>
    request(`${first.path}/ws`, 'GET', [...HANDSHAKE, 'Origin: https://elsewhere.example']),
  'a handshake without its key': () => request(`${first.path}/ws`, 'GET', HANDSHAKE.slice(0, 3)),
}

describe('a request for another lab behind', () => {
  it.each(Object.entries(LAST))('%s opens no exchange there', async (_, last) => {
    const before = tap.all().length
    const client = await rawClient(site.port)
    const behind = request(`${other.path}/short-poll?after=0`)
    client.write(Buffer.from(last() + behind, 'latin1'))
    client.end()
    await client.closed()
    // What comes later than that is seen later in the tap.
    const marker = await rawClient(site.port)
    marker.write(request(`${other.path}/short-poll?after=0&marker`))
    await marker.answer()
    marker.socket.destroy()
    const isMarked = ({ sent }: { readonly sent: Buffer }): boolean => sent.includes('&marker')
    await tap.until(() => tap.all().slice(before).some(isMarked))
    expect(
      tap
        .all()
        .slice(before)
        .filter((each) => !isMarked(each)),
    ).toEqual([])
  })
})
