/** The handshake: the accept value as Node's own hash gives it, and the rules of both heads. */
import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { dissectHead, type Head } from '../http1/message-head.ts'
import {
  acceptSteps,
  requestHandshakeProblems,
  responseHandshakeProblems,
  webSocketAgreement,
} from './handshake.ts'

function headOf(text: string, side: 'request' | 'response'): Head {
  const dissected = dissectHead(ascii(text), 0, side, 's')
  if (dissected.status !== 'done') throw new Error('the head is not whole')
  return dissected.value
}

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const ASKED = [
  'Host: a',
  'Upgrade: websocket',
  'Connection: keep-alive, Upgrade',
  `Sec-WebSocket-Key: ${KEY}`,
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
  'Sec-WebSocket-Protocol: chat, superchat',
]
const ANSWERED = [
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
]

const request = (lines: readonly string[], line = 'GET /ws HTTP/1.1'): Head =>
  headOf(`${line}\r\n${lines.join('\r\n')}\r\n\r\n`, 'request')
const response = (lines: readonly string[], line = 'HTTP/1.1 101 Switching Protocols'): Head =>
  headOf(`${line}\r\n${lines.join('\r\n')}\r\n\r\n`, 'response')

const without = (lines: readonly string[], name: string): string[] =>
  lines.filter((line) => !line.startsWith(name))
const codes = (problems: readonly { readonly code: string; readonly on: string }[]): string[] =>
  problems.map(({ code, on }) => `${code} on ${on}`)

