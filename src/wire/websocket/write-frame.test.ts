/** Frames that are written come back as they were meant, are what another encoder writes, and break just the rule they should. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectTiling, problemCodes } from '../../../tests/support/invariants.ts'
import { encodeFrame, keys, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import type { Direction } from '../bytes/bytes.ts'
import { dissectFrame, type Frame } from './frame.ts'
import { applyMask } from './masking.ts'
import { closePayload, writeFrame, type FrameToWrite } from './write-frame.ts'

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d)

function dissect(bytes: Uint8Array, direction: Direction = 'server-to-client'): Frame {
  const dissected = dissectFrame(bytes, 0, 's', { direction, compression: false })
  if (dissected.status !== 'done' || dissected.value.kind !== 'frame') throw new Error('no frame')
  expectTiling(dissected.value.fields, 0, bytes.length)
  return dissected.value
}

const problems = (frame: FrameToWrite, direction: Direction): string[] =>
  problemCodes(dissect(writeFrame(frame), direction).fields)

describe('writeFrame', () => {
  it('writes the examples of RFC 6455 5.7', () => {
    const hex = (frame: FrameToWrite): string => Buffer.from(writeFrame(frame)).toString('hex')
    expect(hex({ opcode: 1, payload: utf8Bytes('Hello') })).toBe('810548656c6c6f')
    expect(hex({ opcode: 1, payload: utf8Bytes('Hello'), maskingKey: KEY })).toBe('818537fa213d7f9f4d5158')
    expect(hex({ opcode: 1, fin: false, payload: utf8Bytes('Hel') })).toBe('010348656c')
    expect(hex({ opcode: 2, payload: new Uint8Array(256) }).slice(0, 8)).toBe('827e0100')
    expect(hex({ opcode: 2, payload: new Uint8Array(65_536) }).slice(0, 20)).toBe('827f0000000000010000')
  })

  it('writes what comes back, and what another encoder writes', () => {
    const frames = fc.record({
      fin: fc.boolean(),
      rsv: fc.nat(7),
      opcode: fc.nat(15),
      key: fc.option(keys, { nil: undefined }),
      payload: fc.oneof(
        fc.uint8Array({ maxLength: 130 }),
        fc.constantFrom(125, 126, 65_535, 65_536).map((length) => new Uint8Array(length).fill(7)),
      ),
      lengthBits: fc.constantFrom<(16 | 64 | undefined)[]>(undefined, undefined, 16, 64),
    })
    fc.assert(
      fc.property(frames, ({ fin, rsv, opcode, key, payload, lengthBits }) => {
        if (lengthBits === 16 && payload.length > 65_535) return
        const bytes = writeFrame({
          fin,
          rsv1: (rsv & 4) !== 0,
          rsv2: (rsv & 2) !== 0,
          rsv3: (rsv & 1) !== 0,
          opcode,
          payload,
          ...(key === undefined ? {} : { maskingKey: Uint8Array.from(key) }),
          ...(lengthBits === undefined ? {} : { lengthForm: lengthBits }),
        })
        const other = encodeFrame({
          fin,
          rsv,
          opcode,
          payload,
          ...(key === undefined ? {} : { key }),
          ...(lengthBits === undefined ? {} : { lengthBits }),
        })
        expect(Buffer.compare(bytes, other)).toBe(0)
        const read = dissect(bytes)
        expect([read.fin, read.rsv1, read.opcode]).toEqual([fin, (rsv & 4) !== 0, opcode])
        const crossed = bytes.subarray(read.payload.start, read.payload.end)
        const plain = key === undefined ? crossed : applyMask(crossed, Uint8Array.from(key))
        expect(Buffer.compare(plain, payload)).toBe(0)
      }),
    )
  })

  it.each<[string, FrameToWrite, Direction]>([
    ['reserved-bit', { opcode: 1, rsv2: true }, 'server-to-client'],
    ['reserved-opcode', { opcode: 3 }, 'server-to-client'],
    ['non-minimal-length', { opcode: 1, payload: utf8Bytes('a'), lengthForm: 16 }, 'server-to-client'],
    ['non-minimal-length', { opcode: 1, payload: utf8Bytes('a'), lengthForm: 64 }, 'server-to-client'],
    ['long-control-frame', { opcode: 9, payload: new Uint8Array(126) }, 'server-to-client'],
    ['fragmented-control-frame', { opcode: 9, fin: false }, 'server-to-client'],
    ['forbidden-mask', { opcode: 1, maskingKey: KEY }, 'server-to-client'],
    ['missing-mask', { opcode: 1 }, 'client-to-server'],
    ['short-close-payload', { opcode: 8, payload: Uint8Array.of(3) }, 'server-to-client'],
    ['forbidden-close-code', { opcode: 8, payload: closePayload(1006) }, 'server-to-client'],
  ])('breaks the rule of %s and no other', (code, frame, direction) => {
    expect(problems(frame, direction)).toEqual([code])
  })

  it('claims lengths that are not true', () => {
    const long = writeFrame({ opcode: 1, payload: utf8Bytes('a'), claimedLength: 300 })
    expect(dissectFrame(long, 0, 's', { direction: 'server-to-client', compression: false })).toMatchObject({
      status: 'need-more',
      atLeast: 299,
    })
    const endless = writeFrame({ opcode: 2, claimedLength: 1n << 63n })
    const broken = dissectFrame(endless, 0, 's', { direction: 'server-to-client', compression: false })
    expect(broken.status === 'done' && problemCodes(broken.value.fields)).toEqual(['length-top-bit'])
  })

  it('refuses what has no place in the bits', () => {
    expect(() => writeFrame({ opcode: 16 })).toThrow(RangeError)
    expect(() => writeFrame({ opcode: 1, maskingKey: Uint8Array.of(1) })).toThrow(RangeError)
    expect(() => writeFrame({ opcode: 1, payload: new Uint8Array(126), lengthForm: 7 })).toThrow(RangeError)
    expect(() => writeFrame({ opcode: 1, payload: new Uint8Array(65_536), lengthForm: 16 })).toThrow(
      RangeError,
    )
    expect(() => writeFrame({ opcode: 1, claimedLength: 1n << 64n })).toThrow(RangeError)
    expect(() => closePayload(65_536)).toThrow(RangeError)
  })
})

describe('closePayload', () => {
  it('comes back as code and reason', () => {
    const bytes = writeFrame({ opcode: 8, payload: closePayload(4000, '再见') })
    const { fields } = dissect(bytes)
    expect(fields.slice(-2).map(({ kind, value }) => [kind, value])).toEqual([
      ['websocket.close-code', 4000],
      ['websocket.close-reason', undefined],
    ])
    expect(Buffer.from(bytes.subarray(4)).toString()).toBe('再见')
  })
})
