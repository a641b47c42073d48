/** What a connection over the limit gets: one answer to whatever it asks first, and the end, in bounded time. */
import type { Socket } from 'node:net'
import type { Clock } from '../clock.ts'

/** How long it has to ask, and again to take the answer. */
const PATIENCE_MS = 2_000

/** Answers the first bytes and hangs up. What still comes is read and thrown away, or closing would reset the answer. */
export function refuse(socket: Socket, clock: Clock, answer: string): void {
  const hangUp = () => socket.destroy()
  let timer = clock.after(PATIENCE_MS, hangUp)
  socket.on('error', hangUp)
  socket.on('end', hangUp)
  socket.once('close', () => timer.cancel())
  socket.once('data', () => {
    timer.cancel()
    timer = clock.after(PATIENCE_MS, hangUp)
    socket.end(answer)
    socket.resume()
  })
}
