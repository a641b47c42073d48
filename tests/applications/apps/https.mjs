/** A server of TLS, with an event stream; it prints what it read of each connection, since nobody between can. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { listen } from './listen.mjs'

const PAGE = `<!doctype html><title>https</title><script>
  const heard = []
  const source = new EventSource('/events')
  source.onmessage = ({ data, lastEventId }) => {
    heard.push(data)
    if (lastEventId === '3') { source.close(); window.done = heard }
  }
</script>`

export function serve() {
  const [key, cert] = ['key.pem', 'cert.pem'].map((file) => readFileSync(file))
  const server = createServer({ key, cert }, (request, response) => {
    if (request.url === '/') return response.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGE)
    response.writeHead(200, { 'Content-Type': 'text/event-stream' })
    for (const id of [1, 2, 3]) response.write(`id: ${id}\ndata: private ${request.url} ${id}\n\n`)
    response.end()
  })
  server.on('secureConnection', (socket) => {
    const read = []
    socket.on('data', (bytes) => read.push(bytes))
    socket.on('close', () => console.log(`READ ${Buffer.concat(read).toString('base64')}`))
  })
  return listen(server)
}

export async function client(url) {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  return [await (await fetch(`${url}/a`)).text(), await (await fetch(`${url}/b`)).text()]
}
