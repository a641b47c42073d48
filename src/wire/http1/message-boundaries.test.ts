import { describe, expect, it } from 'vitest'
import { MessageBoundaries } from './message-boundaries.ts'
import { MAX_HEAD_BYTES } from './section-end.ts'

type Side = 'requests' | 'responses'

/** What belongs to which message, as `message/part: text` with neighbours joined, cut at the given places first. */
function follow(side: Side, text: string, cuts: readonly number[] = [], methods: readonly string[] = []) {
  const bytes = Uint8Array.from(Buffer.from(text, 'latin1'))
  const boundaries = new MessageBoundaries(side)
  for (const method of methods) boundaries.expect(method)
  const found: { key: string; text: string; isLast: boolean }[] = []
  let from = 0
  for (const cut of [...cuts, bytes.length]) {
    const piece = bytes.subarray(from, cut)
    let at = 0
    for (const { message, part, start, end, isLast } of boundaries.push(piece)) {
      expect(start).toBeGreaterThanOrEqual(at)
      expect(end).toBeLessThanOrEqual(piece.length)
      at = end
      const key = `${message}/${part}`
      const stretch = Buffer.from(piece.subarray(start, end)).toString('latin1')
      const last = found.at(-1)
      if (last?.key === key && !last.isLast) {
        last.text += stretch
        last.isLast = isLast
      } else {
        found.push({ key, text: stretch, isLast })
      }
    }
    from = cut
  }
  return { found: found.map(({ key, text, isLast }) => `${key}${isLast ? '.' : ''} ${text}`), boundaries }
}

function expectAnySplit(
  side: Side,
  text: string,
  methods: readonly string[],
  expected: readonly string[],
): void {
  expect(follow(side, text, [], methods).found).toEqual(expected)
  for (let cut = 1; cut < text.length; cut++) {
    expect(follow(side, text, [cut], methods).found, `cut at ${cut}`).toEqual(expected)
  }
  const each = Array.from({ length: text.length - 1 }, (_, i) => i + 1)
  expect(follow(side, text, each, methods).found, 'byte by byte').toEqual(expected)
}

const GET = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n'
const POST = 'POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n'
const CHUNKED = 'POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: Chunked\r\n\r\n'
const CHUNKS = '5;a="b\rc"\r\nhello\r\nA\r\n0123456789\r\n00\r\n'.replace('\rc', 'c')
const TRAILERS = 'Cookie: z\r\nA: b\r\n\r\n'

