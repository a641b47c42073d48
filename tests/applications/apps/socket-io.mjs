/** socket.io as its users have it: polls first, then a WebSocket. */
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { listen } from './listen.mjs'

const PAGE = `<!doctype html><title>socket.io</title><script src="/socket.io/socket.io.js"></script><script>
  const heard = []
  const socket = io()
  socket.on('news', ({ n }) => heard.push('news ' + n))
  socket.io.engine.once('upgrade', async () => {
    heard.push(socket.io.engine.transport.name, await socket.emitWithAck('say', 'hello'))
    socket.disconnect()
    window.done = heard.sort()
  })
</script>`

export function serve() {
  const server = createServer((request, response) => {
    if (request.url === '/') response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE)
    else if (request.url === '/favicon.ico') response.writeHead(204).end()
  })
  new Server(server).on('connection', (socket) => {
    for (const n of [1, 2, 3]) socket.emit('news', { n })
    socket.on('say', (text, answer) => answer(`you said ${text}`))
    socket.on('bytes', (bytes) => socket.emit('bytes', bytes))
  })
  return listen(server)
}

export async function client(url) {
  const heard = []
  const socket = io(url, { forceNew: true })
  socket.on('news', ({ n }) => heard.push(`news ${n}`))
  await new Promise((resolve) => socket.io.engine.once('upgrade', resolve))
  heard.push(socket.io.engine.transport.name)
  heard.push(await socket.emitWithAck('say', 'hello'))
  socket.emit('bytes', Buffer.alloc(3000, 7))
  await new Promise((resolve) =>
    socket.once('bytes', (bytes) => resolve(heard.push(`bytes ${bytes.length}`))),
  )
  socket.disconnect()
  await new Promise((resolve) => setTimeout(resolve, 100))
  return heard.sort()
}
