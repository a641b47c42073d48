/**
 * Every dissector takes steps that grow no faster than its input, whatever stands in it and however it is cut: inputs of each
 * awkward kind, four times as long, take four times the steps. Read after each slice, as a live page does.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { countSteps } from '../../tests/support/steps.ts'
import type { Field } from './field/field.ts'
import type { TraceEvent } from './trace/trace.ts'

const steps = countSteps('src/wire')
afterAll(() => steps.stop())
// Counted is what is compiled from here on.
const { createConversation } = await import('./trace/conversation.ts')

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

const OK = 'HTTP/1.1 200 OK\r\n'
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`
const SSE = `${OK}Content-Type: text/event-stream\r\n`
const HTML = `${OK}Content-Type: text/html\r\n`
const JSON_HEAD = `${OK}Content-Type: application/json\r\n`
const ofLength = (head: string, content: string): string =>
  `${head}Content-Length: ${content.length}\r\n\r\n${content}`
const inChunks = (head: string, content: string, size: number): string => {
  let body = ''
  for (let at = 0; at < content.length; at += size) {
    const data = content.slice(at, at + size)
    body += `${data.length.toString(16)}\r\n${data}\r\n`
  }
  return `${head}Transfer-Encoding: chunked\r\n\r\n${body}0\r\n\r\n`
}
const EVENT = '{"id":1,"type":"goal","at":1,"data":null}'

/** Answers of about so many bytes, by what is awkward in them. */
const ANSWERS: Readonly<Record<string, (bytes: number) => string>> = {
  'a header name with blanks': (n) => `${OK}X${' '.repeat(n)}Y: z\r\n\r\n`,
  'blanks before a colon': (n) => `${OK}X${'\t '.repeat(n / 2)}: z\r\n\r\n`,
  'a value of blanks': (n) => `${OK}X: ${' '.repeat(n)}\r\n\r\n`,
  'one long header line': (n) => `${OK}X: ${'y'.repeat(n)}\r\n\r\n`,
  'many header lines': (n) => `${OK}${'a: b\r\n'.repeat(n / 6)}\r\n`,
  'header lines without a colon': (n) => `${OK}${'a\n'.repeat(n / 2)}\r\n`,
  'a header folded often': (n) => `${OK}X: y\r\n${' z\r\n'.repeat(n / 4)}\r\n`,
  'codings without end': (n) => `${OK}Transfer-Encoding: ${',chunked '.repeat(n / 9)}\r\n\r\n`,
  'lengths without end': (n) => `${OK}${'Content-Length: 5\r\n'.repeat(n / 19)}\r\nhello`,
  'interim answers': (n) => 'HTTP/1.1 103 X\r\n\r\n'.repeat(n / 18) + ofLength(OK, 'x'),
  'a head that never ends': (n) => `${OK}${'a: b\r\n'.repeat(n / 6)}`,
  'trailers without end': (n) => `${CHUNKED}0\r\n${'a: b\r\n'.repeat(n / 6)}\r\n`,
  'a trailer name with blanks': (n) => `${CHUNKED}0\r\nX${' '.repeat(n)}Y: z\r\n\r\n`,
  'a long chunk size': (n) => `${CHUNKED}${'0'.repeat(n)}5\r\nhello\r\n0\r\n\r\n`,
  'a long chunk extension': (n) => `${CHUNKED}5;${'a=b;'.repeat(n / 4)}c\r\nhello\r\n0\r\n\r\n`,
  'a quoted chunk extension': (n) => `${CHUNKED}5;a="${'\\"'.repeat(n / 2)}"\r\nhello\r\n0\r\n\r\n`,
  'a chunk extension before much data': (n) =>
    `${CHUNKED}${n.toString(16)};${'a'.repeat(1_000)}\r\n${'x'.repeat(n)}\r\n0\r\n\r\n`,
  'small chunks': (n) => inChunks(OK, 'x'.repeat(n / 6), 1),
  'chunks with extensions': (n) => `${CHUNKED}${'1;a\r\nx\r\n'.repeat(n / 8)}0\r\n\r\n`,
  'one large chunk': (n) => inChunks(OK, 'x'.repeat(n), n),
  'bytes behind the end': (n) => `${ofLength(OK, 'x')}${'y'.repeat(n)}`,
  'an event stream of line feeds': (n) => ofLength(SSE, '\n'.repeat(n)),
  'an event stream of carriage returns': (n) => ofLength(SSE, '\r'.repeat(n)),
  'an event stream of one line': (n) => ofLength(SSE, `data: ${'x'.repeat(n)}`),
  'an event stream of colons': (n) => ofLength(SSE, ':'.repeat(n)),
  'an event of many lines': (n) => ofLength(SSE, `${'data: x\n'.repeat(n / 8)}\n`),
  'events in chunks': (n) => inChunks(SSE, `id: 1\ndata: ${EVENT}\n\n`.repeat(n / 60), 17),
  'an event stream until the end': (n) => `${SSE}\r\n${'id\nretry: 1\nx\n\n'.repeat(n / 15)}`,
  scripts: (n) => ofLength(HTML, `<script>parent.f(${EVENT})</script>\n`.repeat(n / 70)),
  'scripts in chunks': (n) => inChunks(HTML, `<script>parent.f(${EVENT})</script>\n`.repeat(n / 80), 17),
  'a start tag without end': (n) => `${HTML}\r\n<script ${'a'.repeat(n)}`,
  'a start tag of quotes': (n) => `${HTML}\r\n<script ${'a="b" '.repeat(n / 6)}`,
  'tags that begin': (n) => `${HTML}\r\n${'<'.repeat(n)}`,
  'scripts that begin': (n) => `${HTML}\r\n${'<script '.repeat(n / 8)}`,
  'scripts that nearly end': (n) => `${HTML}\r\n<script>${'</scripts>'.repeat(n / 10)}`,
  'comments that begin': (n) => `${HTML}\r\n${'<!--'.repeat(n / 4)}`,
  'comments in a script': (n) => `${HTML}\r\n<script>${'<!-- -->'.repeat(n / 8)}</script>`,
  dashes: (n) => `${HTML}\r\n<!--${'-'.repeat(n)}`,
  'a call that never ends': (n) => ofLength(HTML, `<script>parent.${'f.'.repeat(n / 2)}</script>`),
  'a call with blanks behind it': (n) =>
    ofLength(HTML, `<script>parent.f(${EVENT})${' '.repeat(n)};x</script>`),
  'JSON of brackets': (n) => ofLength(JSON_HEAD, '['.repeat(n)),
  'JSON of events': (n) =>
    ofLength(
      JSON_HEAD,
      `{"events":[${Array(Math.ceil(n / 42))
        .fill(EVENT)
        .join()}],"last":1}`,
    ),
  'JSON of escapes': (n) => ofLength(JSON_HEAD, `"${'\\u0000'.repeat(n / 6)}`),
  'JSON of digits': (n) => ofLength(JSON_HEAD, `{"a":${'1'.repeat(n)}x}`),
  'JSON of blanks': (n) => ofLength(JSON_HEAD, `[${' '.repeat(n)}`),
}

