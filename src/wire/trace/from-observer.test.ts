/** Observer messages as trace events. */
import { describe, expect, it } from 'vitest'
import type { ObserverMessage } from '../../contract/observe.ts'
import { toTraceEvents } from './from-observer.ts'

describe('toTraceEvents', () => {
  const exchange = { exchange: 'x1', connection: 'c1', transport: 'long-poll' } as const
  const event = { id: 3, type: 'goal', at: 7, data: { by: 9 } }

  it.each<[ObserverMessage, unknown[]]>([
    [{ kind: 'welcome', lab: 'l', now: 1 }, []],
    [{ kind: 'replayed' }, []],
    [{ kind: 'sync', t0: 1, now: 2 }, []],
    [{ kind: 'error', error: { code: 'c', message: 'm' } }, []],
    [
      { kind: 'connection', connection: 'c1', state: 'open', at: 1 },
      [{ kind: 'connection-opened', connection: 'c1', at: 1 }],
    ],
    [
      { kind: 'connection', connection: 'c1', state: 'closed', at: 2, how: 'fin' },
      [{ kind: 'connection-closed', connection: 'c1', at: 2, how: 'fin' }],
    ],
    [
      { kind: 'exchange', ...exchange, state: 'open', at: 3 },
      [{ kind: 'exchange-opened', ...exchange, at: 3 }],
    ],
    [
      { kind: 'exchange', ...exchange, state: 'closed', at: 4 },
      [{ kind: 'exchange-closed', exchange: 'x1', at: 4 }],
    ],
    [
      {
        kind: 'slice',
        exchange: 'x1',
        direction: 'client-to-server',
        offset: 5,
        left: 1,
        arrived: 2,
        bytes: 'R0VU',
      },
      [
        {
          kind: 'slice',
          exchange: 'x1',
          direction: 'client-to-server',
          offset: 5,
          left: 1,
          arrived: 2,
          bytes: Uint8Array.from([71, 69, 84]),
        },
      ],
    ],
    [
      {
        kind: 'slice',
        exchange: 'x1',
        direction: 'client-to-server',
        offset: 5,
        left: 1,
        arrived: 2,
        bytes: '?',
      },
      [{ kind: 'dropped', exchange: 'x1', direction: 'client-to-server', offset: 5, length: 0, at: 2 }],
    ],
    [
      { kind: 'dropped', exchange: 'x1', direction: 'server-to-client', offset: 5, length: 6 },
      [{ kind: 'dropped', exchange: 'x1', direction: 'server-to-client', offset: 5, length: 6, at: 99 }],
    ],
    [{ kind: 'event', event }, [{ kind: 'published', event, at: 7 }]],
  ])('%j', (message, expected) => {
    expect(toTraceEvents(message, 99)).toEqual(expected)
  })
})
