import { deflateRawSync, constants } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../tests/support/http1-encoder.ts'
import { pieces } from '../../tests/support/trace-of.ts'
import { partsOfId } from '../../tests/support/watcher.ts'
import { encodeFrame } from '../../tests/support/websocket-encoder.ts'
import type { Direction } from '../../src/wire/bytes/bytes.ts'
import { standInFor } from '../../src/wire/export/lab-id-spellings.ts'
import type { ExchangeKind } from '../../src/wire/trace/transports.ts'
import { createBudget } from '../budget.ts'
import { HiddenLog } from './hidden-log.ts'
import { Recorder } from './recorder.ts'
import type { TapRecord } from './tap-record.ts'

const ID = 'Zm9vYmFyYmF6-XV4_TIzNA'
const STAND_IN = standInFor(ID)
const KEY = [0x37, 0xfa, 0x21, 0x3d]

const hex = (letter: string): string => letter.charCodeAt(0).toString(16)
const PERCENT = Array.from(ID, (letter) => `%${hex(letter).toUpperCase()}`).join('')
const ESCAPED = Array.from(ID, (letter, i) => (i % 2 === 0 ? `\\u00${hex(letter)}` : letter)).join('')
const CODED = Buffer.from(`{"lab":"${ID}"}`).toString('base64')

