import { constants, deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { pieces, traceOf, type ConnectionSpec } from '../../../tests/support/trace-of.ts'
import { waysOut } from '../../../tests/support/ways-out.ts'
import { encodeFrame } from '../../../tests/support/websocket-encoder.ts'
import { latin1 } from '../bytes/bytes.ts'
import type { Trace, TraceEvent } from '../trace/trace.ts'
import { conversationOf } from '../trace/conversation.ts'
import { eventsWithoutLabId, standInFor, withoutLabId } from './without-lab-id.ts'

const ID = 'Zm9vYmFyYmF6-XV4_TIzNA'
const STAND_IN = 'a-recorded-lab-0000000'

const REQUEST = `GET /labs/${ID}/sse?after=0 HTTP/1.1\r\nHost: a\r\nReferer: http://a/labs/${ID}\r\n\r\n`
const EVENT = `{"id":1,"type":"note","at":1,"data":{"lab":"${ID}"}}`
const HANDSHAKE =
  `GET /labs/${ID}/ws?after=0 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n'
const ACCEPTED =
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n'
const AT = 1_763_798_400_500
const KEY = [0x37, 0xfa, 0x21, 0x3d]

/** The run of a lab that has this id; each side of each exchange cut as it is told. */
function runOf(
  sides: readonly (readonly [transport: 'sse' | 'ws' | 'events', up: Uint8Array, down: Uint8Array])[],
  cut: (bytes: Uint8Array) => readonly Uint8Array[],
): Trace {
  const connections = sides.map(([transport, up, down]): ConnectionSpec => ({
    exchanges: [
      {
        transport,
        crossed: [
          ...cut(up).map((bytes) => ['up', bytes] as const),
          ...cut(down).map((bytes) => ['down', bytes] as const),
        ],
      },
    ],
  }))
  const { header, events } = traceOf(connections)
  const beside: readonly TraceEvent[] = [
    { kind: 'published', event: { id: 1, type: 'note', at: AT, data: { [ID]: [`/labs/${ID}`] } }, at: AT },
    { kind: 'note', run: 'sse', note: { kind: 'asked', target: `/labs/${ID}/sse` }, at: AT },
  ]
  return { header: { ...header, lab: ID, settings: { of: ID } }, events: [...events, ...beside] }
}

function chunked(text: string, at: number): Uint8Array {
  const bytes = ascii(text)
  const data = [bytes.slice(0, at), bytes.slice(at)].filter(({ length }) => length > 0)
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n'
  return joinBytes([ascii(head), encodeChunked(data.map((each) => ({ data: each })))])
}

function masked(text: string, at: number): Uint8Array {
  const bytes = ascii(text)
  return joinBytes([
    ascii(`${HANDSHAKE}\r\n`),
    encodeFrame({ fin: false, opcode: 1, key: KEY, payload: bytes.slice(0, at) }),
    encodeFrame({ opcode: 9, key: KEY, payload: ascii('between') }),
    encodeFrame({ opcode: 0, key: [1, 2, 3, 4], payload: bytes.slice(at) }),
  ])
}

function plain(text: string): Uint8Array {
  return joinBytes([ascii(`${ACCEPTED}\r\n`), encodeFrame({ opcode: 1, payload: ascii(text) })])
}

/** No part of the id that could be told from chance. */
async function expectGone(run: Trace): Promise<void> {
  const all = await waysOut(run)
  for (const [way, texts] of Object.entries(all)) {
    for (const text of texts)
      for (let at = 0; at + 7 <= ID.length; at++)
        if (text.includes(ID.slice(at, at + 7))) throw new Error(`${way}: ${ID.slice(at, at + 7)} in ${text}`)
  }
}

describe('a run that leaves', () => {
  it('has no byte of its lab’s id, wherever slices, chunks and fragments cut it; and no byte has moved', async () => {
    const event = `id: 1\nevent: note\ndata: ${EVENT}\n\n`
    const from = event.indexOf(ID)
    for (let at = 0; at <= ID.length; at++) {
      const sides = [
        ['sse', ascii(REQUEST), chunked(event, from + at)],
        ['ws', masked(EVENT, EVENT.indexOf(ID) + at), plain(EVENT)],
      ] as const
      const run = runOf(sides, (bytes) => [bytes])
      const out = withoutLabId(run)
      await expectGone(out)
      const before = conversationOf(run.events).exchanges
      for (const [index, { sides: of }] of conversationOf(out.events).exchanges.entries()) {
        for (const direction of ['client-to-server', 'server-to-client'] as const) {
          const was = before[index]?.sides[direction]
          const texts = [of[direction].source, ...of[direction].derived].map(({ bytes }) => latin1(bytes))
          const plainTexts = [was!.source, ...was!.derived].map(({ bytes }) => latin1(bytes))
          expect(texts.map(({ length }) => length)).toEqual(plainTexts.map(({ length }) => length))
          // De-chunked, and unmasked and joined, nothing but the id is another.
          expect(texts.at(-1)).toBe(plainTexts.at(-1)?.replaceAll(ID, STAND_IN))
        }
      }
    }
  })

  it.each([1, 2, 3, 5, 7, 11])(
    'the same in slices of %i bytes, and every two-way cut of a request',
    async (size) => {
      const sides = [
        ['sse', ascii(REQUEST), chunked(`data: ${EVENT}\n\n`, 9)],
        ['ws', masked(EVENT, 40), plain(EVENT)],
      ] as const
      await expectGone(withoutLabId(runOf(sides, (bytes) => pieces(bytes, [size]))))
      const from = REQUEST.indexOf(ID)
      for (let at = from - 1; at <= from + ID.length + 1; at += size) {
        const cut = runOf([['sse', ascii(REQUEST), new Uint8Array()]], (bytes) =>
          bytes.length === 0 ? [] : [bytes.slice(0, at), bytes.slice(at)],
        )
        const slices = withoutLabId(cut).events.flatMap((each) => (each.kind === 'slice' ? [each] : []))
        expect(slices.map(({ bytes }) => latin1(bytes)).join('')).toBe(REQUEST.replaceAll(ID, STAND_IN))
        expect(slices.map(({ bytes }) => bytes.length)).toEqual([at, REQUEST.length - at])
      }
    },
  )

  it('has none of it in percent-encoding or in escapes of JSON either', () => {
    const hex = (letter: string): string => letter.charCodeAt(0).toString(16)
    const percent = Array.from(ID, (letter, i) => (i % 3 === 0 ? `%${hex(letter)}` : letter)).join('')
    const upper = Array.from(ID, (letter) => `%${hex(letter).toUpperCase()}`).join('')
    const escaped = Array.from(ID, (letter, i) => (i % 2 === 0 ? `\\u00${hex(letter)}` : letter)).join('')
    const body = `{"type":"note","data":"${escaped}"}`
    const request = `POST /labs/${percent}/events?${upper} HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    const run = runOf([['events', ascii(request), new Uint8Array()]], (bytes) => pieces(bytes, [13]))
    const side = conversationOf(withoutLabId(run).events).exchanges[0]?.sides['client-to-server']
    const text = latin1(side!.source.bytes)
    expect(text).toHaveLength(request.length)
    expect(decodeURIComponent(text)).toContain(`/labs/${STAND_IN}/events?${STAND_IN} `)
    expect(JSON.parse(text.slice(text.indexOf('{')))).toEqual({ type: 'note', data: STAND_IN })
  })

  it('has none of it in base64 either, wherever it stands in the groups of three bytes', async () => {
    for (const before of ['', 'a', 'ab', '{"lab":"']) {
      const coded = Buffer.from(`${before}${ID}"}`).toString('base64')
      const event = `{"id":1,"type":"note","at":1,"data":"${coded}"}`
      const sides = [
        ['sse', ascii(REQUEST), chunked(`data: ${event}\n\n`, event.indexOf(coded) + 20)],
        ['ws', masked(event, event.indexOf(coded) + 9), plain(event)],
      ] as const
      const run = runOf(sides, (bytes) => pieces(bytes, [31]))
      const texts = Object.values(await waysOut(withoutLabId(run))).flat()
      // Six bits at either edge belong to a neighbour too.
      const inside = coded.slice(Math.ceil(before.length / 3) * 4, -4)
      for (let at = 0; at + 8 <= inside.length; at++)
        for (const text of texts) expect(text).not.toContain(inside.slice(at, at + 8))
      const { derived } = conversationOf(withoutLabId(run).events).exchanges[1]!.sides['client-to-server']
      const sent = JSON.parse(latin1(derived.at(-1)!.bytes)) as { readonly data: string }
      expect(Buffer.from(sent.data, 'base64').toString('latin1')).toContain(STAND_IN.slice(1, -1))
    }
  })

  it('has no part of it beside a hole in the bytes, or where they end', () => {
    const from = REQUEST.indexOf(ID)
    for (let at = 1; at < ID.length; at++) {
      for (const lost of [1, 3, ID.length, 40]) {
        const bytes = ascii(REQUEST)
        const parts = [
          bytes.slice(0, from + at),
          bytes.slice(from + at, from + at + lost),
          bytes.slice(from + at + lost),
        ]
        const { header, events } = traceOf([
          {
            exchanges: [
              { transport: 'sse', crossed: parts.map((each) => ['up', each] as const), lost: [1] },
              { transport: 'sse', crossed: [['up', bytes.slice(0, from + at)]] },
            ],
          },
        ])
        const out = withoutLabId({ header: { ...header, lab: ID }, events })
        for (const event of out.events) {
          if (event.kind !== 'slice') continue
          const text = latin1(event.bytes)
          for (let i = 0; i + 6 <= ID.length; i++) expect(text).not.toContain(ID.slice(i, i + 6))
        }
      }
    }
  })

  it('leaves a compressed message out that has it, and no other', () => {
    const compressed = (text: string): Uint8Array => {
      const whole = deflateRawSync(Buffer.from(text), { finishFlush: 2 })
      return encodeFrame({ opcode: 1, rsv: 4, payload: Uint8Array.from(whole.subarray(0, -4)) })
    }
    const offer = 'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover\r\n\r\n'
    const down = joinBytes([
      ascii(ACCEPTED + offer),
      compressed('{"before":1}'),
      compressed(EVENT),
      compressed('{"after":1}'),
    ])
    const run = runOf([['ws', ascii(HANDSHAKE + offer), down]], (bytes) => pieces(bytes, [17]))
    const inflated = (of: Trace): string | undefined => {
      const { derived } = conversationOf(of.events).exchanges[0]!.sides['server-to-client']
      const source = derived.find((each) => each.id.endsWith('/inflated'))
      return source === undefined ? undefined : latin1(source.bytes)
    }
    expect(inflated(run)).toContain(ID)
    const out = withoutLabId(run)
    expect(inflated(out)).toBe('{"before":1}{"after":1}')
    const lost = out.events.filter(({ kind }) => kind === 'dropped')
    expect(lost.length).toBeGreaterThan(0)
  })

  it.each(['lost', 'broken'])('leaves a compressed message out that has it behind one that is %s', (how) => {
    const offer = 'Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n'
    const compressed = (text: string): Uint8Array => {
      const whole = deflateRawSync(text, {
        finishFlush: constants.Z_SYNC_FLUSH,
        strategy: constants.Z_HUFFMAN_ONLY,
      })
      return encodeFrame({ opcode: 1, rsv: 4, payload: Uint8Array.from(whole.subarray(0, -4)) })
    }
    const before =
      how === 'lost'
        ? compressed('{"before":"of another window"}')
        : encodeFrame({ opcode: 1, rsv: 4, payload: Uint8Array.of(7, 7, 7, 7, 7, 7, 7) })
    const { header, events } = traceOf([
      {
        exchanges: [
          {
            transport: 'ws',
            crossed: [
              ['up', ascii(HANDSHAKE + offer)],
              ['down', ascii(ACCEPTED + offer)],
              ['down', before],
              ['down', compressed(EVENT)],
              ['down', encodeFrame({ opcode: 1, payload: ascii('{"after":1}') })],
            ],
            lost: how === 'lost' ? [2] : [],
          },
        ],
      },
    ])
    const bytes = (all: readonly TraceEvent[]): string =>
      all.map((event) => (event.kind === 'slice' ? latin1(event.bytes) : '')).join('')
    const frame = latin1(compressed(EVENT))
    expect(bytes(events)).toContain(frame)
    const out = bytes(withoutLabId({ header: { ...header, lab: ID }, events }).events)
    expect(out).not.toContain(frame.slice(4, 12))
    expect(out).toContain('{"after":1}')
  })

  it('is the same run where there is no id of a lab, or it has been replaced', () => {
    const run = runOf([['sse', ascii(REQUEST), chunked(EVENT, 4)]], (bytes) => [bytes])
    const once = withoutLabId(run)
    expect(once.header).toMatchObject({ lab: STAND_IN, settings: { of: STAND_IN } })
    expect(withoutLabId(once)).toBe(once)
    expect(standInFor(ID)).toBe(STAND_IN)
    for (const lab of ['', 'lab', 'a', '.*'.repeat(20)])
      expect(eventsWithoutLabId(run.events, lab)).toBe(run.events)
  })
})
