/**
 * A second opinion: Node's own HTTP parser reads the same bytes over a real loopback socket. Where it accepts a
 * message, the dissector must have read the same; where it refuses one, the dissector must have found a problem.
 */
import fc from 'fast-check'
import { createServer, get, METHODS, type IncomingMessage, type Server } from 'node:http'
import { connect, createServer as createTcpServer, Socket, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemCodes } from '../../../tests/support/invariants.ts'
import {
  ascii,
  chunkSpecs,
  encodeChunked,
  encodeHead,
  joinBytes,
  requestHeads,
  responseHeads,
} from '../../../tests/support/http1-encoder.ts'
import type { Header } from './header-line.ts'
import { dissectChunk } from './chunked.ts'
import { dissectHead, headFraming, type Head } from './message-head.ts'

interface Message {
  readonly startLine: string
  readonly headers: readonly Header[]
  readonly body: string
}

type Opinion =
  { readonly kind: 'read'; readonly message: Message } | { readonly kind: 'refused'; readonly why: string }

// ---- ours ----

interface Own {
  readonly opinion: Opinion
  readonly head?: Head
  /** Where the message ends; bytes after it are another message, which Node reads as well. */
  readonly end?: number
  readonly problems: readonly string[]
}

/** The first message in some bytes after which the sender closes. */
function ours(bytes: Uint8Array, side: 'request' | 'response'): Own {
  const dissected = dissectHead(bytes, 0, side, 's')
  if (dissected.status === 'need-more') {
    return { opinion: { kind: 'refused', why: 'incomplete head' }, problems: [] }
  }
  const head = dissected.value
  const { startLine } = head
  const problems = problemCodes(head.fields)
  const { framing } = headFraming(head, 'GET')
  const read = readBody(bytes, dissected.end, framing)
  if (startLine.kind === 'malformed')
    return { opinion: { kind: 'refused', why: problems.join() }, head, problems }
  if (read === undefined)
    return { opinion: { kind: 'refused', why: `${problems.join()} incomplete body` }, head, problems }
  const line =
    startLine.kind === 'request'
      ? `${startLine.method} ${startLine.target} ${startLine.version}`
      : `${startLine.version} ${startLine.status} ${startLine.reason}`
  return {
    opinion: { kind: 'read', message: { startLine: line, headers: head.headers, body: read.body } },
    head,
    end: read.end,
    problems: [...problems, ...read.problems],
  }
}

interface Body {
  readonly body: string
  readonly end: number
  readonly problems: readonly string[]
}

function readBody(
  bytes: Uint8Array,
  start: number,
  framing: ReturnType<typeof headFraming>['framing'],
): Body | undefined {
  const upTo = (end: number): Body | undefined =>
    end <= bytes.length ? { body: hex(bytes.subarray(start, end)), end, problems: [] } : undefined
  switch (framing.kind) {
    case 'none':
    case 'tunnel':
      return upTo(start)
    case 'length':
      return upTo(start + framing.bytes)
    case 'until-close':
      return upTo(bytes.length)
    case 'chunked': {
      const parts: Uint8Array[] = []
      // What is said of any chunk counts, not of the last alone: a size may be padded anywhere.
      const problems: string[] = []
      for (let at = start; ;) {
        const dissected = dissectChunk(bytes, at, 's')
        if (dissected.status === 'need-more' || dissected.value.kind === 'broken') return undefined
        at = dissected.end
        problems.push(...problemCodes(dissected.value.fields))
        if (dissected.value.kind === 'last-chunk') return { body: hex(joinBytes(parts)), end: at, problems }
        parts.push(bytes.subarray(dissected.value.data.start, dissected.value.data.end))
      }
    }
  }
}

// ---- Node's ----

let server: Server
/** Who waits for the server's opinion, by the port that the bytes come from. */
const waiting = new Map<number, (opinion: Opinion) => void>()

function report(port: number | undefined, opinion: Opinion): void {
  if (port !== undefined) waiting.get(port)?.(opinion)
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}

function headersOf(message: IncomingMessage): Header[] {
  const pairs: Header[] = []
  for (let i = 0; i < message.rawHeaders.length; i += 2) {
    pairs.push({ name: (message.rawHeaders[i] ?? '').toLowerCase(), value: message.rawHeaders[i + 1] ?? '' })
  }
  return pairs
}

function collect(message: IncomingMessage, startLine: string, done: (opinion: Opinion) => void): void {
  const parts: Buffer[] = []
  message.on('data', (part: Buffer) => parts.push(part))
  message.on('end', () => {
    done({
      kind: 'read',
      message: { startLine, headers: headersOf(message), body: hex(Buffer.concat(parts)) },
    })
  })
  message.on('error', (error) => done({ kind: 'refused', why: error.message }))
}

