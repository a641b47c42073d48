/** HARs as Chrome, Firefox, Charles, Fiddler and mitmproxy write them: what is read, and that what is left out is said. */
import { describe, expect, it } from 'vitest'
import { gistOf } from '../../../tests/support/brought.ts'
import { openText } from './open.ts'

type Members = Readonly<Record<string, unknown>>

const headers = (all: Readonly<Record<string, string>>): readonly Members[] =>
  Object.entries(all).map(([name, value]) => ({ name, value }))

const entry = (more: { readonly request?: Members; readonly response?: Members } = {}): Members => ({
  startedDateTime: '2026-01-01T00:00:00.000Z',
  time: 10,
  request: { method: 'GET', url: 'https://a/x', headers: headers({ ':method': 'GET' }), ...more.request },
  response: { status: 200, statusText: '', headers: [], content: { size: 2, text: 'hi' }, ...more.response },
})

const socket = (...messages: readonly Members[]): Members => ({
  ...entry({
    request: {
      url: 'ws://a/chat',
      headers: headers({
        host: 'a',
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
      }),
    },
    response: {
      status: 101,
      headers: headers({
        upgrade: 'websocket',
        connection: 'Upgrade',
        'sec-websocket-accept': 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      }),
    },
  }),
  _resourceType: 'websocket',
  _webSocketMessages: messages,
})

const opened = (...entries: readonly Members[]) =>
  openText(JSON.stringify({ log: { version: '1.2', creator: { name: 'x' }, entries } }))
const gist = (...entries: readonly Members[]): readonly string[] => gistOf(opened(...entries))

const HELLO = { type: 'send', time: 1_767_225_600.5, opcode: 1, data: 'Hello' }

describe('entries that were copied by themselves', () => {
  it.each<readonly [string, unknown, number]>([
    ['one', entry(), 1],
    ['several', [entry(), entry()], 2],
    ['a log behind a comment', { comment: 'x', log: { entries: [entry()] } }, 1],
  ])('%s', (_, copied, count) => {
    const rebuilt = count === 1 ? 'har; rebuilt' : `har; rebuilt ${count}`
    const each = ['http GET /x 200', '↑ request-head', '↓ response-head, content']
    expect(gistOf(openText(JSON.stringify(copied, null, 2)))).toEqual([
      rebuilt,
      ...Array.from({ length: count }, () => each).flat(),
    ])
  })
})

describe('WebSocket messages', () => {
  it('are frames behind a handshake that is whole', () => {
    expect(
      gist(socket(HELLO, { type: 'receive', time: 1_767_225_601, opcode: 2, data: 'gQVIZQ==' })),
    ).toEqual([
      'har; rebuilt',
      'ws GET /chat 101',
      '↑ request-head, frame, payload, message "Hello"',
      '↓ response-head, frame, message "�\\u0005He"',
    ])
  })

  it.each<readonly [string, Members]>([
    ['an error with opcode -1', { type: 'error', time: 1, opcode: -1, data: 'Connection reset' }],
    ['an error with an opcode', { type: 'error', time: 1, opcode: 1, data: 'Connection reset' }],
    ['one without data', { type: 'send', time: 1, opcode: 1 }],
    ['binary that is no base64', { type: 'send', time: 1, opcode: 2, data: '?' }],
  ])('are not made of %s, and that is said', (_, message) => {
    expect(gist(socket(HELLO, message))).toEqual([
      'har; message-left-out, rebuilt',
      'ws GET /chat 101',
      '↑ request-head, frame, payload, message "Hello"',
      '↓ response-head',
    ])
  })

  it.each([
    ['seconds', 1_767_225_600.5],
    ['milliseconds', 1_767_225_600_500],
    ['a date', '2026-01-01T00:00:00.500Z'],
  ])('crossed at a time in %s', (_, time) => {
    const read = opened(socket({ ...HELLO, time }))
    if (!read.ok || read.value.kind !== 'run') throw new Error('no run')
    const last = read.value.trace.events.findLast(({ kind }) => kind === 'slice')
    expect(last).toMatchObject({ left: Date.parse('2026-01-01T00:00:00.500Z') })
  })
})

describe('contents', () => {
  it.each<readonly [string, Members, readonly string[]]>([
    [
      'in base64, unpacked already',
      entry({
        response: {
          headers: headers({ 'content-encoding': 'gzip' }),
          content: { size: 2, text: 'aGk=', encoding: 'base64' },
        },
      }),
      ['har; rebuilt', 'http GET /x 200', '↑ request-head', '↓ response-head, content'],
    ],
    [
      'that Firefox or Safari left out are holes',
      entry({ response: { content: { size: 1234 } } }),
      ['har; content-left-out, rebuilt', 'http GET /x 200', '↑ request-head', '↓ response-head, content'],
    ],
    [
      'of a request that were left out are holes',
      entry({ request: { method: 'POST', bodySize: 70, postData: { mimeType: 'a/b', params: [] } } }),
      [
        'har; content-left-out, rebuilt',
        'http POST /x 200',
        '↑ request-head, content',
        '↓ response-head, content',
      ],
    ],
    [
      'of an event stream are its blocks',
      entry({
        response: {
          headers: headers({ 'content-type': 'text/event-stream' }),
          content: { size: 9, text: 'data: 1\n\n' },
        },
      }),
      ['har; rebuilt', 'sse GET /x 200', '↑ request-head', '↓ response-head, event-block "data: 1\\n\\n"'],
    ],
    [
      'of an answer that never came are none',
      entry({ response: { status: 0, content: { size: 0 } } }),
      ['har; rebuilt', 'http GET /x', '↑ request-head'],
    ],
  ])('%s', (_, own, lines) => {
    expect(gist(own)).toEqual(lines)
  })
})

describe('a file', () => {
  it('that has no entry, or breaks off, is refused', () => {
    expect(gist()).toEqual(['refused: malformed-har'])
    expect(gistOf(openText('{"log":{"entries":[{"request"'))).toEqual(['refused: malformed-har'])
  })

  it('loses an entry that is none of HTTP, and says so', () => {
    expect(gist(entry({ request: { url: 'data:text/plain,hi' } }), entry())[0]).toBe('har; not-http, rebuilt')
  })
})
