/** Lines to repeat an exchange: quoting through a real shell, `curl` against a real socket, `websocat`'s arguments. */
import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it, type TestContext } from 'vitest'
import { ascii, encodeChunked, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { traceOf, type ExchangeSpec } from '../../../tests/support/trace-of.ts'
import { encodeFrame, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import type { ExchangeView } from '../trace/views.ts'
import { commandLine, type CommandLine } from './command-line.ts'
import { printfCommand, shellQuote } from './shell-quote.ts'
import { conversationOf } from '../trace/conversation.ts'

function exchangeOf(crossed: ExchangeSpec['crossed']): ExchangeView {
  const [exchange] = conversationOf(
    traceOf([{ exchanges: [{ transport: 'http', crossed }] }]).events,
  ).exchanges
  if (exchange === undefined) throw new Error('no exchange')
  return exchange
}

function lineOf(exchange: ExchangeView, origin?: string): CommandLine {
  const result = commandLine(exchange, origin)
  if (!result.ok) throw new Error(result.code)
  return result.value
}

/** What a shell makes of a command, byte for byte. */
function shell(command: string): Buffer {
  const { stdout, status, stderr } = spawnSync('sh', ['-c', command])
  if (status !== 0) throw new Error(stderr.toString())
  return stdout
}

describe('quoting', () => {
  it('gives a shell exactly the text, and shows a terminal nothing that it could act on', () => {
    const nasty = fc.string({
      unit: fc.oneof(
        fc.constantFrom(...`'"\\\`$!*?[]{}()<>|&;#~= \n\r\t\x1b\x07\x7f-%@a1`),
        fc.constantFrom('球', '“', '\u202e', '\u200b', '\u0085', '🙂', '\u2028'),
      ),
      maxLength: 30,
    })
    const fixed = [
      "it's",
      '',
      '-n',
      '$(touch x)',
      '`x`',
      '\n',
      'a\n',
      '\x1b[201~rm',
      '%s',
      '\\',
      "'",
      '!!',
      'a=b',
      '~',
    ]
    // Many words in one run: a shell for each would take a minute.
    const texts = [...fixed, ...fc.sample(nasty, { numRuns: 400, seed: 1 })]
    const words = texts.map(shellQuote)
    for (const word of words) expect(word).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\u200b\u2028]/)
    const seen = shell(`printf '%s\\000' ${words.join(' ')}`)
      .toString()
      .split('\0')
      .slice(0, -1)
    expect(seen).toEqual(texts)
  })

  it('writes any bytes by printf', () => {
    const all = Uint8Array.from({ length: 512 }, (_, i) => (i * 91) & 0xff)
    expect(new Uint8Array(shell(printfCommand(all)))).toEqual(all)
  })
})

/** Takes one request off a real socket and answers it. */
async function received(command: (origin: string) => string): Promise<string> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const taken = new Promise<string>((resolve) => {
    server.on('connection', (socket) => {
      let text = ''
      socket.on('data', (bytes: Buffer) => {
        text += bytes.toString('latin1')
        const [head = '', body] = text.split(/\r\n\r\n([^]*)/)
        const [, length = '0'] = /\r\ncontent-length: (\d+)/i.exec(head) ?? []
        const isChunked = /\r\ntransfer-encoding: chunked/i.test(head)
        if (body === undefined || (isChunked ? !body.endsWith('0\r\n\r\n') : body.length < Number(length)))
          return
        resolve(text)
        socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n')
      })
    })
  })
  try {
    const { port } = server.address() as AddressInfo
    const [text] = await Promise.all([
      taken,
      promisify(execFile)('sh', ['-c', command(`http://127.0.0.1:${port}`)], { timeout: 20_000 }),
    ])
    return text
  } finally {
    server.close()
  }
}

/** A request's parts, headers in any order, its host and length aside. */
function partsOf(text: string): unknown {
  const [head = '', body] = text.split(/\r\n\r\n([^]*)/)
  const [start, ...headers] = head.split('\r\n')
  const kept = headers.filter((line) => !/^(?:host|content-length):/i.test(line))
  return { start, headers: kept.sort(), body }
}

const CURL = spawnSync('curl', ['--version']).error === undefined
const NO_CURL = 'No curl found. Install it (Debian, Ubuntu: apt-get install curl).'

function needsCurl({ skip }: TestContext): void {
  if (!CURL && process.env['CI']) throw new Error(NO_CURL)
  skip(!CURL, NO_CURL)
}

