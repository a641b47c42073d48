/**
 * An exported pcapng, read by Wireshark's own dissectors: the bytes of every stream, every HTTP head and every WebSocket
 * frame are what our dissection says they are. Needs tshark on the machine.
 */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { deflateRawSync, constants } from 'node:zlib'
import { findTshark, NO_TSHARK } from '../../scripts/tshark.ts'
import { DIRECTIONS, utf8, type Direction } from '../../src/wire/bytes/bytes.ts'
import { encodePcapng } from '../../src/wire/export/pcapng.ts'
import type { Field, Unit } from '../../src/wire/field/field.ts'
import { createConversation } from '../../src/wire/trace/conversation.ts'
import { decodeTrace } from '../../src/wire/trace/trace-codec.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import type { Conversation, Side } from '../../src/wire/trace/views.ts'
import { FRAME_PARTS } from '../../src/wire/websocket/frame-layout.ts'
import { acceptSteps } from '../../src/wire/websocket/handshake.ts'
import { ascii, encodeChunked, joinBytes } from '../support/http1-encoder.ts'
import { pieces, traceOf, type ConnectionSpec, type ExchangeSpec } from '../support/trace-of.ts'
import { readWithTshark, type ReadFrame, type TsharkReading } from '../support/tshark.ts'
import {
  closePayload,
  encodeFrame,
  messageSpecs,
  utf8Bytes,
  type FrameSpec,
} from '../support/websocket-encoder.ts'

const tshark = findTshark()
const CAPTURES = new URL('../../content/captures/', import.meta.url)
const FIRST_CLIENT_PORT = 49_152

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const asks = (extensions = ''): Uint8Array =>
  ascii(
    `GET /labs/x/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${extensions}\r\n`,
  )