beforeAll(async () => {
  server = createServer({ requireHostHeader: false }, (request, response) => {
    // Only the first message counts; the connection goes with it.
    const { method, url, httpVersion } = request
    const { remotePort } = request.socket
    collect(request, `${method} ${url} HTTP/${httpVersion}`, (opinion) => {
      report(remotePort, opinion)
      response.shouldKeepAlive = false
      response.end()
    })
  })
  server.on('clientError', (error, socket) => {
    report(socket instanceof Socket ? socket.remotePort : undefined, { kind: 'refused', why: error.message })
    socket.destroy()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})

afterAll(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
})

async function nodeOnRequest(bytes: Uint8Array): Promise<Opinion> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      const { localPort = 0 } = socket
      const settle = (opinion: Opinion): void => {
        waiting.delete(localPort)
        resolve(opinion)
        socket.destroy()
      }
      waiting.set(localPort, settle)
      socket.on('close', () => settle({ kind: 'refused', why: 'closed without a word' }))
      socket.end(bytes)
    })
    socket.on('error', () => undefined)
    socket.resume()
  })
}

async function nodeOnResponse(bytes: Uint8Array): Promise<Opinion> {
  const peer = createTcpServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(bytes))
  })
  await new Promise<void>((listening) => peer.listen(0, '127.0.0.1', listening))
  const { port } = peer.address() as AddressInfo
  const opinion = await new Promise<Opinion>((resolve) => {
    const request = get({ port, host: '127.0.0.1', path: '/', agent: false }, (response) => {
      const { httpVersion, statusCode, statusMessage } = response
      collect(response, `HTTP/${httpVersion} ${statusCode} ${statusMessage}`, resolve)
    })
    request.on('error', (error) => resolve({ kind: 'refused', why: error.message }))
  })
  await new Promise((closed) => peer.close(closed))
  return opinion
}

// ---- the comparison ----

/** Where Node is stricter than the standard asks of it, or of a kind that the standard leaves to the server. */
function onlyNodeRefuses(own: Own): boolean {
  const start = own.head?.startLine
  if (start === undefined) return false
  if (start.kind === 'request') {
    return (
      !METHODS.includes(start.method) ||
      start.method === 'CONNECT' ||
      !/^HTTP\/(1\.[01]|2\.0|0\.9)$/.test(start.version) ||
      !/^(?:\/|\*|[a-z]+:\/\/)[!-~]*$/i.test(start.target)
    )
  }
  return start.kind === 'response' && !/^HTTP\/(1\.[01]|2\.0|0\.9)$/.test(start.version)
}

/** What Node 26 lets pass and the dissector calls broken: each is a leniency the standard leaves open or forbids. */
function nodeIsLenient(bytes: Uint8Array, message: Message): boolean {
  const text = Buffer.from(bytes).toString('latin1')
  return (
    // A request line without a version counts as HTTP/0.9.
    message.startLine.endsWith(' HTTP/0.9') ||
    // Any CR and LF before a message are skipped, where one empty line may be.
    /^[\r\n]/.test(text) ||
    // Several spaces part the request line (RFC 9112 3 lets a recipient do so).
    /^[A-Z]+(?: {2,}\S+ +| \S+ {2,})HTTP/.test(text) ||
    // Chunk extensions need not follow the grammar: a name or a value may be missing, a quotation may begin anywhere.
    /\n[0-9a-f]+;[^\r\n]*\r\n/i.test(text) ||
    // Transfer-Encoding counts in HTTP/1.0 too (RFC 9112 6.1: it must be taken for faulty framing).
    (message.startLine.includes('HTTP/1.0') &&
      message.headers.some(({ name }) => name === 'transfer-encoding'))
  )
}

/**
 * Node 26 takes a tab behind `chunked` for a part of its name, and an empty element behind it for a coding of its own:
 * it then refuses a request, and reads a response until the connection closes. White space around a field value is not
 * of it, be it a tab (RFC 9110 5.5), and empty elements count for nothing (RFC 9110 5.6.1.2).
 */
const NODE_MISSES_CHUNKED = /^transfer-encoding:(?:[^\r\n]*[, \t])?chunked(?: *\t| *,)[ \t,]*\r?$/im

