/** Bytes by kind: all of them, in every capture; and the very numbers of small exchanges, counted by hand. */
import fc from 'fast-check'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../../../tests/support/http1-encoder.ts'
import { conversationOf } from '../conversation.ts'
import { traces } from '../../../../tests/support/traces.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../../../tests/support/websocket-encoder.ts'
import { addBytes, NO_BYTES, totalBytes, type ByteCounts } from './byte-counts.ts'
import { bytesByKind } from './byte-kinds.ts'
import { DIRECTIONS, type Direction } from '../../bytes/bytes.ts'
import { decodeTrace } from '../trace-codec.ts'
import type { TraceEvent } from '../trace.ts'
import type { Conversation } from '../views.ts'

function expectAllCounted(conversation: Conversation): void {
  for (const exchange of conversation.exchanges) {
    const counts = bytesByKind(exchange)
    for (const direction of DIRECTIONS) {
      expect(totalBytes(counts[direction]), `${exchange.id} ${direction}`).toBe(
        exchange.sides[direction].source.bytes.length,
      )
    }
  }
}

type Said = readonly [direction: 'up' | 'down', bytes: Uint8Array | { readonly lost: number }]

/** One exchange's counts, from what each side wrote. */
function countsOf(said: readonly Said[]): Readonly<Record<Direction, ByteCounts>> {
  const offsets: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  const events: TraceEvent[] = [
    { kind: 'exchange-opened', exchange: 'x', connection: 'c', transport: 'sse', at: 1 },
  ]
  for (const [way, what] of said) {
    const direction = way === 'up' ? 'client-to-server' : 'server-to-client'
    const offset = offsets[direction]
    const place = { exchange: 'x', direction, offset } as const
    if ('lost' in what) events.push({ kind: 'dropped', ...place, length: what.lost, at: 2 })
    else events.push({ kind: 'slice', ...place, left: 2, arrived: 3, bytes: what })
    offsets[direction] += 'lost' in what ? what.lost : what.length
  }
  const exchange = conversationOf(events).exchange('x')
  if (exchange === undefined) throw new Error('no exchange')
  return bytesByKind(exchange)
}

const GET = ascii('GET /x HTTP/1.1\r\nHost: a\r\n\r\n')
const EVENT = '{"id":1,"type":"a","at":1,"data":2}'
const HANDSHAKE = ascii(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
)
const UPGRADE = ascii(
  'GET /x HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
)
const streamHead = (type: string): Uint8Array =>
  ascii(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`)

const chunked = (...parts: readonly Uint8Array[]): Uint8Array =>
  encodeChunked(parts.map((data) => ({ data })))

describe('bytes by kind', () => {
  it('adds up to every byte of every side of every capture', () => {
    const files = globSync('content/captures/*.json')
    expect(files.length).toBeGreaterThan(10)
    for (const file of files) {
      const decoded = decodeTrace(readFileSync(file, 'utf8'))
      if (!decoded.ok) throw new Error(`${file}: ${decoded.message}`)
      expectAllCounted(conversationOf(decoded.trace.events))
    }
  })

  it('adds up however a trace is made: cut, repeated, with bytes missing', () => {
    fc.assert(fc.property(traces, (events) => expectAllCounted(conversationOf(events))))
  })

  it('takes an event out of the chunk and the lines around it', () => {
    const head = streamHead('text/event-stream')
    const block = ascii(`id: 1\nevent: a\ndata: ${EVENT}\n\n`)
    const body = chunked(block, ascii(': quiet\n\nevent: heartbeat\ndata\n\n'))
    expect(
      countsOf([
        ['up', GET],
        ['down', head],
        ['down', body],
      ]),
    ).toEqual({
      'client-to-server': { head: GET.length, framing: 0, payload: 0 },
      'server-to-client': { head: head.length, framing: body.length - EVENT.length, payload: EVENT.length },
    })
  })

  it('counts data that is no event of ours as payload, id and retry as framing', () => {
    const head = streamHead('text/event-stream')
    const body = chunked(ascii('retry: 2000\nid: 77\ndata: hello\ndata: there\n\n'))
    expect(
      countsOf([
        ['up', GET],
        ['down', head],
        ['down', body],
      ])['server-to-client'],
    ).toEqual({
      head: head.length,
      framing: body.length - 10,
      payload: 10,
    })
  })

  it('takes the events out of the list around them, and a script’s call off its event', () => {
    const list = `{"events":[${EVENT},${EVENT}],"last":1}`
    const head = ascii(
      `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${list.length}\r\n\r\n`,
    )
    expect(
      countsOf([
        ['up', GET],
        ['down', head],
        ['down', ascii(list)],
      ])['server-to-client'],
    ).toEqual({
      head: head.length,
      framing: list.length - 2 * EVENT.length,
      payload: 2 * EVENT.length,
    })
    const page = streamHead('text/html')
    const script = chunked(ascii(`<!doctype html>\n<script>parent.f(${EVENT})</script>\n`))
    expect(
      countsOf([
        ['up', GET],
        ['down', page],
        ['down', script],
      ])['server-to-client'],
    ).toEqual({
      head: page.length,
      framing: script.length - EVENT.length,
      payload: EVENT.length,
    })
  })

  it('counts what data frames carry as payload, and control frames whole as framing', () => {
    const key = [1, 2, 3, 4]
    const up = joinBytes([
      encodeFrame({ opcode: 1, payload: utf8Bytes('hello'), key }),
      encodeFrame({ opcode: 8, payload: closePayload(1000, 'bye'), key }),
    ])
    const down = joinBytes([
      encodeFrame({ opcode: 9, payload: utf8Bytes('ping') }),
      encodeFrame({ opcode: 1, payload: utf8Bytes('hel'), fin: false }),
      encodeFrame({ opcode: 0, payload: utf8Bytes('lo') }),
      encodeFrame({ opcode: 2, payload: new Uint8Array(300) }),
      encodeFrame({ opcode: 8, payload: closePayload(1000, 'bye') }),
    ])
    expect(
      countsOf([
        ['up', UPGRADE],
        ['down', HANDSHAKE],
        ['up', up],
        ['down', down],
      ]),
    ).toEqual({
      'client-to-server': { head: UPGRADE.length, framing: up.length - 5, payload: 5 },
      'server-to-client': { head: HANDSHAKE.length, framing: down.length - 305, payload: 305 },
    })
  })

  it('loses no byte where some never came', () => {
    const head = streamHead('text/event-stream')
    const counts = countsOf([
      ['up', GET],
      ['down', head],
      ['down', ascii('20\r\ndata: abc')],
      ['down', { lost: 21 }],
      ['down', ascii('\n\n\r\n5\r\nda')],
    ])
    expect(totalBytes(counts['server-to-client'])).toBe(head.length + 13 + 21 + 9)
  })

  it('adds counts kind by kind', () => {
    const counts = { head: 1, framing: 2, payload: 3 }
    expect(addBytes(counts, addBytes(NO_BYTES, counts))).toEqual({ head: 2, framing: 4, payload: 6 })
  })
})
