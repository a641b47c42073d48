import { describe, expect, it } from 'vitest'
import { traffic } from '../../../tests/support/traffic.ts'
import { latin1 } from '../bytes/bytes.ts'
import type { TraceEvent } from '../trace/trace.ts'
import { covered, createCover } from './cover-secrets.ts'
import { secretsOf } from './secrets.ts'

const text = (events: readonly TraceEvent[]): string =>
  events.map((event) => (event.kind === 'slice' ? latin1(event.bytes) : '')).join('')

const run = traffic({
  target: '/in?user=ann&api_key=k1234&next=/x&accessToken=abc',
  at: 0,
  asks: [
    'Cookie: sid=c-secret',
    'X-Api-Key: x-secret',
    'Authorization: Bearer a-secret',
    'Referer: http://ann:pw-secret@app.test/?token=r-secret',
    'Sec-WebSocket-Protocol: p-secret',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ],
  says: ['Set-Cookie: s=s-secret', 'Location: /?code=l-secret&page=2'],
  then: [[1, 'the body']],
}).events

describe('covering secrets', () => {
  it('stars values, a star a byte, and leaves what is none', () => {
    const shown = text(covered(run, { contents: true }))
    expect(shown.length).toBe(text(run).length)
    expect(shown).not.toMatch(/secret|k1234|=abc|ann:/)
    expect(shown).toContain('/in?user=ann&api_key=*****&next=/x&accessToken=***')
    expect(shown).toContain('X-Api-Key: ********')
    expect(shown).toContain('dGhlIHNhbXBsZSBub25jZQ==')
    expect(shown).toContain('Location: /?code=********&page=2')
    expect(shown).toContain('the body')
  })

  it.each([
    ...[
      'access_token',
      'accesstoken',
      'idToken',
      'api-key',
      'apikey',
      'JSESSIONID',
      'PHPSESSID',
      'connect.sid',
    ],
    ...[
      'X-Amz-Signature',
      'X-Amz-Security-Token',
      'client_secret',
      'userPassword',
      'ticket',
      'otp',
      'SAMLResponse',
    ],
  ])('stars the value of %s in a query, and of a header of that name', (name) => {
    const head = `GET /?a=1&${name}=hush HTTP/1.1\r\nX-${name}: hush\r\n\r\n`
    const shown = secretsOf(head).reduce(
      (text, { start, end }) => text.slice(0, start) + '*'.repeat(end - start) + text.slice(end),
      head,
    )
    expect(shown).toBe(head.replaceAll('hush', '****'))
  })

  it.each(['monkey', 'page', 'encode', 'author', 'broken', 'signal', 'stateless', 'pilot'])(
    'shows the value of %s',
    (name) => expect(secretsOf(`GET /?${name}=shown HTTP/1.1\r\n${name}: shown\r\n\r\n`)).toEqual([]),
  )

  it('leaves contents out unless they are asked for, and says where', () => {
    const kept = covered(run, { contents: false })
    expect(text(kept)).not.toContain('the body')
    expect(kept.some(({ kind }) => kind === 'dropped')).toBe(true)
    expect(text(kept)).toContain('HTTP/1.1 200 Said')
  })

  it('shows no half of a head, however it is cut', () => {
    const cut = run.flatMap((event): TraceEvent[] =>
      event.kind !== 'slice'
        ? [event]
        : Array.from(event.bytes, (_, at) => ({
            ...event,
            offset: event.offset + at,
            bytes: event.bytes.subarray(at, at + 1),
          })),
    )
    expect(text(covered(cut, { contents: true }))).toBe(text(covered(run, { contents: true })))
    const cover = createCover({ contents: true })
    const some = cut.slice(0, 150).flatMap((event) => cover.push(event))
    expect(text(some)).toBe('')
    expect(text(cover.end())).toMatch(/^\*+$/)
  })

  it('covers the final head behind an interim one, and nothing that is content', () => {
    const [opened, first] = traffic({ at: 0, status: 103, says: ['Link: </a?token=t-secret>'] })
      .events.filter((event) => event.kind !== 'slice' || event.direction === 'server-to-client')
      .slice(-2)
    if (first?.kind !== 'slice' || opened === undefined) throw new Error('no answer')
    const rest = new TextEncoder().encode('HTTP/1.1 200 OK\r\nSet-Cookie: secret\r\n\r\nCookie: content')
    const second = { ...first, offset: first.bytes.length, bytes: rest }
    const shown = text(covered([opened, first, second], { contents: true }))
    expect(shown).toContain('</a?token=********>')
    expect(shown).toContain('Set-Cookie: ******')
    expect(shown).toContain('Cookie: content')
  })
})
