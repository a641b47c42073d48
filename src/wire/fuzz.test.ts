/**
 * Everything that reads bytes from outside, given bytes that nobody meant: random ones, valid traffic damaged, lengths
 * that cannot be, deflate bombs. Nothing throws, every byte keeps its field, and what comes out is bounded by what went in.
 *
 * Seeded: a failure names its seed. Work is bounded by counting what is made (units, fields, derived bytes), not by a clock.
 */
import { constants, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodePcap, encodePcapng, ipv4, ipv6, LINK_LAYERS } from '../../tests/support/capture-encoder.ts'
import { ascii, encodeChunked, joinBytes } from '../../tests/support/http1-encoder.ts'
import { expectUnitTiling } from '../../tests/support/invariants.ts'
import { createNoise, damaged, type Noise } from '../../tests/support/seeded-noise.ts'
import { pieces, traceOf } from '../../tests/support/trace-of.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../tests/support/websocket-encoder.ts'
import type { Direction } from './bytes/bytes.ts'
import { commandLine } from './export/command-line.ts'
import { encodeHar } from './export/har.ts'
import { encodePcapng as exportPcapng } from './export/pcapng.ts'
import { decodeRunFragment } from './export/run-link.ts'
import { annotatedText } from './export/text.ts'
import type { Field } from './field/field.ts'
import { bytesFromBase64, bytesFromHex, toBase64Url } from './import/hex.ts'
import { openFile, openText } from './import/open.ts'
import { BYTE_READINGS, readBytesAs } from './import/read-as.ts'
import { guess } from './import/guess.ts'
import { createConversation } from './trace/conversation.ts'
import { decodeTrace, encodeTrace } from './trace/trace-codec.ts'
import type { TraceEvent } from './trace/trace.ts'
import type { Conversation, Side } from './trace/views.ts'
import { MAX_INFLATED_BYTES } from './websocket/deflate.ts'
import { acceptSteps } from './websocket/handshake.ts'

const KEY = 'dGhlIHNhbXBsZSBub25jZQ=='
const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
const ASKS = ascii(
  `GET /labs/x/ws HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n${DEFLATE}\r\n`,
)
const ANSWERS = ascii(
  `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptSteps(KEY).accept}\r\n${DEFLATE}\r\n`,
)

function deflated(bytes: Uint8Array): Uint8Array {
  const whole = deflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
  return whole.subarray(0, whole.length - 4)
}

