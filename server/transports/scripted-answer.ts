/**
 * A scripted answer: the status, header lines and content that somebody chose for the next answer of a transport. Here
 * one is played on Node's response; `answer-input.ts` reads them, `answer-queue.ts` keeps them until they are due.
 */
import type { ServerResponse } from 'node:http'
import type { ScriptedTransport } from '../../src/contract/requests.ts'
import { answerRefusal } from '../http/answer.ts'
import type { Clock, Timer } from '../clock.ts'
import { isRefusal } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { LAST_CHUNK, type Framed } from './chunk-framing.ts'
import { inTurn, refusalNow } from './http-stream.ts'
import type { Lifetimes } from './lifetimes.ts'
import type { Asked } from './transport.ts'

export interface ScriptedAnswer {
  readonly transport: ScriptedTransport
  readonly status: number
  /** Name, value, name, value …: the chosen lines, then those that every answer has; none of them frames the body. */
  readonly headers: readonly string[]
  /** Each is written by itself, as one chunk of the chunked coding. */
  readonly chunks: readonly Framed[]
  /** Between one chunk and the next. */
  readonly everyMs: number
  /** The body stays open until the client leaves, a fault meets it, the lab ends it, or a stream's lifetime is over. */
  readonly isHeld: boolean
}

/** Statuses whose answers have no content (RFC 9110 15.3.5, 15.3.6, 15.4.5). */
export const WITHOUT_CONTENT: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * Plays a scripted answer: the head at once, its chunks as they are due, then the end. Ends early, and well, when the
 * lab ends, restarts or drains; `over` is called then. Over the lab's limit the request is refused instead: false.
 */
export function playAnswer(
  lab: Lab,
  clock: Clock,
  lifetimes: Lifetimes,
  answer: ScriptedAnswer,
  { incoming, outgoing }: Asked,
  over: () => void,
): boolean {
  if (incoming.method === 'HEAD') {
    writeHead(outgoing, answer, incoming.httpVersion)
    outgoing.end()
    over()
    return true
  }
  const entered = lab.enter()
  if (isRefusal(entered)) {
    answerRefusal(outgoing, entered)
    return false
  }

  let written = 0
  let timer: Timer | undefined
  let outlive: (() => void) | undefined
  let isChunked = false
  let isOver = false

  function stop(): void {
    isOver = true
    over()
    timer?.cancel()
    outlive?.()
    stopListening()
    if (!isRefusal(entered)) entered.leave()
  }
  function finish(): void {
    if (isOver) return
    stop()
    if (isChunked) outgoing.end(LAST_CHUNK)
    else outgoing.end()
  }
  function writeDue(): void {
    timer = undefined
    const { socket } = outgoing
    do {
      const piece = answer.chunks[written]
      if (piece === undefined) break
      written += 1
      // Past Node's response, which would join it with what is written in the same turn.
      if (socket?.writable === true) socket.write(isChunked ? piece.chunk : piece.content)
    } while (answer.everyMs === 0)
    if (written < answer.chunks.length) timer = clock.after(answer.everyMs, writeDue)
    else if (!answer.isHeld) finish()
  }
  function start(): void {
    if (isOver || outgoing.socket === null) return
    // While it waited for its turn, the lab may have ended or the server begun to go down.
    const refused = refusalNow(lab)
    if (refused !== undefined) {
      stop()
      return answerRefusal(outgoing, refused)
    }
    writeHead(outgoing, answer, incoming.httpVersion)
    if (!hasBody(answer)) return finish()
    isChunked = outgoing.chunkedEncoding
    outgoing.chunkedEncoding = false
    outgoing.flushHeaders()
    if (answer.isHeld) outlive = lifetimes.add(finish)
    writeDue()
  }

  const stopListening = lab.onChange((change) => {
    // Before its head there is nothing to end; `start` looks at the lab then.
    if (change !== 'settings' && outgoing.headersSent) finish()
  })
  inTurn({ incoming, outgoing }, start, stop)
  return true
}

function hasBody(answer: ScriptedAnswer): boolean {
  return answer.chunks.length > 0 || answer.isHeld
}

function writeHead(outgoing: ServerResponse, answer: ScriptedAnswer, httpVersion: string): void {
  const { status, headers } = answer
  if (status === 204 || status === 304) outgoing.writeHead(status, [...headers])
  else if (!hasBody(answer)) outgoing.writeHead(status, [...headers, 'Content-Length', '0'])
  // A client of HTTP/1.0 knows no chunks: its body ends with the connection (RFC 9112 6.1).
  else if (httpVersion === '1.0') outgoing.writeHead(status, [...headers])
  else outgoing.writeHead(status, [...headers, 'Transfer-Encoding', 'chunked'])
}
