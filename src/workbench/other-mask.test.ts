import { describe, expect, it } from 'vitest'
import { writeFrame } from '../wire/websocket/write-frame.ts'
import { isMaskedFrame, withMask } from './other-mask.ts'

const KEY = Uint8Array.of(9, 8, 7, 6)
const HELLO = new TextEncoder().encode('Hello')

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

describe('withMask', () => {
  const broken = { fin: false, rsv2: true, opcode: 0xb, payload: HELLO, lengthForm: 16 } as const

  it('takes a mask off and puts one on, and keeps all else, broken rules as well', () => {
    const masked = writeFrame({ ...broken, maskingKey: KEY })
    const plain = writeFrame(broken)
    expect(isMaskedFrame(masked)).toBe(true)
    expect(withMask(masked, 1, undefined)).toEqual(plain)
    expect(withMask(plain, 1, KEY)).toEqual(masked)
  })

  it('goes through every frame of a message', () => {
    const frames = (maskingKey?: Uint8Array): Uint8Array =>
      joined(
        ...[
          { fin: false, opcode: 1, payload: HELLO },
          { opcode: 0, payload: new Uint8Array(200) },
        ].map((frame) => writeFrame({ ...frame, ...(maskingKey === undefined ? {} : { maskingKey }) })),
      )
    expect(withMask(frames(KEY), 2, undefined)).toEqual(frames())
  })

  it('unmasks what a length made shorter leaves behind, by the key that goes on', () => {
    const masked = writeFrame({ opcode: 1, payload: HELLO, maskingKey: KEY })
    masked[1] = 0x83
    expect(withMask(masked, 1, undefined)).toEqual(
      joined(writeFrame({ opcode: 1, payload: HELLO.subarray(0, 3) }), HELLO.subarray(3)),
    )
  })

  it('keeps a length that claims more than there is, and gives nothing for half a header', () => {
    const masked = writeFrame({ opcode: 2, payload: HELLO, maskingKey: KEY, claimedLength: 1n << 40n })
    expect(withMask(masked, 1, undefined)).toEqual(
      writeFrame({ opcode: 2, payload: HELLO, claimedLength: 1n << 40n }),
    )
    expect(withMask(masked.subarray(0, 5), 1, undefined)).toBeUndefined()
    expect(isMaskedFrame(masked.subarray(0, 1))).toBeUndefined()
  })
})
