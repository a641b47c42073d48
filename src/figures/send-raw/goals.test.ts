import { describe, expect, it } from 'vitest'
import { connection, text } from '../../../tests/support/web-socket-run.ts'
import type { RunNote } from '../../wire/trace/trace.ts'
import type { FrameToWrite } from '../../wire/websocket/write-frame.ts'
import { GOALS } from './goals.ts'

describe('the goal of fragments', () => {
  it('ping-between-fragments wants the ping between, and the message whole', () => {
    const first: FrameToWrite = { opcode: 0x1, fin: false, payload: text('Hel') }
    const ping: FrameToWrite = { opcode: 0x9 }
    const last: FrameToWrite = { opcode: 0x0, payload: text('lo') }
    const got: RunNote = { kind: 'message', type: 'text', bytes: 5 }
    const has = (frames: readonly FrameToWrite[], notes: readonly RunNote[]): boolean =>
      GOALS['ping-between-fragments'](connection([], frames, notes))
    expect(has([first, ping, last], [got])).toBe(true)
    expect(has([first, ping, last], [])).toBe(false)
    expect(has([ping, first, last], [got])).toBe(false)
    expect(has([first, last, ping], [got])).toBe(false)
  })
})
