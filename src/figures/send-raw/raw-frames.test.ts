import { describe, expect, it } from 'vitest'
import { rawFrameHex, readHex, RAW_FRAME_NAMES } from './raw-frames.ts'

describe('raw frames', () => {
  it('are written as the examples of RFC 6455 5.7 are', () => {
    expect(rawFrameHex('hello')).toBe('81 05 48 65 6c 6c 6f')
    expect(rawFrameHex('fragments')).toBe('01 03 48 65 6c 89 01 3f 80 02 6c 6f')
  })

  it('are read back as they are shown', () => {
    for (const name of RAW_FRAME_NAMES) {
      const bytes = readHex(rawFrameHex(name)) ?? new Uint8Array()
      expect(Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')).toBe(
        rawFrameHex(name),
      )
    }
  })

  it('reads hexadecimal however it is spaced, and nothing else', () => {
    expect(readHex(' 8105\n48 ')).toEqual(Uint8Array.of(0x81, 0x05, 0x48))
    for (const none of ['', ' ', '8', '8g', '0x81', '81 5']) expect(readHex(none)).toBeUndefined()
  })
})
