/** The picture of a frame's bits: every bit drawn once, in its field's cell, and rows that break where the standard's do. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, keys, utf8Bytes, type FrameSpec } from '../../../tests/support/websocket-encoder.ts'
import type { ByteSource } from '../bytes/bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import { bitsOfByte, frameFigure, type FrameFigure } from './frame-figure.ts'
import { createFrameReader } from './frame-reader.ts'

const WIRE = 'wire:x:client-to-server'

function open(bytes: Uint8Array, start = 0): { readonly unit: Unit; readonly source: ByteSource } {
  const reader = createFrameReader(WIRE, start, 'client-to-server', false)
  reader.advance(bytes, [])
  const [unit] = reader.units(bytes, [], false)
  if (unit === undefined) throw new Error('no unit')
  return { unit, source: { kind: 'wire', id: WIRE, bytes } }
}

const shape = ({ rows }: FrameFigure): unknown[] =>
  rows.map(({ cells }) => cells.map(({ name, bits, digits }) => [name, bits.start, bits.end, digits]))

const binary = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')

function fieldAt(unit: Unit, path: readonly number[]): Field | undefined {
  let found: Field | undefined
  for (const index of path) found = (found?.children ?? unit.fields)[index]
  return found
}

describe('frameFigure', () => {
  it('draws the masked “Hello” of RFC 6455 5.7', () => {
    const { unit, source } = open(
      Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58),
    )
    const figure = frameFigure(unit, source)
    expect(shape(figure)).toEqual([
      [
        ['FIN', 0, 1, '1'],
        ['RSV1', 1, 2, '0'],
        ['RSV2', 2, 3, '0'],
        ['RSV3', 3, 4, '0'],
        ['opcode', 4, 8, '0001'],
        ['MASK', 8, 9, '1'],
        ['Payload len', 9, 16, '0000101'],
        ['Masking-key', 16, 32, '0011011111111010'],
      ],
      [
        ['Masking-key', 0, 16, '0010000100111101'],
        [undefined, 16, 32, '0111111110011111'],
      ],
      [[undefined, 0, 24, '010011010101000101011000']],
    ])
    expect(figure.rows.map(({ offset }) => offset)).toEqual([0, 4, 8])
    expect(figure.rows[0]?.cells.at(-1)).toMatchObject({ opens: true, closes: false })
    expect(figure.rows[1]?.cells.map(({ opens, closes }) => [opens, closes])).toEqual([
      [false, true],
      [true, false],
    ])
    expect(figure.hiddenBytes).toBe(0)
  })

  it('breaks the extended lengths where the standard’s figure does', () => {
    const widths = (spec: FrameSpec): unknown => {
      const { unit, source } = open(encodeFrame(spec))
      const figure = frameFigure(unit, source, 0)
      return figure.rows.map(({ cells }) =>
        cells.slice(-2).map(({ name, bits }) => [name, bits.end - bits.start]),
      )
    }
    expect(widths({ opcode: 2, payload: new Uint8Array(300), key: [1, 2, 3, 4] })).toEqual([
      [
        ['Payload len', 7],
        ['Extended payload length', 16],
      ],
      [['Masking-key', 32]],
    ])
    expect(widths({ opcode: 2, payload: new Uint8Array(65_536), key: [1, 2, 3, 4] })).toEqual([
      [
        ['Payload len', 7],
        ['Extended payload length', 16],
      ],
      [['Extended payload length', 32]],
      [
        ['Extended payload length', 16],
        ['Masking-key', 16],
      ],
      [
        ['Masking-key', 16],
        [undefined, 16],
      ],
    ])
  })

  it('draws what is there of a frame that is not whole', () => {
    const { unit, source } = open(Uint8Array.of(0x81, 0xfe, 0x01))
    const [row] = frameFigure(unit, source).rows
    expect(row?.cells.at(-1)).toMatchObject({
      field: { kind: 'websocket.unfinished' },
      digits: '00000001',
      bits: { start: 16, end: 24 },
    })
  })

  it('draws every bit once, wherever the frame stands, and says how many bytes it leaves out', () => {
    const specs: fc.Arbitrary<FrameSpec> = fc
      .record({
        fin: fc.boolean(),
        rsv: fc.nat(7),
        opcode: fc.nat(15),
        key: fc.option(keys, { nil: undefined }),
        payload: fc.uint8Array({ maxLength: 140 }),
      })
      .map(({ key, ...rest }) => ({ ...rest, ...(key === undefined ? {} : { key }) }))
    fc.assert(
      fc.property(specs, fc.nat(9), fc.nat(30), fc.nat(200), (spec, before, payloadBytes, cut) => {
        const frame = encodeFrame(spec)
        const bytes = new Uint8Array(before + Math.max(1, Math.min(frame.length, cut)))
        bytes.set(frame.subarray(0, bytes.length - before), before)
        const { unit, source } = open(bytes, before)
        const { rows, hiddenBytes } = frameFigure(unit, source, payloadBytes)
        const drawn = bytes.length - hiddenBytes
        const digits = rows.flatMap(({ cells }) => cells.map((cell) => cell.digits)).join('')
        expect(digits).toBe(binary(bytes.slice(before, drawn)))
        rows.forEach(({ offset, cells }, index) => {
          expect(offset).toBe(before + index * 4)
          let at = 0
          for (const { bits, path, field, digits: own } of cells) {
            expect(bits.start).toBe(at)
            expect(own.length).toBe(bits.end - bits.start)
            expect(fieldAt(unit, path)).toBe(field)
            at = bits.end
          }
          if (index < rows.length - 1) expect(at).toBe(32)
        })
      }),
    )
  })
})

describe('bitsOfByte', () => {
  it('names the field of each bit', () => {
    const { unit, source } = open(encodeFrame({ opcode: 9, payload: utf8Bytes('!') }))
    const kinds = (offset: number): string[] =>
      bitsOfByte(unit, source, offset).map(({ field, value }) => `${field.kind.slice(10)} ${value}`)
    expect(kinds(0)).toEqual([
      'fin 1',
      'rsv1 0',
      'rsv2 0',
      'rsv3 0',
      'opcode 1',
      'opcode 0',
      'opcode 0',
      'opcode 1',
    ])
    expect(kinds(1)).toEqual(['mask 0', ...[0, 0, 0, 0, 0, 0, 1].map((bit) => `payload-length ${bit}`)])
    expect(kinds(2)).toEqual([0, 0, 1, 0, 0, 0, 0, 1].map((bit) => `payload ${bit}`))
    expect(kinds(3)).toEqual([])
  })

  it('gives every byte of any frame eight bits that make it up', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 30 }), (bytes) => {
        const { unit, source } = open(bytes)
        for (let offset = 0; offset < unit.range.end; offset++) {
          const bits = bitsOfByte(unit, source, offset)
          expect(bits.map(({ value }) => value).join('')).toBe(binary(bytes.slice(offset, offset + 1)))
          for (const { path, field } of bits) expect(fieldAt(unit, path)).toBe(field)
        }
      }),
    )
  })
})
