/** A run of one WebSocket whose sides write what a test says. */
import type { GoalRun } from '../../src/bench/model/goal.ts'
import { joinBytes, type Direction } from '../../src/wire/bytes/bytes.ts'
import type { RunNote, TraceEvent } from '../../src/wire/trace/trace.ts'
import type { LaneSpec } from '../../src/wire/trace/views.ts'
import { writeFrame, type FrameToWrite } from '../../src/wire/websocket/write-frame.ts'
import { foldedRun } from './captured-run.ts'

const WS: LaneSpec = { run: 'ws', transport: 'ws' }

export const text = (words: string): Uint8Array => new TextEncoder().encode(words)
export const key = (byte: number): Uint8Array => Uint8Array.of(byte, byte, byte, byte)

/** A connection whose sides write these frames, after heads in which nothing is negotiated. */
export function connection(
  up: readonly FrameToWrite[],
  down: readonly FrameToWrite[],
  notes: readonly RunNote[] = [],
): GoalRun {
  const slice = (direction: Direction, offset: number, bytes: Uint8Array, at: number): TraceEvent => ({
    kind: 'slice',
    exchange: 'x1',
    direction,
    offset,
    left: at,
    arrived: at,
    bytes,
  })
  const request = text(
    'GET /labs/L/ws HTTP/1.1\r\nHost: lab.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  const answer = text(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n',
  )
  return foldedRun(
    [
      { kind: 'note', run: 'ws', note: { kind: 'ready-state', of: 'WebSocket', value: 0 }, at: 0 },
      { kind: 'connection-opened', connection: 'c1', at: 1 },
      { kind: 'exchange-opened', exchange: 'x1', connection: 'c1', transport: 'ws', at: 1 },
      slice('client-to-server', 0, request, 1),
      slice('server-to-client', 0, answer, 2),
      { kind: 'note', run: 'ws', note: { kind: 'ready-state', of: 'WebSocket', value: 1 }, at: 3 },
      slice('client-to-server', request.length, joinBytes(up.map(writeFrame)), 4),
      slice('server-to-client', answer.length, joinBytes(down.map(writeFrame)), 5),
      ...notes.map((note): TraceEvent => ({ kind: 'note', run: 'ws', note, at: 6 })),
    ],
    [WS],
  )
}
