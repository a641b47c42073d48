/** The inspector's depth over whole traces: a WebSocket with its handshake, a chunked event stream, streamed scripts. */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../tests/support/http1-encoder.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../tests/support/websocket-encoder.ts'
import type { UnitStep } from './words.ts'
import type { Direction } from '../wire/bytes/bytes.ts'
import type { Unit, UnitKind } from '../wire/field/field.ts'
import { conversationOf } from '../wire/trace/conversation.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import type { Transport } from '../wire/trace/transports.ts'
import { maskStep } from '../wire/websocket/masking.ts'
import { acceptValues } from './accept-values.ts'
import { inflationOf } from './inflated.ts'
import { lensesOf, usualLens } from './lens.ts'
import { maskedPayloadOf, placeOfPayload } from './masked-payload.ts'
import { neighbourUnit, unitsOfSlice, unitToOpen, usualStep, type Walk } from './unit-walk.ts'

interface Said {
  readonly direction: Direction
  readonly bytes: Uint8Array
}

const up = (bytes: Uint8Array): Said => ({ direction: 'client-to-server', bytes })
const down = (bytes: Uint8Array): Said => ({ direction: 'server-to-client', bytes })

/** The slices are events 1, 2, 3 …: event 0 opens the exchange. */
function walkOf(transport: Transport, said: readonly Said[], by: UnitStep): Walk {
  const offsets = { 'client-to-server': 0, 'server-to-client': 0 }
  const events: TraceEvent[] = [{ kind: 'exchange-opened', exchange: 'x', connection: 'c', transport, at: 0 }]
  for (const { direction, bytes } of said) {
    const at = events.length
    events.push({
      kind: 'slice',
      exchange: 'x',
      direction,
      offset: offsets[direction],
      left: at,
      arrived: at,
      bytes,
    })
    offsets[direction] += bytes.length
  }
  return { events, conversation: conversationOf(events), by }
}

const KEY = [0x37, 0xfa, 0x21, 0x3d]
const ASKING = ascii(
  'GET /labs/x/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n' +
    'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n',
)
const agreeing = (more = ''): Uint8Array =>
  ascii(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      `Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n${more}\r\n`,
  )

const SOCKET: readonly Said[] = [
  up(ASKING),
  down(agreeing()),
  up(encodeFrame({ opcode: 1, key: KEY, payload: utf8Bytes('Hello') })),
  down(
    joinBytes([
      encodeFrame({ opcode: 1, fin: false, payload: utf8Bytes('{"a') }),
      encodeFrame({ opcode: 9, payload: utf8Bytes('hi') }),
      encodeFrame({ opcode: 0, payload: utf8Bytes('":1}') }),
    ]),
  ),
  down(encodeFrame({ opcode: 8, payload: closePayload(1000) })),
]

const HEAD = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: '
const data = (text: string): { data: Uint8Array } => ({ data: utf8Bytes(text) })
const SSE: readonly Said[] = [
  up(ascii('GET /labs/x/sse HTTP/1.1\r\nHost: a\r\n\r\n')),
  down(ascii(`${HEAD}text/event-stream\r\n\r\n`)),
  // Both chunks cut the second block, and one slice carries the end of one and the whole of another.
  down(encodeChunked([data('id: 1\ndata: a\n\nid: 2\nda'), data('ta: b\n\nid: 3\ndata: c\n\n')])),
]

const kinds = (units: readonly Unit[]): readonly UnitKind[] => units.map(({ kind }) => kind)
const SLICES = [1, 2, 3, 4, 5]

describe('units by what was sent, by what was meant, from slice to slice', () => {
  it('are the frames of a slice, or its message without the ping between', () => {
    const sent = walkOf('ws', SOCKET, 'framing')
    const meant = walkOf('ws', SOCKET, 'message')
    expect(kinds(unitsOfSlice(4, sent))).toEqual(['frame', 'frame', 'frame'])
    expect(kinds(unitsOfSlice(4, meant))).toEqual(['message'])
    expect(kinds(unitsOfSlice(5, meant))).toEqual([])
    expect(unitToOpen(5, undefined, meant)?.unit.kind).toBe('frame')
    expect(unitToOpen(4, undefined, sent)?.unit.kind).toBe('frame')
  })

  it('are walked over slices that hold none', () => {
    const meant = walkOf('ws', SOCKET, 'message')
    const hello = unitToOpen(3, undefined, meant)?.unit
    if (hello === undefined) throw new Error('a message expected')
    expect(hello.kind).toBe('message')
    const next = neighbourUnit(hello, SLICES, 2, 1, meant)
    expect(next).toMatchObject({ moment: 4, unit: { kind: 'message' } })
    if (next === undefined) return
    expect(neighbourUnit(next.unit, SLICES, 3, 1, meant)).toBeUndefined()
    expect(neighbourUnit(hello, SLICES, 2, -1, meant)?.unit.kind).toBe('response-head')
  })

  it('go from slice to slice, whatever is in them', () => {
    const walk = walkOf('ws', SOCKET, 'slice')
    const first = unitToOpen(4, undefined, walk)?.unit
    if (first === undefined) throw new Error('a frame expected')
    expect(neighbourUnit(first, SLICES, 3, 1, walk)).toMatchObject({ moment: 5, unit: { kind: 'frame' } })
    expect(neighbourUnit(first, SLICES, 4, 1, walk)).toBeUndefined()
  })

  it('of an event stream are its blocks, of which one may lie in two chunks', () => {
    expect(usualStep('sse')).toBe('message')
    expect(usualStep('ws')).toBe('framing')
    expect(kinds(unitsOfSlice(3, walkOf('sse', SSE, 'framing')))).toEqual(['chunk', 'chunk', 'last-chunk'])
    const meant = unitsOfSlice(3, walkOf('sse', SSE, 'message'))
    expect(kinds(meant)).toEqual(['event-block', 'event-block', 'event-block'])
  })
})

