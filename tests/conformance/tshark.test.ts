/**
 * An exported pcapng, read by Wireshark's own dissectors: the bytes of every stream, every HTTP head and every WebSocket
 * frame are what our dissection says they are. Needs tshark on the machine.
 */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { deflateRawSync, constants } from 'node:zlib'
import { findTshark, NO_TSHARK } from '../../scripts/tshark.ts'
import { DIRECTIONS, type ByteRange, type Direction } from '../../src/wire/bytes/bytes.ts'
import { encodePcapng } from '../../src/wire/export/pcapng.ts'
import type { FieldKind, Unit } from '../../src/wire/field/field.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import { findField, findNumber } from '../../src/wire/trace/queries/fields.ts'
import { framesIn, type FrameFacts } from '../../src/wire/trace/queries/frames.ts'
import { headsOf } from '../../src/wire/trace/queries/heads.ts'
import { bytesOf, derivedSource, textOf } from '../../src/wire/trace/queries/sides.ts'
import { decodeTrace } from '../../src/wire/trace/trace-codec.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import { unitAt } from '../../src/wire/trace/units-of-side.ts'
import type { Conversation, Side } from '../../src/wire/trace/views.ts'
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
const MASK = [0x1f, 0, 0x80, 0xfe]

beforeEach((context) => {
  if (tshark === undefined && process.env['CI']) throw new Error(NO_TSHARK)
  context.skip(tshark === undefined, NO_TSHARK)
})

async function read(trace: Trace, wholeBodies = true): Promise<TsharkReading> {
  return readWithTshark(tshark ?? '', encodePcapng(trace), { wholeBodies })
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
    headsOf(side)
      .filter(({ complete }) => complete)
      .map((head) => hex(bytesOf(head, side))),
  )
  const frames = sides.flatMap((side) => framesIn(side).map((frame) => ownFrame(frame, side)))
  return { stream: sides.map((side) => hex(side.source.bytes)).join(''), heads, frames }
}

function ownFrame({ unit, payload: range }: FrameFacts, side: Side): ReadFrame {
  const value = (kind: FieldKind): number => findNumber(unit.fields, kind) ?? Number.NaN
  const long = value('websocket.extended-payload-length')
  const key = findField(unit.fields, 'websocket.masking-key')?.value
  const meant = key === undefined ? unit : unmasked(side, range)
  const code = meant && findNumber(meant.fields, 'websocket.close-code')
  const reason = meant && findField(meant.fields, 'websocket.close-reason')
  return {
    fin: value('websocket.fin') === 1,
    rsv: value('websocket.rsv1') * 4 + value('websocket.rsv2') * 2 + value('websocket.rsv3'),
    opcode: value('websocket.opcode'),
    masked: value('websocket.mask') === 1,
    length: Number.isNaN(long) ? value('websocket.payload-length') : long,
    payload: hex(bytesOf(meant === unit ? { source: unit.source, range } : meant, side)),
    ...(key === undefined ? {} : { key: String(key).replaceAll(' ', '') }),
    ...(code === undefined ? {} : { closeCode: code }),
    ...(reason === undefined ? {} : { closeReason: textOf(reason, side) }),
  }
}

/** The unit of what was made of a frame's payload; none where that is empty. */
function unmasked(side: Side, from: ByteRange): Unit | undefined {
  const source = derivedSource(side, 'unmasked')
  const piece = source?.pieces.find((each) => each.from.start === from.start)
  if (from.start === from.end) return undefined
  const unit = source && piece && unitAt(side, source.id, piece.range.start)
  if (unit === undefined) throw new Error(`nothing was made of the payload at ${from.start}`)
  return unit
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

/** Checks every connection of a trace, byte for byte, head for head, frame for frame. */
function expectSameReading(trace: Trace, reading: TsharkReading): void {
  const view = conversationOf(trace.events)
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
