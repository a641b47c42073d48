/**
 * A WebSocket server with ws alone: `send` once a reader and event (`send`), or one frame made once and
 * written to each socket past ws (`frame`). No tap, no limits, no cursor, no back-pressure.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { publishing, type PublishedEvent } from './published-event.ts'

const isPrepared = process.argv[2] === 'frame'
const sockets = new Map<WebSocket, Duplex>()

const server = createServer(
  publishing(isPrepared ? writeToAll : sendToAll, (_request, response) => response.writeHead(404).end()),
)
const webSockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false })
server.on('upgrade', (request, socket, head) => {
  webSockets.handleUpgrade(request, socket, head, (webSocket) => {
    sockets.set(webSocket, socket)
    webSocket.on('close', () => sockets.delete(webSocket))
  })
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
process.on('SIGTERM', () => process.exit(0))

function sendToAll(event: PublishedEvent): void {
  const text = JSON.stringify(event)
  for (const webSocket of sockets.keys()) if (webSocket.readyState === WebSocket.OPEN) webSocket.send(text)
}

function writeToAll(event: PublishedEvent): void {
  const text = Buffer.from(JSON.stringify(event))
  // Up to 125 bytes the length is one byte (RFC 6455 5.2), and these events have about 100.
  if (text.length > 125) throw new Error(`An event of ${text.length} bytes has a longer head.`)
  const frame = Buffer.concat([Buffer.of(0x81, text.length), text])
  for (const [webSocket, socket] of sockets) if (webSocket.readyState === WebSocket.OPEN) socket.write(frame)
}
