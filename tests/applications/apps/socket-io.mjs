/** socket.io as its users have it: polls first, then a WebSocket. */
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { listen } from './listen.mjs'

export function serve() {
  const server = createServer()
  new Server(server, { serveClient: false }).on('connection', (socket) => {
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
