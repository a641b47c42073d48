/** The levels over a unit's bytes, on messages that are cut by frames, chunks and slices, and on every recorded run. */
import { readdirSync, readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../tests/support/http1-encoder.ts'
import { encodeFrame, utf8Bytes } from '../../tests/support/websocket-encoder.ts'
import { DIRECTIONS, type Direction } from '../wire/bytes/bytes.ts'
import type { UnitKind } from '../wire/field/field.ts'
import { conversationOf } from '../wire/trace/conversation.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import type { Side } from '../wire/trace/views.ts'
import type { Transport } from '../wire/trace/transports.ts'
import { byteLevels, levelsAt, type ByteLevel } from './byte-levels.ts'
import { fieldAt } from './field-walk.ts'

const UP: Direction = 'client-to-server'
const DOWN: Direction = 'server-to-client'

/** What one side wrote as the slices 1, 2, 3 …, after the other had said what it must. */
function sideOf(
  transport: Transport,
  slices: readonly (readonly [Direction, Uint8Array])[],
  direction: Direction,
): Side {
  const offsets = { [UP]: 0, [DOWN]: 0 } as Record<Direction, number>
  const events: TraceEvent[] = [{ kind: 'exchange-opened', exchange: 'x', connection: 'c', transport, at: 0 }]
  for (const [way, bytes] of slices) {
    const at = events.length
    events.push({
      kind: 'slice',
      exchange: 'x',
      direction: way,
      offset: offsets[way],
      left: at,
      arrived: at,
      bytes,
    })
    offsets[way] += bytes.length
  }
  const side = conversationOf(events).exchange('x')?.sides[direction]
  if (side === undefined) throw new Error('an exchange expected')
  return side
}

function levelsOf(side: Side, kind: UnitKind, index = 0, shown = 99): readonly ByteLevel[] {
  const unit = side.units.filter((each) => each.kind === kind)[index]
  const source = [side.source, ...side.derived].find(({ id }) => id === unit?.source)
  if (unit === undefined || source === undefined) throw new Error(`a ${kind} expected`)
  return byteLevels(unit, source, side, shown)
}

/** A level in a line: what it is, from its unit's first byte, and `…` at an open end. */
function lines(levels: readonly ByteLevel[], from = 0): readonly string[] {
  return levels.map(({ target, start, end, startsBefore, endsAfter }) => {
    const name =
      target.kind === 'unit'
        ? target.unit.kind
        : target.kind === 'slice'
          ? `slice ${target.moment}`
          : `event ${target.event}`
    return `${name} ${startsBefore ? '…' : ''}${start - from}-${end - from}${endsAfter ? '…' : ''}`
  })
}

const event = (id: number): string => JSON.stringify({ id, type: 'goal', at: 5, data: {} })
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

describe('the levels of an event stream', () => {
  const head = ascii(
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/event-stream\r\n\r\n',
  )
  const block = `id: 1\ndata: ${event(1)}\n\n`
  const cut = 20
  const [first, second] = [block.slice(0, cut), `${block.slice(cut)}id: 2\ndata: a\n\n`]
  const side = sideOf(
    'sse',
    [
      [UP, ascii('GET /labs/x/sse HTTP/1.1\r\nHost: a\r\n\r\n')],
      [DOWN, joinBytes([head, encodeChunked([{ data: utf8Bytes(first) }]).slice(0, cut + 6)])],
      [DOWN, encodeChunked([{ data: utf8Bytes(second) }])],
    ],
    DOWN,
  )
  const at = block.indexOf('{')

  it('are slice, chunk, block and event of a chunk; what goes on in the next chunk is open', () => {
    expect(lines(levelsOf(side, 'chunk'), head.length)).toEqual([
      `slice 2 …0-${cut + 6}`,
      `chunk 0-${cut + 6}`,
      `event-block 4-${cut + 4}…`,
      `event 1 ${4 + at}-${4 + cut}…`,
    ])
  })

  it('are cut by slices and chunks where a block on the de-chunked source is', () => {
    expect(lines(levelsOf(side, 'event-block'))).toEqual([
      `slice 2 …0-${cut}`,
      `slice 3 ${cut}-${block.length}…`,
      `chunk …0-${cut}`,
      `chunk ${cut}-${block.length}…`,
      `event-block 0-${block.length}`,
      `event 1 ${at}-${block.length - 2}`,
    ])
  })

  it('at a byte are those it lies in, and a slice that has not crossed is none', () => {
    const levels = levelsOf(side, 'event-block')
    expect(lines(levelsAt(levels, cut)).map((line) => line.split(' ')[0])).toEqual([
      'slice',
      'chunk',
      'event-block',
      'event',
    ])
    expect(levelsAt(levels, cut)[0]?.target).toEqual({ kind: 'slice', moment: 3 })
    expect(levelsAt(levels, 0).map(({ kind }) => kind)).toEqual(['slice', 'framing', 'content'])
    expect(lines(levelsOf(side, 'event-block', 0, 3)).filter((line) => line.startsWith('slice'))).toEqual([
      `slice 2 …0-${cut}`,
    ])
  })
})

describe('the levels of a WebSocket', () => {
  const text = event(7)
  const opening = [
    [UP, ASKING],
    [DOWN, agreeing()],
  ] as const

  it('are slice, frame, message and event of a masked frame', () => {
    const frame = encodeFrame({ opcode: 1, key: [1, 2, 3, 4], payload: utf8Bytes(text) })
    const side = sideOf('ws', [...opening, [UP, frame]], UP)
    const whole = `0-${frame.length}`
    const inside = `6-${frame.length}`
    expect(lines(levelsOf(side, 'frame'), ASKING.length)).toEqual([
      `slice 3 ${whole}`,
      `frame ${whole}`,
      `message ${inside}`,
      `event 7 ${inside}`,
    ])
    const own = `0-${text.length}`
    expect(lines(levelsOf(side, 'message'))).toEqual([
      `slice 3 …${own}`,
      `frame …${own}`,
      `message ${own}`,
      `event 7 ${own}`,
    ])
  })

  it('are two frames of a message in fragments, and no message of the ping between', () => {
    const frames = [
      encodeFrame({ opcode: 1, fin: false, payload: utf8Bytes(text.slice(0, 9)) }),
      encodeFrame({ opcode: 9, payload: utf8Bytes('hi') }),
      encodeFrame({ opcode: 0, payload: utf8Bytes(text.slice(9)) }),
    ]
    const side = sideOf('ws', [...opening, [DOWN, joinBytes(frames)]], DOWN)
    expect(levelsOf(side, 'frame', 1).map(({ kind }) => kind)).toEqual(['slice', 'framing'])
    expect(lines(levelsOf(side, 'message')).slice(1, 3)).toEqual(['frame …0-9', `frame 9-${text.length}`])
    const [, , message] = levelsOf(side, 'frame', 2)
    expect(message).toMatchObject({ kind: 'content', startsBefore: true, endsAfter: false })
  })

  it('say where an event is of an inflated message, and of a compressed one only the message', () => {
    const deflated = new Uint8Array(deflateRawSync(text, { finishFlush: 2 }).subarray(0, -4))
    const agreed = agreeing('Sec-WebSocket-Extensions: permessage-deflate\r\n')
    const frame = encodeFrame({ opcode: 1, rsv: 4, payload: deflated })
    const side = sideOf(
      'ws',
      [
        [UP, ASKING],
        [DOWN, agreed],
        [DOWN, frame],
      ],
      DOWN,
    )
    const onWire = levelsOf(side, 'frame')
    expect(onWire.map(({ kind }) => kind)).toEqual(['slice', 'framing', 'content'])
    expect(onWire[2]?.target).toMatchObject({
      unit: { source: expect.stringMatching(/inflated$/) as string },
    })
    expect(lines(levelsOf(side, 'message', 1)).at(-1)).toBe(`event 7 0-${text.length}`)
  })
})

describe('the levels of every recorded run', () => {
  const folder = new URL('../../content/captures/', import.meta.url)
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

  it.each(files)('%s: lie inside their unit, side by side within a kind, and open what they name', (name) => {
    const decoded = decodeTrace(readFileSync(new URL(name, folder), 'utf8'))
    if (!decoded.ok) throw new Error(decoded.message)
    const { events } = decoded.trace
    for (const { sides } of conversationOf(events).exchanges)
      for (const side of DIRECTIONS.map((direction) => sides[direction]))
        for (const unit of side.units) {
          const source = [side.source, ...side.derived].find(({ id }) => id === unit.source)
          if (source === undefined) throw new Error(`${unit.source} expected`)
          const levels = byteLevels(unit, source, side, events.length)
          if (unit.range.end > unit.range.start) expect(levels[0]?.kind).toBe('slice')
          const ends: Partial<Record<ByteLevel['kind'], number>> = {}
          for (const { kind, start, end, target } of levels) {
            expect(start).toBeGreaterThanOrEqual(ends[kind] ?? unit.range.start)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(unit.range.end)
            ends[kind] = end
            if (target.kind === 'event') expect(fieldAt(target.unit, target.path)?.kind).toBe('json.event')
          }
        }
  })
})
