/**
 * Random traces made of real messages: several exchanges on a few connections, cut into slices, interleaved, with
 * answers of every framing, lost stretches, endings that come too early, and what happens in the page.
 */
import fc from 'fast-check'
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import type { TraceEvent } from '../../src/wire/trace/trace.ts'
import type { Transport } from '../../src/wire/trace/transports.ts'
import type { LaneSpec } from '../../src/wire/trace/views.ts'
import { ascii, encodeChunked, joinBytes } from './http1-encoder.ts'
import { cuts } from './invariants.ts'

export const LANES: readonly LaneSpec[] = [
  { run: 'short-poll', transport: 'short-poll' },
  { run: 'long-poll', transport: 'long-poll', cursor: 'with' },
  { run: 'long-poll-without-cursor', transport: 'long-poll', cursor: 'without' },
  { run: 'sse', transport: 'sse' },
  { run: 'iframe-stream', transport: 'iframe-stream' },
  { run: 'ws', transport: 'ws' },
]

/** The envelope of a poll's answer. */
export function envelope(ids: readonly number[], last: number): Uint8Array {
  const events = ids.map((id) => ({ id, type: 'goal', at: 1763798400000 + id, data: { by: '“9”' } }))
  return new TextEncoder().encode(JSON.stringify({ events, last }))
}

const JSON_TYPE = 'Content-Type: application/json\r\n'

const answers: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.subarray([1, 2, 3, 4, 5, 6]).map((ids) => {
    const body = envelope(ids, 6)
    return joinBytes([ascii(`HTTP/1.1 200 OK\r\n${JSON_TYPE}Content-Length: ${body.length}\r\n\r\n`), body])
  }),
  fc.tuple(fc.subarray([1, 2, 3]), fc.integer({ min: 1, max: 30 })).map(([ids, size]) => {
    const body = envelope(ids, 3)
    const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => ({
      data: body.slice(i * size, (i + 1) * size),
    }))
    return joinBytes([
      ascii(`HTTP/1.1 200 OK\r\n${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`),
      encodeChunked(chunks, [['X-End', 'yes']]),
    ])
  }),
  fc.integer({ min: 1, max: 30 }).map((size) => {
    const body = ascii(
      '\xef\xbb\xbfretry: 5\r\rid: 3\ndata: {"id":3,"type":"a","at":1,"data":"\xe7\x90\x83"}\r\n\r\n: x\n\ndata: cut',
    )
    const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => ({
      data: body.slice(i * size, (i + 1) * size),
    }))
    return joinBytes([
      ascii('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n'),
      encodeChunked(chunks),
    ])
  }),
  fc.integer({ min: 1, max: 60 }).map((size) => {
    const body = ascii(
      '<!doctype html>\n<script>parent.f({"id":3,"type":"a","at":1,"data":0})</script>\n' +
        '<script>parent.f({"type":"heartbeat"})</script><!-- <script> --><script>x()</script>\n<p>',
    )
    const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => ({
      data: body.slice(i * size, (i + 1) * size),
    }))
    return joinBytes([
      ascii('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n'),
      encodeChunked(chunks),
    ])
  }),
  // Events and heartbeats in frames, of which some end with an empty fragment, after another frame.
  fc
    .array(fc.constantFrom('\x01', '\x81', '\x80\x00', '\x89\x00', '\x81\x14{"type":"heartbeat"}'), {
      maxLength: 8,
    })
    .map((made) => {
      const event = '{"id":4,"type":"a","at":1,"data":0}'
      const frames = made.map((frame) =>
        frame.length === 1 ? frame + String.fromCharCode(event.length) + event : frame,
      )
      return ascii(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n${frames.join('')}`)
    }),
  fc
    .constantFrom(
      'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p><script>parent.f(1)</script>\n<script>x</scr',
      'HTTP/1.1 304 Not Modified\r\nETag: "3"\r\nContent-Length: 28\r\n\r\n',
      'HTTP/1.1 204 No Content\r\n\r\n',
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
      'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nuntil the close',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n\x81\x05hello\x01\x02ab\x89\x00\x80\x01c\x88\x02\x03\xe8',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n' +
        '\xc1\x07\xf2H\xcd\xc9\xc9\x07\x00\x41\x02\xf2\x00\x89\x00\x80\x03\x11\x00\x00',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\nwhatever',
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nbroken',
      'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef',
      'nonsense\r\n\r\nmore',
      '',
    )
    .map(ascii),
)

const requests: fc.Arbitrary<Uint8Array> = fc
  .tuple(
    fc.constantFrom('GET', 'HEAD', 'POST'),
    fc.constantFrom('', '?after=3', '?a=b'),
    fc.constantFrom('', 'x', '\x81\x83\x01\x02\x03\x04`ba\x88\x80\x00\x00\x00\x00'),
  )
  .map(([method, query, rest]) => ascii(`${method} /labs/x/poll${query} HTTP/1.1\r\nHost: a\r\n\r\n${rest}`))

interface Part {
  readonly direction: Direction
  readonly start: number
  readonly bytes: Uint8Array
  readonly lost: boolean
}

const parts = (direction: Direction, all: Uint8Array): fc.Arbitrary<readonly Part[]> =>
  all.length === 0
    ? fc.constant([])
    : fc
        .tuple(cuts(all.length), fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 13 }))
        .map(([pieces, dice]) =>
          pieces.map(({ start, end }, i) => ({
            direction,
            start,
            bytes: all.slice(start, end),
            lost: pieces.length > 1 && dice[i] === 9,
          })),
        )