describe('the lenses of a unit', () => {
  const walk = walkOf('ws', SOCKET, 'framing')
  const side = (direction: Direction) => {
    const found = walk.conversation.exchange('x')?.sides[direction]
    if (found === undefined) throw new Error('an exchange expected')
    return found
  }
  const first = (direction: Direction, kind: UnitKind): Unit => {
    const found = side(direction).units.find((unit) => unit.kind === kind)
    if (found === undefined) throw new Error(`a ${kind} expected`)
    return found
  }

  it('are those that have something to show', () => {
    const masked = first('client-to-server', 'frame')
    expect(lensesOf(masked)).toEqual(['fields', 'bits', 'unmask', 'views', 'walk'])
    expect(lensesOf(first('server-to-client', 'frame'))).not.toContain('unmask')
    expect(lensesOf(first('client-to-server', 'request-head'))).toContain('accept')
    for (const unit of [...side('client-to-server').units, ...side('server-to-client').units])
      expect(lensesOf(unit)).toContain(usualLens(unit))
    const [block] = unitsOfSlice(3, walkOf('sse', SSE, 'message'))
    expect(block && usualLens(block)).toBe('parser')
  })

  it('find the masked payload from the frame and from what was unmasked', () => {
    const up = side('client-to-server')
    const fromFrame = maskedPayloadOf(first('client-to-server', 'frame'), up.source, up)
    const plain = up.derived.find(({ id }) => id.endsWith('/unmasked'))
    if (fromFrame === undefined || plain === undefined) throw new Error('a masked payload expected')
    expect(fromFrame.key).toEqual(Uint8Array.from(KEY))
    const out = Array.from(fromFrame.masked, (_, index) => maskStep(fromFrame.masked, fromFrame.key, index))
    expect(String.fromCharCode(...out.map((step) => step?.unmasked ?? 0))).toBe('Hello')
    expect(placeOfPayload(fromFrame, 1, plain, up)).toBe(1)
    const fromPayload = maskedPayloadOf(first('client-to-server', 'payload'), plain, up)
    expect(fromPayload).toEqual({ ...fromFrame, here: { start: 0, end: 5 } })
    expect(maskedPayloadOf(first('server-to-client', 'frame'), up.source, up)).toBeUndefined()
  })

  it('read key and accept value as they crossed, and no value before its time', () => {
    const exchange = walk.conversation.exchange('x')
    if (exchange === undefined) throw new Error('an exchange expected')
    expect(acceptValues(exchange, 3)).toMatchObject({
      key: { text: 'dGhlIHNhbXBsZSBub25jZQ==' },
      accept: { text: 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=' },
    })
    expect(acceptValues(exchange, 2).accept).toBeUndefined()
    expect(acceptValues(exchange, 1).key).toBeUndefined()
  })
})

describe('a compressed message', () => {
  const text = 'again and again and again'
  // RFC 7692 7.2.1: what is sent is without the four bytes of the empty block at its end.
  const deflated = new Uint8Array(deflateRawSync(text, { finishFlush: 2 }).subarray(0, -4))
  const walk = walkOf(
    'ws',
    [
      up(ASKING),
      down(agreeing('Sec-WebSocket-Extensions: permessage-deflate\r\n')),
      down(encodeFrame({ opcode: 1, rsv: 4, payload: deflated })),
    ],
    'message',
  )
  const side = walk.conversation.exchange('x')?.sides['server-to-client']

  it('means what it is inflated to, and that alone is walked', () => {
    const units = unitsOfSlice(3, walk)
    expect(units.map(({ source }) => source.split('/').at(-1))).toEqual(['inflated'])
    expect(unitToOpen(3, undefined, walk)?.unit.id).toBe(units[0]?.id)
  })

  it('is found from its frame and back, as a whole', () => {
    const frame = side?.units.find(({ kind }) => kind === 'frame')
    const [inflated] = unitsOfSlice(3, walk)
    if (side === undefined || frame === undefined || inflated === undefined) throw new Error('units expected')
    const seen = inflationOf(frame, side.source, side)
    expect(seen && new TextDecoder().decode(seen.bytes)).toBe(text)
    expect(seen?.compressed.range).toEqual({ start: 0, end: deflated.length })
    const source = walk.conversation.source(inflated.source)
    expect(source && inflationOf(inflated, source, side)).toEqual(seen)
  })
})