const UPGRADE = 'Connection: Upgrade\r\nUpgrade: websocket\r\n'
const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate\r\n'
const SWITCHED = `HTTP/1.1 101 Switching Protocols\r\n${UPGRADE}Sec-WebSocket-Accept: x\r\n`
const large = (n: number): string =>
  String.fromCharCode(0x82, 127, 0, 0, 0, 0, 0, (n >> 16) & 255, (n >> 8) & 255, n & 255)

/** What follows a 101, of about so many bytes. */
const FRAMES: Readonly<Record<string, (bytes: number) => string>> = {
  'empty continuations': (n) => '\0\0'.repeat(n / 2),
  'empty messages': (n) => '\x81\0'.repeat(n / 2),
  'fragments of a byte': (n) => `\x01\x01a${'\0\x01b'.repeat(n / 3)}`,
  'fragments with pings between': (n) => `\x01\x01a${'\0\x01b\x89\0'.repeat(n / 5)}`,
  'masked messages': (n) => '\x82\x81abcdx'.repeat(n / 7),
  'one large frame': (n) => large(n) + 'x'.repeat(n),
  'one large frame, unfinished': (n) => large(2 * n) + 'x'.repeat(n),
  events: (n) => `\x81${String.fromCharCode(EVENT.length)}${EVENT}`.repeat(n / 43),
  'compressed messages': (n) => '\xc1\x07\xaa\x56\x4a\x54\xb2\x02\x00'.repeat(n / 9),
  'zeros that inflate': (n) => '\xc2\x03\x63\x00\x00'.repeat(n / 5),
}

