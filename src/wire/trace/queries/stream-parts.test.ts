import { describe, expect, it } from 'vitest'
import { encodeChunked, ascii, joinBytes } from '../../../../tests/support/http1-encoder.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../../../tests/support/websocket-encoder.ts'
import type { Transport } from '../transports.ts'
import { conversationOf } from '../conversation.ts'
import { createExchangeMarks } from '../timeline/exchange-marks.ts'
import { createSliceParts } from '../timeline/slice-parts.ts'
import { eventsAmong } from './stream-parts.ts'
import type { TraceEvent } from '../trace.ts'
import type { ExchangeView, Side, StreamPart } from '../views.ts'

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const ASK_UPGRADE = ascii(
  `GET /labs/x/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${KEY}\r\n\r\n`,
)
const UPGRADED = ascii(
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
)
const event = (id: number): string => JSON.stringify({ id, type: 'goal', at: 1, data: { by: '汉' } })

/** One exchange: the request in one slice, the other side in the given ones. */
function exchange(
  transport: Transport,
  asked: readonly Uint8Array[],
  answered: readonly Uint8Array[],
): ExchangeView {
  const events: TraceEvent[] = [
    { kind: 'exchange-opened', exchange: 'x1', connection: 'c1', transport, at: 1 },
  ]
  for (const [direction, slices] of [
    ['client-to-server', asked],
    ['server-to-client', answered],
  ] as const) {
    let offset = 0
    for (const bytes of slices) {
      events.push({ kind: 'slice', exchange: 'x1', direction, offset, left: 2, arrived: 3, bytes })
      offset += bytes.length
    }
  }
  const view = conversationOf(events).exchange('x1')
  if (view === undefined) throw new Error('no exchange')
  return view
}

function partsOf(side: Side): readonly (readonly StreamPart[])[] {
  const parts = createSliceParts()
  parts.update(side)
  return side.slices.map((_, index) => parts.of(index) ?? [])
}

function down(view: ExchangeView): readonly (readonly StreamPart[])[] {
  const side = view.sides['server-to-client']
  return partsOf(side)
}

const CHUNKED = (type: string): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`
const ASK = ascii('GET /labs/x/sse HTTP/1.1\r\nHost: a\r\n\r\n')

function chunks(...texts: readonly string[]): readonly Uint8Array[] {
  const one = (text: string): Uint8Array =>
    joinBytes([ascii(`${utf8Bytes(text).length.toString(16)}\r\n`), utf8Bytes(text), ascii('\r\n')])
  return texts.map(one)
}

describe('the parts of a stream', () => {
  it('are, of an event stream, what each block says; one that is cut belongs to the slice that ends it', () => {
    const [retry, first, beat, late] = chunks(
      'retry: 2000\n\n',
      `id: 4\nevent: goal\ndata: ${event(4)}\n\n`,
      ': heartbeat\nevent: heartbeat\ndata:\n\n',
      `id: 5\nevent: goal\ndata: ${event(5)}\n\n`,
    )
    const view = exchange(
      'sse',
      [ASK],
      [
        joinBytes([ascii(CHUNKED('text/event-stream')), retry!]),
        joinBytes([first!, beat!, late!.subarray(0, 20)]),
        joinBytes([late!.subarray(20), encodeChunked([])]),
      ],
    )
    expect(down(view)).toEqual([
      [{ kind: 'field', name: 'retry' }],
      [{ kind: 'event', event: 4 }, { kind: 'heartbeat' }],
      [{ kind: 'event', event: 5 }, { kind: 'last-chunk' }],
    ])
  })

  it('are, of an iframe stream, the scripts, but not the white space between them', () => {
    const view = exchange(
      'iframe-stream',
      [ASK],
      [
        ascii(CHUNKED('text/html; charset=utf-8')),
        ...chunks(
          '<!DOCTYPE html>\n<title>Events</title>\n',
          `<script>parent.f(${event(1)})</script>\n`,
          '<script>parent.f({"type":"heartbeat"})</script>\n<script>other()</script>\n',
          // Markup is whole once the next script begins.
          `<script>parent.f(${event(2)})</script>\n`,
        ),
      ],
    )
    expect(down(view).slice(2)).toEqual([
      [{ kind: 'event', event: 1 }],
      [{ kind: 'heartbeat' }, { kind: 'script' }],
      [{ kind: 'event', event: 2 }],
    ])
    expect(down(view)[1]).toEqual([{ kind: 'markup' }])
  })

  it('has the code of a Close that a client masked, and none of one without', () => {
    const key = [9, 8, 7, 6]
    const view = exchange(
      'ws',
      [
        ASK_UPGRADE,
        encodeFrame({ opcode: 8, payload: closePayload(1002, 'no'), key }),
        encodeFrame({ opcode: 8, payload: new Uint8Array(), key }),
      ],
      [UPGRADED],
    )
    expect(partsOf(view.sides['client-to-server']).slice(1)).toEqual([
      [{ kind: 'close', code: 1002, reason: 'no' }],
      [{ kind: 'close' }],
    ])
  })

  it('are, of a WebSocket, its frames: an event stands for the frame that ends its message', () => {
    const text = utf8Bytes(event(7))
    const view = exchange(
      'ws',
      [
        ASK_UPGRADE,
        encodeFrame({ opcode: 1, payload: utf8Bytes('hi'), key: [1, 2, 3, 4] }),
        encodeFrame({ opcode: 10, payload: new Uint8Array(), key: [1, 2, 3, 4] }),
      ],
      [
        UPGRADED,
        joinBytes([
          encodeFrame({ opcode: 1, fin: false, payload: text.subarray(0, 9) }),
          encodeFrame({ opcode: 9, payload: new Uint8Array() }),
        ]),
        encodeFrame({ opcode: 0, payload: text.subarray(9) }),
        encodeFrame({ opcode: 1, payload: utf8Bytes('{"type":"heartbeat"}') }),
        encodeFrame({ opcode: 2, payload: new Uint8Array(5) }),
        encodeFrame({ opcode: 8, payload: closePayload(1001) }),
      ],
    )
    expect(down(view)).toEqual([
      [],
      [
        { kind: 'text', bytes: 9 },
        { kind: 'ping', bytes: 0 },
      ],
      [{ kind: 'event', event: 7 }],
      [{ kind: 'heartbeat' }],
      [{ kind: 'binary', bytes: 5 }],
      [{ kind: 'close', code: 1001 }],
    ])
    const up = view.sides['client-to-server']
    expect(partsOf(up).flat()).toEqual([
      { kind: 'text', bytes: 2 },
      { kind: 'pong', bytes: 0 },
    ])
  })
})

describe('the marks of a stream', () => {
  it('name events where they are, and call the answer open until its exchange closes', () => {
    const view = exchange(
      'sse',
      [ASK],
      [
        joinBytes([ascii(CHUNKED('text/event-stream')), ...chunks(`id: 1\ndata: ${event(1)}\n\n`)]),
        ...chunks(`id: 2\ndata: ${event(2)}\n\n`),
      ],
    )
    const { arrows, hold } = createExchangeMarks().update(view)
    expect(arrows.map(({ carries }) => carries)).toEqual([
      { kind: 'request', method: 'GET', target: '/labs/x/sse' },
      { kind: 'response', status: 200, events: [1], says: ['text/event-stream'] },
      { kind: 'stream', parts: [{ kind: 'event', event: 2 }], events: [2] },
    ])
    expect(hold).toEqual({ exchange: 'x1', kind: 'open', from: 2 })
    expect(eventsAmong([{ kind: 'heartbeat' }, { kind: 'event', event: 3 }])).toEqual([3])
  })
})