const FRAMES: readonly Uint8Array[] = [true, false].map((masked) =>
  joinBytes(
    [
      { opcode: 1, payload: utf8Bytes('{"id":1,"type":"goal","at":1,"data":"球"}') },
      { opcode: 1, fin: false, payload: utf8Bytes('be') },
      { opcode: 9, payload: utf8Bytes('?') },
      { opcode: 0, payload: utf8Bytes('gun') },
      { opcode: 1, rsv: 4, payload: deflated(utf8Bytes('goal '.repeat(30))) },
      { opcode: 2, payload: new Uint8Array(130) },
      { opcode: 8, payload: closePayload(1000, 'bye') },
    ].map((frame) => encodeFrame(masked ? { ...frame, key: [1, 2, 3, 4] } : frame)),
  ),
)
const EVENT_STREAM = utf8Bytes(
  '\ufeffretry: 5\n\nid: 1\r\nevent: goal\rdata: {"id":1}\n\n: x\n\nweird\n\ndata',
)
const PAGE = utf8Bytes(
  '<!doctype html><!-- <script> --><script>parent.f({"id":1})</script>\n<script>x<!--</scr',
)
const chunked = (type: string, content: Uint8Array): Uint8Array =>
  joinBytes([
    ascii(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`),
    encodeChunked(
      pieces(content, [7, 30]).map((data) => ({ data })),
      [['X-End', 'yes']],
    ),
  ])
const POLL = ascii(
  'POST /labs/x/events?a=b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nCookie: ***\r\n\r\n{"a":',
)
const JSON_ANSWER = ascii(
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n{"events":[],"last":1}  ',
)

/** Valid traffic, both sides. */
const TRAFFIC: readonly (readonly [up: Uint8Array, down: Uint8Array])[] = [
  [joinBytes([ASKS, FRAMES[0] ?? ASKS]), joinBytes([ANSWERS, FRAMES[1] ?? ANSWERS])],
  [POLL, JSON_ANSWER],
  [ascii('GET /labs/x/sse HTTP/1.1\r\nHost: a\r\n\r\n'), chunked('text/event-stream', EVENT_STREAM)],
  [ascii('GET /x HTTP/1.1\r\nHost: a\r\n\r\n'), chunked('text/html; charset=utf-8', PAGE)],
  [
    ascii('GET /x HTTP/1.0\r\n\r\n'),
    ascii('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nuntil the end'),
  ],
]

/** The seeds that are tried; a failing one stands in the message. `FUZZ_SEEDS=5000` tries more than every run can. */
const SEEDS = Array.from({ length: Number(process.env['FUZZ_SEEDS'] ?? 300) }, (_, i) => i + 1)

function forEachSeed(check: (noise: Noise) => void): void {
  for (const seed of SEEDS) {
    try {
      check(createNoise(seed))
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error })
    }
  }
}

/** Bytes of one side: some of its traffic as it is, some damaged, some random. */
function drawn(valid: Uint8Array, noise: Noise): Uint8Array {
  const dice = noise.below(10)
  if (dice === 0) return noise.bytes(noise.below(400))
  return dice < 3 ? valid : damaged(valid, noise)
}

function fold(events: readonly TraceEvent[], noise: Noise): Conversation {
  const conversation = createConversation()
  events.forEach((event, moment) => {
    conversation.push(event, moment)
    // Reading in between is what a live page does; units kept from then must still be right.
    if (noise.below(4) === 0) void conversation.view.exchanges
  })
  return conversation.view
}

/** Both sides in slices of any size, some lost, some twice, in an order that is not always the right one. */
function sliced(up: Uint8Array, down: Uint8Array, noise: Noise): readonly TraceEvent[] {
  const exchange = 'x'
  const events: TraceEvent[] = [
    { kind: 'exchange-opened', exchange, connection: 'c', transport: 'http', at: 0 },
  ]
  const sides: readonly (readonly [Direction, Uint8Array])[] = [
    ['client-to-server', up],
    ['server-to-client', down],
  ]
  for (const [direction, bytes] of sides) {
    let offset = 0
    for (const piece of pieces(bytes, [1 + noise.below(9), 1 + noise.below(200)])) {
      const dice = noise.below(40)
      const slice: TraceEvent = {
        kind: 'slice',
        exchange,
        direction,
        offset,
        left: 1,
        arrived: 1,
        bytes: piece,
      }
      if (dice === 0)
        events.push({ kind: 'dropped', exchange, direction, offset, length: piece.length, at: 1 })
      else if (dice === 1) events.splice(1 + noise.below(events.length), 0, slice)
      else events.push(slice)
      if (dice === 2) events.push(slice)
      offset += piece.length
    }
  }
  if (noise.below(2) === 0) events.push({ kind: 'exchange-closed', exchange, at: 2 })
  return events
}

/** Tiling of everything a side holds, and bounds on how much it made of its bytes. */
function expectSound(side: Side): void {
  const wire = side.source.bytes.length
  let at = 0
  for (const unit of side.units) {
    expectUnitTiling(unit)
    if (unit.source !== side.source.id) continue
    expect(unit.range.start).toBe(at)
    at = unit.range.end
  }
  expect(at).toBe(wire)
  let all = wire
  for (const source of side.derived) {
    const inflated = source.kind === 'derived' && source.derivation === 'inflated'
    expect(source.bytes.length).toBeLessThanOrEqual(inflated ? MAX_INFLATED_BYTES : wire)
    all += source.bytes.length
  }
  // A header byte of a frame has five fields at most; nothing else has more than a few for a byte.
  expect(side.units.length).toBeLessThanOrEqual(all + 8)
  expect(count(side.units.flatMap(({ fields }) => fields))).toBeLessThanOrEqual(8 * all + 64)
}

function count(fields: readonly Field[]): number {
  return fields.reduce((sum, { children }) => sum + 1 + count(children), 0)
}

describe('dissectors and exports', () => {
  it('tile whatever crossed, in slices of any size, with holes and repetitions', () => {
    forEachSeed((noise) => {
      const [up, down] = noise.pick(TRAFFIC)
      const events = sliced(drawn(up, noise), drawn(down, noise), noise)
      for (const exchange of fold(events, noise).exchanges) {
        Object.values(exchange.sides).forEach(expectSound)
        const line = commandLine(exchange)
        if (line.ok) expect(line.value.line).toMatch(/(?:^|\| )(?:curl|websocat) /)
      }
      const trace = { header: traceOf([]).header, events }
      expect(JSON.parse(encodeHar(trace))).toHaveProperty('log.version', '1.2')
      expect(annotatedText(trace)).toContain('exchange x on connection c')
      expect(openFile(exportPcapng(trace))).toHaveProperty('ok')
    })
  })

  it('tile bytes that stand alone, as whatever they are said to be', () => {
    forEachSeed((noise) => {
      const bytes = drawn(noise.pick([...FRAMES, EVENT_STREAM, PAGE, POLL, JSON_ANSWER, ASKS]), noise)
      expect(BYTE_READINGS).toContain(guess(bytes).reading)
      for (const reading of BYTE_READINGS) expectSound(readBytesAs(bytes, reading))
    })
  })

  it('inflate no bomb: many messages, each far larger than it crossed', () => {
    const bomb = deflated(new Uint8Array(32 * 1024 * 1024))
    const frame = encodeFrame({ opcode: 2, rsv: 4, payload: bomb })
    const { exchanges } = fold(
      traceOf([
        {
          exchanges: [
            {
              transport: 'ws',
              crossed: [
                ['up', ASKS],
                ['down', ANSWERS],
                ...Array.from({ length: 20 }, () => ['down', frame] as const),
              ],
            },
          ],
        },
      ]).events,
      createNoise(0),
    )
    const side = exchanges[0]?.sides['server-to-client']
    if (side === undefined) throw new Error('no exchange')
    expectSound(side)
    expect(side.derived.some((source) => source.kind === 'derived' && source.derivation === 'inflated')).toBe(
      true,
    )
  })
})

/** A conversation in packets, some of them out of order, repeated, left out. */
function capture(noise: Noise): Uint8Array {
  const [up, down] = noise.pick(TRAFFIC)
  const packet = noise.pick([ipv4, ipv6])
  const { linkType, wrap } = noise.pick(Object.values(LINK_LAYERS))
  const segments = [
    ...pieces(up, [1 + noise.below(100)]).map((payload, i, all) => ({
      from: 'client' as const,
      sequence: 1 + all.slice(0, i).reduce((sum, { length }) => sum + length, 0),
      payload,
    })),
    ...pieces(down, [1 + noise.below(100)]).map((payload, i, all) => ({
      from: 'server' as const,
      sequence: 1 + all.slice(0, i).reduce((sum, { length }) => sum + length, 0),
      acknowledgment: noise.below(4) === 0 ? noise.below(2 ** 31) : up.length,
      payload,
    })),
  ].filter(() => noise.below(20) > 0)
  if (noise.below(2) === 0) segments.splice(noise.below(segments.length + 1), 0, ...segments.slice(-2))
  const list = segments.map((segment, i) => ({ at: 1_763_798_400_000 + i, bytes: wrap(packet(segment)) }))
  const littleEndian = noise.below(2) === 0
  return noise.below(2) === 0
    ? encodePcapng(list, linkType, littleEndian)
    : encodePcap(list, { linkType, littleEndian, nanoseconds: noise.below(2) === 0 })
}

describe('importers', () => {
  it('open damaged capture files, or say why not; what they open tiles, saves and exports', () => {
    let opened = 0
    forEachSeed((noise) => {
      const whole = capture(noise)
      const file = noise.below(4) === 0 ? whole : damaged(whole, noise)
      const result = openFile(file)
      if (!result.ok) return expect(result.message).not.toBe('')
      if (result.value.kind !== 'run') return
      opened++
      const { trace } = result.value
      const view = fold(trace.events, noise)
      const bytes = view.exchanges.flatMap(({ sides }) =>
        Object.values(sides).map((side) => {
          expectSound(side)
          return side.source.bytes.length - side.missing.reduce((sum, { start, end }) => sum + end - start, 0)
        }),
      )
      expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(file.length)
      expect(decodeTrace(encodeTrace(trace))).toMatchObject({ ok: true })
      expect(exportPcapng(trace).length).toBeGreaterThan(0)
    })
    // Damage leaves most files with something to read; were it none, nothing would have been tried.
    expect(opened).toBeGreaterThan(SEEDS.length / 4)
  })

  it('read damaged runs, links and texts, or say why not', () => {
    const run = utf8Bytes(
      encodeTrace(traceOf([{ exchanges: [{ transport: 'sse', crossed: [['up', POLL]] }] }])),
    )
    const link = `run=1d.${toBase64Url(deflateRawSync(run))}`
    const dump = Array.from(
      { length: 6 },
      (_, i) => `${(i * 16).toString(16).padStart(8, '0')}: ${'4865 '.repeat(8)} He`,
    ).join('\n')
    forEachSeed((noise) => {
      const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')
      const texts = [run, utf8Bytes(link), utf8Bytes(dump)].map((bytes) => latin(damaged(bytes, noise)))
      for (const text of texts) {
        const results = [openText(text), bytesFromHex(text), bytesFromBase64(text), decodeRunFragment(text)]
        for (const result of results) if (!result.ok) expect(result.message).not.toBe('')
      }
    })
  })
})
