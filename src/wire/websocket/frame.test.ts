/** One frame: every bit has a field, every prefix is honest, what was encoded comes back, every broken rule has its code. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectTiling, problemCodes } from '../../../tests/support/invariants.ts'
import {
  closePayload,
  encodeFrame,
  keys,
  utf8Bytes,
  type FrameSpec,
} from '../../../tests/support/websocket-encoder.ts'
import type { Direction } from '../bytes/bytes.ts'
import type { Dissected, Field } from '../field/field.ts'
import { dissectFrame, type Frame, type FrameReading } from './frame.ts'
import { FRAME_PARTS, headerBytes, layFrame } from './frame-layout.ts'
import { applyMask, maskStep } from './masking.ts'

const KEY = [0x37, 0xfa, 0x21, 0x3d]

function dissect(
  bytes: Uint8Array,
  start = 0,
  direction: Direction = 'client-to-server',
  compression = false,
): Dissected<FrameReading> {
  return dissectFrame(bytes, start, 's', { direction, compression })
}

function frameOf(bytes: Uint8Array, direction?: Direction, compression?: boolean): Frame {
  const dissected = dissect(bytes, 0, direction, compression)
  if (dissected.status !== 'done' || dissected.value.kind !== 'frame') throw new Error('no frame')
  expect(dissected.end).toBe(bytes.length)
  expectTiling(dissected.value.fields, 0, bytes.length)
  return dissected.value
}

const value = (fields: readonly Field[], kind: Field['kind']): unknown =>
  fields.find((field) => field.kind === kind)?.value

const specs: fc.Arbitrary<FrameSpec> = fc
  .record({
    fin: fc.boolean(),
    rsv: fc.nat(7),
    opcode: fc.nat(15),
    key: fc.option(keys, { nil: undefined }),
    payload: fc.oneof(
      fc.uint8Array({ maxLength: 130 }),
      fc.constantFrom(125, 126, 127, 65_535, 65_536).map((length) => new Uint8Array(length).fill(7)),
    ),
  })
  .map(({ key, ...rest }) => ({ ...rest, ...(key === undefined ? {} : { key }) }))

describe('dissectFrame', () => {
  it('reads the examples of RFC 6455 5.7', () => {
    const hello = Uint8Array.of(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58)
    const { fields, maskingKey, payload } = frameOf(hello)
    expect(fields.map(({ kind, range, bits }) => [kind, range.start, bits?.start, bits?.end])).toEqual([
      ['websocket.fin', 0, 0, 1],
      ['websocket.rsv1', 0, 1, 2],
      ['websocket.rsv2', 0, 2, 3],
      ['websocket.rsv3', 0, 3, 4],
      ['websocket.opcode', 0, 4, 8],
      ['websocket.mask', 1, 0, 1],
      ['websocket.payload-length', 1, 1, 8],
      ['websocket.masking-key', 2, undefined, undefined],
      ['websocket.masked-payload', 6, undefined, undefined],
    ])
    expect(problemCodes(fields)).toEqual([])
    expect(value(fields, 'websocket.masking-key')).toBe('37 fa 21 3d')
    if (maskingKey === undefined) throw new Error('no key')
    const key = hello.subarray(maskingKey.start, maskingKey.end)
    const crossed = hello.subarray(payload.start, payload.end)
    expect(applyMask(crossed, key)).toEqual(utf8Bytes('Hello'))
    expect(maskStep(crossed, key, 4)).toEqual({
      index: 4,
      masked: 0x58,
      keyIndex: 0,
      key: 0x37,
      unmasked: 0x6f,
    })
    expect(maskStep(crossed, key, 5)).toBeUndefined()

    const binary = frameOf(Uint8Array.of(0x82, 0x7e, 0x01, 0x00, ...new Uint8Array(256)), 'server-to-client')
    expect(value(binary.fields, 'websocket.extended-payload-length')).toBe(256)
    expect(problemCodes(binary.fields)).toEqual([])
  })

  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const bytes = encodeFrame(spec)
        const frame = frameOf(bytes)
        const { fin, rsv = 0, opcode, key, payload = new Uint8Array() } = spec
        expect([frame.fin, frame.rsv1, frame.opcode]).toEqual([fin, (rsv & 4) !== 0, opcode])
        const bit = (kind: Field['kind']): number => Number(value(frame.fields, kind))
        expect(bit('websocket.rsv1') * 4 + bit('websocket.rsv2') * 2 + bit('websocket.rsv3')).toBe(rsv)
        expect(bit('websocket.mask')).toBe(key === undefined ? 0 : 1)
        const crossed = bytes.subarray(frame.payload.start, frame.payload.end)
        const { maskingKey } = frame
        const plain =
          maskingKey === undefined
            ? crossed
            : applyMask(crossed, bytes.subarray(maskingKey.start, maskingKey.end))
        expect(Buffer.compare(plain, payload)).toBe(0)
      }),
    )
  })

  it('says on every prefix exactly how much more it needs', () => {
    fc.assert(
      fc.property(specs, (spec) => {
        const bytes = encodeFrame(spec)
        const header = bytes.length - (spec.payload?.length ?? 0)
        const lengths = new Set(
          [...Array(header + 2).keys(), bytes.length - 1].filter((n) => n >= 0 && n < bytes.length),
        )
        for (const length of lengths) {
          const prefix = bytes.slice(0, length)
          const seen = dissect(prefix)
          if (seen.status === 'done') throw new Error(`done after ${length} of ${bytes.length}`)
          expectTiling(seen.partial, 0, length)
          expect(seen.atLeast).toBeGreaterThan(0)
          expect(seen.atLeast).toBeLessThanOrEqual(bytes.length - length)
          // Zeros finish it soonest, but for a 64-bit length that only large numbers break.
          const zeros = new Uint8Array(length + seen.atLeast)
          const ones = new Uint8Array(length + seen.atLeast).fill(0xff)
          zeros.set(prefix)
          ones.set(prefix)
          expect([zeros, ones].some((all) => dissect(all).status === 'done')).toBe(true)
          expect([zeros, ones].some((all) => dissect(all.slice(0, -1)).status === 'done')).toBe(false)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('reads the same wherever the frame stands', () => {
    fc.assert(
      fc.property(specs, fc.nat(20), (spec, before) => {
        const bytes = encodeFrame(spec)
        const shifted = new Uint8Array(before + bytes.length + 3)
        shifted.set(bytes, before)
        const dissected = dissect(shifted, before)
        expect(dissected.status === 'done' && dissected.end).toBe(before + bytes.length)
        if (dissected.status === 'done') expectTiling(dissected.value.fields, before, before + bytes.length)
      }),
      { numRuns: 50 },
    )
  })

  it.each<[string, FrameSpec, Direction]>([
    ['reserved-bit', { opcode: 1, rsv: 4, key: KEY }, 'client-to-server'],
    ['reserved-bit', { opcode: 1, rsv: 2, key: KEY }, 'client-to-server'],
    ['reserved-bit', { opcode: 1, rsv: 1, key: KEY }, 'client-to-server'],
    ['reserved-opcode', { opcode: 3, key: KEY }, 'client-to-server'],
    ['reserved-opcode', { opcode: 0xb }, 'server-to-client'],
    ['non-minimal-length', { opcode: 2, payload: new Uint8Array(125), lengthBits: 16 }, 'server-to-client'],
    [
      'non-minimal-length',
      { opcode: 2, payload: new Uint8Array(65_535), lengthBits: 64 },
      'server-to-client',
    ],
    ['fragmented-control-frame', { opcode: 9, fin: false }, 'server-to-client'],
    ['long-control-frame', { opcode: 9, payload: new Uint8Array(126) }, 'server-to-client'],
    ['missing-mask', { opcode: 1 }, 'client-to-server'],
    ['forbidden-mask', { opcode: 1, key: KEY }, 'server-to-client'],
    ['short-close-payload', { opcode: 8, payload: Uint8Array.of(3) }, 'server-to-client'],
    ['forbidden-close-code', { opcode: 8, payload: closePayload(1006) }, 'server-to-client'],
    ['forbidden-close-code', { opcode: 8, payload: closePayload(999) }, 'server-to-client'],
    ['forbidden-close-code', { opcode: 8, payload: closePayload(2999) }, 'server-to-client'],
  ])('finds %s, alone', (code, spec, direction) => {
    const { fields } = frameOf(encodeFrame(spec), direction)
    expect(problemCodes(fields)).toEqual([code])
    expect(fields.flatMap(({ problems }) => problems)).toMatchObject([
      { severity: 'violation', closeCode: 1002 },
    ])
  })

  it('finds a close reason that is no UTF-8, with 1007', () => {
    const payload = Uint8Array.of(0x03, 0xe8, 0xc3, 0x28)
    const { fields } = frameOf(encodeFrame({ opcode: 8, payload }), 'server-to-client')
    expect(fields.at(-1)).toMatchObject({
      kind: 'websocket.close-reason',
      problems: [{ code: 'ill-formed-utf8', closeCode: 1007 }],
    })
  })

  it.each([
    ['length-top-bit', [0x82, 0x7f, 0x80, 0, 0, 0, 0, 0, 0, 1], 1002],
    ['frame-too-large', [0x82, 0x7f, 0x00, 0x20, 0, 0, 0, 0, 0, 0], 1009],
  ])('gives up at %s', (code, list, closeCode) => {
    const bytes = Uint8Array.from([...list, 1, 2, 3])
    const dissected = dissect(bytes, 0, 'server-to-client')
    expect(dissected).toMatchObject({ status: 'done', end: 10, value: { kind: 'broken' } })
    if (dissected.status !== 'done') return
    expectTiling(dissected.value.fields, 0, 10)
    expect(dissected.value.fields.at(-1)?.problems).toMatchObject([{ code, closeCode }])
    for (let length = 0; length < 10; length++) {
      const seen = dissect(bytes.slice(0, length), 0, 'server-to-client')
      expect(seen.status).toBe('need-more')
      if (seen.status === 'need-more' && length >= 3) expect(seen.atLeast).toBe(10 - length)
    }
  })

  it('reads the largest length that a number holds', () => {
    const bytes = Uint8Array.of(0x82, 0x7f, 0x00, 0x1f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
    expect(dissect(bytes, 0, 'server-to-client')).toMatchObject({
      status: 'need-more',
      atLeast: Number.MAX_SAFE_INTEGER,
    })
  })

  it('takes RSV1 for compression where that was agreed on, at the start of a data message', () => {
    expect(
      problemCodes(frameOf(encodeFrame({ opcode: 1, rsv: 4 }), 'server-to-client', true).fields),
    ).toEqual([])
    for (const opcode of [0, 8, 9])
      expect(problemCodes(frameOf(encodeFrame({ opcode, rsv: 4 }), 'server-to-client', true).fields)).toEqual(
        ['reserved-bit'],
      )
  })
})

describe('the layout', () => {
  it('has the widths of the standard’s figure', () => {
    expect([
      headerBytes(0, false),
      headerBytes(126, false),
      headerBytes(127, false),
      headerBytes(127, true),
    ]).toEqual([2, 4, 10, 14])
    expect(layFrame(127, true).map(({ bits }) => bits.end)).toEqual([1, 2, 3, 4, 8, 9, 16, 80, 112])
    expect(new Set(FRAME_PARTS.map(({ name }) => name)).size).toBe(9)
  })
})
