/** What is long is not fatal: more units, fields and lines than a call can be handed at once, and lines of megabytes. */
import { describe, expect, it } from 'vitest'
import { ascii } from '../../tests/support/http1-encoder.ts'
import { traceOf } from '../../tests/support/trace-of.ts'
import { encodeHar } from './export/har.ts'
import { annotatedText } from './export/text.ts'
import { conversationOf } from './trace/conversation.ts'
import type { Trace } from './trace/trace.ts'

const MANY = 140_000
const MEGABYTES = 8 * 1024 * 1024
const EVENT = '{"id":1,"type":"a","at":1,"data":0}'
const OK = 'HTTP/1.1 200 OK\r\n'
const answer = (type: string, content: string): string =>
  `${OK}Content-Type: ${type}\r\nContent-Length: ${content.length}\r\n\r\n${content}`
const poll = `{"events":[${Array(MANY).fill(EVENT).join()}],"last":1}`
const lengthOf = (length: number): string =>
  String.fromCharCode(0, 0, 0, 0, length >> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255)

const LONG: Readonly<Record<string, string>> = {
  'an event stream of line feeds': answer('text/event-stream', '\n'.repeat(MANY)),
  'an event of many lines': answer('text/event-stream', `${'data\n'.repeat(MANY)}\n`),
  'many scripts': answer('text/html', '<script></script>\n'.repeat(MANY / 2)),
  'a start tag without end': `${OK}Content-Type: text/html\r\n\r\n<script ${'a'.repeat(MEGABYTES)}`,
  'a chunk size line': `${OK}Transfer-Encoding: chunked\r\n\r\n5${';a'.repeat(MEGABYTES / 2)}\r\nhello\r\n`,
  'a header line': `${OK}X: ${'y'.repeat(MEGABYTES)}\r\n\r\n`,
  'many chunks': `${OK}Transfer-Encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(MANY)}0\r\n\r\n`,
  'a poll of many events': answer('application/json', poll),
  'a frame of many events': `HTTP/1.1 101 S\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: x\r\n\r\n\x81\x7f${lengthOf(poll.length)}${poll}`,
}

function runOf(text: string): Trace {
  const crossed = [
    ['up', ascii('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
    ['down', ascii(text)],
  ] as const
  return traceOf([{ exchanges: [{ transport: 'http', crossed }] }])
}

describe('long inputs', () => {
  it.each(Object.keys(LONG))('are read to their end, field by field: %s', (name) => {
    const [exchange] = conversationOf(runOf(LONG[name] ?? '').events).exchanges
    const { source, units } = exchange!.sides['server-to-client']
    let at = 0
    for (const { source: id, range, fields } of units) {
      if (id !== source.id) continue
      if (range.start !== at || fields.at(-1)?.range.end !== range.end) expect([range, fields]).toEqual([at])
      at = range.end
    }
    expect(at).toBe(LONG[name]?.length)
  })

  it.each(['an event of many lines', 'a frame of many events'])('are written out: %s', (name) => {
    const run = runOf(LONG[name] ?? '')
    expect(annotatedText(run).split('\n').length).toBeGreaterThan(MANY)
    expect(JSON.parse(encodeHar(run))).toHaveProperty('log.version')
  })
})
