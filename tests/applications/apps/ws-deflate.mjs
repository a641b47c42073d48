/** ws with permessage-deflate, and a page with the browser's own WebSocket. */
import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { listen } from './listen.mjs'

const PAGE = `<!doctype html><title>ws</title><script>
  window.heard = []
  const socket = new WebSocket('ws://' + location.host + '/')
  socket.onmessage = ({ data }) => heard.push(data.length)
  socket.onclose = ({ code }) => (window.done = heard.concat(code))
</script>`

export function serve() {
  const server = createServer((_, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE),
  )
  new WebSocketServer({ server, perMessageDeflate: { threshold: 0 } }).on('connection', (socket) => {
    socket.ping('are you there')
    for (const size of [5, 5000, 70_000]) socket.send('lorem ipsum '.repeat(size).slice(0, size))
    socket.once('pong', () => socket.close(1000, 'that is all'))
  })
  return listen(server)
}

export async function client(url) {
  const heard = []
  const socket = new WebSocket(url.replace('http', 'ws'), { perMessageDeflate: { threshold: 0 } })
  socket.on('message', (data) => heard.push(data.length))
  socket.on('ping', (data) => heard.push(`ping ${data}`))
  const [code, reason] = await new Promise((resolve) =>
    socket.on('close', (...told) => resolve([told[0], String(told[1])])),
  )
  return [...heard, code, reason, socket.extensions]
}
