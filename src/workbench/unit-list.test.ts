/** Rows, filters and search of the list of units, on recorded runs; and that megabytes of frames are listed in linear time. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BENCH_WORDS } from '../bench/view/words.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
import { MAX_FRAMES } from '../wire/websocket/frame-reader.ts'
import { writeFrame } from '../wire/websocket/write-frame.ts'
import { firstOccurrence, hexNeedle, textNeedle } from './byte-search.ts'
import { runOfBytes, runOfTrace, type RunOnShow } from './run-on-show.ts'
import { listItems } from './item-list.ts'
import { NO_FILTER } from './unit-filter.ts'
import { unitSummary } from './unit-summary.ts'
import { opcodeOf, unitRows } from './unit-rows.ts'

function captured(name: string): RunOnShow {
  const decoded = decodeTrace(readFileSync(`content/captures/${name}.json`, 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  return runOfTrace(decoded.trace)
}

const words = BENCH_WORDS.en

describe('the rows of a run', () => {
  for (const name of ['first-frames', 'three-events', 'forever-page', 'two-polls', 'the-deflate.deflate']) {
    const { conversation, shown } = captured(name)
    const rows = unitRows(conversation, shown)

    it(`${name}: every unit of every side once, in the order of arrival`, () => {
      const ids = conversation.exchanges.flatMap(({ sides }) =>
        Object.values(sides).flatMap(({ units }) => units.map(({ id }) => id)),
      )
      expect(rows.map(({ unit }) => unit.id).sort()).toEqual(ids.sort())
      expect(rows.map(({ moment }) => moment)).toEqual(
        rows.map(({ moment }) => moment).toSorted((a, b) => a - b),
      )
    })
    it(`${name}: a unit on the wire stands at the slice that brought its first byte`, () => {
      for (const row of rows) {
        const slice = row.exchange.sides[row.direction].slices.find(({ moment }) => moment === row.moment)
        expect(slice?.range.start).toBeLessThanOrEqual(row.wire.start)
        expect(slice?.range.end).toBeGreaterThan(row.wire.start)
      }
    })
  }

  it('leaves out what arrived later than what is shown', () => {
    const { conversation, shown } = captured('first-frames')
    const half = unitRows(conversation, Math.floor(shown / 2))
    expect(half.length).toBeGreaterThan(0)
    expect(half.every(({ moment }) => moment < Math.floor(shown / 2))).toBe(true)
  })
})

describe('summaries', () => {
  it('say a request, a status, a masked text, a close with its reason', () => {
    const { conversation, shown } = captured('first-frames')
    const summaries = unitRows(conversation, shown)
      .filter(({ depth }) => depth === 0)
      .map((row) => unitSummary(row, words))
    expect(summaries[0]).toBe('GET …/ws?after=0')
    expect(summaries[1]).toBe('101 Switching Protocols')
    expect(summaries).toContain('pong')
    expect(summaries.some((summary) => summary.startsWith('text {"type":"note"'))).toBe(true)
    expect(summaries.filter((summary) => summary === 'close 1000 done')).toHaveLength(2)
  })
  it('names a reserved opcode by its number', () => {
    const { conversation, shown } = runOfBytes(writeFrame({ opcode: 5 }), 'server-frames')
    const [row] = unitRows(conversation, shown)
    expect(row === undefined ? '' : unitSummary(row, words)).toBe('0x5')
  })
})

describe('filters', () => {
  const { conversation, shown } = captured('first-frames')
  const rows = unitRows(conversation, shown)

  it('keep a direction, a kind, what is meant', () => {
    const up = listItems(rows, { ...NO_FILTER, direction: 'client-to-server' })
    expect(up.length).toBeGreaterThan(0)
    expect(up.every(({ row }) => row.direction === 'client-to-server' && row.depth === 0)).toBe(true)
    const messages = listItems(rows, { ...NO_FILTER, kind: 'message' })
    expect(messages.length).toBeGreaterThan(0)
    expect(messages.every(({ row }) => row.unit.kind === 'message')).toBe(true)
    expect(
      listItems(rows, { ...NO_FILTER, kind: 'meant' }).some(({ row }) => row.unit.kind === 'frame'),
    ).toBe(false)
  })
  it('fold pings and pongs that follow each other, and nothing else', () => {
    const flood = Uint8Array.from(
      [9, 10, 9, 1, 9].flatMap((opcode) => [...writeFrame({ opcode, payload: Uint8Array.of(65) })]),
    )
    const { conversation: flooded } = runOfBytes(flood, 'server-frames')
    const items = listItems(unitRows(flooded, 1), { ...NO_FILTER, foldHeartbeats: true })
    expect(items.map(({ count }) => count)).toEqual([3, 1, 1])
    expect(items.map(({ row }) => opcodeOf(row))).toEqual([9, 1, 9])
  })
  it('find a masked text by what it says, in any case of its letters', () => {
    const found = listItems(rows, { ...NO_FILTER, query: '"TYPE":"note"', direction: 'client-to-server' })
    expect(found.map(({ row }) => row.unit.kind)).toContain('frame')
    const masked = found.find(({ row }) => row.unit.kind === 'frame')?.row
    expect(masked?.unit.fields.some(({ kind }) => kind === 'websocket.masked-payload')).toBe(true)
  })
  it('find bytes in hex, and find nothing for half a byte', () => {
    const pings = listItems(rows, { ...NO_FILTER, query: '89 00', searchIn: 'hex' })
    expect(pings.some(({ row }) => opcodeOf(row) === 9)).toBe(true)
    expect(listItems(rows, { ...NO_FILTER, query: '89 0', searchIn: 'hex' })).toEqual([])
  })
})

describe('searching bytes', () => {
  it('finds the first place that is whole within the stretch', () => {
    const bytes = new TextEncoder().encode('xaAa')
    const needle = { bytes: new TextEncoder().encode('aa'), foldCase: true }
    expect(firstOccurrence(bytes, needle)).toBe(1)
    expect(firstOccurrence(bytes, needle, 2)).toBe(2)
    expect(firstOccurrence(bytes, needle, 0, 2)).toBeUndefined()
    expect(textNeedle('AA')).toEqual(needle)
  })
  it('takes hex with and without spaces', () => {
    expect(hexNeedle('0x8105')).toEqual({ bytes: Uint8Array.of(0x81, 5), foldCase: false })
    expect(hexNeedle('81 0')).toBe('odd')
    expect(hexNeedle('xyz')).toBeUndefined()
  })
})

describe('megabytes of frames', () => {
  /** An exchange with a handshake, then so many masked frames in slices of 16 KiB. */
  function large(frames: number): readonly TraceEvent[] {
    const text = (value: string): Uint8Array => new TextEncoder().encode(value)
    const head = 'Connection: Upgrade\r\nUpgrade: websocket\r\n'
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
    const accept = 'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n'
    const frame = writeFrame({
      opcode: 1,
      payload: text('x'.repeat(100)),
      maskingKey: Uint8Array.of(1, 2, 3, 4),
    })
    const many = new Uint8Array(frame.length * frames)
    for (let at = 0; at < many.length; at += frame.length) many.set(frame, at)
    const [up, down] = [
      text(`GET /ws HTTP/1.1\r\nHost: x\r\n${head}${key}\r\n`),
      text(`HTTP/1.1 101 S\r\n${head}${accept}\r\n`),
    ]
    const slice = (direction: 'client-to-server' | 'server-to-client', offset: number, bytes: Uint8Array) =>
      ({ kind: 'slice', exchange: 'x1', direction, offset, left: offset, arrived: offset, bytes }) as const
    const events: TraceEvent[] = [
      { kind: 'connection-opened', connection: 'c1', at: 0 },
      { kind: 'exchange-opened', exchange: 'x1', connection: 'c1', transport: 'ws', at: 0 },
      slice('client-to-server', 0, up),
      slice('server-to-client', 0, down),
    ]
    for (let at = 0; at < many.length; at += 16_384)
      events.push(slice('client-to-server', up.length + at, many.subarray(at, at + 16_384)))
    return events
  }

  /** Lists and searches them; gives the milliseconds of CPU it took, which others on the machine do not lengthen. */
  function work(frames: number): number {
    const events = large(frames)
    const begun = process.cpuUsage()
    const run = runOfTrace({ events })
    const rows = unitRows(run.conversation, run.shown)
    const sent = listItems(rows, NO_FILTER)
    const found = listItems(rows, { ...NO_FILTER, query: 'xxxx' })
    const { user, system } = process.cpuUsage(begun)
    expect(sent).toHaveLength(frames + 2)
    expect(found).toHaveLength(frames)
    return (user + system) / 1000
  }

  it('cost four times what a quarter of them costs, not sixteen times', { timeout: 60_000 }, () => {
    work(6_000)
    const quarter = work(12_000)
    expect(work(48_000) / quarter).toBeLessThan(10)
  })
})

it('a flood of empty frames is read as far as a list holds, and the rest is one unit', () => {
  const bytes = new Uint8Array(2 * MAX_FRAMES + 1000)
  const { conversation, shown } = runOfBytes(bytes, 'server-frames')
  const rows = unitRows(conversation, shown)
  expect(rows).toHaveLength(MAX_FRAMES + 1)
  expect(rows.at(-1)?.unit).toMatchObject({
    kind: 'upgraded',
    range: { start: 2 * MAX_FRAMES, end: bytes.length },
  })
})
