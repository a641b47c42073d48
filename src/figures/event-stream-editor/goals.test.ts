import { describe, expect, it } from 'vitest'
import { foldedRun, reached } from '../../../tests/support/captured-run.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { GOALS } from './goals.ts'

describe('a stream of the reader’s own', () => {
  const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

  function ownRun(
    content: string,
    dispatched: readonly { type: string; data: string }[],
    isOver: boolean,
  ): readonly string[] {
    const slice = (direction: 'client-to-server' | 'server-to-client', text: string): TraceEvent => ({
      kind: 'slice',
      exchange: 'x',
      direction,
      offset: 0,
      left: 2,
      arrived: 2,
      bytes: latin1(text),
    })
    const size = content.length.toString(16)
    const note = (value: number): TraceEvent => ({
      kind: 'note',
      run: 'stream.1',
      note: { kind: 'ready-state', of: 'EventSource', value },
      at: 3,
    })
    const events: TraceEvent[] = [
      { kind: 'connection-opened', connection: 'c', at: 1 },
      { kind: 'exchange-opened', exchange: 'x', connection: 'c', transport: 'sse', at: 1 },
      slice('client-to-server', 'GET /labs/L/sse?try=stream.1 HTTP/1.1\r\nHost: a\r\n\r\n'),
      slice(
        'server-to-client',
        `HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n${size}\r\n${content}\r\n${isOver ? '0\r\n\r\n' : ''}`,
      ),
      note(1),
      ...dispatched.map(({ type, data }): TraceEvent => ({
        kind: 'note',
        run: 'stream.1',
        note: { kind: 'dispatched', type, data, lastEventId: '', origin: 'http://a' },
        at: 4,
      })),
      ...(isOver ? [{ kind: 'exchange-closed', exchange: 'x', at: 5 } as const] : []),
    ]
    return reached(GOALS, foldedRun(events, []))
  }

  it('block-never-dispatched needs data, an end, and nothing dispatched for it', () => {
    const whole = [{ type: 'message', data: 'a' }]
    expect(ownRun('data: a\n\ndata: b\n', whole, true)).toContain('block-never-dispatched')
    expect(ownRun('data: a\n\ndata: b\n', whole, false)).not.toContain('block-never-dispatched')
    expect(ownRun('data: a\n\n', whole, true)).not.toContain('block-never-dispatched')
    const more = [...whole, { type: 'message', data: 'b' }]
    expect(ownRun('data: a\n\ndata: b\n', more, true)).not.toContain('block-never-dispatched')
  })

  it('error-that-is-none needs the event on an open stream', () => {
    const named = [{ type: 'error', data: 'a' }]
    expect(ownRun('event: error\ndata: a\n\n', named, false)).toContain('error-that-is-none')
    expect(ownRun('event: error\ndata: a\n\n', [], false)).not.toContain('error-that-is-none')
  })

  it('byte-lost-to-utf8 needs a byte that was no U+FFFD before', () => {
    const got = [{ type: 'message', data: 'caf\ufffd' }]
    expect(ownRun('data: caf\u00e9\n\n', got, false)).toContain('byte-lost-to-utf8')
    expect(ownRun('data: caf\u00ef\u00bf\u00bd\n\n', got, false)).not.toContain('byte-lost-to-utf8')
  })
})
