/** What is looked up in units and sides, of bytes a test writes: heads, blocks, frames whole and begun. */
import { describe, expect, it } from 'vitest'
import { ascii, joinBytes } from '../../../../tests/support/http1-encoder.ts'
import { traceOf } from '../../../../tests/support/trace-of.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../../../tests/support/websocket-encoder.ts'
import { conversationOf } from '../conversation.ts'
import type { TracedKind } from '../transports.ts'
import type { ExchangeView } from '../views.ts'
import { blockField, dispatches } from './event-blocks.ts'
import { queryParameter } from './exchanges.ts'
import { closeOf, frameOf, framesIn, payloadOf } from './frames.ts'
import { header, headLines } from './heads.ts'
import { sliceWith, unitsOf } from './sides.ts'

function said(transport: TracedKind, up: readonly Uint8Array[], down: readonly Uint8Array[]): ExchangeView {
  const crossed = [
    ...up.slice(0, 1).map((bytes) => ['up', bytes] as const),
    ...down.map((bytes) => ['down', bytes] as const),
    ...up.slice(1).map((bytes) => ['up', bytes] as const),
  ]
  const [exchange] = conversationOf(traceOf([{ exchanges: [{ transport, crossed }] }]).events).exchanges
  if (exchange === undefined) throw new Error('no exchange')
  return exchange
}

const ASK = ascii(
  'GET /labs/x/sse?try=a%20b&after= HTTP/1.1\r\nHost: a\r\nX-Empty:\r\nLast-Event-ID: 7\r\n\r\n',
)

describe('a header', () => {
  const exchange = said(
    'sse',
    [ASK],
    [ascii('HTTP/1.1 103 Early\r\nA: 1\r\n\r\n'), ascii('HTTP/1.1 204 No Content\r\nA: 2\r\n\r\n')],
  )

  it('is found by its name, empty where it has no value, absent where there is none', () => {
    expect(header(exchange, 'request', 'last-event-id')).toBe('7')
    expect(header(exchange, 'request', 'x-empty')).toBe('')
    expect(header(exchange, 'request', 'a')).toBeUndefined()
  })

  it('is the final answer’s, not that of one that only announced it', () => {
    expect(header(exchange, 'response', 'a')).toBe('2')
    expect(headLines(exchange.sides['server-to-client'])).toEqual(['HTTP/1.1 103 Early', 'A: 1'])
  })

  it('is nothing while its head is not whole', () => {
    expect(header(said('sse', [ASK.subarray(0, -2)], []), 'request', 'host')).toBeUndefined()
  })
})

describe('a parameter of a target', () => {
  it.each([
    ['try', 'a b'],
    ['after', ''],
    ['none', undefined],
  ])('%s is %o', (name, value) => expect(queryParameter('/labs/x/sse?try=a%20b&after=', name)).toBe(value))
})

describe('a block of an event stream', () => {
  const text = 'id: 1\nid: 2\ndata: a\ndata: b\n\nretry: 5\n\n'
  const head = ascii(
    `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: ${text.length}\r\n\r\n`,
  )
  const side = said('sse', [ASK], [joinBytes([head, ascii(text)])]).sides['server-to-client']
  const [first, second] = unitsOf(side, 'event-block')

  it('says what its last line of a name says, and all of its data', () => {
    expect(first && blockField(first, side, 'id')).toBe('2')
    expect(first && blockField(first, side, 'data')).toBe('a\nb')
    expect(first && blockField(first, side, 'event')).toBeUndefined()
  })

  it('ends in an event where it has data', () => {
    expect([first, second].map((block) => block && dispatches(block))).toEqual([true, false])
  })
})

describe('a frame', () => {
  const UPGRADE = 'Upgrade: websocket\r\nConnection: Upgrade\r\n'
  const ask = ascii(`GET /labs/x/ws HTTP/1.1\r\nHost: a\r\n${UPGRADE}\r\n`)
  const answer = ascii(`HTTP/1.1 101 Switching Protocols\r\n${UPGRADE}\r\n`)
  const key = [1, 2, 3, 4]
  const text = encodeFrame({ opcode: 1, payload: utf8Bytes('球'), key })
  const close = encodeFrame({ opcode: 8, payload: closePayload(1000, 'done'), key })
  const up = said('ws', [ask, text, close], [answer]).sides['client-to-server']

  it('is read from its bytes, unmasked, with a close frame’s code and reason', () => {
    const [first, second] = framesIn(up)
    expect(first).toMatchObject({ name: 'text', fin: true, rsv1: false, isMasked: true })
    expect(first && payloadOf(first, up)).toEqual(utf8Bytes('球'))
    expect(first && closeOf(first, up)).toBeUndefined()
    expect(second && closeOf(second, up)).toEqual({ code: 1000, reason: 'done' })
    expect(sliceWith(up, second?.unit.range.start ?? -1)?.range).toEqual(second?.unit.range)
  })

  it('tells as much as is there of one that is not whole', () => {
    for (let length = 1; length < text.length; length++) {
      const side = said('ws', [ask, text.subarray(0, length)], [answer]).sides['client-to-server']
      const [unit] = unitsOf(side, 'frame')
      const frame = unit && frameOf(unit, side)
      expect(frame).toMatchObject({ name: 'text', fin: true })
      expect(frame && payloadOf(frame, side)).toEqual(utf8Bytes('球').subarray(0, Math.max(0, length - 6)))
      expect(framesIn(side)).toEqual([])
    }
  })
})
