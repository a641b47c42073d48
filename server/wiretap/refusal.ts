/** What a connection over the limit gets: one answer to whatever it asks first, and the end, in bounded time. */
import type { Socket } from 'node:net'
import type { Clock } from '../clock.ts'

const BODY = JSON.stringify({
  error: {
    code: 'too-many-connections',
    message: 'Too many connections are open. Close some, or try again in a few seconds.',
  },
})

const ANSWER = [
  'HTTP/1.1 429 Too Many Requests',
  'Content-Type: application/json; charset=utf-8',
  `Content-Length: ${Buffer.byteLength(BODY)}`,
  'Cache-Control: no-store',
  'Retry-After: 5',
  'X-Content-Type-Options: nosniff',
  'Connection: close',
  '',
  BODY,
].join('\r\n')

/** How long it has to ask, and again to take the answer. */
const PATIENCE_MS = 2_000

/** Answers the first bytes with a 429 and hangs up. What still comes is read and thrown away, or closing would reset the answer. */
export function refuse(socket: Socket, clock: Clock): void {
  const hangUp = () => socket.destroy()
  let timer = clock.after(PATIENCE_MS, hangUp)
  socket.on('error', hangUp)
  socket.on('end', hangUp)
  socket.once('close', () => timer.cancel())
  socket.once('data', () => {
    timer.cancel()
    timer = clock.after(PATIENCE_MS, hangUp)
    socket.end(ANSWER)
    socket.resume()
  })
}
