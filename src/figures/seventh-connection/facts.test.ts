/** Who has a connection: the recorded run of a real browser, and a small trace for what it does not hold. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createConversation } from '../../wire/trace/conversation.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { endedAt, socketRows, type SocketRows } from './facts.ts'

function rowsOf(events: readonly TraceEvent[]): { readonly rows: SocketRows; readonly end: number } {
  const conversation = createConversation()
  events.forEach((event, moment) => conversation.push(event, moment))
  const rows = socketRows(conversation.view, events, events.length)
  return { rows, end: endedAt(conversation.view, events, events.length, rows) }
}

describe('the recorded seven', () => {
  const decoded = decodeTrace(readFileSync('content/captures/seventh-connection.json', 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  const { rows, end } = rowsOf(decoded.trace.events)

  it('are six that have a connection each, and one that waits', () => {
    expect(rows.streams.map(({ number, kind, slot }) => [number, kind, slot])).toEqual([
      ...[1, 2, 3, 4, 5, 6].map((number) => [number, 'has', number - 1]),
      [7, 'waits', undefined],
    ])
  })

  it('keep the page’s own request waiting to the end', () => {
    const [ask] = rows.asks
    expect(ask).toMatchObject({ target: '/healthz', isGivenUp: false })
    expect(ask?.answeredAt).toBeUndefined()
    expect(end - (ask?.askedAt ?? end)).toBeGreaterThan(3000)
  })
})

describe('slots', () => {
  function state(run: string, value: number, at: number): TraceEvent {
    return { kind: 'note', run, note: { kind: 'ready-state', of: 'EventSource', value }, at }
  }
  function reached(run: string, at: number): TraceEvent[] {
    const exchange = `x-${run}`
    const bytes = new TextEncoder().encode(`GET /labs/L/sse?try=${run} HTTP/1.1\r\nHost: a\r\n\r\n`)
    return [
      { kind: 'exchange-opened', exchange, connection: `c-${run}`, transport: 'sse', at },
      { kind: 'slice', exchange, direction: 'client-to-server', offset: 0, left: at, arrived: at, bytes },
    ]
  }

  it('are kept while a stream lives, and a freed one is taken by the next', () => {
    const { rows } = rowsOf([
      state('socket.1', 0, 1),
      ...reached('socket.1', 2),
      state('socket.2', 0, 3),
      ...reached('socket.2', 4),
      state('socket.3', 0, 5),
      state('socket.1', 2, 6),
      ...reached('socket.3', 7),
    ])
    expect(rows.streams.map(({ number, slot }) => [number, slot])).toEqual([
      [2, 1],
      [3, 0],
    ])
    expect(rows.closed.map(({ number }) => number)).toEqual([1])
  })
})
