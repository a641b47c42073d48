/** An application with every trouble in it that findings know of, made with express and ws; its client gets into each. */
import compression from 'compression'
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
  app.get('/compressed', compression({ filter: () => true, threshold: 0 }), (_, response) => {
    response.writeHead(200, { ...STREAM, 'Cache-Control': 'max-age=0' })
    response.write(event(1) + event(2))
    response.end()
  })
  stream('/held-back', async (response) => {
    response.write(event(0))
    for (const from of [1, 4, 7]) {
      await wait(2200)
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
  const cut = new WebSocketServer({ noServer: true })
  cut.on('connection', (socket) => setTimeout(() => socket.terminate(), 100))
  server.on('upgrade', (request, socket, head) => {
    const sockets = request.url === '/small' ? small : cut
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
    ...['/wrong-type', '/no-ids', '/injected', '/held-back', '/deploying'].map((path) => read(path)),
    read('/compressed', { 'Accept-Encoding': 'gzip' }),
    read('/forgetful', { 'Last-Event-ID': '2' }),
    inARow(5, () => read('/retry')),
    inARow(7, () => read('/poll', { Accept: 'application/json' })),
    everyMs(200, 6, () => read('/slow', { Accept: 'application/json' })),
    closing(url, '/small', 'x'.repeat(2000)),
    closing(url, '/cut'),
  ])
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

function closing(url, path, text) {
  const socket = new WebSocket(url.replace('http', 'ws') + path)
  socket.on('open', () => text && socket.send(text))
  socket.on('error', () => undefined)
  return new Promise((resolve) => socket.on('close', resolve))
}
