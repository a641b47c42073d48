/** Answers every request with so many bytes as its path says: `/1000000`. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const BLOCK = Buffer.alloc(64 * 1024, 'x')

const server = createServer((request, response) => {
  let left = Number(request.url?.slice(1))
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': left })
  const more = (): void => {
    while (left > 0) {
      const block = left < BLOCK.length ? BLOCK.subarray(0, left) : BLOCK
      left -= block.length
      if (!response.write(block)) return
    }
    response.end()
  }
  response.on('drain', more)
  more()
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})
