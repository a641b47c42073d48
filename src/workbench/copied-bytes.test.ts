/** Bytes that are copied have no key to their lab, changed by the reader or not. */
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../tests/support/http1-encoder.ts'
import { traceOf } from '../../tests/support/trace-of.ts'
import { encodeFrame } from '../../tests/support/websocket-encoder.ts'
import { latin1, wireSourceId } from '../wire/bytes/bytes.ts'
import { eventsWithoutLabId } from '../wire/export/without-lab-id.ts'
import { editedEvents, editedRun, type ByteEdits } from './edited-run.ts'
import { runOfTrace } from './run-on-show.ts'
import { leavingBytes } from '../inspector/leaving-bytes.ts'

const LAB = 'Zm9vYmFyYmF6-XV4_TIzNA'
const REQUEST = `POST /labs/${LAB}/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`
const BODY = `{"type":"note","data":"${LAB}"}`
const FRAME = encodeFrame({ opcode: 1, key: [0x37, 0xfa, 0x21, 0x3d], payload: ascii(BODY) })
const HANDSHAKE = `GET /labs/${LAB}/ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'

const chunks = encodeChunked([{ data: ascii(BODY.slice(0, 30)) }, { data: ascii(BODY.slice(30)) }])
const run = runOfTrace(
  traceOf([
    { exchanges: [{ transport: 'events', crossed: [['up', joinBytes([ascii(REQUEST), chunks])]] }] },
    {
      exchanges: [
        {
          transport: 'ws',
          crossed: [
            ['up', ascii(HANDSHAKE)],
            ['down', ascii(ACCEPTED)],
            ['up', FRAME],
          ],
        },
      ],
    },
  ]),
)

function expectNoKey(text: string): void {
  for (let at = 0; at + 7 <= LAB.length; at++) expect(text).not.toContain(LAB.slice(at, at + 7))
}

describe('copied bytes', () => {
  it.each([0, 1])('have no id of the lab, nor when a byte of it has been changed (exchange %i)', (nth) => {
    const side = run.conversation.exchanges[nth]!.sides['client-to-server']
    const source = wireSourceId(run.conversation.exchanges[nth]!.id, 'client-to-server')
    for (const { id, bytes } of [side.source, ...side.derived]) {
      const whole = { start: 0, end: bytes.length }
      const unchanged = run.conversation.source(id)!
      expectNoKey(latin1(leavingBytes({ events: run.events, lab: LAB }, unchanged, whole)))
    }
    for (let offset = 0; offset < side.source.bytes.length; offset++) {
      // A letter that stays one, masked or not.
      const edits: ByteEdits = { source, bytes: new Map([[offset, side.source.bytes[offset]! ^ 1]]) }
      const now = editedRun(run, edits)
      const frame = {
        events: now.events,
        lab: LAB,
        leaving: () => editedEvents({ ...run, events: eventsWithoutLabId(run.events, LAB) }, edits),
      }
      const after = now.conversation.exchanges[nth]!.sides['client-to-server']
      for (const each of [after.source, ...after.derived])
        expectNoKey(latin1(leavingBytes(frame, each, { start: 0, end: each.bytes.length })))
      const copied = leavingBytes(frame, after.source, { start: offset, end: offset + 1 })
      expect(copied).toEqual(after.source.bytes.slice(offset, offset + 1))
    }
  })
})
