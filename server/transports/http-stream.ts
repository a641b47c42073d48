/**
 * A response that goes on: its head is Node's, written by hand like every head here; its body is written to the socket
 * in pieces that are framed already. `sse` and `iframe-stream` are two ways to word what goes into it.
 *
 * Past the head Node's own chunking is switched off and the socket written to directly: with a thousand readers and this
 * server, 15 to 18 µs of CPU a message instead of 21 to 23 (Node 26.10, a busy machine).
 */
import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { answerRefusal } from '../http/answer.ts'
import { isRefusal, labNotFound, refuse, restarting, type Refusal } from '../errors.ts'
import type { KeptEvent } from '../lab/feed.ts'
import type { Entered, Lab } from '../lab/lab.ts'
import { LAST_CHUNK, type Framed } from './chunk-framing.ts'
import type { Lifetimes } from './lifetimes.ts'
import type { StreamReader, Subscribers } from './subscribers.ts'
import type { Asked } from './transport.ts'

/** How a transport words what its stream carries. */
export interface Wording {
  event(kept: KeptEvent): Framed
  readonly heartbeat: Framed
}

type Exchange = Pick<Asked, 'incoming' | 'outgoing'>

export interface HttpStream extends Exchange {
  /** Header lines as name and value in turn; what every stream has is added. */
  readonly headers: readonly string[]
  /** The body's first piece, which leaves together with the head. */
  readonly first: Framed
  readonly wording: Wording
  /** The newest event the client has. */
  readonly after: number
  /** The response is whole after its first event. */
  readonly isOnce?: boolean
}

const GOES_ON = ['Cache-Control', 'no-cache, no-transform', 'X-Accel-Buffering', 'no'] as const

/**
 * Streams a lab's events as an answer until the client leaves or the lab ends it. A HEAD gets the head alone. Over the
 * lab's limit, or while the server goes down, it is a refusal.
 */
export function answerStream(
  lab: Lab,
  subscribers: Subscribers,
  lifetimes: Lifetimes,
  asked: HttpStream,
): void {
  const { incoming, outgoing } = asked
  if (incoming.method === 'HEAD') {
    writeHead(asked)
    outgoing.end()
    return
  }
  const entered = lab.enter()
  if (isRefusal(entered)) return answerRefusal(outgoing, entered)
  const stream = new OpenStream(lab, subscribers, lifetimes, asked, entered)
  inTurn(
    asked,
    () => stream.start(),
    () => stream.leave(),
  )
}

/** Starts an answer that lasts, at once or when its turn on the connection comes, and tells when its client has gone. */
export function inTurn(asked: Exchange, start: () => void, gone: () => void): void {
  whenGone(asked, gone)
  if (asked.outgoing.socket === null) asked.outgoing.once('socket', start)
  else start()
}

/** A request pipelined behind another has no socket yet, so its response hears nothing; its request does. */
export function whenGone({ incoming, outgoing }: Exchange, gone: () => void): void {
  outgoing.on('close', gone)
  incoming.on('close', gone)
}

/** Why nothing that lasts may begin in a lab now; `undefined` where it may. */
export function refusalNow(lab: Lab): Refusal | undefined {
  if (lab.hasEnded) return labNotFound()
  if (lab.downForMs > 0) return restarting(lab.downForMs)
  if (!lab.isDraining) return undefined
  return refuse('draining', 'The server is going down; connect again in a moment.', ['Retry-After', '1'])
}

function writeHead({ incoming, outgoing, headers }: HttpStream): void {
  const lines = [...headers.slice(0, 2), ...GOES_ON, ...headers.slice(2)]
  // A client of HTTP/1.0 knows no chunks: its body ends with the connection (RFC 9112 6.1).
  if (incoming.httpVersion === '1.0') outgoing.writeHead(200, lines)
  else outgoing.writeHead(200, [...lines, 'Transfer-Encoding', 'chunked'])
}

/** A stream that is asked for, then open: the reader, and its place in the lab. One object, since there are thousands. */
class OpenStream implements StreamReader {
  readonly #lab: Lab
  readonly #subscribers: Subscribers
  readonly #lifetimes: Lifetimes
  readonly #outgoing: ServerResponse
  readonly #wording: Wording
  readonly #isOnce: boolean
  readonly #place: Entered
  /** Until it has begun. */
  #asked: HttpStream | undefined
  /** From when it has begun. */
  #socket: Socket | undefined
  #isChunked = false
  #subscription: { leave(): void } | undefined
  #outlive: (() => void) | undefined
  #hasLeft = false

  constructor(lab: Lab, subscribers: Subscribers, lifetimes: Lifetimes, asked: HttpStream, place: Entered) {
    this.#lab = lab
    this.#subscribers = subscribers
    this.#lifetimes = lifetimes
    this.#outgoing = asked.outgoing
    this.#wording = asked.wording
    this.#isOnce = asked.isOnce ?? false
    this.#place = place
    this.#asked = asked
  }

  leave(): void {
    this.#hasLeft = true
    this.#outlive?.()
    this.#subscription?.leave()
    this.#place.leave()
  }

  /** Writes the head and what there is. */
  start(): void {
    const outgoing = this.#outgoing
    const asked = this.#asked
    this.#asked = undefined
    const { socket } = outgoing
    if (asked === undefined || this.#hasLeft || socket === null) return
    // While it waited for its turn, the lab may have ended or the server begun to go down.
    const refused = refusalNow(this.#lab)
    if (refused !== undefined) return answerRefusal(outgoing, refused)
    writeHead(asked)
    this.#socket = socket
    this.#isChunked = outgoing.chunkedEncoding
    outgoing.chunkedEncoding = false
    outgoing.write(this.#isChunked ? asked.first.chunk : asked.first.content)
    this.#outlive = this.#lifetimes.add(() => this.#expire())
    this.#subscription = this.#subscribers.add(this, asked.after)
  }

  /** Its time is up: what is published from now on is for its next request. */
  #expire(): void {
    this.#subscription?.leave()
    this.end()
  }

  event(kept: KeptEvent): boolean {
    const hasRoom = this.#write(this.#wording.event(kept))
    if (!this.#isOnce) return hasRoom
    this.end()
    return false
  }

  heartbeat(): void {
    this.#write(this.#wording.heartbeat)
  }

  whenRoom(resume: () => void): void {
    // Its response is over; the connection may serve many more, and would gather a listener from each.
    if (this.#isOnce) return
    this.#socket?.once('drain', resume)
  }

  together(write: () => void): void {
    this.#socket?.cork()
    write()
    this.#socket?.uncork()
  }

  end(): void {
    // Ended already, though a reader that takes nothing keeps it open.
    if (this.#outgoing.writableEnded) return
    if (this.#isChunked) this.#outgoing.end(LAST_CHUNK)
    else this.#outgoing.end()
  }

  fail(): void {
    this.#outgoing.destroy()
  }

  #write(piece: Framed): boolean {
    const socket = this.#socket
    return socket?.writable === true && socket.write(this.#isChunked ? piece.chunk : piece.content)
  }
}
