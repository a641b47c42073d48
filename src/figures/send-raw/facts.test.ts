import { describe, expect, it } from 'vitest'
import { emptyLane } from '../../../tests/support/empty-lane.ts'
import type { RunNote } from '../../wire/trace/trace.ts'
import type { Arrow, Lane, StreamPart } from '../../wire/trace/views.ts'
import { whatFollowed } from './facts.ts'

function arrow(
  moment: number,
  direction: Arrow['direction'],
  parts: readonly StreamPart[],
  exchange = 'x1',
): Arrow {
  return {
    moment,
    exchange,
    direction,
    left: moment,
    arrived: moment,
    bytes: 9,
    carries: { kind: 'stream', parts, events: [] },
  }
}

function lane(arrows: readonly Arrow[], notes: readonly (readonly [number, RunNote])[]): Lane {
  return {
    ...emptyLane({ run: 'ws', transport: 'ws' }),
    arrows,
    notes: notes.map(([moment, note]) => ({ moment, at: moment, note })),
  }
}

const [DOWN, UP] = ['server-to-client', 'client-to-server'] as const

describe('whatFollowed', () => {
  it('gives frames and notes in order, from the moment on', () => {
    const followed = whatFollowed(
      lane(
        [
          arrow(1, DOWN, [{ kind: 'text', bytes: 3 }]),
          arrow(5, DOWN, [{ kind: 'broken' }]),
          arrow(8, UP, [{ kind: 'close' }]),
        ],
        [
          [2, { kind: 'heartbeat' }],
          [6, { kind: 'error' }],
          [7, { kind: 'closed', code: 1006, reason: '', wasClean: false }],
        ],
      ),
      4,
    )
    expect(followed.map(({ who }) => who)).toEqual(['server', 'script', 'script', 'browser'])
  })

  it('keeps to one connection, though the page waits before the last frame has arrived', () => {
    const followed = whatFollowed(
      lane(
        [
          arrow(1, DOWN, [{ kind: 'text', bytes: 3 }]),
          arrow(8, UP, [{ kind: 'close' }]),
          arrow(9, DOWN, [{ kind: 'text', bytes: 4 }], 'x2'),
        ],
        [
          [6, { kind: 'waiting', delayMs: 100 }],
          [7, { kind: 'ready-state', of: 'WebSocket', value: 0 }],
        ],
      ),
      4,
    )
    expect(followed.map(({ key }) => key)).toEqual([6, 8])
  })

  it('hears of a Close that arrives long after the page began to wait, and of the close event behind it', () => {
    const followed = whatFollowed(
      lane(
        [
          arrow(1, DOWN, [{ kind: 'text', bytes: 3 }]),
          arrow(5, DOWN, [{ kind: 'broken' }]),
          arrow(9, UP, [{ kind: 'close', code: 1002 }]),
        ],
        [
          [6, { kind: 'silent' }],
          [7, { kind: 'waiting', delayMs: 100 }],
          [8, { kind: 'closed', code: 1006, reason: '', wasClean: false }],
          [10, { kind: 'ready-state', of: 'WebSocket', value: 0 }],
        ],
      ),
      4,
    )
    expect(followed.map(({ key }) => key)).toEqual([5, 6, 7, 8, 9])
  })

  it('follows the newest socket, though the last that was heard before came from the one it replaced', () => {
    const followed = whatFollowed(
      lane(
        [
          arrow(1, DOWN, [{ kind: 'text', bytes: 3 }]),
          arrow(2, DOWN, [{ kind: 'text', bytes: 4 }], 'x2'),
          arrow(3, UP, [{ kind: 'close', code: 1002 }]),
          arrow(5, DOWN, [{ kind: 'broken' }], 'x2'),
          arrow(6, UP, [{ kind: 'close', code: 1002 }], 'x2'),
        ],
        [],
      ),
      4,
    )
    expect(followed.map(({ key }) => key)).toEqual([5, 6])
  })

  it('leaves out a heartbeat and the pong that answers it, and no other pong', () => {
    const followed = whatFollowed(
      lane(
        [
          arrow(1, DOWN, [{ kind: 'text', bytes: 3 }]),
          arrow(5, DOWN, [{ kind: 'ping', bytes: 0 }, { kind: 'heartbeat' }]),
          arrow(6, UP, [{ kind: 'pong', bytes: 0 }]),
          arrow(7, UP, [{ kind: 'pong', bytes: 1 }]),
        ],
        [],
      ),
      4,
    )
    expect(followed.map(({ key }) => key)).toEqual([7])
  })
})
