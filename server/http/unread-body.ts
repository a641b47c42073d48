/**
 * What still comes of a request that has been answered: its body, which nobody wants. Some of it is read past, so that the
 * answer reaches a client that first sends all it has; one that sends on and on is cut.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'

/** So much is read past at most. */
export const MOST_UNREAD_BYTES = 1024 * 1024

const readPast = new WeakSet<object>()

/** Whether a connection still brings the rest of a request that has been answered. */
export function isReadPast(socket: object): boolean {
  return readPast.has(socket)
}

/** Watches the rest of a request's body once its answer is out. */
export function boundUnreadBody(incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { headers } = incoming
  if (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined) return
  // Before Node's own listener, which would have the parser throw the rest away uncounted.
  outgoing.prependOnceListener('finish', () => {
    if (incoming.complete) return
    const { socket } = incoming
    readPast.add(socket)
    incoming.once('end', () => readPast.delete(socket))
    let left = MOST_UNREAD_BYTES
    incoming.on('data', (piece: Buffer) => {
      left -= piece.length
      if (left < 0) socket.destroy()
    })
    // Tells Node that it is read, at once; `resume` alone would only do so in the next turn.
    incoming.read(0)
    incoming.resume()
  })
}