describe('request boundaries', () => {
  it('hold for pipelined requests of every framing, wherever they are split', () => {
    expectAnySplit(
      'requests',
      `\r\n${GET}${POST}he\r\no${CHUNKED}${CHUNKS}${TRAILERS}\r\n${GET}`,
      [],
      [
        `0/head. ${GET}`,
        `1/head ${POST}`,
        '1/body. he\r\no',
        `2/head ${CHUNKED}`,
        `2/body ${CHUNKS}`,
        `2/trailers. ${TRAILERS}`,
        `3/head. ${GET}`,
      ],
    )
  })

  it('leave everything after "Connection: close" to nobody', () => {
    const closing = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n'
    expectAnySplit('requests', `${closing}${GET}`, [], [`0/head. ${closing}`])
    const old = 'GET / HTTP/1.0\r\n\r\n'
    expectAnySplit('requests', `${old}${GET}`, [], [`0/head. ${old}`])
  })

  it('leave what follows a request for an upgrade undecided, until it is answered', () => {
    const upgrade = 'GET /w HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    const { found, boundaries } = follow('requests', upgrade + GET)
    expect(found).toEqual([`0/head. ${upgrade}`, `0/undecided ${GET}`])
    boundaries.decide(false)
    const again = boundaries.push(Buffer.from(GET))
    expect(again).toMatchObject([{ message: 1, part: 'head', start: 0, end: GET.length, isLast: true }])

    const tunnel = follow('requests', upgrade).boundaries
    tunnel.decide(true)
    expect(tunnel.push(Buffer.from(GET))).toEqual([
      { message: 0, part: 'tunnel', start: 0, end: GET.length, isLast: false },
    ])
  })

  const refused: Readonly<Record<string, string>> = {
    'a bare line feed': 'GET / HTTP/1.1\nHost: x\r\n\r\n',
    'a bare line feed after a header': 'GET / HTTP/1.1\r\nHost: x\n\r\n',
    'a bare carriage return': 'GET / HTTP/1.1\r\nHost: x\ry\r\n\r\n',
    'two lengths': 'POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello',
    'a list of lengths': 'POST / HTTP/1.1\r\nContent-Length: 5, 5\r\n\r\nhello',
    'a signed length': 'POST / HTTP/1.1\r\nContent-Length: +5\r\n\r\nhello',
    'an empty length': 'POST / HTTP/1.1\r\nContent-Length:\r\n\r\nhello',
    'length and chunks':
      'POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a coding that is not chunked': 'POST / HTTP/1.1\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
    'chunked twice': 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n',
    'chunks in HTTP/1.0': 'POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a space before the colon': 'POST / HTTP/1.1\r\nContent-Length : 5\r\n\r\nhello',
    'a folded length': 'POST / HTTP/1.1\r\nContent-Length:\r\n 5\r\n\r\nhello',
    'a fold before any header': 'POST / HTTP/1.1\r\n Content-Length: 5\r\n\r\nhello',
    'a line without a colon': 'GET / HTTP/1.1\r\nHost\r\n\r\n',
    'two spaces': 'GET  / HTTP/1.1\r\nHost: x\r\n\r\n',
    'another version': 'GET / HTTP/2.0\r\nHost: x\r\n\r\n',
    'a blank in a name': 'GET / HTTP/1.1\r\nX Y: z\r\n\r\n',
    'no name': 'GET / HTTP/1.1\r\n: z\r\n\r\n',
    'a control character in a value': 'GET / HTTP/1.1\r\nX: \x0b\r\n\r\n',
    'a folded value': 'GET / HTTP/1.1\r\nX: y\r\n z\r\n\r\n',
    'a no-break space before a coding': 'POST / HTTP/1.1\r\nTransfer-Encoding: \xa0chunked\r\n\r\n0\r\n\r\n',
    'a method that is none': 'GETS / HTTP/1.1\r\nHost: x\r\n\r\n',
    'a target with a fragment': 'GET /#x HTTP/1.1\r\nHost: x\r\n\r\n',
    'a tunnel': 'CONNECT x:1 HTTP/1.1\r\nHost: x\r\n\r\n',
    'over a hundred lines': `GET / HTTP/1.1\r\n${'A: b\r\n'.repeat(101)}\r\n`,
    'a length past 15 digits': 'POST / HTTP/1.1\r\nContent-Length: 1000000000000000\r\n\r\nhello',
  }
  for (const [name, text] of Object.entries(refused)) {
    it(`stop at ${name}, wherever it is split, and stay stopped`, () => {
      for (let cut = 1; cut < text.length; cut++) {
        const { found, boundaries } = follow('requests', GET + text + GET, [cut + GET.length])
        expect(boundaries.stopped, `cut at ${cut}`).toBeDefined()
        // An unfinished head may have been seen; no message after the first is ever whole, none but these two begins.
        for (const line of found.slice(1)) expect(line).toMatch(/^1\/head [^.]/)
      }
    })
  }

  for (const [name, chunks] of Object.entries({
    'no digit': '\r\n',
    'a sign': '+5\r\nhello',
    'a space after the size': '5 \r\nhello',
    'a bare line feed after the size': '5\nhello',
    'a bare line feed in an extension': '5;a\nb\r\nhello',
    'data longer than its size': '5\r\nhello!\r\n',
    'a bare line feed after the data': '5\r\nhello\n',
    'a size past 12 digits': '1000000000000\r\n',
    'an extension without a name': '5;\r\nhello',
    'an extension with a blank': '5; a\r\nhello',
    'an extension whose quotation does not end': '5;a="b\r\nhello',
    'extensions without end': `5;${'a'.repeat(MAX_HEAD_BYTES)}\r\nhello`,
  })) {
    it(`stop in chunks with ${name}`, () => {
      const { boundaries, found } = follow('requests', CHUNKED + chunks + GET)
      expect(boundaries.stopped).toBe('malformed-chunk')
      expect(found.every((line) => line.startsWith('0/'))).toBe(true)
    })
  }

  it.each([
    'Content-Length: 9',
    'transfer-encoding: x',
    'Connection: close',
    'Proxy-Connection: a',
    'UPGRADE: b',
  ])('stop at %s in trailers, wherever it is split: Node reads it there as in a head', (line) => {
    const text = `${CHUNKED}0\r\nA: b\r\n${line}\r\n\r\n${GET}`
    const each = Array.from({ length: text.length - 1 }, (_, i) => i + 1)
    for (const cuts of [each, [], ...each.map((cut) => [cut])]) {
      const { boundaries, found } = follow('requests', text, cuts)
      expect(boundaries.stopped).toBe('framing-in-trailers')
      expect(found.some((part) => part.startsWith('1/'))).toBe(false)
    }
  })

  for (const [name, trailers] of Object.entries({
    'a blank in a name': 'X Y: z\r\n\r\n',
    'no colon': 'X\r\n\r\n',
    'a fold': 'X: y\r\n z\r\n\r\n',
    'a NUL': 'X: \0\r\n\r\n',
  })) {
    it(`stop in trailers with ${name}`, () => {
      const { boundaries, found } = follow('requests', `${CHUNKED}0\r\n${trailers}${GET}`)
      expect(boundaries.stopped).toBe('malformed-line')
      expect(found.every((line) => line.startsWith('0/'))).toBe(true)
    })
  }

  it('leave what is behind doubtful options of a connection to nobody, and nothing else', () => {
    for (const [line, isLast] of [
      ['Proxy-Connection: close', true],
      ['Connection: keep-alive, Close', true],
      ['Host: y', true],
      ['Connection: keep-alive', false],
      ['X: close', false],
    ] as const) {
      const head = `GET / HTTP/1.1\r\nHost: x\r\n${line}\r\n\r\n`
      expect(follow('requests', head + GET).found.length, line).toBe(isLast ? 1 : 2)
    }
    const old = 'GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n'
    expect(follow('requests', old + GET).found.length).toBe(2)
    expect(follow('requests', old.replace('Alive', 'Alives') + GET).found.length).toBe(1)
  })

  it('take a head of the limit, and stop at one over it, however it comes', () => {
    const around = 'GET / HTTP/1.1\r\nA: \r\n\r\n'.length
    const fits = `GET / HTTP/1.1\r\nA: ${'a'.repeat(MAX_HEAD_BYTES - around)}\r\n\r\n`
    expect(fits.length).toBe(MAX_HEAD_BYTES)
    const each = Array.from({ length: fits.length - 1 }, (_, i) => i + 1)
    expect(follow('requests', fits).found).toEqual([`0/head. ${fits}`])
    expect(follow('requests', fits, each).found).toEqual([`0/head. ${fits}`])
    const over = fits.replace('A: ', 'A: a')
    expect(follow('requests', over).boundaries.stopped).toBe('head-too-large')
    expect(follow('requests', over, each).boundaries.stopped).toBe('head-too-large')
  })
})

