/** The parts of slices as a side grows: what was made stays, what turns out otherwise is mended. That increments equal one pass is `timeline.test.ts`'s. */
import { describe, expect, it } from 'vitest'
import { ascii } from '../../../../tests/support/http1-encoder.ts'
import { encodeFrame, utf8Bytes } from '../../../../tests/support/websocket-encoder.ts'
import type { Direction } from '../../bytes/bytes.ts'
import { createConversation } from '../conversation.ts'
import { createExchangeMarks } from './exchange-marks.ts'
import type { Arrow, ExchangeView } from '../views.ts'

const ASK = ascii('GET /labs/x/ws HTTP/1.1\r\nHost: a\r\n\r\n')
const UPGRADED = ascii('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n')
const event = (id: number): Uint8Array => utf8Bytes(JSON.stringify({ id, type: 'goal', at: 1, data: 0 }))

/** A WebSocket's exchange that grows slice by slice; each gives the arrows as they then are. */
function growing(): (direction: Direction, bytes: Uint8Array) => readonly Arrow[] {
  const conversation = createConversation()
  const marks = createExchangeMarks()
  const offsets: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 }
  let moment = 0
  conversation.push(
    { kind: 'exchange-opened', exchange: 'x', connection: 'c', transport: 'ws', at: 1 },
    moment++,
  )
  return (direction, bytes) => {
    const offset = offsets[direction]
    offsets[direction] += bytes.length
    conversation.push(
      { kind: 'slice', exchange: 'x', direction, offset, left: moment, arrived: moment, bytes },
      moment++,
    )
    const exchange: ExchangeView | undefined = conversation.view.exchange('x')
    if (exchange === undefined) throw new Error('no exchange')
    return marks.update(exchange).arrows
  }
}

const streamed = (arrow: Arrow | undefined): unknown =>
  arrow?.carries.kind === 'stream' ? arrow.carries.parts : arrow?.carries.kind

describe('the arrows of a stream that grows', () => {
  it('are made once: of a thousand slices a redraw makes the last alone', () => {
    const push = growing()
    push('client-to-server', ASK)
    let before = push('server-to-client', UPGRADED)
    for (let id = 1; id <= 1000; id++) {
      const after = push('server-to-client', encodeFrame({ opcode: 1, payload: event(id) }))
      expect(after).toHaveLength(before.length + 1)
      expect(before.filter((arrow, index) => after[index] !== arrow)).toEqual([])
      expect(streamed(after.at(-1))).toEqual([{ kind: 'event', event: id }])
      before = after
    }
  })

  it('are made again where an empty fragment ends a message that stood in a slice before', () => {
    const push = growing()
    push('client-to-server', ASK)
    push('server-to-client', UPGRADED)
    const begun = push('server-to-client', encodeFrame({ fin: false, opcode: 1, payload: event(7) }))
    expect(streamed(begun.at(-1))).toEqual([{ kind: 'text', bytes: event(7).length }])
    const ping = push('client-to-server', encodeFrame({ opcode: 9, key: [1, 2, 3, 4] }))
    const ended = push('server-to-client', encodeFrame({ opcode: 0 }))
    expect(ended.map(streamed)).toEqual([
      'request',
      'response',
      [{ kind: 'event', event: 7 }],
      [{ kind: 'ping', bytes: 0 }],
      [{ kind: 'continuation', bytes: 0 }],
    ])
    expect(streamed(begun.at(-1))).toEqual([{ kind: 'text', bytes: event(7).length }])
    expect(ping).toHaveLength(4)
  })
})
