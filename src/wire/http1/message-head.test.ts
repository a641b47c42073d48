/** Heads: every byte in a field, broken lines as problems, any prefix honest about what it lacks. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectEveryPrefix, expectTiling, problemCodes } from '../../../tests/support/invariants.ts'
import { ascii, encodeHead, requestHeads, responseHeads } from '../../../tests/support/http1-encoder.ts'
import { dissectHead, headFraming, type Head } from './message-head.ts'

function whole(text: string, side: 'request' | 'response' = 'request'): Head {
  const bytes = ascii(text)
  const dissected = dissectHead(bytes, 0, side, 's')
  if (dissected.status !== 'done') throw new Error('the head is not whole')
  expectTiling(dissected.value.fields, 0, dissected.end)
  return dissected.value
}

describe('dissectHead', () => {
  it('names every part of a request', () => {
    const head = whole('GET /labs/x/short-poll?after=3 HTTP/1.1\r\nHost: a\r\nAccept:*/* \r\n\r\n')
    expect(head.startLine).toEqual({
      kind: 'request',
      method: 'GET',
      target: '/labs/x/short-poll?after=3',
      path: '/labs/x/short-poll',
      query: 'after=3',
      version: 'HTTP/1.1',
    })
    expect(head.headers).toEqual([
      { name: 'host', value: 'a' },
      { name: 'accept', value: '*/*' },
    ])
    expect(problemCodes(head.fields)).toEqual([])
    const kinds = head.fields[2]?.children.map((field) => field.kind)
    expect(kinds).toEqual([
      'http.header-name',
      'http.colon',
      'http.header-value',
      'http.optional-whitespace',
      'http.line-end',
    ])
  })

  it('names every part of a response, with or without a reason', () => {
    expect(whole('HTTP/1.1 304 Not Modified\r\nETag: "3"\r\n\r\n', 'response').startLine).toEqual({
      kind: 'response',
      version: 'HTTP/1.1',
      status: 304,
      reason: 'Not Modified',
    })
    const bare = whole('HTTP/1.1 200 \r\n\r\n', 'response')
    expect(bare.startLine).toMatchObject({ status: 200, reason: '' })
    expect(problemCodes(bare.fields)).toEqual([])
    expect(problemCodes(whole('HTTP/1.1 200\r\n\r\n', 'response').fields)).toEqual(['malformed-status-line'])
  })

  it.each([
    ['bare-line-feed', 'GET / HTTP/1.1\nHost: a\r\n\r\n'],
    ['space-before-colon', 'GET / HTTP/1.1\r\nHost : a\r\n\r\n'],
    ['obsolete-folding', 'GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n'],
    ['forbidden-octet', 'GET / HTTP/1.1\r\nHost: a\r\nX: b\rc\r\n\r\n'],
    ['leading-empty-line', '\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['missing-host', 'GET / HTTP/1.1\r\n\r\n'],
    ['missing-host', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
    ['malformed-request-line', 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['malformed-request-line', 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n'],
    ['malformed-header-line', 'GET / HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n'],
    ['malformed-header-line', 'GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n'],
    ['malformed-header-line', 'GET / HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n'],
    ['malformed-content-length', 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 1, 2\r\n\r\n'],
  ])('finds %s and nothing else', (code, text) => {
    expect(problemCodes(whole(text).fields)).toEqual([code])
  })

  it('joins folded values and keeps duplicates apart', () => {
    expect(whole('GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\t c\r\nX: d\r\n\r\n').headers.slice(1)).toEqual([
      { name: 'x', value: 'b c' },
      { name: 'x', value: 'd' },
    ])
  })

  it('begins where it is told and stops at the end of the head', () => {
    const bytes = ascii('xxxGET / HTTP/1.1\r\nHost: a\r\n\r\nyyy')
    const dissected = dissectHead(bytes, 3, 'request', 's')
    expect(dissected).toMatchObject({ status: 'done', end: bytes.length - 3 })
    if (dissected.status === 'done') expectTiling(dissected.value.fields, 3, dissected.end)
  })

  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(fc.oneof(requestHeads, responseHeads), (spec) => {
        const side = spec.startLine.startsWith('HTTP/') ? 'response' : 'request'
        const dissected = dissectHead(encodeHead(spec), 0, side, 's')
        if (dissected.status !== 'done') throw new Error('not done')
        const { startLine, headers, fields } = dissected.value
        expect(headers).toEqual(spec.headers.map(([name, value]) => ({ name: name.toLowerCase(), value })))
        const written =
          startLine.kind === 'request'
            ? `${startLine.method} ${startLine.target} ${startLine.version}`
            : startLine.kind === 'response'
              ? `${startLine.version} ${startLine.status} ${startLine.reason}`
              : ''
        expect(written).toBe(spec.startLine)
        expect(problemCodes(fields)).toEqual([])
      }),
    )
  })

  it('is honest on every prefix', () => {
    const texts = [
      'GET /a?b HTTP/1.1\r\nHost: a\r\nX :\r\n y\r\n\r\n',
      '\r\nGET / HTTP/1.1\nHost: a\n\n',
      'zz\r\n\r\n',
    ]
    for (const text of texts) {
      expectEveryPrefix(ascii(text), (bytes) => dissectHead(bytes, 0, 'request', 's'), '\r\na: ')
    }
  })

  it('tiles whatever comes and never throws', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'GET / HTTP/1.1\r\n: \t\0\xffab'), maxLength: 80 })
    fc.assert(
      fc.property(letters, fc.constantFrom('request' as const, 'response' as const), (text, side) => {
        const bytes = ascii(text)
        const dissected = dissectHead(bytes, 0, side, 's')
        if (dissected.status === 'done') expectTiling(dissected.value.fields, 0, dissected.end)
        else expectTiling(dissected.partial, 0, bytes.length)
      }),
      { numRuns: 500 },
    )
  })
})

describe('headFraming', () => {
  it('says nothing after a start line that cannot be read: all that follows is its own', () => {
    expect(headFraming(whole('nonsense\r\nContent-Length: 3\r\n\r\n')).framing).toEqual({
      kind: 'until-close',
    })
  })

  it('knows the method that a response answers', () => {
    const head = whole('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n', 'response')
    expect(headFraming(head, 'GET').framing).toEqual({ kind: 'length', bytes: 3 })
    expect(headFraming(head, 'HEAD').framing).toEqual({ kind: 'none' })
  })
})
