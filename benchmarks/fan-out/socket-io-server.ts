/**
 * socket.io as its users have it: one `emit` to all, which makes the packet once. WebSockets only, and its pings further
 * apart than a round lasts, as the heartbeats of the others are.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { publishing } from './published-event.ts'

const server = createServer(
  publishing(
    (event) => io.emit(event.type, event),
    (_request, response) => response.writeHead(404).end(),
  ),
)
const io = new Server(server, {
  transports: ['websocket'],
  pingInterval: 120_000,
  pingTimeout: 60_000,
  serveClient: false,
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
process.on('SIGTERM', () => process.exit(0))
