/** What a connection over the limit gets: one answer, to whatever it asks first or, if it asks nothing, in the end; all in bounded time. */
import type { Socket } from 'node:net'
import type { Clock } from '../clock.ts'

/** How long it has to ask, and again to take the answer. */
const PATIENCE_MS = 2_000

export interface Refused {
  /** Others need its room: it gets its answer now, or has had it, and the connection ends. */
  hurry(): void
}

/** Answers the first bytes and hangs up. What still comes is read and thrown away, or closing would reset the answer. */
export function refuse(socket: Socket, clock: Clock, answer: string): Refused {
  const hangUp = () => socket.destroy()
  const say = () => {
    socket.off('data', say)
    timer.cancel()
    timer = clock.after(PATIENCE_MS, hangUp)
    socket.end(answer)
    socket.resume()
  }
  let timer = clock.after(PATIENCE_MS, say)
  socket.on('error', hangUp)
  socket.on('end', hangUp)
  socket.once('close', () => timer.cancel())
  socket.once('data', say)
  return {
    hurry() {
      if (socket.writable) say()
      // The system has the answer, or the client takes none.
      if (socket.writableLength === 0) socket.destroySoon()
      else hangUp()
    },
  }
}
