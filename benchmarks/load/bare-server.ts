/**
 * What ours is measured against: the smallest `node:http` server that does the same work. Short and long
 * polling by cursor over a log of events, a time-out for each hold, publishing by POST, the same response
 * heads and bodies. No tap, no conditions, no limits, no checks: the floor under anything written on Node.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const HOLD_MS = 120_000
const LOG_LENGTH = 1_000

interface Event {
  readonly id: number
  readonly type: string
  readonly at: number
  readonly data: unknown
}

const log: Event[] = []
const held = new Map<ServerResponse, { readonly after: number; readonly timer: NodeJS.Timeout }>()
let last = 0

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const after = Number(url.searchParams.get('after') ?? last)
  if (request.method === 'POST') return publish(request, response)
  if (url.pathname.endsWith('/short-poll') || after < last) return answer(response, bodyAfter(after))
  hold(response, after)
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
process.on('SIGTERM', () => process.exit(0))

function hold(response: ServerResponse, after: number): void {
  const timer = setTimeout(() => {
    held.delete(response)
    response.writeHead(204).end()
  }, HOLD_MS)
  held.set(response, { after, timer })
  response.on('close', () => {
    clearTimeout(timer)
    held.delete(response)
  })
}

function publish(request: IncomingMessage, response: ServerResponse): void {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const { type, data } = JSON.parse(Buffer.concat(parts).toString('utf8')) as Pick<Event, 'type' | 'data'>
    last += 1
    const event: Event = { id: last, type, at: performance.timeOrigin + performance.now(), data }
    log.push(event)
    if (log.length > LOG_LENGTH) log.shift()
    const body = Buffer.from(JSON.stringify(event))
    response.writeHead(201, { 'Content-Type': 'application/json', 'Content-Length': body.length }).end(body)
    release()
  })
}

/** Answers every held request. The body is made once for all that asked from the same cursor. */
function release(): void {
  const bodies = new Map<number, Buffer>()
  for (const [response, { after, timer }] of held) {
    clearTimeout(timer)
    const body = bodies.get(after) ?? bodyAfter(after)
    bodies.set(after, body)
    answer(response, body)
  }
  held.clear()
}

function bodyAfter(after: number): Buffer {
  const events = after >= last ? [] : log.slice(Math.max(0, log.length - (last - after)))
  return Buffer.from(JSON.stringify({ events, last }))
}

/** The head is ours, name by name and in the same order; a test compares the two. */
function answer(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, [
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-cache',
    'ETag',
    `"${last}"`,
    'Content-Security-Policy',
    "default-src 'none'; frame-ancestors 'self'",
    'X-Content-Type-Options',
    'nosniff',
    'Referrer-Policy',
    'no-referrer',
  ])
  response.end(body)
}
