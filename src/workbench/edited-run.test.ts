/** Changing bytes of a run: what follows from a bit, in every view of it, and that the original is untouched. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { SourceId } from '../wire/bytes/bytes.ts'
import type { Field, Unit } from '../wire/field/field.ts'
import { wirePlace } from '../wire/bytes/source-map.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import { writeFrame } from '../wire/websocket/write-frame.ts'
import { editedRun, withDifference, type ByteEdits } from './edited-run.ts'
import { runOfBytes, runOfTrace, type RunOnShow } from './run-on-show.ts'
import { bytesToSend, headForLab, verdictsOn } from './unit-on-wire.ts'
import { opcodeOf, unitRows, type UnitRow } from './unit-rows.ts'

function captured(): RunOnShow {
  const decoded = decodeTrace(readFileSync('content/captures/first-frames.json', 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  return runOfTrace(decoded.trace)
}

function rowOf(run: RunOnShow, wanted: (row: UnitRow) => boolean): UnitRow {
  const row = unitRows(run.conversation, run.shown).find(wanted)
  if (row === undefined) throw new Error('the run has no such unit')
  return row
}

function flip(run: RunOnShow, source: SourceId, offset: number, difference: number): ByteEdits {
  const place = wirePlace(run.conversation, source, offset)
  const edits =
    place === undefined ? undefined : withDifference(undefined, run.conversation, place, difference)
  if (edits === undefined) throw new Error('that byte cannot be changed')
  return edits
}

const text = (row: UnitRow): boolean => opcodeOf(row) === 1 && row.direction === 'server-to-client'
const masked = (row: UnitRow): boolean => opcodeOf(row) === 1 && row.direction === 'client-to-server'

/** The unit of that id now, and the row it is in. */
function again(run: RunOnShow, { unit: { id } }: UnitRow): UnitRow {
  return rowOf(run, ({ unit }) => unit.id === id)
}

function codes({ unit, exchange, direction }: UnitRow): readonly string[] {
  return verdictsOn(unit, exchange.sides[direction], direction).map(({ problem }) => problem.code)
}

function fieldOf({ fields }: Unit, kind: Field['kind']): Field | undefined {
  return fields.find((field) => field.kind === kind)
}

describe('a changed bit', () => {
  it('of an opcode makes it reserved, and the client must fail the connection with 1002', () => {
    const run = captured()
    const row = rowOf(run, text)
    const after = editedRun(run, flip(run, row.unit.source, row.unit.range.start, 0x02))
    const now = again(after, row)
    expect(opcodeOf(now)).toBe(3)
    const [verdict] = verdictsOn(now.unit, now.exchange.sides[now.direction], now.direction)
    expect(verdict?.problem.code).toBe('reserved-opcode')
    expect(verdict?.rule?.acts[0]).toEqual({ kind: 'fail-websocket', closeCode: 1002 })
    // What crossed is as it was.
    expect(opcodeOf(again(run, row))).toBe(1)
    expect(codes(again(run, row))).toEqual([])
  })

  it('of the MASK of a client’s frame is a rule the server enforces', () => {
    const run = captured()
    const row = rowOf(run, masked)
    const after = editedRun(run, flip(run, row.unit.source, row.unit.range.start + 1, 0x80))
    expect(codes(again(after, row))).toContain('missing-mask')
  })

  it('of a length swallows what follows, and the frame is not whole or another', () => {
    const run = runOfBytes(
      Uint8Array.from([
        ...writeFrame({ opcode: 1, payload: Uint8Array.of(65, 66) }),
        ...writeFrame({ opcode: 9 }),
      ]),
      'server-frames',
    )
    const row = rowOf(run, text)
    const after = editedRun(run, flip(run, row.unit.source, 1, 0x02 ^ 0x08))
    const now = again(after, row)
    expect(now.unit.complete).toBe(false)
    expect(unitRows(after.conversation, 1).filter(({ unit }) => unit.kind === 'frame')).toHaveLength(1)
  })

  it('in an unmasked view is the same bit on the wire, and the message says otherwise', () => {
    const run = captured()
    const message = rowOf(
      run,
      ({ unit, direction }) => unit.kind === 'message' && direction === 'client-to-server',
    )
    const { unit } = message
    const place = wirePlace(run.conversation, unit.source, unit.range.start)
    expect(place?.source).toBe(message.exchange.sides['client-to-server'].source.id)
    const before = run.conversation.source(unit.source)?.bytes[unit.range.start] ?? 0
    const after = editedRun(run, flip(run, unit.source, unit.range.start, 0x01))
    expect(after.conversation.source(unit.source)?.bytes[unit.range.start]).toBe(before ^ 0x01)
  })

  it('turned back leaves no edit', () => {
    const run = captured()
    const { unit } = rowOf(run, text)
    const place = { source: unit.source, offset: unit.range.start }
    const once = withDifference(undefined, run.conversation, place, 0x40)
    expect(once?.bytes.size).toBe(1)
    expect(withDifference(once, run.conversation, place, 0x40)).toBeUndefined()
  })

  it('leaves the other exchanges the very objects they were', () => {
    const run = captured()
    const row = rowOf(run, text)
    const after = editedRun(run, flip(run, row.unit.source, row.unit.range.start, 0x02))
    for (const exchange of run.conversation.exchanges) {
      const same = after.conversation.exchange(exchange.id) === exchange
      expect(same).toBe(exchange.id !== row.exchange.id)
    }
  })
})

describe('what is sent', () => {
  it('is the frame as it stands now, all of it, though its length says less', () => {
    const payload = new TextEncoder().encode('Hello')
    const run = runOfBytes(writeFrame({ opcode: 1, payload }), 'server-frames')
    const row = rowOf(run, text)
    const after = editedRun(run, flip(run, row.unit.source, 1, 0x05 ^ 0x02))
    const now = again(after, row)
    expect(fieldOf(now.unit, 'websocket.payload-length')?.value).toBe(2)
    const bytes = bytesToSend(now.unit, now.exchange.sides[now.direction], run.conversation)
    expect(bytes).toEqual(Uint8Array.of(0x81, 0x02, ...payload))
  })

  it('is for a message the frames it came in', () => {
    const run = captured()
    const row = rowOf(run, masked)
    const message = rowOf(
      run,
      ({ unit, wire }) => unit.kind === 'message' && wire.start >= row.wire.start && wire.end <= row.wire.end,
    )
    const side = row.exchange.sides[row.direction]
    expect(bytesToSend(message.unit, side, run.conversation)).toEqual(
      side.source.bytes.subarray(row.unit.range.start, row.unit.range.end),
    )
  })

  it('is a request with the reader’s own lab in it, and only one to a lab', () => {
    const encode = (line: string): Uint8Array => new TextEncoder().encode(line)
    expect(headForLab(encode('GET /labs/old/ws?after=0 HTTP/1.1\r\n\r\n'), 'new')).toEqual(
      encode('GET /labs/new/ws?after=0 HTTP/1.1\r\n\r\n'),
    )
    expect(headForLab(encode('GET / HTTP/1.1\r\n\r\n'), 'new')).toBeUndefined()
  })
})
