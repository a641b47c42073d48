/**
 * Mistakes of our own in what runs outside of any request: the handlers of an open WebSocket. Thrown on, one would leave ws in
 * the middle of a message and the socket dead but open.
 */
import type { WebSocket } from 'ws'
import type { Report } from '../http/answer.ts'

/** Reports a mistake and ends the WebSocket it happened on, with the code for that. */
export function failSocket(webSocket: WebSocket, mistake: unknown, report: Report): void {
  report('A WebSocket failed', mistake)
  closeForMistake(webSocket)
}

/** @see https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
export function closeForMistake(webSocket: WebSocket): void {
  webSocket.close(1011, 'The server failed. Others are not affected.')
}

/** The same handler, for a WebSocket that is its `this`; what it throws ends that WebSocket and nothing else. */
export function guarded<Parts extends unknown[]>(
  report: Report,
  handle: (this: WebSocket, ...parts: Parts) => void,
): (this: WebSocket, ...parts: Parts) => void {
  return function (...parts) {
    try {
      handle.apply(this, parts)
    } catch (mistake) {
      failSocket(this, mistake, report)
    }
  }
}
