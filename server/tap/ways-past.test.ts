/** What leads past a tap is seen in pages as they cross: in chunks, compressed, cut anywhere; and no more of them than is bounded. */
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import type { TapMessage } from '../../src/contract/tap.ts'
import { TapLog } from './log.ts'
import { WaysPast } from './ways-past.ts'

const PAGE = `<script>${'let a = 1;'.repeat(50)}io("ws://127.0.0.1:3000")</script>`
const head = (...lines: readonly string[]): string =>
  ['HTTP/1.1 200 OK', 'Content-Type: text/html', ...lines, ''].join('\r\n')
const chunked = (bytes: Uint8Array): Buffer =>
  Buffer.concat(
    [...bytes]
      .flatMap((byte) => [Buffer.from('1;x\r\n'), Buffer.of(byte), Buffer.from('\r\n')])
      .concat(Buffer.from('0\r\n\r\n')),
  )

/** Hands an answer over, a byte at a time, and gives what is told until nothing waits any more. */
async function told(said: string, content: Uint8Array, expected: number): Promise<readonly TapMessage[]> {
  const log = new TapLog(1_000_000)
  const heard: TapMessage[] = []
  log.append({ kind: 'exchange', exchange: 'x1', connection: 'c1', transport: 'http', state: 'open', at: 0 })
  log.listen((message) => heard.push(message))
  const ways = new WaysPast(log, {
    scheme: 'http',
    hostname: 'localhost',
    port: 3000,
  } as ConstructorParameters<typeof WaysPast>[1])
  ways.head('x1', said, 1)
  const piece = Buffer.alloc(1)
  for (const byte of content) {
    // The same memory again: what comes is written over.
    piece[0] = byte
    ways.content('x1', piece, 2)
  }
  ways.over('x1')
  if (expected > 0) await vi.waitUntil(() => heard.length >= expected, { timeout: 10_000 })
  return heard
}

const GZIP = gzipSync(PAGE)

describe('a page that names the server’s own address is told of', () => {
  it.each<readonly [string, string, Uint8Array]>([
    ['as it is', head(), Buffer.from(PAGE)],
    ['in chunks of a byte', head('Transfer-Encoding: chunked'), chunked(Buffer.from(PAGE))],
    ['in gzip', head('content-encoding: GZIP'), GZIP],
    ['in gzip, in chunks', head('Content-Encoding: gzip', 'Transfer-Encoding: chunked'), chunked(GZIP)],
    ['in deflate', head('Content-Encoding: deflate'), deflateSync(PAGE)],
    ['in brotli', head('Content-Encoding: br'), brotliCompressSync(PAGE)],
    ['in zstd', head('Content-Encoding: zstd'), zstdCompressSync(PAGE)],
  ])('%s', async (_, said, content) => {
    expect(await told(said, content, 1)).toEqual([
      { kind: 'way-past', exchange: 'x1', how: 'page', address: 'ws://127.0.0.1:3000', at: 2 },
    ])
  })
})

describe('nothing is told, and nothing fails, of a page', () => {
  it.each<readonly [string, string, Uint8Array]>([
    ['that is broken', head('Content-Encoding: gzip'), Buffer.from('no gzip at all')],
    ['in a coding that is not known', head('Content-Encoding: zstd, br'), Buffer.from(PAGE)],
    ['whose chunks are malformed', head('Transfer-Encoding: chunked'), Buffer.from(`zz\r\n${PAGE}`)],
    ['that names it beyond what is looked at', head(), Buffer.from(' '.repeat(2 * 1024 * 1024 + 8) + PAGE)],
  ])('%s', async (_, said, content) => {
    expect(await told(said, content, 0)).toEqual([])
  })
})