describe('curl', () => {
  const requests: Readonly<Record<string, string>> = {
    'a plain GET':
      'GET /labs/x/sse?after=3&x=[1] HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nUser-Agent: me\r\n\r\n',
    'what curl would add': 'GET / HTTP/1.1\r\nHost: a\r\n\r\n',
    'odd paths and values': `GET /a/../b/{c}?q='$(x)\` HTTP/1.1\r\nHost: a\r\nAccept: it's "so" $HOME \\\r\nX-Empty:\r\n\r\n`,
    'UTF-8 in a header': 'GET / HTTP/1.1\r\nHost: a\r\nAccept: \xe7\x90\x83\r\nUser-Agent: me\r\n\r\n',
    'a POST':
      'POST /labs/x/events HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 18\r\n\r\n{"data":"it\'s @a"}',
    'a POST without a type': 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n@a',
    'a POST without a body': 'POST / HTTP/1.1\r\nHost: a\r\nAccept: */*\r\nContent-Length: 0\r\n\r\n',
    'any bytes':
      'PUT / HTTP/1.1\r\nHost: a\r\nContent-Type: x/y\r\nContent-Length: 6\r\n\r\n\x00\xff\x80%\\\n',
    'another method': 'DELETE /labs/x HTTP/1.1\r\nHost: a\r\n\r\n',
    'a target that is no path': 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  }
  it('has a line for each of these', () => {
    for (const text of Object.values(requests)) {
      const { line, differs } = lineOf(exchangeOf([['up', ascii(text)]]))
      expect(line).toMatch(/^(?:printf .* \| )?curl -i -N --http1\.1 /)
      expect(differs).toEqual([])
    }
  })

  for (const [name, text] of Object.entries(requests)) {
    it(`sends again: ${name}`, async (context) => {
      needsCurl(context)
      const exchange = exchangeOf([['up', ascii(text)]])
      const seen = await received((origin) => lineOf(exchange, origin).line)
      expect(partsOf(seen)).toEqual(partsOf(text))
    })
  }

  it('sends a chunked body again, in chunks of its own', async (context) => {
    needsCurl(context)
    const body = encodeChunked([{ data: ascii('he') }, { data: ascii('llo') }])
    const head = ascii(
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: x/y\r\nTransfer-Encoding: chunked\r\n\r\n',
    )
    const exchange = exchangeOf([['up', joinBytes([head, body])]])
    const seen = await received((origin) => lineOf(exchange, origin).line)
    expect(seen).toMatch(/transfer-encoding: chunked[^]*\r\n\r\n5\r\nhello\r\n0\r\n\r\n$/i)
  })

  it('goes where the request went, leaves masked values out, and says what it cannot repeat', () => {
    const head = 'POST /x HTTP/1.1\r\nHost: example.org:81\r\nCookie: ****\r\nContent-Length: 9\r\n\r\n'
    const { line, differs } = lineOf(exchangeOf([['up', ascii(`${head}abc`)]]))
    expect(line).toContain('http://example.org:81/x')
    expect(line).not.toMatch(/cookie/i)
    expect(differs).toEqual([{ kind: 'masked-headers', names: ['Cookie'] }, { kind: 'incomplete-body' }])
    expect(commandLine(exchangeOf([['up', ascii('GET / HT')]]))).toEqual({ ok: false, code: 'no-request' })
  })
})

describe('websocat', () => {
  const ask = (more: string): Uint8Array =>
    ascii(
      `GET /labs/x/ws?after=1 HTTP/1.1\r\nHost: a:4321\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n${more}\r\n`,
    )
  const answer = ascii(
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
  )
  const key = [1, 2, 3, 4]

  /** The words that a line hands to the program, and what it hands to its input. */
  function called(line: string): { readonly words: readonly string[]; readonly input: string } {
    const spy = `websocat() { for word; do printf '%s\\000' "$word"; done; printf '\\000'; case $* in *' -n '*) cat;; esac; }`
    const [words = '', input = ''] = shell(`${spy}; ${line}`).toString().split('\0\0')
    return { words: words.split('\0'), input }
  }

  it('gets the address, the headers, the subprotocol, and the text messages as lines', () => {
    const up = [
      encodeFrame({ opcode: 1, key, payload: utf8Bytes(`it's 球`) }),
      encodeFrame({ opcode: 2, key, payload: utf8Bytes('binary') }),
      encodeFrame({ opcode: 1, key, payload: utf8Bytes('two\nlines') }),
      encodeFrame({ opcode: 1, key, fin: false, payload: utf8Bytes('in ') }),
      encodeFrame({ opcode: 0, key, payload: utf8Bytes('parts') }),
      encodeFrame({ opcode: 1, key }),
    ]
    const { program, line, differs } = lineOf(
      exchangeOf([
        ['up', ask(`Origin: http://a:4321\r\nSec-WebSocket-Protocol: chat\r\nCookie: **\r\nX-It: it's\r\n`)],
        ['down', answer],
        ['up', joinBytes(up)],
      ]),
    )
    expect(program).toBe('websocat')
    expect(called(line)).toEqual({
      words: [
        '--protocol=chat',
        '--header=Origin: http://a:4321',
        "--header=X-It: it's",
        '-n',
        'ws://a:4321/labs/x/ws?after=1',
      ],
      input: `it's 球\nin parts\n\n`,
    })
    expect(differs).toEqual([
      { kind: 'own-handshake' },
      { kind: 'masked-headers', names: ['Cookie'] },
      { kind: 'messages-left-out', count: 2 },
    ])
  })

  it('is the line where the answer has not come yet, and not where it was no 101', () => {
    expect(lineOf(exchangeOf([['up', ask('')]])).line).toBe(`websocat 'ws://a:4321/labs/x/ws?after=1'`)
    const refused = exchangeOf([
      ['up', ask('')],
      ['down', ascii('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n')],
    ])
    expect(lineOf(refused).program).toBe('curl')
  })
})
