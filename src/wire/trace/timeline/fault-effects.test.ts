/** When a fault took effect: where the tap saw it, in the captures and in traces made up for it. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ascii } from '../../../../tests/support/http1-encoder.ts'
import { LANES } from '../../../../tests/support/traces.ts'
import { decodeTrace } from '../trace-codec.ts'
import { foldTrace } from './timeline.ts'
import type { ConnectionEnd, FaultMoment, TraceEvent } from '../trace.ts'
import type { Transport } from '../transports.ts'

function opened(connection: string, transport: Transport, at: number): TraceEvent[] {
  return [
    { kind: 'connection-opened', connection, at },
    { kind: 'exchange-opened', exchange: `${connection}.1`, connection, transport, at },
  ]
}

function ended(connection: string, at: number, how: ConnectionEnd): TraceEvent[] {
  return [
    { kind: 'exchange-closed', exchange: `${connection}.1`, at },
    { kind: 'connection-closed', connection, at, how },
  ]
}

const fault = (at: number, kind: FaultMoment['fault'], more: Partial<FaultMoment> = {}): TraceEvent => ({
  kind: 'fault',
  fault: kind,
  transport: 'all',
  affected: 1,
  at,
  ...more,
})

const written = (connection: string, offset: number, left: number, bytes: Uint8Array): TraceEvent => ({
  kind: 'slice',
  exchange: `${connection}.1`,
  direction: 'server-to-client',
  offset,
  left,
  arrived: left + 60,
  bytes,
})

const faultTimes = (events: readonly TraceEvent[]): readonly number[] =>
  foldTrace(events, LANES).timeline.faults.map((mark) => mark.fault.at)

describe('a fault stands where it took effect', () => {
  it('at the first of the connections it cut, not where its call was answered', () => {
    const events = [
      ...opened('c1', 'sse', 0),
      ...opened('c2', 'ws', 0),
      ...ended('c1', 1000, 'reset'),
      ...ended('c2', 1001, 'reset'),
      fault(1046, 'reset', { affected: 2 }),
    ]
    expect(faultTimes(events)).toEqual([1000])
  })

  it('also where the tap tells of the cut after the answer has come', () => {
    const events = [...opened('c1', 'sse', 0), fault(1002, 'fin'), ...ended('c1', 1000, 'closed-by-server')]
    expect(faultTimes(events)).toEqual([1000])
  })

  it('at no end of another kind, of another transport, of an earlier fault, or that it did not make', () => {
    const events = [
      ...['c1', 'c2', 'c3', 'c4'].flatMap((connection) => opened(connection, 'sse', 0)),
      ...opened('w', 'ws', 0),
      ...ended('c1', 500, 'reset'),
      fault(510, 'reset'),
      ...ended('c2', 700, 'timeout'),
      ...ended('w', 900, 'reset'),
      ...ended('c3', 950, 'reset'),
      ...ended('c4', 1000, 'reset'),
      fault(1010, 'reset', { transport: 'sse' }),
      fault(1100, 'reset', { transport: 'sse', affected: 0 }),
    ]
    expect(faultTimes(events)).toEqual([500, 1000, 1100])
  })

  it('at the Close frame that the server was made to write, and at the bytes', () => {
    const close = Uint8Array.of(0x88, 2, 3, 232)
    const events = [
      ...opened('w', 'ws', 0),
      written('w', 0, 10, ascii('HTTP/1.1 101 Switching Protocols\r\n\r\n')),
      written('w', 36, 300, Uint8Array.of(0x83, 0)),
      fault(304, 'ws-raw', { transport: 'ws' }),
      written('w', 38, 400, close),
      fault(431, 'ws-close', { transport: 'ws' }),
    ]
    expect(faultTimes(events)).toEqual([300, 400])
  })

  it('where the page knew of it if nothing on the wire shows it', () => {
    expect(faultTimes([...opened('c1', 'sse', 0), fault(1002, 'stall')])).toEqual([1002])
  })

  const folder = 'content/captures'
  const captures = readdirSync(folder).filter((name) => name.endsWith('.json'))
  it.each(captures)('%s: each reset made on purpose stands at the first end it made', (name) => {
    const decoded = decodeTrace(readFileSync(`${folder}/${name}`, 'utf8'))
    if (!decoded.ok) throw new Error(decoded.message)
    const { timeline, conversation } = foldTrace(decoded.trace.events, LANES)
    const ends = conversation.connections.flatMap(({ closed }) =>
      closed?.how === 'reset' ? [closed.at] : [],
    )
    for (const { fault: made } of timeline.faults.filter((mark) => mark.fault.fault === 'reset'))
      expect(ends).toContain(made.at)
  })
})