const answers = (extensions = ''): Uint8Array =>
  ascii(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptSteps(KEY).accept}\r\n${extensions}\r\n`,
  )
const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
const HEADER_KINDS: ReadonlySet<Field['kind']> = new Set(FRAME_PARTS.map(({ kind }) => kind))
const MASK = [0x1f, 0, 0x80, 0xfe]

beforeEach((context) => {
  if (tshark === undefined && process.env['CI']) throw new Error(NO_TSHARK)
  context.skip(tshark === undefined, NO_TSHARK)
})

async function read(trace: Trace, wholeBodies = true): Promise<TsharkReading> {
  return readWithTshark(tshark ?? '', encodePcapng(trace), { wholeBodies })
}

function fold(trace: Trace): Conversation {
  const conversation = createConversation()
  trace.events.forEach((event, moment) => conversation.push(event, moment))
  return conversation.view
}

interface OwnSide {
  readonly stream: string
  readonly heads: readonly string[]
  readonly frames: readonly ReadFrame[]
}

/** What our dissection says of one direction of one connection, in the terms of what tshark says. */
function ownSide(view: Conversation, connection: string, direction: Direction): OwnSide {
  const sides = view.exchanges
    .filter((exchange) => exchange.connection === connection)
    .map((exchange) => exchange.sides[direction])
  const heads = sides.flatMap((side) =>
    side.units
      .filter(({ kind, complete }) => complete && (kind === 'request-head' || kind === 'response-head'))
      .map(({ range }) => hex(side.source.bytes.subarray(range.start, range.end))),
  )
  const frames = sides.flatMap((side) =>
    side.units
      .filter(({ kind, complete }) => kind === 'frame' && complete)
      .map((unit) => ownFrame(unit, side)),
  )
  return { stream: sides.map((side) => hex(side.source.bytes)).join(''), heads, frames }
}

function ownFrame(unit: Unit, side: Side): ReadFrame {
  const all = unit.fields
  const value = (kind: Field['kind']): number =>
    Number(all.find((field) => field.kind === kind)?.value ?? Number.NaN)
  const long = value('websocket.extended-payload-length')
  const key = all.find(({ kind }) => kind === 'websocket.masking-key')?.value
  const headerEnd = Math.max(
    ...all.filter(({ kind }) => HEADER_KINDS.has(kind)).map(({ range }) => range.end),
  )
  const range = { start: headerEnd, end: unit.range.end }
  const crossed = side.source.bytes.subarray(range.start, range.end)
  const close = closeFields(unit, side, range.start)
  return {
    fin: value('websocket.fin') === 1,
    rsv: value('websocket.rsv1') * 4 + value('websocket.rsv2') * 2 + value('websocket.rsv3'),
    opcode: value('websocket.opcode'),
    masked: value('websocket.mask') === 1,
    length: Number.isNaN(long) ? value('websocket.payload-length') : long,
    payload: hex(key === undefined ? crossed : unmasked(side, range)),
    ...(key === undefined ? {} : { key: String(key).replaceAll(' ', '') }),
    ...close,
  }
}

/** The bytes of the unmasked source that were made from a frame's payload. */
function unmasked(side: Side, from: { readonly start: number; readonly end: number }): Uint8Array {
  const derived = side.derived.find((source) => source.id.endsWith('/unmasked'))
  if (derived?.kind !== 'derived' || from.start === from.end) return new Uint8Array()
  const piece = derived.pieces.find((each) => each.from.start === from.start)
  if (piece === undefined) throw new Error(`nothing was made of the payload at ${from.start}`)
  return derived.bytes.subarray(piece.range.start, piece.range.end)
}

function closeFields(
  unit: Unit,
  side: Side,
  payloadStart: number,
): { readonly closeCode?: number; readonly closeReason?: string } {
  const derived = side.derived.find((source) => source.id.endsWith('/unmasked'))
  const made =
    derived?.kind === 'derived' ? derived.pieces.find(({ from }) => from.start === payloadStart) : undefined
  const payload = side.units.find(
    ({ kind, range }) => kind === 'payload' && made !== undefined && range.start === made.range.start,
  )
  const { fields } = payload ?? unit
  const bytes = payload === undefined || derived === undefined ? side.source.bytes : derived.bytes
  const code = fields.find(({ kind }) => kind === 'websocket.close-code')?.value
  const reason = fields.find(({ kind }) => kind === 'websocket.close-reason')?.range
  return {
    ...(code === undefined ? {} : { closeCode: Number(code) }),
    ...(reason === undefined ? {} : { closeReason: utf8(bytes, reason.start, reason.end) }),
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

/** Checks every connection of a trace, byte for byte, head for head, frame for frame. */
function expectSameReading(trace: Trace, reading: TsharkReading): void {
  const view = fold(trace)
  view.connections.forEach(({ id }, index) => {
    for (const direction of DIRECTIONS) {
      const own = ownSide(view, id, direction)
      const seen = reading.sides.get(
        `${FIRST_CLIENT_PORT + index} ${direction === 'client-to-server' ? 'up' : 'down'}`,
      )
      const name = `${id} ${direction}`
      expect(seen?.stream ?? '', `${name}: bytes`).toBe(own.stream)
      expect(seen?.heads ?? [], `${name}: heads`).toEqual(own.heads)
      expect(seen?.frames ?? [], `${name}: frames`).toEqual(own.frames)
    }
  })
}

/** A WebSocket whose frames came in slices that know nothing of frames. */
function webSocket(
  up: readonly FrameSpec[],
  down: readonly FrameSpec[],
  cut: readonly number[],
  extensions = '',
): ExchangeSpec {
  return {
    transport: 'ws',
    crossed: [
      ['up', asks(extensions)],
      ['down', answers(extensions)],
      ...pieces(joinBytes(up.map(encodeFrame)), cut).map((bytes) => ['up', bytes] as const),
      ...pieces(joinBytes(down.map(encodeFrame)), cut).map((bytes) => ['down', bytes] as const),
    ],
  }
}

const filled = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7) & 0xff)

function deflated(text: string): Uint8Array {
  const whole = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH })
  // RFC 7692 7.2.1: the four bytes of the empty block that flushes are taken off.
  return whole.subarray(0, whole.length - 4)
}

describe('tshark reads our captures', () => {
  for (const name of readdirSync(CAPTURES).filter((file) => file.endsWith('.json'))) {
    it(`${name}: the same streams, heads and frames, nothing to complain about`, async () => {
      const decoded = decodeTrace(readFileSync(new URL(name, CAPTURES), 'utf8'))
      if (!decoded.ok) throw new Error(decoded.message)
      // Recordings end where they end: a body may be unfinished, and tshark would wait for the rest.
      const reading = await read(decoded.trace, false)
      expectSameReading(decoded.trace, reading)
      expect(reading.complaints).toEqual([])
    })
  }
})

describe('tshark reads what we export', () => {
  it('frames of every kind and length, fragments with a ping between, both closes', async () => {
    const up: FrameSpec[] = [
      { opcode: 1, key: MASK, payload: utf8Bytes('h€llo') },
      { opcode: 1, key: MASK, payload: utf8Bytes('one '), fin: false },
      { opcode: 9, key: [0, 0, 0, 0], payload: utf8Bytes('still there?') },
      { opcode: 0, key: MASK, payload: utf8Bytes('and '), fin: false },
      { opcode: 0, key: [9, 8, 7, 6], payload: utf8Bytes('two') },
      { opcode: 2, key: MASK, payload: filled(126) },
      { opcode: 2, key: MASK, payload: filled(70_000) },
      { opcode: 8, key: MASK, payload: closePayload(1001, 'gone €') },
    ]
    const down: FrameSpec[] = [
      { opcode: 0xa, payload: utf8Bytes('still there?') },
      { opcode: 1, payload: utf8Bytes('x'.repeat(125)) },
      { opcode: 2, payload: filled(65_535) },
      { opcode: 2, payload: filled(65_536) },
      { opcode: 9 },
      { opcode: 8, payload: closePayload(1001) },
    ]
    const trace = traceOf([
      { exchanges: [webSocket(up, down, [1, 2, 3, 5000, 70_000])], how: 'closed-by-server' },
      { exchanges: [webSocket(up, down, [1_000_000])], how: 'fin' },
    ])
    const reading = await read(trace)
    expectSameReading(trace, reading)
    expect(reading.complaints).toEqual([])
    expect(reading.sides.get(`${FIRST_CLIENT_PORT} up`)?.frames).toHaveLength(up.length)
    const texts = reading.sides.get(`${FIRST_CLIENT_PORT} up`)?.texts
    expect(texts).toEqual(['h€llo', 'one and two'].map((text) => hex(utf8Bytes(text))))
  })

  it('random messages, cut anywhere', async () => {
    const drawn = fc.sample(
      fc.tuple(
        fc.array(messageSpecs(true), { maxLength: 5 }),
        fc.array(messageSpecs(false), { maxLength: 5 }),
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 }),
      ),
      { numRuns: 25, seed: 6455 },
    )
    const trace = traceOf(
      drawn.map(([up, down, cut]) => ({
        exchanges: [
          webSocket(
            up.flatMap(({ frames }) => frames),
            down.flatMap(({ frames }) => frames),
            cut,
          ),
        ],
      })),
    )
    const reading = await read(trace)
    expectSameReading(trace, reading)
    expect(reading.complaints).toEqual([])
  })

  it('compressed messages, as their bytes crossed', async () => {
    const text = 'goal '.repeat(40)
    const frame: FrameSpec = { opcode: 1, rsv: 4, payload: deflated(text) }
    const trace = traceOf([{ exchanges: [webSocket([{ ...frame, key: MASK }], [frame], [11], DEFLATE)] }])
    const reading = await read(trace)
    expectSameReading(trace, reading)
    expect(reading.sides.get(`${FIRST_CLIENT_PORT} up`)?.texts).toEqual([hex(utf8Bytes(text))])
    expect(reading.sides.get(`${FIRST_CLIENT_PORT} down`)?.texts).toEqual([hex(utf8Bytes(text))])
  })

  it('an event stream and streamed scripts: heads, and contents without their chunks', async () => {
    const events = utf8Bytes('retry: 2000\n\nid: 1\nevent: goal\ndata: {"id":1}\n\n: still here\n\n')
    const scripts = utf8Bytes('<!doctype html>\n<script>parent.f({"id":1})</script>\n')
    const streamed = (path: string, type: string, content: Uint8Array): ExchangeSpec => ({
      transport: path === 'sse' ? 'sse' : 'iframe-stream',
      crossed: [
        ['up', ascii(`GET /labs/x/${path} HTTP/1.1\r\nHost: a\r\n\r\n`)],
        ['down', ascii(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`)],
        ...pieces(encodeChunked(pieces(content, [9, 20]).map((data) => ({ data }))), [3, 40]).map(
          (bytes) => ['down', bytes] as const,
        ),
      ],
    })
    const poll: ExchangeSpec = {
      transport: 'short-poll',
      crossed: [
        ['up', ascii('GET /labs/x/short-poll HTTP/1.1\r\nHost: a\r\n\r\n')],
        ['down', ascii('HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')],
      ],
    }
    const sse = streamed('sse', 'text/event-stream', events)
    const page = streamed('iframe-stream', 'text/html; charset=utf-8', scripts)
    const trace = traceOf([{ exchanges: [poll, sse, poll] }, { exchanges: [page, poll], how: 'fin' }])
    const reading = await read(trace)
    expectSameReading(trace, reading)
    expect(reading.complaints).toEqual([])
    expect(reading.sides.get(`${FIRST_CLIENT_PORT} down`)?.contents).toEqual([hex(events)])
    expect(reading.sides.get(`${FIRST_CLIENT_PORT + 1} down`)?.contents).toEqual([hex(scripts)])
  })

  it('how connections begin and end', async () => {
    const poll: ExchangeSpec = {
      transport: 'long-poll',
      crossed: [
        ['up', ascii('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
        ['down', ascii('HTTP/1.1 204 No Content\r\n\r\n')],
      ],
    }
    const connections: ConnectionSpec[] = [
      { exchanges: [poll], how: 'fin' },
      { exchanges: [poll], how: 'closed-by-server' },
      { exchanges: [poll], how: 'reset' },
      { exchanges: [poll], how: 'timeout' },
      { exchanges: [poll], late: true },
    ]
    const { signals, complaints } = await read(traceOf(connections))
    const shake = ['syn', 'syn+ack', 'ack']
    const acks = ['ack', 'ack']
    const ends = ['ack+fin', 'ack+fin', 'ack']
    expect(connections.map((_, i) => signals.get(FIRST_CLIENT_PORT + i))).toEqual([
      [...shake, ...acks, ...ends],
      [...shake, ...acks, ...ends],
      [...shake, ...acks, 'ack+reset'],
      [...shake, ...acks],
      acks,
    ])
    expect(complaints).toEqual([])
  })

  it('bytes that were never got as a hole in the stream, not as zeros', async () => {
    const trace = traceOf([
      {
        exchanges: [
          {
            transport: 'ws',
            crossed: [
              ['up', asks()],
              ['down', answers()],
              ['down', encodeFrame({ opcode: 1, payload: utf8Bytes('kept') })],
              ['down', encodeFrame({ opcode: 1, payload: utf8Bytes('lost') })],
              ['down', encodeFrame({ opcode: 1, payload: utf8Bytes('late') })],
            ],
            lost: [3],
          },
        ],
      },
    ])
    const { sides, complaints } = await read(trace)
    expect(sides.get(`${FIRST_CLIENT_PORT} down`)?.stream).not.toContain(hex(utf8Bytes('lost')))
    expect(complaints.join()).toMatch(/lost_segment/)
  })
})
