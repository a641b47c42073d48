/** An application with every trouble in it that findings know of, made with express and ws; its client gets into each. */
import compression from 'compression'
import { EventSource } from 'eventsource'
import express from 'express'
import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { listen } from './listen.mjs'

const STREAM = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' }
const BROWSER = { 'User-Agent': 'Mozilla/5.0 (client of a test)', Accept: 'text/event-stream' }
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const event = (id, data = 'news') => `id: ${id}\ndata: ${data}\n\n`

export function serve() {
  const app = express()
  const stream = (path, tell, head = STREAM) =>
    app.get(path, (request, response) => {
      response.writeHead(200, head)
      response.flushHeaders()
      tell(response, request)
    })
  stream('/wrong-type', (response) => response.end(event(1)), { 'Content-Type': 'text/plain' })
  app.get('/with-length', (_, response) => response.set(STREAM).send(event(1)))
  app.get('/compressed', compression({ filter: () => true, threshold: 0 }), (_, response) => {
    response.writeHead(200, { ...STREAM, 'Cache-Control': 'max-age=0' })
    response.write(event(1) + event(2))
    response.end()
  })
  stream('/held-back', async (response) => {
    response.write(event(0))
    for (const from of [1, 4, 7]) {
      await wait(2800)
      response.write(event(from) + event(from + 1) + event(from + 2))
    }
    response.end()
  })
  stream('/no-ids', (response) => response.end('data: a\n\ndata: b\n\n'))
  stream('/retry', (response) => response.end(`retry: 0\n\n${event(1)}`))
  stream('/injected', (response) =>
    response.end(event(1) + event(2) + event(3, 'a text\nevent: admin') + event(4)),
  )
  stream('/open', (response) => response.write(event(1)))
  // Its first streams are cut; their client then has two.
  let cut = 0
  stream('/leaking', (response) => {
    response.write(`retry: 300\n\n${event(++cut)}`)
    if (cut === 1) setTimeout(() => response.end(), 200)
  })
  app.get('/deploying', (_, response) => response.status(503).send('come back'))
  stream('/forgetful', (response) => response.end(event(1) + event(2)))
  app.get('/poll', (_, response) => response.json([]))
  app.get('/slow', async (_, response) => {
    await wait(900)
    response.json([])
  })
  const server = createServer(app)
  const small = new WebSocketServer({ noServer: true, maxPayload: 1000 })
  small.on('connection', (socket) => socket.on('error', () => undefined))
  const broken = new WebSocketServer({ noServer: true })
  broken.on('connection', (socket) => setTimeout(() => socket.terminate(), 100))
  const quiet = new WebSocketServer({ noServer: true })
  quiet.on('connection', (socket) => socket.send('that is all'))
  server.on('upgrade', (request, socket, head) => {
    const sockets = { '/small': small, '/cut': broken }[request.url] ?? quiet
    sockets.handleUpgrade(request, socket, head, (made) => sockets.emit('connection', made, request))
  })
  return listen(server)
}

export async function client(url) {
  const read = async (path, headers = {}) => {
    const answer = await fetch(url + path, { headers: { ...BROWSER, ...headers } })
    return answer.text()
  }
  await Promise.all([
    ...['/wrong-type', '/with-length', '/no-ids', '/injected', '/held-back', '/deploying'].map((path) =>
      read(path),
    ),
    read('/compressed', { 'Accept-Encoding': 'gzip' }),
    read('/forgetful', { 'Last-Event-ID': '2' }),
    inARow(5, () => read('/retry')),
    inARow(7, () => read('/poll', { Accept: 'application/json' })),
    everyMs(200, 6, () => read('/slow', { Accept: 'application/json' })),
    closing(url, '/small', 'x'.repeat(2000)),
    closing(url, '/cut'),
    leaking(url),
  ])
  // Those that left have to be gone.
  await wait(500)
  const left = new AbortController()
  const open = (path) => fetch(url + path, { headers: BROWSER, signal: left.signal })
  // Two on one address, and six in all.
  await Promise.all(['/open', '/open', '/open?3', '/open?4', '/open?5', '/open?6'].map(open))
  await wait(2500)
  left.abort()
  return []
}

async function inARow(times, ask) {
  for (let n = 0; n < times; n++) await ask()
}

async function everyMs(ms, times, ask) {
  const asked = []
  for (let n = 0; n < times; n++) {
    asked.push(ask())
    await wait(ms)
  }
  await Promise.all(asked)
}

/** A handler of `error` that makes a new EventSource, and leaves the old one, which comes back by itself. */
async function leaking(url) {
  const sources = []
  const headers = { ...BROWSER }
  const make = () => {
    const source = new EventSource(`${url}/leaking`, {
      fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, ...headers } }),
    })
    source.onerror = () => sources.length < 2 && make()
    sources.push(source)
  }
  make()
  await wait(3000)
  for (const source of sources) source.close()
}

function closing(url, path, text) {
  const socket = new WebSocket(url.replace('http', 'ws') + path)
  socket.on('open', () => text && socket.send(text))
  socket.on('error', () => undefined)
  return new Promise((resolve) => socket.on('close', resolve))
}
