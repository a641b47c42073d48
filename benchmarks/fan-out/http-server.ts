/**
 * Server-Sent Events with bare `node:http`: one `res.write` a reader and event, of the same text (`text`) or of one
 * buffer made once (`buffer`). The same head and lines as ours; no tap, no limits, no cursor, no back-pressure.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { publishing } from './published-event.ts'

const isPrepared = process.argv[2] === 'buffer'
const readers = new Set<ServerResponse>()

const server = createServer(
  publishing(
    (event) => {
      const text = `id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
      const piece = isPrepared ? Buffer.from(text) : text
      for (const reader of readers) reader.write(piece)
    },
    (_request, response) => {
      response.writeHead(200, [
        'Content-Type',
        'text/event-stream',
        'Cache-Control',
        'no-cache, no-transform',
        'X-Accel-Buffering',
        'no',
        'Content-Security-Policy',
        "default-src 'none'; frame-ancestors 'self'",
        'X-Content-Type-Options',
        'nosniff',
        'Referrer-Policy',
        'no-referrer',
        'Transfer-Encoding',
        'chunked',
      ])
      response.write('retry: 2000\n\n')
      readers.add(response)
      response.on('close', () => readers.delete(response))
    },
  ),
)
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
process.on('SIGTERM', () => process.exit(0))
