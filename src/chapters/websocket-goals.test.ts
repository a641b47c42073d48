/** Each goal: a trace that reaches it, and the near miss that must not. Recorded runs of a real browser stand for live ones. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { captureOf, SCENES, type SceneName } from '../bench/model/scenes.ts'
import { joinBytes, type Direction } from '../wire/bytes/bytes.ts'
import { createConversation } from '../wire/trace/conversation.ts'
import { createTimeline } from '../wire/trace/timeline/timeline.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import type { RunNote, TraceEvent } from '../wire/trace/trace.ts'
import type { LaneSpec } from '../wire/trace/views.ts'
import { closePayload, writeFrame, type FrameToWrite } from '../wire/websocket/write-frame.ts'
import type { GoalRun } from './goal-checks.ts'
import { WEBSOCKET_GOALS } from './websocket-goals.ts'

const WS: LaneSpec = { run: 'ws', transport: 'ws' }
const conditions = { pollIntervalMs: 2000, tripMs: 0, networkMs: 0 }

function folded(events: readonly TraceEvent[], lanes: readonly LaneSpec[]): GoalRun {
  const conversation = createConversation()
  const timeline = createTimeline(lanes, conversation.view)
  events.forEach((event, moment) => {
    conversation.push(event, moment)
    timeline.push(event, moment)
  })
  return { timeline: timeline.view, conversation: conversation.view, events, conditions, since: 0 }
}

function captured(name: SceneName, variant?: string): GoalRun {
  const scene = SCENES[name]
  const decoded = decodeTrace(readFileSync(`content/captures/${captureOf(scene, variant)}.json`, 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  const lanes = scene.variants?.find((each) => each.name === variant)?.lanes ?? scene.lanes
  return folded(decoded.trace.events, lanes)
}

function reached(run: GoalRun): readonly string[] {
  return Object.entries(WEBSOCKET_GOALS).flatMap(([name, check]) => (check(run) ? [name] : []))
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words)
const key = (byte: number): Uint8Array => Uint8Array.of(byte, byte, byte, byte)

/** A connection whose sides write these frames, after heads in which nothing is negotiated. */
function connection(
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
  return folded(
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

describe('the goals of the chapter on WebSocket', () => {
  it('are reached by the recorded runs that show them, and by no others', () => {
    expect(reached(captured('first-frames'))).toEqual(['unsent-pong', 'binary-message'])
    const tenEnds = reached(captured('ten-ends'))
    expect(tenEnds).toEqual(expect.arrayContaining(['three-ways-to-1006', 'told-1008', 'told-1009']))
    expect(tenEnds).not.toContain('close-with-my-reason')
    expect(reached(captured('the-deflate', 'plain'))).not.toContain('compressed-frame')
    expect(reached(captured('the-deflate', 'deflate'))).toContain('compressed-frame')
    expect(reached(captured('the-foreigner'))).toEqual(['foreigner-turned-away'])
    expect(reached(captured('two-polls'))).toEqual([])
  })

  it('same-text-two-keys wants one text and two keys', () => {
    const sent = (word: string, byte: number): FrameToWrite => ({
      opcode: 0x1,
      payload: text(word),
      maskingKey: key(byte),
    })
    const has = (...frames: readonly FrameToWrite[]): boolean =>
      WEBSOCKET_GOALS['same-text-two-keys'](connection(frames, []))
    expect(has(sent('Hello', 1), sent('Hello', 2))).toBe(true)
    expect(has(sent('Hello', 1), sent('Hallo', 2))).toBe(false)
    expect(has(sent('Hello', 1), sent('Hello', 1))).toBe(false)
    // An empty ping between has no payload of its own.
    expect(has(sent('Hello', 1), { opcode: 0xa, maskingKey: key(9) }, sent('Hello', 2))).toBe(true)
  })

  it('ping-between-fragments wants the ping between, and the message whole', () => {
    const first: FrameToWrite = { opcode: 0x1, fin: false, payload: text('Hel') }
    const ping: FrameToWrite = { opcode: 0x9 }
    const last: FrameToWrite = { opcode: 0x0, payload: text('lo') }
    const got: RunNote = { kind: 'message', type: 'text', bytes: 5 }
    const has = (frames: readonly FrameToWrite[], notes: readonly RunNote[]): boolean =>
      WEBSOCKET_GOALS['ping-between-fragments'](connection([], frames, notes))
    expect(has([first, ping, last], [got])).toBe(true)
    expect(has([first, ping, last], [])).toBe(false)
    expect(has([ping, first, last], [got])).toBe(false)
    expect(has([first, last, ping], [got])).toBe(false)
  })

  it('close-with-my-reason wants a reason that no button of ours says', () => {
    const has = (reason: string, told = reason): boolean =>
      WEBSOCKET_GOALS['close-with-my-reason'](
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