const exchanges = fc
  .tuple(
    requests,
    answers,
    fc.constantFrom<Transport>('short-poll', 'long-poll', 'sse', 'iframe-stream', 'ws'),
  )
  .chain(([request, answer, transport]) =>
    fc.record({
      transport: fc.constant(transport),
      connection: fc.constantFrom('c1', 'c2'),
      up: parts('client-to-server', request),
      down: parts('server-to-client', answer),
      closed: fc.boolean(),
    }),
  )

const moments: fc.Arbitrary<readonly TraceEvent[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('delivered' as const),
      run: fc.constantFrom('short-poll', 'long-poll'),
      event: fc.integer({ min: 1, max: 6 }),
      repeated: fc.boolean(),
      at: fc.constant(0),
    }),
    fc.integer({ min: 1, max: 6 }).map((id) => ({
      kind: 'published' as const,
      event: { id, type: 'goal', at: 1763798400000 + id, data: null },
      at: 1763798400000 + id,
    })),
    fc.record({
      kind: fc.constantFrom('run-stopped' as const),
      run: fc.constantFrom('short-poll', 'long-poll'),
      at: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('run-started' as const),
      run: fc.constantFrom('short-poll', 'long-poll'),
      transport: fc.constant('short-poll' as const),
      source: fc.constant({ file: 'short-poll.ts', hash: 'abc' }),
      at: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('clock' as const),
      uncertaintyMs: fc.double({ min: 0, max: 5, noNaN: true }),
      at: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('note' as const),
      run: fc.constantFrom('short-poll', 'long-poll'),
      note: fc.constantFrom({ kind: 'answer', status: 304 } as const, { kind: 'failed' } as const),
      at: fc.constant(0),
    }),
    fc.record({
      kind: fc.constant('step' as const),
      run: fc.constant('long-poll'),
      sequence: fc.nat(9),
      line: fc.nat(50),
      endLine: fc.nat(50),
      at: fc.constant(0),
    }),
  ),
  { maxLength: 8 },
)

/** Whole traces. Each list keeps its own order; how they interleave is drawn, and times follow from the result. */
export const traces: fc.Arbitrary<readonly TraceEvent[]> = tracesOf(fc.constant([]))

/** Traces in which some stretches come a second time, or after they were said to be lost. */
export const tracesWithRepeats: fc.Arbitrary<readonly TraceEvent[]> = tracesOf(
  fc.array(fc.nat(), { maxLength: 2 }),
)

function tracesOf(repeats: fc.Arbitrary<readonly number[]>): fc.Arbitrary<readonly TraceEvent[]> {
  return fc
    .tuple(
      fc.array(fc.tuple(exchanges, repeats), { maxLength: 4 }),
      moments,
      fc.array(fc.nat(), { minLength: 1, maxLength: 40 }),
    )
    .map(([made, page, dice]) => {
      const lists: TraceEvent[][] = [[...page]]
      made.forEach(([each, again], index) => {
        const exchange = `x${index}`
        const own: TraceEvent[] = [
          {
            kind: 'exchange-opened',
            exchange,
            connection: each.connection,
            transport: each.transport,
            at: 0,
          },
        ]
        for (const { direction, start, bytes, lost } of [...each.up, ...each.down]) {
          if (lost)
            own.push({ kind: 'dropped', exchange, direction, offset: start, length: bytes.length, at: 0 })
          else own.push({ kind: 'slice', exchange, direction, offset: start, left: 0, arrived: 0, bytes })
        }
        for (const index of again) {
          const parts = [...each.up, ...each.down]
          const part = parts[index % Math.max(1, parts.length)]
          if (part === undefined) continue
          const { direction, start: offset, bytes } = part
          own.push({ kind: 'slice', exchange, direction, offset, left: 0, arrived: 0, bytes })
        }
        if (each.closed) own.push({ kind: 'exchange-closed', exchange, at: 0 })
        lists.push(own)
      })
      return timed(interleaved(lists, dice))
    })
}

function interleaved(lists: readonly TraceEvent[][], dice: readonly number[]): TraceEvent[] {
  const merged: TraceEvent[] = []
  for (let i = 0; ; i++) {
    const left = lists.filter((list) => list.length > 0)
    const list = left[(dice[i % dice.length] ?? 0) % Math.max(1, left.length)]
    const next = list?.shift()
    if (next === undefined) return merged
    merged.push(next)
  }
}

/** Gives each event its time; a published event keeps the one its bytes tell. */
function timed(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const base = 1763798400000
  return events.map((event, i) => {
    if (event.kind === 'published') return event
    if (event.kind === 'slice') return { ...event, left: base + i + 0.125, arrived: base + i + 0.5 }
    return { ...event, at: base + i }
  })
}