const GET = `GET /labs/${ID}/sse HTTP/1.1\r\nHost: a\r\nReferer: http://a/labs/${ID}\r\n\r\n`
const HANDSHAKE = `GET /labs/${ID}/ws HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'

type Way = readonly [direction: Direction, bytes: Uint8Array]
const up = (bytes: Uint8Array): Way => ['client-to-server', bytes]
const down = (bytes: Uint8Array): Way => ['server-to-client', bytes]

/** The records of a lab in which one exchange crossed in these slices, and what its watchers get of them. */
function crossed(transport: ExchangeKind, ways: readonly Way[]): readonly TapRecord[] {
  const recorder = new Recorder()
  const budget = createBudget(Infinity)
  const hidden = new HiddenLog(recorder, ID, budget)
  const exchange = recorder.openExchange(recorder.openConnection(1), transport, 2)
  for (const [direction, bytes] of ways) {
    recorder.slice(exchange, direction, bytes, [], 3, 4)
    hidden.wake()
  }
  recorder.closeExchange(exchange, 5)
  recorder.closeConnection(exchange.connection, 6, 'fin')
  hidden.wake()
  const records: TapRecord[] = []
  for (let i = 0; i < hidden.recorder.end; i++) records.push(hidden.recorder.at(i)!)
  hidden.close()
  expect(budget.heldBytes).toBe(0)
  return records
}

/** What is shown of a direction, a hole as zeros; and how many bytes are in holes. */
function shown(records: readonly TapRecord[], direction: Direction): { bytes: Buffer; lost: number } {
  const parts: Buffer[] = []
  let lost = 0
  for (const record of records) {
    if ((record.kind !== 'slice' && record.kind !== 'dropped') || record.direction !== direction) continue
    expect(record.offset).toBe(Buffer.concat(parts).length)
    if (record.kind === 'slice') parts.push(Buffer.from(record.bytes))
    else {
      parts.push(Buffer.alloc(record.length))
      lost += record.length
    }
  }
  return { bytes: Buffer.concat(parts), lost }
}

function unmasked(frames: Buffer): string {
  let text = ''
  for (let at = 0; at < frames.length;) {
    const length = frames[at + 1]! & 0x7f
    const [mask, payload] = [frames.subarray(at + 2, at + 6), frames.subarray(at + 6, at + 6 + length)]
    text += Buffer.from(payload.map((byte, i) => byte ^ mask[i % 4]!)).toString('latin1')
    at += 6 + length
  }
  return text
}

const compressed = (text: string, key?: number[]): Uint8Array => {
  const raw = deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH })
  return encodeFrame({
    opcode: 1,
    rsv: 4,
    payload: Uint8Array.from(raw.subarray(0, -4)),
    ...(key && { key }),
  })
}

const SPELLINGS = [
  ['as it is', ID],
  ['in percent-encoding', PERCENT],
  ['in escapes of JSON', ESCAPED],
  ['in base64', CODED],
] as const

describe('a log for those who watch', () => {
  it.each([1, 2, 3, 5, 7, 11, 64, 10_000])(
    'has none of the id in slices of %i bytes, however it is spelled, in chunks, fragments and masks',
    (size) => {
      for (const [, spelled] of SPELLINGS) {
        const event = `data: {"data":"${spelled}"}\n\n`
        for (const at of [12, 17, 20, 23, 40]) {
          const parts = [event.slice(0, at), event.slice(at)].map((text) => ({ data: ascii(text) }))
          const answer = joinBytes([ascii(CHUNKED), encodeChunked(parts)])
          const sse = crossed('sse', [
            ...pieces(ascii(GET), [size]).map(up),
            ...pieces(answer, [size]).map(down),
          ])
          const asked = shown(sse, 'client-to-server').bytes.toString('latin1')
          expect(asked).toBe(GET.replaceAll(ID, STAND_IN))
          const streamed = shown(sse, 'server-to-client').bytes
          expect(streamed).toHaveLength(answer.length)
          const data = streamed
            .toString('latin1')
            .slice(CHUNKED.length)
            .replace(/\b[0-9a-f]{1,3}\r\n|\r\n/g, '')
          expectNone(data, spelled)

          const frames = joinBytes([
            encodeFrame({ fin: false, opcode: 1, key: KEY, payload: ascii(event.slice(0, at)) }),
            encodeFrame({ opcode: 0, key: [1, 2, 3, 4], payload: ascii(event.slice(at)) }),
          ])
          const ws = crossed('ws', [
            ...pieces(joinBytes([ascii(HANDSHAKE), frames]), [size]).map(up),
            down(ascii(SWITCHED)),
            ...pieces(encodeFrame({ opcode: 1, payload: ascii(event) }), [size]).map(down),
          ])
          const sent = shown(ws, 'client-to-server').bytes
          expect(sent).toHaveLength(HANDSHAKE.length + frames.length)
          if (event.length - at < 126 && at < 126)
            expectNone(unmasked(sent.subarray(HANDSHAKE.length)), spelled)
          expectNone(shown(ws, 'server-to-client').bytes.toString('latin1'), spelled)
          for (const records of [sse, ws]) expect(records.some(({ kind }) => kind === 'dropped')).toBe(false)
        }
      }
    },
  )

  /** No three letters of the id, in any of its spellings; of base64 the letters at its edges hang on what is beside. */
  function expectNone(text: string, spelled: string): void {
    expect(partsOfId(text, ID, 3)).toEqual([])
    const letters = spelled === CODED ? CODED.slice(12, -8) : spelled
    const length = spelled === PERCENT ? 9 : spelled === ESCAPED ? 13 : 5
    for (let at = 0; at + length <= letters.length; at++)
      expect(text.includes(letters.slice(at, at + length)), letters.slice(at, at + length)).toBe(false)
  }

  it('changes no other byte, however like the id it is', () => {
    const body = `{"type":"note","data":"Zm9v Zm9vYm Zm9vYmFyYmF6 /labs/other ${ID}"}`
    const post = `POST /labs/${ID}/events HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    for (const slices of [[post], post.split(/(?<=\bZm)(?=9v )/)]) {
      const records = crossed(
        'events',
        slices.map((slice) => up(ascii(slice))),
      )
      const whole = shown(records, 'client-to-server').bytes.toString('latin1')
      expect(whole).toBe(post.replaceAll(ID, STAND_IN))
    }
  })

  it.each([1, 6, 10_000])(
    'has a compressed message whole or not at all, in slices of %i bytes, and keeps its frame’s head',
    (size) => {
      const messages = ['{"before":1}', `{"lab":"${ID}"}`, '{"after":1}']
      const [before, with_, after] = messages.map((text) => compressed(text, KEY))
      const frames = joinBytes([before!, with_!, after!])
      const records = crossed('ws', [
        ...pieces(joinBytes([ascii(HANDSHAKE), frames]), [size]).map(up),
        down(ascii(SWITCHED)),
      ])
      const { bytes, lost } = shown(records, 'client-to-server')
      const hidden = Buffer.from(with_!).fill(0, 6)
      expect(bytes.subarray(HANDSHAKE.length)).toEqual(Buffer.concat([before!, hidden, after!]))
      expect(lost).toBe(with_!.length - 6)
    },
  )

  it('shows none of a compressed message that cannot be read, never ends, or is too large; and none after it', () => {
    const broken = encodeFrame({ opcode: 1, rsv: 4, payload: Uint8Array.of(7, 7, 7, 7, 7, 7) })
    const open = encodeFrame({ fin: false, opcode: 1, rsv: 4, payload: new Uint8Array(300) })
    const large = encodeFrame({ fin: false, opcode: 1, rsv: 4, payload: new Uint8Array(200_000) })
    for (const first of [broken, open, large]) {
      const records = crossed('ws', [
        up(ascii(HANDSHAKE)),
        down(ascii(SWITCHED)),
        down(first),
        down(compressed(`{"lab":"${ID}"}`)),
      ])
      const { bytes } = shown(records, 'server-to-client')
      expect(bytes.includes(compressed(`{"lab":"${ID}"}`).subarray(4))).toBe(false)
      expect(bytes).toHaveLength(SWITCHED.length + first.length + compressed(`{"lab":"${ID}"}`).length)
    }
  })

  it('inflates no more than a few messages that are much larger than what crosses, and none after them', () => {
    const bomb = compressed('0'.repeat(64 * 1024))
    const event = compressed(`{"data":"${'goal '.repeat(20)}"}`)
    for (const [each, count, mostShown] of [
      [bomb, 700, 8],
      [event, 700, 700],
    ] as const) {
      const records = crossed('ws', [
        up(ascii(HANDSHAKE)),
        down(ascii(SWITCHED)),
        down(joinBytes(Array.from({ length: count }, () => each))),
      ])
      const { bytes, lost } = shown(records, 'server-to-client')
      expect(bytes).toHaveLength(SWITCHED.length + count * each.length)
      // A frame's two or four bytes of head are never lost.
      const isShown = (nth: number): boolean =>
        bytes
          .subarray(SWITCHED.length + nth * each.length)
          .subarray(0, each.length)
          .equals(each)
      const all = Array.from({ length: count }, (_, nth) => isShown(nth))
      expect(all.filter(Boolean).length).toBeLessThanOrEqual(mostShown)
      expect(all.indexOf(false)).toBe(mostShown === count ? -1 : all.filter(Boolean).length)
      expect(lost === 0).toBe(mostShown === count)
    }
  })

  it('shows nothing behind a hole, where it cannot be known how bytes are to be read', () => {
    const recorder = new Recorder({ limitBytes: 1_000 })
    const exchange = recorder.openExchange(recorder.openConnection(1), 'sse', 2)
    for (let i = 0; i < 20; i++)
      recorder.slice(exchange, 'server-to-client', ascii(`1\r\n${ID[i]}\r\n`), [], 3, 4)
    const hidden = new HiddenLog(recorder, ID, createBudget(Infinity))
    const records = Array.from({ length: hidden.recorder.end }, (_, i) => hidden.recorder.at(i)!)
    expect(records.map(({ kind }) => kind)).toContain('dropped')
    expect(records.some(({ kind }) => kind === 'slice')).toBe(false)
  })

  it('has the same names, times and events, and holds what the other has let go of', () => {
    const recorder = new Recorder({ instance: 'ab12-', limitBytes: 3_000 })
    const hidden = new HiddenLog(recorder, ID, createBudget(Infinity))
    const exchange = recorder.openExchange(recorder.openConnection(1), 'long-poll', 2)
    for (let i = 0; i < 40; i++)
      recorder.slice(exchange, 'client-to-server', ascii('abc'), [], 10 + i, 20 + i)
    recorder.published(`{"id":1,"type":"note","at":1,"data":"${ID}"}`, 50)
    recorder.reported(`/labs/${ID}`, 77)
    hidden.wake()
    const records = Array.from({ length: hidden.recorder.end }, (_, i) => hidden.recorder.at(i)!)
    expect(records[0]).toMatchObject({ kind: 'connection', connection: 'cab12-1', at: 1 })
    expect(records[1]).toMatchObject({ kind: 'exchange', exchange: 'xab12-1', connection: 'cab12-1', at: 2 })
    const slices = records.filter(({ kind }) => kind === 'slice')
    expect(slices).toHaveLength(40)
    expect(slices.at(-1)).toMatchObject({ offset: 117, left: 49, arrived: 59 })
    expect(records.at(-2)).toEqual({
      kind: 'event',
      json: `{"id":1,"type":"note","at":1,"data":"${STAND_IN}"}`,
    })
    expect(records.at(-1)).toMatchObject({ kind: 'reported', at: 77, marks: `/labs/${STAND_IN}` })
  })
})
