import { describe, expect, it } from 'vitest'
import { connection, key, text } from '../../../tests/support/web-socket-run.ts'
import type { FrameToWrite } from '../../wire/websocket/write-frame.ts'
import { GOALS } from './goals.ts'

describe('the goals of the first frames', () => {
  it('same-text-two-keys wants one text and two keys', () => {
    const sent = (word: string, byte: number): FrameToWrite => ({
      opcode: 0x1,
      payload: text(word),
      maskingKey: key(byte),
    })
    const has = (...frames: readonly FrameToWrite[]): boolean =>
      GOALS['same-text-two-keys'](connection(frames, []))
    expect(has(sent('Hello', 1), sent('Hello', 2))).toBe(true)
    expect(has(sent('Hello', 1), sent('Hallo', 2))).toBe(false)
    expect(has(sent('Hello', 1), sent('Hello', 1))).toBe(false)
    // An empty ping between has no payload of its own.
    expect(has(sent('Hello', 1), { opcode: 0xa, maskingKey: key(9) }, sent('Hello', 2))).toBe(true)
  })
})
