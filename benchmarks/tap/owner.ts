/** The page of a tap's owner, in a process of its own: shows the key, reads everything and keeps nothing. Its parent ends it. */
import { WebSocket } from 'ws'

const { origin, host, hash } = new URL(process.argv[2] ?? '')
const socket = new WebSocket(`ws://${host}/tap/observe`, { origin, perMessageDeflate: false })
socket.on('open', () => socket.send(JSON.stringify({ kind: 'hello', key: hash.slice('#tap='.length) })))
socket.once('message', () => process.send?.('attached'))
socket.on('error', (error) => {
  console.error(`The owner's page failed: ${error.message}`)
  process.exit(1)
})
process.on('message', () => undefined)
