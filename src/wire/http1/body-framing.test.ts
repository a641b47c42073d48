/** RFC 9112 6.3, rule by rule. */
import { describe, expect, it } from 'vitest'
import { bodyFraming, type FramingHead } from './body-framing.ts'

function head(
  lines: Readonly<Record<string, string | readonly string[]>>,
  rest: Partial<FramingHead> = {},
): FramingHead {
  const header = (name: string): readonly string[] => [lines[name] ?? []].flat()
  return { version: 'HTTP/1.1', header, ...rest }
}

const codes = (asked: FramingHead): string[] => bodyFraming(asked).problems.map((problem) => problem.code)

describe('bodyFraming', () => {
  it.each([100, 103, 204, 304])('rule 1: a %i has no body, whatever its headers say', (status) => {
    const both = head({ 'content-length': '5' }, { status })
    expect(bodyFraming(both).framing).toEqual({ kind: 'none' })
    expect(codes(both)).toEqual(status === 304 ? [] : ['forbidden-framing'])
  })

  it('rule 1: nor has an answer to HEAD', () => {
    const asked = head({ 'transfer-encoding': 'chunked' }, { status: 200, requestMethod: 'HEAD' })
    expect(bodyFraming(asked)).toEqual({ framing: { kind: 'none' }, problems: [] })
  })

  it('rule 2: a 2xx to CONNECT opens a tunnel; a 101 leaves HTTP too', () => {
    expect(bodyFraming(head({}, { status: 200, requestMethod: 'CONNECT' })).framing).toEqual({
      kind: 'tunnel',
    })
    expect(bodyFraming(head({}, { status: 407, requestMethod: 'CONNECT' })).framing).toEqual({
      kind: 'until-close',
    })
    expect(bodyFraming(head({}, { status: 101 })).framing).toEqual({ kind: 'tunnel' })
  })

  it('rule 3: Transfer-Encoding wins over Content-Length, and the pair is a problem', () => {
    const both = head({ 'transfer-encoding': 'chunked', 'content-length': '5' })
    expect(bodyFraming(both).framing).toEqual({ kind: 'chunked' })
    expect(codes(both)).toEqual(['conflicting-framing'])
  })

  it.each(['chunked', 'gzip, chunked', 'Chunked', ['gzip', 'chunked']])(
    'rule 4: %j ends with chunked',
    (value) => {
      expect(bodyFraming(head({ 'transfer-encoding': value }))).toEqual({
        framing: { kind: 'chunked' },
        problems: [],
      })
    },
  )

  it.each(['chunked, gzip', 'gzip', ''])('rule 4: %j in a request leaves its end unknown', (value) => {
    const request = head({ 'transfer-encoding': value })
    expect(bodyFraming(request).framing).toEqual({ kind: 'until-close' })
    expect(codes(request)).toContain('chunked-not-final')
    expect(codes(head({ 'transfer-encoding': value }, { status: 200 }))).not.toContain('chunked-not-final')
  })

  it.each(['chunked;', 'chunked;a=b', 'chunked ;'])(
    '7.1: %j is not the chunked that all agree on',
    (value) => {
      const request = head({ 'transfer-encoding': value })
      expect(bodyFraming(request).framing).toEqual({ kind: 'until-close' })
      expect(codes(request)).toEqual(['unknown-transfer-coding', 'chunked-not-final'])
    },
  )

  it('6.1: chunked twice, unknown codings, and any in HTTP/1.0 are broken', () => {
    expect(codes(head({ 'transfer-encoding': 'chunked, chunked' }))).toContain('unknown-transfer-coding')
    expect(bodyFraming(head({ 'transfer-encoding': 'chunked, chunked' })).framing.kind).toBe('until-close')
    expect(codes(head({ 'transfer-encoding': 'brotli, chunked' }))).toEqual(['unknown-transfer-coding'])
    expect(codes(head({ 'transfer-encoding': 'chunked,' }))).toEqual(['unknown-transfer-coding'])
    expect(bodyFraming(head({ 'transfer-encoding': 'chunked,' })).framing).toEqual({ kind: 'chunked' })
    const old = head({ 'transfer-encoding': 'chunked' }, { version: 'HTTP/1.0' })
    expect(bodyFraming(old).framing).toEqual({ kind: 'until-close' })
    expect(codes(old)).toEqual(['forbidden-framing'])
  })

  it.each(['-1', '+1', '0x10', '1.5', '', '1 2', '1, 2', ['3', '4'], '9007199254740992'])(
    'rule 5: %j is no length',
    (value) => {
      const broken = head({ 'content-length': value })
      expect(bodyFraming(broken).framing).toEqual({ kind: 'until-close' })
      expect(codes(broken)).toEqual(['malformed-content-length'])
    },
  )

  it.each([
    ['0', 0],
    ['42', 42],
    ['007', 7],
    ['42, 42', 42],
    [['42', '42'], 42],
    ['9007199254740991', 9007199254740991],
  ])('rule 6: %j is a length', (value, bytes) => {
    expect(bodyFraming(head({ 'content-length': value }))).toEqual({
      framing: { kind: 'length', bytes },
      problems: [],
    })
  })

  it('rules 7 and 8: with neither header a request ends, a response goes on until the close', () => {
    expect(bodyFraming(head({}))).toEqual({ framing: { kind: 'none' }, problems: [] })
    expect(bodyFraming(head({}, { status: 200 }))).toEqual({ framing: { kind: 'until-close' }, problems: [] })
  })
})