interface Cut {
  readonly slice: number
  /** Fewer bytes where there is a slice, and a look, for each of them. */
  readonly bytes: number
  readonly isReadOn: boolean
  /** Every other slice comes only after all the others: half of what there is, is missing until then. */
  readonly isOutOfOrder?: true
}

const CUTS: Readonly<Record<string, Cut>> = {
  'at once': { slice: Infinity, bytes: 6_000, isReadOn: false },
  'byte by byte': { slice: 1, bytes: 1_500, isReadOn: true },
  'out of order': { slice: 10, bytes: 4_000, isReadOn: false, isOutOfOrder: true },
}

function sliced(
  direction: 'client-to-server' | 'server-to-client',
  text: string,
  size: number,
): TraceEvent[] {
  const bytes = latin1(text)
  const events: TraceEvent[] = []
  for (let offset = 0; offset < bytes.length; offset += size)
    events.push({
      kind: 'slice',
      exchange: 'x',
      direction,
      offset,
      left: 0,
      arrived: 0,
      bytes: bytes.slice(offset, offset + size),
    })
  return events
}

function look(fields: readonly Field[]): number {
  return fields.reduce((sum, { children }) => sum + 1 + look(children), 0)
}

/** Reads an answer to its end, and looks at every field of it then. */
function readerOf(request: string, answer: string, { slice, isReadOn, isOutOfOrder }: Cut): () => void {
  const slices = sliced('server-to-client', answer, slice)
  const isLate = (_: TraceEvent, i: number): boolean => isOutOfOrder === true && i % 2 === 0
  const events: TraceEvent[] = [
    { kind: 'exchange-opened', exchange: 'x', connection: 'c', transport: 'http', at: 0 },
    ...sliced('client-to-server', request, Infinity),
    ...slices.filter((each, i) => !isLate(each, i)),
    ...slices.filter(isLate),
    { kind: 'exchange-closed', exchange: 'x', at: 1 },
  ]
  return () => {
    const { push, view } = createConversation()
    events.forEach((event, moment) => {
      push(event, moment)
      if (isReadOn) void view.exchanges
    })
    for (const { sides } of view.exchanges)
      for (const { units } of Object.values(sides)) for (const unit of units) look(unit.fields)
  }
}

function expectLinear(request: string, answer: (bytes: number) => string, cut: Cut): void {
  // What is compiled or made once does not count.
  readerOf(request, answer(100), cut)()
  const [few, many] = [cut.bytes, 4 * cut.bytes].map((bytes) => {
    const text = answer(bytes)
    return steps.of(readerOf(request, text, cut)) / text.length
  })
  expect((many ?? 0) / (few ?? 1)).toBeLessThan(1.2)
}

describe.each(Object.entries(CUTS))('steps grow with the bytes, %s', (_, cut) => {
  it.each(Object.entries(ANSWERS))('of %s', (__, answer) => {
    expectLinear('GET / HTTP/1.1\r\nHost: x\r\n\r\n', answer, cut)
  })

  it.each(Object.entries(FRAMES))('of %s in frames', (name, frames) => {
    const isDeflated = name.includes('compressed') || name.includes('inflate')
    const asked = isDeflated ? DEFLATE : ''
    expectLinear(
      `GET / HTTP/1.1\r\nHost: x\r\n${UPGRADE}${asked}\r\n`,
      (bytes) => `${SWITCHED}${asked}\r\n${frames(bytes)}`,
      cut,
    )
  })
})