describe('response boundaries', () => {
  it('follow the methods they answer, interim responses and every framing, wherever they are split', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'
    const interim = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
    const none = 'HTTP/1.1 204 No Content\r\n\r\n'
    const unchanged = 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n'
    const open = 'HTTP/1.1 200 OK\r\n\r\n'
    expectAnySplit(
      'responses',
      `${head}${interim}${chunked}${CHUNKS}${TRAILERS}${none}${unchanged}${head}hello${open}until the end`,
      ['HEAD', 'GET', 'GET', 'GET', 'POST', 'GET'],
      [
        `0/head. ${head}`,
        `1/head ${interim}${chunked}`,
        `1/body ${CHUNKS}`,
        `1/trailers. ${TRAILERS}`,
        `2/head. ${none}`,
        `3/head. ${unchanged}`,
        `4/head ${head}`,
        '4/body. hello',
        `5/head ${open}`,
        '5/body until the end',
      ],
    )
  })

  it('take all that follows a 101 for the tunnel of that exchange', () => {
    const head = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'
    expectAnySplit('responses', `${head}\x81\x02hi`, ['GET'], [`0/head ${head}`, '0/tunnel \x81\x02hi'])
  })

  it('say where bytes go on with the message that is read, and then lose nothing when these are not pushed', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
    const chunks = ['3\r\nabc\r\n', 'a\r\n0\r\n\r\n0\r\n\r\n\r\n', '2;x=1\r\nde\r\n', '01\r\nf\r\n']
    const rest = '0\r\nX-Sum: 1\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'
    const bytes = Buffer.from(head + chunks.join('') + rest, 'latin1')
    const skipped: string[] = []
    for (let from = 0; from <= bytes.length; from++) {
      for (let to = from + 1; to <= bytes.length; to++) {
        const [pushed, asked] = [new MessageBoundaries('responses'), new MessageBoundaries('responses')]
        for (const boundaries of [pushed, asked]) {
          for (const method of ['GET', 'GET']) boundaries.expect(method)
          boundaries.push(bytes.subarray(0, from))
        }
        const piece = bytes.subarray(from, to)
        const segments = pushed.push(piece)
        if (asked.goesOnAfter(piece)) {
          skipped.push(piece.toString('latin1'))
          expect(segments).toEqual([{ part: 'body', start: 0, end: piece.length, message: 0, isLast: false }])
        } else asked.push(piece)
        expect(asked.push(bytes.subarray(to))).toEqual(pushed.push(bytes.subarray(to)))
      }
    }
    const [first = '', second = '', , fourth = ''] = chunks
    // Whole chunks, alone and together; the one with an extension is looked at more closely.
    expect(skipped).toEqual([first, first + second, second, fourth])
  })

  it('go on with a tunnel whatever comes', () => {
    const boundaries = new MessageBoundaries('responses')
    boundaries.expect('GET')
    expect(boundaries.goesOnAfter(Buffer.from('\x81\x02hi', 'latin1'))).toBe(false)
    boundaries.push(
      Buffer.from('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
    )
    expect(boundaries.goesOnAfter(Buffer.from('\x81\x02hi', 'latin1'))).toBe(true)
    boundaries.stop('unexpected-response')
    expect(boundaries.goesOnAfter(Buffer.from('\x81\x02hi', 'latin1'))).toBe(false)
  })

  it('stop at an answer nobody asked for', () => {
    expect(follow('responses', 'HTTP/1.1 408 Request Timeout\r\n\r\n').boundaries.stopped).toBe(
      'unexpected-response',
    )
  })
})
