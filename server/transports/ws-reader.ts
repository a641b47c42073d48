/**
 * One open WebSocket as a reader of events. Without compression an event's frame is the same for everyone and goes to the
 * socket past ws, in order all the same, since ws then writes at once whatever it is given. With permessage-deflate each
 * connection compresses in its own context, so ws does it, one by one.
 */
import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { KeptEvent } from '../lab/feed.ts'
import { closeForMistake } from './own-mistake.ts'
import type { Pings } from './pings.ts'
import { serverFrame } from './server-frame.ts'
import type { StreamEnd, StreamReader } from './subscribers.ts'

/** What may wait for a reader that compresses before it is passed over. */
const MOST_WAITING_BYTES = 64 * 1024

const HEARTBEAT_JSON = '{"type":"heartbeat"}'
/** The ping is for boxes on the way; no script sees it, so a message follows. */
const HEARTBEAT = Buffer.concat([serverFrame('ping', ''), serverFrame('text', HEARTBEAT_JSON)])

/** @see https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number */
const CLOSE_CODES: Readonly<Record<StreamEnd, readonly [number, string]>> = {
  draining: [1001, 'The server is going down'],
  restarting: [1012, 'The server restarts'],
  ended: [1001, 'The lab has ended'],
}

/** A reader that gets the frames made by `frameOf`, which all of them share. */
export class PlainReader implements StreamReader {
  readonly #webSocket: WebSocket
  readonly #socket: Duplex
  readonly #pings: Pings
  readonly #frameOf: (kept: KeptEvent) => Buffer

  constructor(webSocket: WebSocket, socket: Duplex, pings: Pings, frameOf: (kept: KeptEvent) => Buffer) {
    this.#webSocket = webSocket
    this.#socket = socket
    this.#pings = pings
    this.#frameOf = frameOf
  }

  event(kept: KeptEvent): boolean {
    return this.#webSocket.readyState === WebSocket.OPEN && this.#socket.write(this.#frameOf(kept))
  }

  heartbeat(): void {
    if (this.#pings.next()) this.#socket.write(HEARTBEAT)
  }

  whenRoom(resume: () => void): void {
    this.#socket.once('drain', resume)
  }

  together(write: () => void): void {
    corked(this.#socket, write)
  }

  end(why: StreamEnd): void {
    this.#webSocket.close(...CLOSE_CODES[why])
  }

  fail(): void {
    closeForMistake(this.#webSocket)
  }
}

/** A reader whose messages are compressed. */
export function deflatingReader(webSocket: WebSocket, socket: Duplex, pings: Pings): StreamReader {
  let whenRoom: (() => void) | undefined
  function sent(): void {
    if (whenRoom === undefined || webSocket.bufferedAmount >= MOST_WAITING_BYTES) return
    const resume = whenRoom
    whenRoom = undefined
    resume()
  }
  return {
    event(kept) {
      webSocket.send(kept.json, sent)
      return webSocket.bufferedAmount < MOST_WAITING_BYTES
    },
    heartbeat() {
      if (!pings.next()) return
      webSocket.ping()
      webSocket.send(HEARTBEAT_JSON)
    },
    whenRoom: (resume) => (whenRoom = resume),
    together: (write) => corked(socket, write),
    end: (why) => webSocket.close(...CLOSE_CODES[why]),
    fail: () => closeForMistake(webSocket),
  }
}

function corked(socket: Duplex, write: () => void): void {
  socket.cork()
  write()
  socket.uncork()
}
