/** Whatever comes, well-formed or not: Node's parser and the boundaries never take the same bytes for different requests. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MessageBoundaries } from './message-boundaries.ts'

let seed = 20261122
function random(below: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return Math.floor((seed / 2 ** 32) * below)
}
function pick<T>(from: readonly T[]): T {
  return from[random(from.length)] as T
}

const LINES = [
  'Content-Length: 5',
  'Content-Length: 05',
  'content-length:0',
  'Content-Length: 5, 5',
  'Content-Length: 3',
  'Content-Length: 0x5',
  'Content-Length : 5',
  'Content-Length:\t5 ',
  'Transfer-Encoding: chunked',
  'transfer-encoding:CHUNKED ',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding: identity',
  'Transfer-Encoding:\r\n chunked',
  'X-Fold: a\r\n Content-Length: 5',
  'Connection: close',
  'Connection: keep-alive, X',
  'Connection: upgrade',
  'Upgrade: h2c',
  'Expect: 100-continue',
  'X-A: b\nContent-Length: 5',
  'X-A: b\rContent-Length: 5',
  'No colon',
  ': no name',
  'X-Empty:',
]
const BODIES = [
  '',
  'hello',
  '5\r\nhello\r\n0\r\n\r\n',
  '5;x=y\r\nhello\r\n0\r\nT: v\r\n\r\n',
  '5\nhello\r\n0\r\n\r\n',
  '0\r\n\r\n',
  '5 \r\nhello\r\n0\r\n\r\n',
]

/** Header lines and a body that belong together. */
const SANE = [
  '\r\n',
  'Content-Length: 5\r\n\r\nhello',
  'Transfer-Encoding: chunked\r\n\r\n5;x=y\r\nhello\r\n0\r\nT: v\r\n\r\n',
]

/** Up to four requests, mostly sane, often not, each with its number in its target. */
function stream(): string {
  let text = ''
  for (let i = 0; i < 1 + random(4); i++) {
    const version = random(12) === 0 ? 'HTTP/1.0' : 'HTTP/1.1'
    text += `${pick(['GET', 'POST', 'POST', 'HEAD', 'PUT'])} /${i}-${random(1000)} ${version}\r\nHost: x\r\n`
    if (random(3) > 0) {
      text += pick(SANE)
      continue
    }
    for (let n = random(3); n > 0; n--) text += `${pick(LINES)}\r\n`
    text += `\r\n${pick(BODIES)}`
  }
  return text
}

let port = 0
/** What Node made of each connection's bytes: the requests it finished reading. */
let seen: string[] = []
const server = createServer((incoming, outgoing) => {
  incoming.on('data', () => undefined)
  incoming.on('error', () => undefined)
  incoming.on('end', () => {
    seen.push(`${incoming.method} ${incoming.url}`)
    outgoing.end()
  })
})

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => void server.close())

async function nodesOpinion(text: string): Promise<readonly string[]> {
  seen = []
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => undefined)
  socket.resume()
  // Its end is what tells Node's server that nothing follows, so the connection closes when all is read.
  socket.end(Buffer.from(text, 'latin1'))
  await once(socket, 'close')
  return seen
}

function oursOf(text: string): { readonly whole: string[]; readonly isStopped: boolean } {
  const boundaries = new MessageBoundaries('requests')
  const whole: string[] = []
  let current = ''
  let rest: Uint8Array = Buffer.from(text, 'latin1')
  for (;;) {
    let undecided: number | undefined
    for (const { part, start, head, isLast } of boundaries.push(rest)) {
      if (part === 'undecided') undecided = start
      if (head?.kind === 'request') current = `${head.method} ${head.target}`
      if (isLast) whole.push(current)
    }
    // This server upgrades nothing.
    boundaries.decide(false)
    if (undecided === undefined) return { whole, isStopped: boundaries.stopped !== undefined }
    rest = rest.subarray(undecided)
  }
}

describe('request boundaries beside node:http', () => {
  it('find the same requests in 600 streams, or stop', async () => {
    let agreed = 0
    let stopped = 0
    for (let i = 0; i < 600; i++) {
      const text = stream()
      const { whole, isStopped } = oursOf(text)
      const theirs = await nodesOpinion(text)
      const both = Math.min(whole.length, theirs.length)
      expect(whole.slice(0, both), JSON.stringify({ text, theirs, whole })).toEqual(theirs.slice(0, both))
      // Where we did not stop, Node may have refused more than we did, never found more.
      if (!isStopped)
        expect(theirs.length, JSON.stringify({ text, theirs, whole })).toBeLessThanOrEqual(whole.length)
      if (isStopped) stopped++
      else if (whole.length === theirs.length) agreed++
    }
    // The streams are of both kinds, or the test would say nothing.
    expect(agreed).toBeGreaterThan(100)
    expect(stopped).toBeGreaterThan(100)
  }, 30_000)
})
