/** The conversation: units of every framing, what is missing, and increments that give what one pass gives. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { expectIncremental, expectUnitTiling, problemCodes } from '../../../tests/support/invariants.ts'
import { leaves } from './queries/fields.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { envelope, traces, tracesWithRepeats } from '../../../tests/support/traces.ts'
import { DIRECTIONS, type Direction } from '../bytes/bytes.ts'
import { conversationOf, createConversation } from './conversation.ts'
import type { TraceEvent } from './trace.ts'
import type { Conversation, ExchangeView } from './views.ts'

type Said = readonly [direction: 'up' | 'down', text: string | Uint8Array | { readonly lost: number }]

/** One exchange, x1, as the events of a trace. */
function events(said: readonly Said[], closed = true): TraceEvent[] {
  const offsets: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  const list: TraceEvent[] = [
    { kind: 'exchange-opened', exchange: 'x1', connection: 'c1', transport: 'short-poll', at: 1 },
  ]
  for (const [way, what] of said) {
    const direction = way === 'up' ? 'client-to-server' : 'server-to-client'
    const offset = offsets[direction]
    if (typeof what === 'object' && 'lost' in what) {
      list.push({ kind: 'dropped', exchange: 'x1', direction, offset, length: what.lost, at: 2 })
      offsets[direction] += what.lost
      continue
    }
    const bytes = typeof what === 'string' ? ascii(what) : what
    list.push({ kind: 'slice', exchange: 'x1', direction, offset, left: 2, arrived: 3, bytes })
    offsets[direction] += bytes.length
  }
  if (closed) list.push({ kind: 'exchange-closed', exchange: 'x1', at: 9 })
  return list
}

function said(lines: readonly Said[], closed = true): ExchangeView {
  const exchange = conversationOf(events(lines, closed)).exchange('x1')
  if (exchange === undefined) throw new Error('no exchange')
  for (const direction of DIRECTIONS) {
    for (const unit of exchange.sides[direction].units) expectUnitTiling(unit)
  }
  return exchange
}

/** Kinds of the units of a side; unfinished ones with an ellipsis. */
const units = (exchange: ExchangeView, way: 'up' | 'down'): string[] =>
  exchange.sides[way === 'up' ? 'client-to-server' : 'server-to-client'].units.map(({ kind, complete }) =>
    complete ? kind : `${kind}…`,
  )

const problemsDown = (exchange: ExchangeView): string[] =>
  exchange.sides['server-to-client'].units.flatMap((unit) => problemCodes(unit.fields))

