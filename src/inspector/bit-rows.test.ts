import { describe, expect, it } from 'vitest'
import type { ByteSource } from '../wire/bytes/bytes.ts'
import type { Unit } from '../wire/field/field.ts'
import { createFrameReader } from '../wire/websocket/frame-reader.ts'
import { bitAfterKey, bitRows, cellOfBit, type BitRows } from './bit-rows.ts'
import { leafAt, leavesAt, leavesOf, tellingField, walkLeaves } from './field-walk.ts'

/** A byte before the frame, then the masked “Hello” of RFC 6455 5.7. */
const BYTES = Uint8Array.of(0, 0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58)
const SOURCE: ByteSource = { kind: 'wire', id: 'w', bytes: BYTES }

function frame(): Unit {
  const reader = createFrameReader('w', 1, 'client-to-server', false)
  reader.advance(BYTES, [])
  const [unit] = reader.units(BYTES, [], false)
  if (unit === undefined) throw new Error('a frame expected')
  return unit
}

const shape = ({ rows }: BitRows): unknown[] =>
  rows.map(({ offset, cells }) => [
    offset,
    ...cells.map(({ field, digits, opens, closes }) =>
      [field.kind.slice(10), digits, opens ? '' : '<', closes ? '' : '>'].join(' ').trim(),
    ),
  ])

describe('the rows of a frame’s bits', () => {
  it('are 32 wide as in the standard’s figure, or cut in halves', () => {
    expect(shape(bitRows(frame(), SOURCE, 1, 32)).map((row) => (row as unknown[])[0])).toEqual([1, 5, 9])
    expect(shape(bitRows(frame(), SOURCE, 1, 16))).toEqual([
      [1, 'fin 1', 'rsv1 0', 'rsv2 0', 'rsv3 0', 'opcode 0001', 'mask 1', 'payload-length 0000101'],
      [3, 'masking-key 0011011111111010  >'],
      [5, 'masking-key 0010000100111101 <'],
      [7, 'masked-payload 0111111110011111  >'],
      [9, 'masked-payload 0100110101010001 < >'],
      [11, 'masked-payload 01011000 <'],
    ])
  })

  it('of a unit that is no frame are the bits of one byte', () => {
    const content: Unit = { ...frame(), kind: 'upgraded' }
    expect(shape(bitRows(content, SOURCE, 2, 16))).toEqual([[2, 'mask 1', 'payload-length 0000101']])
  })

  it('are walked bit by bit, row by row, and not beyond', () => {
    const rows = bitRows(frame(), SOURCE, 1, 16)
    expect(bitAfterKey(rows, 8, 'ArrowLeft')).toBe(8)
    expect(bitAfterKey(rows, 8, 'ArrowRight')).toBe(9)
    expect(bitAfterKey(rows, 9, 'ArrowDown')).toBe(25)
    expect(bitAfterKey(rows, 25, 'ArrowUp')).toBe(9)
    expect(bitAfterKey(rows, 25, 'Home')).toBe(24)
    expect(bitAfterKey(rows, 88, 'End')).toBe(95)
    expect(bitAfterKey(rows, 95, 'ArrowRight')).toBe(95)
    expect(bitAfterKey(rows, 84, 'ArrowDown')).toBe(84)
    expect(bitAfterKey(rows, 84, 'Tab')).toBeUndefined()
    expect([8, 9, 12, 15, 16, 17, 95].map((bit) => cellOfBit(rows, bit)?.field.kind.slice(10))).toEqual([
      'fin',
      'rsv1',
      'opcode',
      'opcode',
      'mask',
      'payload-length',
      'masked-payload',
    ])
    expect(cellOfBit(rows, 7)).toBeUndefined()
  })
})

describe('the fields of one byte', () => {
  it('are walked one by one, and a byte opens the first of them', () => {
    const unit = frame()
    const leaves = leavesOf(unit.fields)
    expect(leavesAt(leaves, 1).map(({ field }) => field.kind.slice(10))).toEqual([
      'fin',
      'rsv1',
      'rsv2',
      'rsv3',
      'opcode',
    ])
    expect(leavesAt(leaves, 2).map(({ field }) => field.kind.slice(10))).toEqual(['mask', 'payload-length'])
    expect(leavesAt(leaves, 4).map(({ field }) => field.kind.slice(10))).toEqual(['masking-key'])
    expect(leavesAt(leaves, 0)).toEqual([])
    expect(leafAt(leaves, 1)?.field.kind).toBe('websocket.fin')
    expect(leafAt(leaves, 12)).toBeUndefined()
    const seen: string[] = []
    let path = leaves[0]?.path ?? []
    for (let step = 0; step < 5; step++) {
      seen.push(leavesOf(unit.fields).find((leaf) => leaf.path.join() === path.join())?.field.kind ?? '')
      path = walkLeaves(unit, path, 1)
    }
    expect(seen.map((kind) => kind.slice(10))).toEqual(['fin', 'rsv1', 'rsv2', 'rsv3', 'opcode'])
    expect(tellingField(unit)).toEqual([4])
  })
})