describe('acceptSteps', () => {
  it('computes the example of RFC 6455 1.3', () => {
    const steps = acceptSteps(KEY)
    expect(steps.accept).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
    expect(steps.joined).toBe(`${KEY}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    expect(Array.from(steps.digest.slice(0, 4))).toEqual([0xb3, 0x7a, 0x4f, 0x2c])
  })

  it('agrees with another SHA-1', () => {
    for (let i = 0; i < 50; i++) {
      const key = randomBytes(16).toString('base64')
      const other = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
      expect(acceptSteps(key).accept).toBe(other)
    }
  })
})

describe('the rules of the heads', () => {
  it('are kept by a good pair', () => {
    expect(requestHandshakeProblems(request(ASKED))).toEqual([])
    expect(responseHandshakeProblems(request(ASKED), response(ANSWERED))).toEqual([])
    expect(responseHandshakeProblems(undefined, response(ANSWERED))).toEqual([])
  })

  it('say nothing of heads that are no handshake', () => {
    expect(requestHandshakeProblems(request(['Host: a']))).toEqual([])
    expect(responseHandshakeProblems(request(ASKED), response([], 'HTTP/1.1 400 Bad Request'))).toEqual([])
  })

  it.each([
    [without(ASKED, 'Connection'), 'missing-handshake-header on start-line'],
    [without(ASKED, 'Sec-WebSocket-Key'), 'missing-handshake-header on start-line'],
    [without(ASKED, 'Sec-WebSocket-Version'), 'missing-handshake-header on start-line'],
    [
      [...without(ASKED, 'Sec-WebSocket-Key'), 'Sec-WebSocket-Key: YWJj'],
      'malformed-websocket-key on sec-websocket-key',
    ],
    [[...ASKED, `Sec-WebSocket-Key: ${KEY}`], 'malformed-websocket-key on sec-websocket-key'],
    [
      [...without(ASKED, 'Sec-WebSocket-Version'), 'Sec-WebSocket-Version: 8'],
      'unknown-websocket-version on sec-websocket-version',
    ],
  ])('find what a request gets wrong: %#', (lines, code) => {
    expect(codes(requestHandshakeProblems(request(lines)))).toEqual([code])
  })

  it('take client_max_window_bits in an answer only where it was offered', () => {
    const answer = response([
      ...ANSWERED,
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits=10; server_max_window_bits=9',
    ])
    expect(codes(responseHandshakeProblems(request(ASKED), answer))).toEqual([])
    const plain = [
      ...without(ASKED, 'Sec-WebSocket-Extensions'),
      'Sec-WebSocket-Extensions: permessage-deflate',
    ]
    expect(codes(responseHandshakeProblems(request(plain), answer))).toEqual([
      'malformed-extension-parameter on sec-websocket-extensions',
    ])
  })

  it('hold every offer to its parameters', () => {
    const offering = (offer: string): string[] => [
      ...without(ASKED, 'Sec-WebSocket-Extensions'),
      `Sec-WebSocket-Extensions: ${offer}`,
    ]
    const good = 'permessage-deflate; server_max_window_bits=10; client_max_window_bits, permessage-deflate'
    expect(codes(requestHandshakeProblems(request(offering(good))))).toEqual([])
    for (const bad of [
      'permessage-deflate; server_max_window_bits',
      `${good}; x`,
      'permessage-deflate; client_max_window_bits=7',
    ])
      expect(codes(requestHandshakeProblems(request(offering(bad))))).toEqual([
        'malformed-extension-parameter on sec-websocket-extensions',
      ])
  })

  it('want GET and 1.1', () => {
    for (const line of ['POST /ws HTTP/1.1', 'GET /ws HTTP/1.0'])
      expect(codes(requestHandshakeProblems(request(ASKED, line)))).toEqual([
        'missing-handshake-header on start-line',
      ])
  })

  it.each([
    [without(ANSWERED, 'Connection'), 'missing-handshake-header on start-line'],
    [without(ANSWERED, 'Sec-WebSocket-Accept'), 'missing-handshake-header on start-line'],
    [
      [...without(ANSWERED, 'Sec-WebSocket-Accept'), `Sec-WebSocket-Accept: ${KEY}`],
      'wrong-websocket-accept on sec-websocket-accept',
    ],
    [[...ANSWERED, 'Sec-WebSocket-Extensions: x-other'], 'unoffered-extension on sec-websocket-extensions'],
    [[...ANSWERED, 'Sec-WebSocket-Protocol: mqtt'], 'unoffered-subprotocol on sec-websocket-protocol'],
    ...[
      'x=1',
      'server_max_window_bits=16',
      'server_max_window_bits=08',
      'server_max_window_bits',
      'client_max_window_bits',
      'server_no_context_takeover=1',
      'server_no_context_takeover; server_no_context_takeover',
    ].map((parameters): [string[], string] => [
      [...ANSWERED, `Sec-WebSocket-Extensions: permessage-deflate; ${parameters}`],
      'malformed-extension-parameter on sec-websocket-extensions',
    ]),
    [
      [...ANSWERED, 'Sec-WebSocket-Extensions: permessage-deflate, permessage-deflate'],
      'malformed-extension-parameter on sec-websocket-extensions',
    ],
  ])('find what an answer gets wrong: %#', (lines, code) => {
    expect(codes(responseHandshakeProblems(request(ASKED), response(lines)))).toEqual([code])
  })
})

describe('webSocketAgreement', () => {
  it('is there only after a 101 to websocket', () => {
    expect(webSocketAgreement(undefined)).toBeUndefined()
    expect(webSocketAgreement(response(ANSWERED, 'HTTP/1.1 200 OK'))).toBeUndefined()
    expect(webSocketAgreement(response(['Upgrade: h2c']))).toBeUndefined()
    expect(webSocketAgreement(response(ANSWERED))).toEqual({})
  })

  it('knows permessage-deflate and its takeover', () => {
    const line = 'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover'
    expect(webSocketAgreement(response([...ANSWERED, line]))).toEqual({
      deflate: {
        'client-to-server': { contextTakeover: true, windowBits: 15 },
        'server-to-client': { contextTakeover: false, windowBits: 15 },
      },
    })
    const bits =
      'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits="10"; server_max_window_bits=7'
    expect(webSocketAgreement(response([...ANSWERED, bits]))?.deflate).toMatchObject({
      'client-to-server': { windowBits: 10 },
      'server-to-client': { windowBits: 15 },
    })
  })
})
