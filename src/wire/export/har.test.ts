/** HAR: every exchange with its heads, content and times, the messages of a WebSocket; and the text a reader takes along. */
import { readdirSync, readFileSync } from 'node:fs'
import { constants, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { traceOf, type ConnectionSpec } from '../../../tests/support/trace-of.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { decodeTrace } from '../trace/trace-codec.ts'
import type { Trace } from '../trace/trace.ts'
import { encodeHar } from './har.ts'
import { conversationOf } from '../trace/conversation.ts'
import { annotatedText, dissectionText } from './text.ts'

interface Entry {
  readonly startedDateTime: string
  readonly time: number
  readonly request: { readonly method: string; readonly url: string; readonly headersSize: number }
  readonly response: {
    readonly status: number
    readonly bodySize: number
    readonly content: { readonly size: number; readonly text?: string; readonly encoding?: string }
  }
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number }
  readonly _webSocketMessages?: readonly {
    readonly type: string
    readonly opcode: number
    readonly data: string
  }[]
}

function entries(trace: Trace): readonly Entry[] {
  const har = JSON.parse(encodeHar(trace)) as {
    readonly log: { readonly version: string; readonly entries: Entry[] }
  }
  expect(har.log.version).toBe('1.2')
  return har.log.entries
}

function one(...connections: ConnectionSpec[]): Entry {
  const [entry] = entries(traceOf(connections))
  if (entry === undefined) throw new Error('no entry')
  return entry
}

const BASE = Date.parse('2025-11-22T08:00:00.000Z')
const CAPTURES = new URL('../../../content/captures/', import.meta.url)

