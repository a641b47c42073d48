/** What a reader brings, told apart; and bytes that stand alone, read as what they are. */
import { describe, expect, it } from 'vitest'
import { deflateRawSync } from 'node:zlib'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { expectUnitTiling } from '../../../tests/support/invariants.ts'
import { traceOf } from '../../../tests/support/trace-of.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { encodePcapng } from '../export/pcapng.ts'
import { encodeTrace } from '../trace/trace-codec.ts'
import { openFile, openText, type Opened } from './open.ts'
import { guess } from './guess.ts'
import { readBytesAs, type ByteReading } from './read-as.ts'
import type { Imported } from './imported.ts'

const trace = traceOf([
  {
    exchanges: [
      {
        transport: 'sse',
        crossed: [
          ['up', ascii('GET /labs/x/sse HTTP/1.1\r\nHost: a\r\n\r\n')],
          ['down', ascii('HTTP/1.1 204 No Content\r\n\r\n')],
        ],
      },
    ],
  },
])

function gist(opened: Imported<Opened>): string {
  if (!opened.ok) return opened.code
  const { value } = opened
  return value.kind === 'run' ? `run from ${value.from}` : `${value.bytes.length} bytes from ${value.from}`
}

describe('a file', () => {
  it('is a saved run, a capture, or bytes', () => {
    expect(gist(openFile(utf8Bytes(encodeTrace(trace))))).toBe('run from saved-run')
    expect(gist(openFile(encodePcapng(trace)))).toBe('run from capture-file')
    expect(gist(openFile(ascii('\x81\x02hi')))).toBe('4 bytes from file')
    expect(gist(openFile(new Uint8Array()))).toBe('empty')
    expect(gist(openFile(utf8Bytes('{"format":"other"}')))).toBe('not-a-run')
  })
})

describe('a text', () => {
  it.each([
    ['81 02 68 69', '4 bytes from hex'],
    ['gQJoaQ==', '4 bytes from base64'],
    ['data: hello\n\n', '13 bytes from text'],
    ['GET / HTTP/1.1\r\n\r\n', '18 bytes from text'],
    ['0000: 81\n0009: 02', 'wrong-dump-offset'],
    ['', 'empty'],
  ])('%j: %s', (text, expected) => {
    expect(gist(openText(text))).toBe(expected)
  })

  it('can be a run, or a capture file in hex', () => {
    expect(gist(openText(encodeTrace(trace)))).toBe('run from saved-run')
    expect(gist(openText(Buffer.from(encodePcapng(trace)).toString('hex')))).toBe('run from capture-file')
  })
})

describe('bytes that stand alone', () => {
  const masked = encodeFrame({ opcode: 1, key: [1, 2, 3, 4], payload: utf8Bytes('hi') })
  const close = encodeFrame({ opcode: 8, payload: closePayload(1000) })
  const flushed = deflateRawSync('hello')
  const cases: readonly (readonly [ByteReading, Uint8Array, readonly string[]])[] = [
    [
      'request',
      ascii('POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi'),
      ['request-head', 'content'],
    ],
    ['response', ascii('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'), ['response-head', 'content']],
    ['client-frames', masked, ['frame', 'payload', 'message']],
    ['server-frames', close, ['frame']],
    [
      'server-frames-deflate',
      encodeFrame({ opcode: 1, rsv: 4, payload: flushed }),
      ['frame', 'message', 'message'],
    ],
    ['event-stream', ascii(': hi\n\ndata: 1\n\n'), ['event-block', 'event-block']],
    ['event-stream', ascii('\xef\xbb\xbfdata: 1\n\n'), ['event-block']],
    ['scripts', ascii('<script>parent.f(1)</script>\n'), ['script', 'markup']],
  ]
  it.each(cases)('are a %s by how they begin, and every byte has a field', (reading, bytes, kinds) => {
    expect(guess(bytes).reading).toBe(reading)
    const side = readBytesAs(bytes, reading)
    expect(side.units.map(({ kind }) => kind)).toEqual(kinds)
    side.units.forEach(expectUnitTiling)
  })
})
