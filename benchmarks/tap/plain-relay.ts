/** What the tap is measured against: the smallest relay of TCP in Node that passes on ends, resets and back-pressure. Keeps nothing. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

const to = new URL(process.argv[2] ?? '')

const server = createServer({ allowHalfOpen: true }, (client) => {
  const upstream = connect({ port: Number(to.port), host: to.hostname, allowHalfOpen: true })
  pass(client, upstream)
  pass(upstream, client)
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
})

function pass(from: Socket, into: Socket): void {
  from.setNoDelay(true)
  from.on('data', (bytes: Buffer) => {
    if (!into.write(bytes)) from.pause()
  })
  into.on('drain', () => from.resume())
  from.on('end', () => into.end())
  from.on('error', () => into.resetAndDestroy())
}