function compare(bytes: Uint8Array, own: Own, node: Opinion): void {
  if (NODE_MISSES_CHUNKED.test(Buffer.from(bytes).toString('latin1'))) return
  const shown = [
    JSON.stringify(Buffer.from(bytes).toString('latin1')),
    `ours: ${JSON.stringify(own.opinion)} ${own.problems.join()}`,
    `Node: ${JSON.stringify(node)}`,
  ].join('\n')
  if (node.kind === 'read') {
    const broken = own.opinion.kind === 'refused' || own.problems.length > 0
    if (broken && nodeIsLenient(bytes, node.message)) return
    expect(own.opinion, shown).toEqual(node)
    return
  }
  const another = own.end !== undefined && own.end < bytes.length
  const refused = own.opinion.kind === 'refused' || own.problems.length > 0 || another || onlyNodeRefuses(own)
  expect(refused, shown).toBe(true)
}

/** A few bytes changed, put in, or taken out. */
const damage = fc.array(
  fc.record({
    at: fc.nat(400),
    how: fc.constantFrom('set', 'insert', 'delete'),
    byte: fc.constantFrom(...ascii('\r\n :;\t0aA,\0')),
  }),
  { minLength: 1, maxLength: 2 },
)

type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never

function damaged(bytes: Uint8Array, changes: Damage): Uint8Array {
  const out = [...bytes]
  for (const { at, how, byte } of changes) {
    const place = at % (out.length + 1)
    out.splice(place, how === 'insert' ? 0 : 1, ...(how === 'delete' ? [] : [byte]))
  }
  return Uint8Array.from(out)
}

const bodies = fc.oneof(
  fc.constant({ kind: 'none' } as const),
  fc.uint8Array({ maxLength: 60 }).map((data) => ({ kind: 'length', data }) as const),
  chunkSpecs.map((chunks) => ({ kind: 'chunked', chunks }) as const),
)

const requests = fc.tuple(requestHeads, bodies).map(([head, body]) => encodeMessage(head, body))
const responses = fc.tuple(responseHeads, bodies).map(([head, body]) => encodeMessage(head, body))

function encodeMessage(
  head: { readonly startLine: string; readonly headers: readonly (readonly [string, string])[] },
  body: typeof bodies extends fc.Arbitrary<infer T> ? T : never,
): Uint8Array {
  const framing: (readonly [string, string])[] =
    body.kind === 'length'
      ? [['Content-Length', String(body.data.length)]]
      : body.kind === 'chunked'
        ? [['Transfer-Encoding', 'chunked']]
        : []
  const content =
    body.kind === 'length'
      ? body.data
      : body.kind === 'chunked'
        ? encodeChunked(body.chunks)
        : new Uint8Array()
  return joinBytes([encodeHead({ ...head, headers: [...head.headers, ...framing] }), content])
}

describe('a second opinion from node:http', () => {
  it.each(['chunked\t', 'chunked \t ', 'chunked,', 'chunked ,\t', 'gzip,\tchunked\t'])(
    'is not asked for where Node misses chunked: %j',
    async (coding) => {
      const framed = `Transfer-Encoding: ${coding}\r\n\r\n3\r\nabc\r\n0\r\n\r\n`
      const request = Buffer.from(`POST / HTTP/1.1\r\nHost: a\r\n${framed}`)
      const response = Buffer.from(`HTTP/1.1 200 OK\r\n${framed}`)
      for (const [bytes, side] of [
        [request, 'request'],
        [response, 'response'],
      ] as const) {
        const own = ours(bytes, side)
        expect(own.opinion).toMatchObject({ kind: 'read', message: { body: hex(Buffer.from('abc')) } })
        expect(own.end).toBe(bytes.length)
        expect(NODE_MISSES_CHUNKED.test(bytes.toString('latin1'))).toBe(true)
      }
      // Once Node reads it, the exception can go.
      expect((await nodeOnRequest(request)).kind).toBe('refused')
      expect(await nodeOnResponse(response)).toMatchObject({ message: { body: hex(response.subarray(-13)) } })
    },
  )

  const check = async (bytes: Uint8Array, side: 'request' | 'response'): Promise<void> => {
    const node = await (side === 'request' ? nodeOnRequest(bytes) : nodeOnResponse(bytes))
    compare(bytes, ours(bytes, side), node)
  }

  it('on correct requests', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (bytes) => {
        expect((await nodeOnRequest(bytes)).kind).toBe('read')
        await check(bytes, 'request')
      }),
      { numRuns: 60 },
    )
  })

  it('on damaged requests', async () => {
    await fc.assert(
      fc.asyncProperty(requests, damage, (bytes, changes) => check(damaged(bytes, changes), 'request')),
      { numRuns: 300 },
    )
  })

  it('on correct responses', async () => {
    await fc.assert(
      fc.asyncProperty(responses, (bytes) => check(bytes, 'response')),
      { numRuns: 60 },
    )
  })

  it('on damaged responses', async () => {
    await fc.assert(
      fc.asyncProperty(responses, damage, (bytes, changes) => check(damaged(bytes, changes), 'response')),
      { numRuns: 200 },
    )
  })
})
