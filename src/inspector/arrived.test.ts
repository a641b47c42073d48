import { describe, expect, it } from 'vitest'
import { makeField } from '../wire/field/field.ts'
import type { Unit } from '../wire/field/field.ts'
import type { ByteSource } from '../wire/bytes/bytes.ts'
import type { SliceView } from '../wire/trace/views.ts'
import { arrivedEnd, unitUntil } from './arrived.ts'

function slice(moment: number, start: number, end: number): SliceView {
  const direction = 'server-to-client'
  return { moment, exchange: 'x', direction, range: { start, end }, left: 0, arrived: 0 }
}

const SLICES = { slices: [slice(4, 0, 10), slice(9, 10, 25)] }

describe('what has arrived', () => {
  it('of a wire source ends with the last slice at or before the moment', () => {
    const source: ByteSource = { kind: 'wire', id: 's', bytes: new Uint8Array(25) }
    expect([3, 4, 8, 9, 100].map((moment) => arrivedEnd(source, SLICES, moment))).toEqual([0, 10, 10, 25, 25])
  })

  it('of a derived source ends where its pieces were not there yet', () => {
    const source: ByteSource = {
      kind: 'derived',
      id: 's/de-chunked',
      derivation: 'de-chunked',
      from: 's',
      bytes: new Uint8Array(12),
      pieces: [
        { range: { start: 0, end: 5 }, from: { start: 3, end: 8 } },
        { range: { start: 5, end: 12 }, from: { start: 14, end: 21 } },
      ],
    }
    expect(arrivedEnd(source, SLICES, 3)).toBe(0)
    expect(arrivedEnd(source, SLICES, 4)).toBe(5)
    expect(arrivedEnd(source, { slices: [slice(4, 0, 16)] }, 4)).toBe(7)
    expect(arrivedEnd(source, SLICES, 9)).toBe(12)
  })
})

describe('what has arrived of inflated bytes', () => {
  it('is all of a message once what it was made from is there, and nothing before', () => {
    const messages: ByteSource = {
      kind: 'derived',
      id: 's/messages',
      derivation: 'messages',
      from: 's',
      bytes: new Uint8Array(10),
      pieces: [{ range: { start: 0, end: 10 }, from: { start: 2, end: 12 } }],
    }
    const inflated: ByteSource = {
      ...messages,
      id: 's/messages/inflated',
      from: 's/messages',
      bytes: new Uint8Array(90),
      pieces: [
        { range: { start: 0, end: 40 }, from: { start: 0, end: 4 }, asWhole: true },
        { range: { start: 40, end: 90 }, from: { start: 4, end: 10 }, asWhole: true },
      ],
    }
    const side = { ...SLICES, derived: [messages, inflated] }
    expect([3, 4, 9].map((moment) => arrivedEnd(inflated, side, moment))).toEqual([0, 40, 90])
  })
})

describe('a unit until an offset', () => {
  const unit: Unit = {
    id: 's@0',
    kind: 'response-head',
    source: 's',
    range: { start: 0, end: 20 },
    complete: true,
    fields: [
      makeField('http.status-line', 's', 0, 12, {
        children: [
          makeField('http.version', 's', 0, 8),
          makeField('http.space', 's', 8, 9),
          makeField('http.status-code', 's', 9, 12, { value: 200 }),
        ],
      }),
      makeField('http.head-end', 's', 12, 20),
    ],
  }

  it('is itself where all of it is there', () => {
    expect(unitUntil(unit, 20)).toBe(unit)
  })

  it('holds no later byte, says that it is not complete, and gives no value that was not yet known', () => {
    const part = unitUntil(unit, 10)
    expect(part).toMatchObject({ range: { start: 0, end: 10 }, complete: false })
    expect(part.fields.map((field) => field.kind)).toEqual(['http.status-line'])
    expect(part.fields[0]?.range).toEqual({ start: 0, end: 10 })
    expect(part.fields[0]?.children.map(({ kind, range }) => [kind, range.end])).toEqual([
      ['http.version', 8],
      ['http.space', 9],
      ['http.unfinished', 10],
    ])
    expect(JSON.stringify(part)).not.toContain('200')
  })
})