describe('HAR', () => {
  it('has what was asked and answered, with sizes as they crossed and times as the browser had them', () => {
    const body = encodeChunked([{ data: ascii('he') }, { data: ascii('llo') }])
    const ask =
      'POST /x?a=1&b=%E7%90%83&c HTTP/1.1\r\nHost: a:1\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n'
    const head =
      'HTTP/1.1 201 Created\r\nContent-Type: text/html\r\nLocation: /y\r\nTransfer-Encoding: chunked\r\n\r\n'
    const entry = one({
      exchanges: [
        {
          transport: 'events',
          crossed: [
            ['up', ascii(ask)],
            ['up', ascii('hi')],
            ['down', ascii(head)],
            ['down', body],
          ],
        },
      ],
    })
    expect(entry).toMatchObject({
      startedDateTime: new Date(BASE + 10).toISOString(),
      time: 34.25,
      request: {
        method: 'POST',
        url: 'http://a:1/x?a=1&b=%E7%90%83&c',
        httpVersion: 'HTTP/1.1',
        headers: [
          { name: 'Host', value: 'a:1' },
          { name: 'Content-Type', value: 'text/plain' },
          { name: 'Content-Length', value: '2' },
        ],
        queryString: [
          { name: 'a', value: '1' },
          { name: 'b', value: '球' },
          { name: 'c', value: '' },
        ],
        postData: { mimeType: 'text/plain', text: 'hi' },
        headersSize: ask.length,
        bodySize: 2,
      },
      response: {
        status: 201,
        statusText: 'Created',
        content: { size: 5, mimeType: 'text/html', text: 'hello' },
        redirectURL: '/y',
        headersSize: head.length,
        bodySize: body.length,
      },
      timings: { send: 10, wait: 14.25, receive: 10 },
      connection: 'c0',
    })
  })

  it('has a request that got no answer, and none where nobody can tell what was asked', () => {
    expect(
      one({ exchanges: [{ transport: 'sse', crossed: [['up', ascii('GET / HTTP/1.1\r\n\r\n')]] }] }),
    ).toMatchObject({
      response: { status: 0, bodySize: -1 },
    })
    expect(
      entries(traceOf([{ exchanges: [{ transport: 'sse', crossed: [['up', ascii('GET /')]] }] }])),
    ).toEqual([])
  })

  it('has content that is no text in base64', () => {
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n\xff\x00'
    const entry = one({
      exchanges: [
        {
          transport: 'http',
          crossed: [
            ['up', ascii('GET / HTTP/1.1\r\n\r\n')],
            ['down', ascii(answer)],
          ],
        },
      ],
    })
    expect(entry.response.content).toMatchObject({ size: 2, text: '/wA=', encoding: 'base64' })
  })

  it('has the messages of a WebSocket as Chrome writes them: whole, unmasked, inflated, in the order of time', () => {
    const deflate = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
    const packed = deflateRawSync('goal goal goal', { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
    const key = [1, 2, 3, 4]
    const entry = one({
      exchanges: [
        {
          transport: 'ws',
          crossed: [
            [
              'up',
              ascii(
                `GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${deflate}\r\n`,
              ),
            ],
            ['down', ascii(`HTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n${deflate}\r\n`)],
            [
              'down',
              joinBytes([encodeFrame({ opcode: 1, rsv: 4, payload: packed }), encodeFrame({ opcode: 9 })]),
            ],
            ['up', encodeFrame({ opcode: 1, key, fin: false, payload: utf8Bytes('h') })],
            ['down', encodeFrame({ opcode: 2, payload: Uint8Array.of(255) })],
            ['up', encodeFrame({ opcode: 0xa, key })],
            [
              'up',
              joinBytes([
                encodeFrame({ opcode: 0, key, payload: utf8Bytes('i') }),
                encodeFrame({ opcode: 1, key }),
              ]),
            ],
            ['down', encodeFrame({ opcode: 1, rsv: 4, payload: Uint8Array.of(7) })],
            ['down', encodeFrame({ opcode: 8, payload: closePayload(1000) })],
          ],
        },
      ],
    })
    expect(entry).toMatchObject({
      request: { url: 'ws://a/ws' },
      response: { status: 101 },
      _resourceType: 'websocket',
    })
    expect(entry._webSocketMessages).toEqual([
      { type: 'receive', time: (BASE + 34.25) / 1000, opcode: 1, data: 'goal goal goal' },
      { type: 'receive', time: (BASE + 54.25) / 1000, opcode: 2, data: '/w==' },
      { type: 'send', time: (BASE + 70) / 1000, opcode: 1, data: 'hi' },
      { type: 'send', time: (BASE + 70) / 1000, opcode: 1, data: '' },
      { type: 'receive', time: (BASE + 84.25) / 1000, opcode: 1, data: 'Bw==', _compressed: true },
    ])
  })

  for (const file of readdirSync(CAPTURES).filter((name) => name.endsWith('.json'))) {
    it(`is written of ${file}: an entry for every request, times that add up`, () => {
      const decoded = decodeTrace(readFileSync(new URL(file, CAPTURES), 'utf8'))
      if (!decoded.ok) throw new Error(decoded.message)
      const asked = conversationOf(decoded.trace.events).exchanges.filter(
        ({ method }) => method !== undefined,
      )
      const written = entries(decoded.trace)
      expect(written.map(({ request }) => request.method)).toEqual(asked.map(({ method }) => method))
      expect(written.map(({ response }) => response.status)).toEqual(asked.map(({ status }) => status ?? 0))
      for (const { time, timings } of written) {
        expect(Math.min(...Object.values(timings))).toBeGreaterThanOrEqual(0)
        expect(time).toBe(timings.send + timings.wait + timings.receive)
      }
    })
  }
})

describe('text', () => {
  const trace = traceOf([
    {
      exchanges: [
        {
          transport: 'ws',
          crossed: [
            ['up', ascii('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
            ['down', ascii('HTTP/1.1 204 No Content\r\n\r\n')],
          ],
        },
      ],
    },
  ])

  it('has a line for each leaf, the same for the same bytes', () => {
    const lines = dissectionText(trace).split('\n')
    expect(lines[0]).toBe('exchange c0x0 on connection c0: ws, GET / -> 204')
    expect(lines).toContain('      0-3 http.method "GET" = "GET"')
    expect(dissectionText(trace)).not.toMatch(/arrived/)
  })

  it('says for a reader who recorded it, when slices crossed, and a sentence under each field that has one', () => {
    const text = annotatedText(trace, ({ kind }) =>
      kind === 'http.method' ? 'What is asked for.' : undefined,
    )
    expect(text).toContain('recorded 2025-11-22T08:00:00.000Z\nclient: test\n')
    expect(text).toContain('slice 0-27 left 10.000, arrived 14.250\n')
    expect(text).toContain('http.method "GET" = "GET"\n        What is asked for.\n')
  })
})
