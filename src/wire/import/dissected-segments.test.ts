/** Packets that tshark took apart and printed without their bytes (no `-x`): their payloads are put together into connections. */
import { describe, expect, it } from 'vitest'
import { gistOf } from '../../../tests/support/brought.ts'
import { hexOf } from '../../../tests/support/hex-of.ts'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { openText } from './open.ts'

type Shown = Readonly<Record<string, string>>

const ASKS = 'GET /a HTTP/1.1\r\nHost: a\r\n\r\n'
const ANSWERS = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
const pairs = (text: string): string => hexOf(ascii(text)).replace(/..(?=.)/g, '$&:')

/** What tshark shows of one segment; `end` speaks to the server at port 80, or is it. */
function shown(end: number | 'server', seq: number, ack: number, payload: string, flags = ''): Shown {
  const [from, to] = end === 'server' ? ['10.0.0.2', '10.0.0.1'] : ['10.0.0.1', '10.0.0.2']
  return {
    'ip.src': from,
    'ip.dst': to,
    'tcp.srcport': String(end === 'server' ? 80 : end),
    'tcp.dstport': String(end === 'server' ? 5000 : 80),
    'tcp.stream': '0',
    'tcp.seq': String(seq),
    'tcp.ack': String(ack),
    'tcp.flags.syn': flags.includes('S') ? '1' : '0',
    'tcp.flags.fin': flags.includes('F') ? '1' : '0',
    ...(payload === '' ? {} : { 'tcp.payload': pairs(payload) }),
  }
}

const TALK: readonly Shown[] = [
  shown(5000, 0, 0, '', 'S'),
  shown('server', 0, 1, '', 'S'),
  shown(5000, 1, 1, ASKS),
  shown('server', 1, 1 + ASKS.length, ANSWERS),
]
const READ = ['http GET /a 200', '↑ request-head', '↓ response-head, content']

/** Some of the fields alone. */
const only = (fields: Shown, ...names: readonly string[]): Shown =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))

const entries = (fields: Shown, layer: string): Shown =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name.startsWith(`${layer}.`)))

const layersOf = (fields: Shown): string =>
  JSON.stringify(
    { frame: { 'frame.number': '1' }, ip: entries(fields, 'ip'), tcp: entries(fields, 'tcp') },
    null,
    2,
  )

const json = (packets: readonly Shown[], layers = layersOf): string =>
  `[\n${packets
    .map(
      (fields) =>
        `  {\n    "_index": "packets-2026-11-29",\n    "_source": {\n      "layers": ${layers(fields)}\n    }\n  }`,
    )
    .join(',\n')}\n]\n`

/** As `-e` asks for fields by name: each a list. */
const asked = (packets: readonly Shown[]): string =>
  json(packets, (fields) =>
    JSON.stringify(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, [value]]))),
  )

const ek = (packets: readonly Shown[]): string =>
  packets
    .map((fields) => {
      const named = Object.entries(fields).map(([name, value]) => {
        const [layer = ''] = name.split('.')
        const plain = name.includes('flags') ? value === '1' : value
        return [`${layer}_${name.replaceAll('.', '_')}`, plain]
      })
      return `{"index":{"_index":"packets-2026-11-29"}}\n{"timestamp":"1","layers":{"tcp":${JSON.stringify(Object.fromEntries(named))}}}\n`
    })
    .join('')

const pdml = (packets: readonly Shown[]): string =>
  `<?xml version="1.0"?>\n<pdml version="0">\n${packets
    .map(
      (fields) =>
        `<packet>\n${Object.entries(fields)
          .map(
            ([name, value]) =>
              `<field name="${name}" showname="${name}: x" size="4" pos="26" show="${value}" value="00"/>`,
          )
          .join('\n')}\n</packet>\n`,
    )
    .join('')}</pdml>\n`

describe('payloads are put together out of', () => {
  it.each<readonly [string, string, string, readonly string[]]>([
    ['tshark -T json', json(TALK), 'capture-file', READ],
    ['the same from a text box of Windows', json(TALK).replaceAll('\n', '\r\n'), 'capture-file', READ],
    [
      'one packet of it',
      json(TALK.slice(2, 3)).replace(/^\[|\]\n$/g, ''),
      'capture-file',
      ['http GET /a', '↑ request-head'],
    ],
    ['tshark -T ek', ek(TALK), 'capture-file', READ],
    ['PDML', pdml(TALK), 'capture-file', READ],
    ['fields asked for by name', asked(TALK), 'capture-file', READ],
    [
      'what was sent twice, and in another order',
      json([
        ...TALK.slice(0, 3),
        shown('server', 21, 28, ANSWERS.slice(20)),
        shown('server', 1, 28, ANSWERS.slice(0, 20)),
        TALK[3]!,
      ]),
      'capture-file; out-of-order, retransmission',
      READ,
    ],
    [
      'two connections',
      json([
        ...TALK,
        ...TALK.map((fields) => ({
          ...fields,
          'tcp.stream': '1',
          [fields['tcp.srcport'] === '80' ? 'tcp.dstport' : 'tcp.srcport']: '6000',
        })),
      ]),
      'capture-file',
      [...READ, ...READ],
    ],
    [
      'a socket without its handshake',
      json([shown('server', 1, 1, '\x81\x02hi'), shown(5000, 1, 5, '\x81\x82\0\0\0\0hi')]),
      'capture-file; missing-handshake',
      ['frames', '↑ frame, payload, message "hi"', '↓ frame, message "hi"'],
    ],
    [
      'what is not all there',
      json([
        TALK[2]!,
        shown('server', 1, 28, ANSWERS.slice(0, 20)),
        shown('server', 30, 28, ANSWERS.slice(29)),
      ]),
      'capture-file; missing-bytes 9',
      ['http GET /a 200', '↑ request-head', '↓ response-head…'],
    ],
    [
      'fields without numbers, by their ports',
      asked(TALK.slice(2).map((fields) => only(fields, 'tcp.srcport', 'tcp.payload'))),
      'capture-file',
      READ,
    ],
    [
      'fields without ends, by what is in them',
      asked(TALK.slice(2).map((fields) => only(fields, 'tcp.stream', 'tcp.payload'))),
      'conversation; sides-told-apart',
      READ,
    ],
    [
      'payloads alone, in their order',
      asked([{ 'tcp.payload': '81:02:68:69' }, { 'tcp.payload': '81:02:6F:6B' }]),
      'server-frames; sure; dumps-joined 2',
      ['↓ frame, frame, message "hi", message "ok"'],
    ],
  ])('%s', (_, text, whole, read) => {
    expect(gistOf(openText(text))).toEqual([whole, ...read])
  })

  it.each<readonly [string, string]>([
    ['packets without a payload', json(TALK.slice(0, 2))],
    [
      'payloads of several connections that say no end',
      asked([
        { 'tcp.stream': '0', 'tcp.payload': '81:02:68:69' },
        { 'tcp.stream': '1', 'tcp.payload': '81:02:68:69' },
      ]),
    ],
    [
      'three ends of nobody knows how many',
      asked([1, 2, 3].map((end) => only(shown(end, 1, 1, ASKS), 'tcp.srcport', 'tcp.payload'))),
    ],
  ])('and not out of %s', (_, text) => {
    expect(gistOf(openText(text))[0]).toBe('bytes; unknown; dissected')
  })
})
