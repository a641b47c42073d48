/**
 * What becomes of a connection on which Node's parser has given up: the bytes made no request, or one came too slowly. Answers
 * that are due to whole requests before them go out first; then it is told what was wrong, and closed.
 */
import type { Duplex } from 'node:stream'
import type { Refusal } from '../errors.ts'
import { currentAnswer, owesAnswer } from './pending-answer.ts'
import { refusalFor, refuseOnSocket } from './raw-answer.ts'
import { isReadPast, MOST_UNREAD_BYTES } from './unread-body.ts'

/** The parser complains of every further read, and of the end. */
const ending = new WeakSet<Duplex>()

/** To be called at each `clientError`; `isHeld` as in `refuseInTurn`. */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex, isHeld: boolean): void {
  if (ending.has(socket)) return
  const refusal = refusalFor(error.code)
  // A body that has its answer already gets no other.
  if (refusal === undefined || isReadPast(socket)) socket.destroy()
  else refuseInTurn(socket, refusal, isHeld)
}

/**
 * Writes a refusal as the connection's last answer, behind those that are due. `isHeld` says that one of them may stay away
 * for long: then nobody waits for it, and the connection is cut.
 */
export function refuseInTurn(socket: Duplex, refusal: Refusal, isHeld: boolean): void {
  if (isHeld || !owesAnswer(socket)) return refuseOnSocket(socket, refusal)
  ending.add(socket)
  readPast(socket)
  refuseAfterAnswers(socket, refusal)
}

function refuseAfterAnswers(socket: Duplex, refusal: Refusal): void {
  // When one answer is through, Node puts the next that is due in its place, or ends the connection if there is none to come.
  currentAnswer(socket)?.once('finish', () => {
    setImmediate(() => {
      if (owesAnswer(socket)) refuseAfterAnswers(socket, refusal)
      else if (socket.writable) refuseOnSocket(socket, refusal)
    })
  })
}

/** Unread bytes would make the system reset the connection when it is closed, and the answer be lost on its way. */
function readPast(socket: Duplex): void {
  let left = MOST_UNREAD_BYTES
  socket.removeAllListeners('data')
  socket.on('data', (bytes: Buffer) => {
    left -= bytes.length
    if (left < 0) socket.destroy()
  })
  socket.resume()
}
