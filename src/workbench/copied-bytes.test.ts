/** Bytes that are copied have no key to their lab, changed by the reader or not. */
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../tests/support/http1-encoder.ts'
import { traceOf } from '../../tests/support/trace-of.ts'
import { encodeFrame } from '../../tests/support/websocket-encoder.ts'
import { latin1, wireSourceId, type ByteSource } from '../wire/bytes/bytes.ts'
import { eventsWithoutLabId, STAND_IN } from '../wire/export/without-lab-id.ts'
import { editedEvents, editedRun, type ByteEdits } from './edited-run.ts'
import { runOfTrace } from './run-on-show.ts'
import { leavingBytes } from '../inspector/leaving-bytes.ts'

const LAB = 'Zm9vYmFyYmF6-XV4_TIzNA'
const REQUEST = `POST /labs/${LAB}/events HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`
const BODY = `{"type":"note","data":"${LAB}"}`
const FRAME = encodeFrame({ opcode: 1, key: [0x37, 0xfa, 0x21, 0x3d], payload: ascii(BODY) })
const HANDSHAKE = `GET /labs/${LAB}/ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
const ACCEPTED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'

const OFFER = 'Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover\r\n\r\n'

/** A masked frame with a text, compressed in the least clever way: every letter by itself, so that one bit changes one letter. */
function compressed(text: string): Uint8Array {
  const strategy = constants.Z_HUFFMAN_ONLY
  const whole = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH, strategy })
  return encodeFrame({
    opcode: 1,
    rsv: 4,
    key: [1, 2, 3, 4],
    payload: Uint8Array.from(whole.subarray(0, -4)),
  })
}

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
    {
      exchanges: [
        {
          transport: 'ws',
          crossed: [
            ['up', ascii(HANDSHAKE.replace(/\r\n$/, OFFER))],
            ['down', ascii(ACCEPTED.replace(/\r\n$/, OFFER))],
            ['up', joinBytes([compressed('{"before":1}'), compressed(BODY), compressed('{"after":1}')])],
          ],
        },
      ],
    },
  ]),
)

function expectNoKey(bytes: Uint8Array, source: ByteSource): void {
  const starts = source.kind === 'derived' ? source.pieces.map(({ range }) => range.start) : []
  const texts = [bytes, ...starts.map((start) => inflated(bytes.subarray(start)))].map((each) => latin1(each))
  for (let at = 0; at + 7 <= LAB.length; at++)
    for (const text of texts) expect(text).not.toContain(LAB.slice(at, at + 7))
}

/** What somebody makes of bytes that may be a compressed message. */
function inflated(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return new Uint8Array()
  }
}

describe('copied bytes', () => {
  it.each([0, 1, 2])('have no id of the lab, nor when a byte of it has been changed (exchange %i)', (nth) => {
    const side = run.conversation.exchanges[nth]!.sides['client-to-server']
    const source = wireSourceId(run.conversation.exchanges[nth]!.id, 'client-to-server')
    for (const { id, bytes } of [side.source, ...side.derived]) {
      const whole = { start: 0, end: bytes.length }
      const unchanged = run.conversation.source(id)!
      expectNoKey(leavingBytes({ ...run, lab: LAB }, unchanged, whole), unchanged)
    }
    for (let offset = 0; offset < side.source.bytes.length; offset++) {
      // A letter that stays one, masked or not.
      const edits: ByteEdits = { source, bytes: new Map([[offset, side.source.bytes[offset]! ^ 1]]) }
      const now = editedRun(run, edits)
      const frame = {
        ...now,
        lab: LAB,
        leaving: () => editedEvents({ ...run, events: eventsWithoutLabId(run.events, LAB) }, edits),
      }
      const after = now.conversation.exchanges[nth]!.sides['client-to-server']
      for (const each of [after.source, ...after.derived])
        expectNoKey(leavingBytes(frame, each, { start: 0, end: each.bytes.length }), each)
      const copied = leavingBytes(frame, after.source, { start: offset, end: offset + 1 })
      if (nth < 2) expect(copied).toEqual(after.source.bytes.slice(offset, offset + 1))
    }
  })
  it('of messages beside a compressed one that has it are as they crossed', () => {
    const { derived } = run.conversation.exchanges[2]!.sides['client-to-server']
    const inflated = derived.at(-1)!
    const copied = leavingBytes({ ...run, lab: LAB }, inflated, { start: 0, end: inflated.bytes.length })
    expect(latin1(copied)).toBe(
      latin1(inflated.bytes).replace(LAB, STAND_IN.padEnd(LAB.length, '0').slice(0, LAB.length)),
    )
    const messages = derived.find(({ id }) => id.endsWith('/messages'))!
    const first = messages.kind === 'derived' ? messages.pieces[0]!.range : undefined
    expect(leavingBytes({ ...run, lab: LAB }, messages, first!)).toEqual(
      messages.bytes.slice(first!.start, first!.end),
    )
  })
})