const GET = 'GET /labs/x/short-poll?after=3 HTTP/1.1\r\nHost: a\r\n\r\n'
const body = envelope([4, 5], 5)
const LENGTH = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`
const CHUNKED = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n'

describe('createConversation', () => {
  it('reads a poll and its answer', () => {
    const exchange = said([
      ['up', GET],
      ['down', LENGTH],
      ['down', body],
    ])
    expect(exchange).toMatchObject({
      method: 'GET',
      target: '/labs/x/short-poll?after=3',
      status: 200,
      closedAt: 9,
    })
    expect(units(exchange, 'up')).toEqual(['request-head'])
    expect(units(exchange, 'down')).toEqual(['response-head', 'content'])
    const ids = exchange.sides['server-to-client'].units[1]?.fields.filter(
      ({ kind }) => kind === 'json.event',
    )
    expect(ids?.map(({ value }) => value)).toEqual([4, 5])
    expect(exchange.sides['server-to-client'].slices.map(({ moment, range }) => [moment, range])).toEqual([
      [2, { start: 0, end: LENGTH.length }],
      [3, { start: LENGTH.length, end: LENGTH.length + body.length }],
    ])
  })

  it('takes chunks off, and dissects what remains in its own source', () => {
    const coded = encodeChunked([{ data: body.slice(0, 30) }, { data: body.slice(30) }])
    const view = conversationOf(
      events([
        ['up', GET],
        ['down', joinBytes([ascii(CHUNKED), coded])],
      ]),
    )
    const exchange = view.exchange('x1')
    if (exchange === undefined) throw new Error('no exchange')
    expect(units(exchange, 'down')).toEqual(['response-head', 'chunk', 'chunk', 'last-chunk', 'content'])
    const [derived] = exchange.sides['server-to-client'].derived
    expect(derived?.bytes).toEqual(body)
    const content = exchange.sides['server-to-client'].units.at(-1)
    expect(content?.source).toBe(derived?.id)
    expect(content?.fields.filter(({ kind }) => kind === 'json.event')).toHaveLength(2)
    expect(view.source(derived?.id ?? '')).toBe(derived)
    expect(view.unit(content?.id ?? '')).toBe(content)
  })

  const STREAM = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n'
  const block = (id: number): string =>
    `id: ${id}\ndata: ${JSON.stringify({ id, type: 'goal', at: 1, data: '球' })}\n\n`

  it('reads an event stream under the chunks, whose ends are not its own', () => {
    const stream = utf8Bytes(`retry: 2000\n\n${block(4)}: beat\n\n${block(5)}data: cut`)
    for (const size of [1, 7, 50, 1000]) {
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, i) => ({
        data: stream.slice(i * size, (i + 1) * size),
      }))
      const exchange = said([
        ['up', GET],
        ['down', `${STREAM}Transfer-Encoding: chunked\r\n\r\n`],
        ['down', encodeChunked(chunks)],
      ])
      const own = exchange.sides['server-to-client'].units.filter(({ source }) =>
        source.endsWith('/de-chunked'),
      )
      expect(own.map(({ kind, complete }) => [kind, complete])).toEqual([
        ['event-block', true],
        ['event-block', true],
        ['event-block', true],
        ['event-block', true],
        ['event-block', false],
      ])
      const ids = own.flatMap(({ fields }) => leaves(fields)).filter(({ kind }) => kind === 'json.event')
      expect(ids.map(({ value }) => value)).toEqual([4, 5])
      expect(problemsDown(exchange)).toEqual(['unfinished-event'])
    }
  })

  it('reads streams that are not chunked on the wire itself', () => {
    const untilClose: Said[] = [
      ['up', GET],
      ['down', `${STREAM}\r\n${block(4)}data: more`],
    ]
    expect(units(said(untilClose, false), 'down')).toEqual(['response-head', 'event-block', 'event-block…'])
    expect(problemsDown(said(untilClose))).toEqual(['unfinished-event'])
    const html = '<p><script>parent.f(1)</script>'
    const whole: Said[] = [
      ['up', GET],
      ['down', `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${html.length}\r\n\r\n${html}`],
    ]
    expect(units(said(whole), 'down')).toEqual(['response-head', 'markup', 'script'])
    const coded: Said[] = [
      ['up', GET],
      ['down', `${STREAM}Content-Encoding: gzip\r\n\r\n${block(4)}`],
    ]
    expect(units(said(coded), 'down')).toEqual(['response-head', 'content'])
  })

  it('reads a stream up to the first byte that is missing', () => {
    const exchange = said([
      ['up', GET],
      ['down', `${STREAM}Transfer-Encoding: chunked\r\n\r\n`],
      ['down', '8\r\ndata: a\n\r\n9\r\n\ndat'],
      ['down', { lost: 3 }],
      ['down', '\n\n\r\n'],
    ])
    const own = exchange.sides['server-to-client'].units.filter(({ source }) =>
      source.endsWith('/de-chunked'),
    )
    expect(own.map(({ kind, range, complete }) => [kind, range.start, range.end, complete])).toEqual([
      ['event-block', 0, 9, true],
      ['event-block', 9, 12, false],
      ['hole', 12, 17, true],
    ])
    expect(leaves(own[2]?.fields ?? []).map(({ kind }) => kind)).toEqual([
      'trace.missing',
      'trace.unreadable',
    ])
  })

  it.each([
    ['304', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', ['response-head']],
    ['204', 'HTTP/1.1 204 No Content\r\n\r\n', ['response-head']],
    ['length 0', 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n', ['response-head']],
    ['interim', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 X\r\n\r\n', ['response-head', 'response-head']],
    ['until close', 'HTTP/1.1 200 OK\r\n\r\nabc', ['response-head', 'content']],
    ['upgrade', 'HTTP/1.1 101 X\r\n\r\n\x81\x00', ['response-head', 'upgraded']],
  ])('knows where an answer ends: %s', (_, text, kinds) => {
    const exchange = said([
      ['up', GET],
      ['down', text],
    ])
    expect(units(exchange, 'down')).toEqual(kinds)
    expect(problemsDown(exchange)).toEqual([])
  })

  it('knows that HEAD gets no content, also where the answer came first', () => {
    const head = 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n'
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'
    expect(
      units(
        said([
          ['up', head],
          ['down', answer],
        ]),
        'down',
      ),
    ).toEqual(['response-head'])
    const conversation = createConversation()
    const list = events(
      [
        ['down', `${answer}12345`],
        ['up', head],
      ],
      false,
    )
    list.forEach((event, moment) => {
      conversation.push(event, moment)
      expect(conversation.view.exchanges).toHaveLength(1)
    })
    const exchange = conversation.view.exchange('x1')
    expect(exchange && problemsDown(exchange)).toEqual(['beyond-message-end'])
  })

  it('calls what a client says after an upgrade by its name', () => {
    const exchange = said([
      ['up', GET],
      ['up', 'whatever'],
      ['down', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n'],
    ])
    expect(units(exchange, 'up')).toEqual(['request-head', 'upgraded'])
  })

  const WS_ASKS =
    'GET /ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n'
  const WS_ANSWERS =
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n'

  it('reads a WebSocket both ways, in whichever order its bytes come', () => {
    const up = encodeFrame({ opcode: 1, payload: utf8Bytes('{"type":"x"}'), key: [1, 2, 3, 4] })
    const down = encodeFrame({ opcode: 8, payload: closePayload(1008, 'no') })
    const lines: Said[] = [
      ['up', WS_ASKS],
      ['down', WS_ANSWERS],
      ['up', up],
      ['down', down],
    ]
    const early: Said[] = [
      ['down', joinBytes([ascii(WS_ANSWERS), down])],
      ['up', joinBytes([ascii(WS_ASKS), up])],
    ]
    for (const order of [lines, early]) {
      const exchange = said(order)
      expect(units(exchange, 'up')).toEqual(['request-head', 'frame', 'payload', 'message'])
      expect(units(exchange, 'down')).toEqual(['response-head', 'frame'])
      expect(problemsDown(exchange)).toEqual([])
      const { derived, units: read } = exchange.sides['client-to-server']
      expect(derived.map(({ id }) => id.split('/').at(-1))).toEqual(['unmasked', 'messages'])
      const view = conversationOf(events(order))
      for (const { id, source } of read) {
        expect(view.unit(id)?.id).toBe(id)
        expect(view.source(source)?.id).toBe(source)
      }
    }
  })

  it('inflates what each side compressed, as the two heads agreed', () => {
    // RFC 7692 7.2.3.1 and 7.2.3.2: "Hello", and the same once more by a copy.
    const hello = Uint8Array.of(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00)
    const again = Uint8Array.of(0xf2, 0x00, 0x11, 0x00, 0x00)
    const both = (key?: readonly number[]): Uint8Array =>
      joinBytes(
        [hello, again].map((payload) => encodeFrame({ opcode: 1, rsv: 4, payload, ...(key && { key }) })),
      )
    const line = 'Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover'
    const list = events([
      ['up', WS_ASKS.replace('\r\n\r\n', `\r\n${line}\r\n\r\n`)],
      ['down', WS_ANSWERS.replace('\r\n\r\n', `\r\n${line}\r\n\r\n`)],
      ['up', both([1, 2, 3, 4])],
      ['down', both()],
    ])
    const view = conversationOf(list)
    const { sides } = view.exchange('x1') as ExchangeView
    const inflated = (direction: Direction): string => {
      const source = view.source(`${sides[direction].source.id}/messages/inflated`)
      return Buffer.from(source?.bytes ?? []).toString()
    }
    expect(inflated('server-to-client')).toBe('HelloHello')
    // The client agreed to begin each message anew, and did not: what came out before the copy is all there is.
    expect(inflated('client-to-server')).toBe('HelloH')
    expect(sides['client-to-server'].units.flatMap(({ fields }) => problemCodes(fields))).toContain(
      'broken-deflate',
    )
    for (const { id } of DIRECTIONS.flatMap((direction) => sides[direction].units))
      expect(view.unit(id)?.id).toBe(id)
  })

  it('marks an accept that does not follow from the key, and a frame that is cut short', () => {
    const down = encodeFrame({ opcode: 1, payload: utf8Bytes('cut short') })
    const exchange = said([
      ['up', WS_ASKS],
      ['down', WS_ANSWERS.replace('s3pP', 'aaaa')],
      ['down', down.slice(0, 5)],
    ])
    expect(units(exchange, 'down')).toEqual(['response-head', 'frame…'])
    expect(problemsDown(exchange)).toEqual(['wrong-websocket-accept', 'truncated-frame'])
  })

  it.each([
    ['a head', 'HTTP/1.1 200 OK\r\nServ', ['response-head…']],
    ['a content', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc', ['response-head', 'content…']],
    ['a chunk', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc', ['response-head', 'chunk…']],
  ])('says that %s was cut short, but not before the end', (_, text, kinds) => {
    const lines: Said[] = [
      ['up', GET],
      ['down', text],
    ]
    expect(units(said(lines), 'down')).toEqual(kinds)
    expect(problemsDown(said(lines))).toEqual(['truncated'])
    expect(problemsDown(said(lines, false))).toEqual([])
  })

  it('goes on over missing content, and marks it', () => {
    const exchange = said([
      ['up', GET],
      ['down', LENGTH],
      ['down', body.slice(0, 10)],
      ['down', { lost: 20 }],
      ['down', body.slice(30)],
    ])
    const down = exchange.sides['server-to-client']
    expect(units(exchange, 'down')).toEqual(['response-head', 'content'])
    expect(down.missing).toEqual([{ start: LENGTH.length + 10, end: LENGTH.length + 30 }])
    expect(leaves(down.units[1]?.fields ?? []).map(({ kind }) => kind)).toEqual([
      'http.content',
      'trace.missing',
      'http.content',
    ])
  })

  it('stops at a head with a hole in it', () => {
    const exchange = said([
      ['up', GET],
      ['down', LENGTH.slice(0, 20)],
      ['down', { lost: 10 }],
      ['down', LENGTH.slice(30)],
      ['down', body],
    ])
    expect(units(exchange, 'down')).toEqual(['response-head…'])
    // Its first line is whole.
    expect(exchange.status).toBe(200)
  })

  it('gives up on a head that never ends, in bounded time', () => {
    const line = `X: ${'y'.repeat(1000)}\r\n`
    const lines: Said[] = [
      ['up', GET],
      ['down', 'HTTP/1.1 200 OK\r\n'],
    ]
    for (let i = 0; i < 80; i++) lines.push(['down', line])
    const exchange = said(lines)
    expect(units(exchange, 'down')).toEqual(['content'])
    expect(exchange.sides['server-to-client'].units[0]?.fields[0]?.kind).toBe('http.malformed')
  })

  it('takes a slice that comes again, or late into a gap, without a false unit', () => {
    const list = events(
      [
        ['up', GET],
        ['down', 'HTTP/1.1 204 No Content\r\n\r\n'],
      ],
      false,
    )
    const [opened, up, down] = list
    if (opened === undefined || up?.kind !== 'slice' || down?.kind !== 'slice') throw new Error('unexpected')
    const late: TraceEvent = { ...down, offset: 5, bytes: down.bytes.slice(5) }
    const first: TraceEvent = { ...down, bytes: down.bytes.slice(0, 5) }
    const conversation = createConversation()
    ;[opened, up, late].forEach((event, moment) => conversation.push(event, moment))
    const before = conversation.view.exchange('x1')?.sides['server-to-client'].source.bytes
    const copy = before?.slice()
    ;[first, down].forEach((event, moment) => conversation.push(event, moment + 3))
    expect(conversation.view.exchange('x1')).toMatchObject({ status: 204 })
    expect(conversation.view.exchange('x1')?.sides['server-to-client'].missing).toEqual([])
    expect(before).toEqual(copy)
  })

  it('refuses offsets that make no sense', () => {
    const list: TraceEvent[] = [-1, 0.5, 2 ** 40, Number.NaN].map((offset) => ({
      kind: 'slice',
      exchange: 'x1',
      direction: 'client-to-server',
      offset,
      left: 1,
      arrived: 1,
      bytes: ascii('x'),
    }))
    const view = conversationOf([...events([], false), ...list])
    expect(view.exchange('x1')?.sides['client-to-server'].source.bytes).toHaveLength(0)
  })

  it('lists connections with their exchanges and their end', () => {
    const view = conversationOf([
      { kind: 'connection-opened', connection: 'c1', at: 1 },
      ...events([['up', GET]]),
      { kind: 'exchange-opened', exchange: 'x2', connection: 'late', transport: 'ws', at: 5 },
      { kind: 'connection-closed', connection: 'c1', at: 10, how: 'fin' },
    ])
    expect(view.connections).toEqual([
      { id: 'c1', openedAt: 1, closed: { at: 10, how: 'fin' }, exchanges: ['x1'] },
      { id: 'late', openedAt: 5, exchanges: ['x2'] },
    ])
    expect(view.source('nowhere')).toBeUndefined()
    expect(view.unit('nowhere')).toBeUndefined()
  })

  it('gives step by step what it gives at once, and changes nothing it handed out', () => {
    const snapshot = (view: Conversation): unknown => ({
      connections: view.connections,
      exchanges: view.exchanges,
    })
    fc.assert(
      fc.property(fc.oneof(traces, tracesWithRepeats), (list) =>
        expectIncremental(list, createConversation, snapshot),
      ),
      { numRuns: 80 },
    )
  })

  it('tiles every source with its units, whatever came', () => {
    fc.assert(
      fc.property(fc.oneof(traces, tracesWithRepeats), (list) => {
        for (const exchange of conversationOf(list).exchanges) {
          for (const side of Object.values(exchange.sides)) {
            let at = 0
            for (const unit of side.units) {
              expectUnitTiling(unit)
              if (unit.source !== side.source.id) continue
              expect(unit.range.start).toBe(at)
              at = unit.range.end
            }
            expect(at).toBe(side.source.bytes.length)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
