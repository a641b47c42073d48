import { describe, expect, it } from 'vitest'
import { connection } from '../../../tests/support/web-socket-run.ts'
import { closePayload } from '../../wire/websocket/write-frame.ts'
import { GOALS } from './goals.ts'

describe('the goals of endings', () => {
  it('close-with-my-reason wants a reason that no button of ours says', () => {
    const has = (reason: string, told = reason): boolean =>
      GOALS['close-with-my-reason'](
        connection(
          [],
          [{ opcode: 0x8, payload: closePayload(1000, reason) }],
          [{ kind: 'closed', code: 1000, reason: told, wasClean: true }],
        ),
      )
    expect(has('good night')).toBe(true)
    expect(has('done')).toBe(false)
    expect(has('')).toBe(false)
    expect(has('good night', '')).toBe(false)
  })
})
