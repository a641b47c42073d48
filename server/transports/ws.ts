/**
 * WebSocket: each event is a text message; what a client sends as `{"type","data"}` becomes an event on every transport
 * of the lab, and binary comes back as it went. ws shakes hands, reads frames and answers pings and closes.
 */
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer, type RawData, type ServerOptions } from 'ws'
import { parsedJson } from '../../src/contract/rule.ts'
import { whenKnown } from '../awaitable.ts'
import { answerRefusal } from '../http/answer.ts'
import { refuseOnSocket } from '../http/raw-answer.ts'
import { refuseHandshake } from '../http/web-socket.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, memoryFull, refuse } from '../errors.ts'
import type { Entered, Lab } from '../lab/lab.ts'
import { readCursor } from './cursor.ts'
import { refusalNow } from './http-stream.ts'
import { guarded } from './own-mistake.ts'
import { PingRounds } from './pings.ts'
import { MESSAGE_LIMITS, watchMessages } from './message-watch.ts'
import { onceATurn } from './prepared.ts'
import { serverFrame } from './server-frame.ts'
import { createSubscribers } from './subscribers.ts'
import type { ServerTransport, TransportHost } from './transport.ts'
import { deflatingReader, PlainReader } from './ws-reader.ts'

/** A message's content, inflated. */
const MESSAGE_LIMIT_BYTES = 64 * 1024
/** What a client may leave unread of its own echoes, and how many; reading pauses before. */
const MOST_ECHO_BYTES = 1024 * 1024
const MOST_ECHOES = 4_096
const PAUSING_ECHOES = 64
/** What a connection takes that compresses: two contexts of zlib, and the last message each of them was given, which Node keeps. */
const DEFLATE_COST_BYTES = 448 * 1024
/** RFC 6455 5.5: a control frame has at most 125 bytes, two of which are the code. */
const LONGEST_REASON_BYTES = 123

/** `closeTimeout` is in ws 8.23 and its documentation, but not in its types yet. */
const OPTIONS: ServerOptions & { readonly closeTimeout: number } = {
  noServer: true,
  clientTracking: false,
  maxPayload: MESSAGE_LIMIT_BYTES,
  ...MESSAGE_LIMITS,
  closeTimeout: 5_000,
  // One message a turn of the event loop: a read of 64 KiB can hold thousands, and others wait meanwhile.
  allowSynchronousEvents: false,
  // No subprotocol is spoken here, and none must be named that is not (RFC 6455 4.2.2).
  handleProtocols: () => false,
}

const PLAIN = new WebSocketServer({ ...OPTIONS, perMessageDeflate: false })
/** From the first byte on, since this is for looking at; a smaller memory level, since it is a context a connection. */
const DEFLATING = new WebSocketServer({
  ...OPTIONS,
  perMessageDeflate: { threshold: 0, zlibDeflateOptions: { memLevel: 7 } },
})
for (const server of [PLAIN, DEFLATING]) server.on('wsClientError', refuseHandshake)

/** What belongs to an open WebSocket. */
interface Joined {
  readonly socket: Duplex
  readonly place: Entered
  subscription?: { leave(): void }
  /** Echoes that have not been sent yet. */
  echoes: number
}

/** A lab's `ws`. */
export function openWs(lab: Lab, clock: Clock, { report }: TransportHost): ServerTransport {
  const subscribers = createSubscribers(lab, clock, report)
  const open = new Map<WebSocket, Joined>()
  const rounds = new PingRounds(clock)
  const frameOf = onceATurn((kept) => serverFrame('text', kept.json))

  const join = guarded(report, function (this: WebSocket, joined: Joined, after: number): void {
    const { socket } = joined
    open.set(this, joined)
    this.on('message', onMessage)
    this.on('ping', onPing)
    this.on('error', onError)
    this.on('close', onClose)
    const pings = rounds.add(this, socket)
    const isDeflating = this.extensions.includes('permessage-deflate')
    const reader = isDeflating
      ? deflatingReader(this, socket, pings)
      : new PlainReader(this, socket, pings, frameOf)
    if (isDeflating) {
      const contexts = lab.budget.account('connections')
      contexts.add(DEFLATE_COST_BYTES)
      this.on('close', () => contexts.close())
    }
    const account = lab.budget.account('messages')
    watchMessages(this, socket, { clock, account, extraMs: slowWireMs })
    joined.subscription = subscribers.add(reader, after)
  })

  /** How long the largest message takes on a wire that is slowed down. */
  function slowWireMs(): number {
    const { bytesPerSecond } = lab.settings.wire
    return bytesPerSecond > 0 ? (MESSAGE_LIMIT_BYTES / bytesPerSecond) * 1_000 : 0
  }

  // The same functions for all: there may be thousands, and each knows by `this` whose it is.
  const onMessage = guarded(report, function (this: WebSocket, data: RawData, isBinary: boolean): void {
    const joined = open.get(this)
    // With ws's own `binaryType` a message is one Buffer.
    if (joined === undefined || this.readyState !== WebSocket.OPEN || !Buffer.isBuffer(data)) return
    lab.touch()
    if (isBinary) echo(this, data, joined)
    else publish(lab, this, data.toString('utf8'))
  })

  /** A client that does not take its echoes is not read from until it does; what has been read already still comes. */
  function echo(webSocket: WebSocket, data: Buffer, joined: Joined): void {
    joined.echoes += 1
    webSocket.send(data, () => {
      joined.echoes -= 1
      if (joined.echoes === 0 && webSocket.isPaused) webSocket.resume()
    })
    if (joined.echoes > MOST_ECHOES || webSocket.bufferedAmount > MOST_ECHO_BYTES) webSocket.terminate()
    else if (joined.echoes > PAUSING_ECHOES) webSocket.pause()
    else readNoFaster(webSocket, joined.socket)
  }

  /** ws has answered it with a pong. */
  function onPing(this: WebSocket): void {
    const joined = open.get(this)
    if (joined !== undefined) readNoFaster(this, joined.socket)
  }

  function onClose(this: WebSocket): void {
    const joined = open.get(this)
    open.delete(this)
    joined?.subscription?.leave()
    joined?.place.leave()
  }

  return {
    answer({ outgoing }) {
      const message = 'This path is a WebSocket: ask with Upgrade: websocket.'
      answerRefusal(outgoing, refuse('upgrade-required', message, ['Upgrade', 'websocket']))
    },

    upgrade({ incoming, socket, head, query }) {
      const cursor = readCursor(query, lab.feed.last)
      if (isRefusal(cursor)) return refuseOnSocket(socket, cursor)
      const refused = refusalNow(lab)
      if (refused !== undefined) return refuseOnSocket(socket, refused)
      const { deflate } = lab.settings
      if (deflate && !lab.budget.admits(DEFLATE_COST_BYTES)) return refuseOnSocket(socket, memoryFull())
      const entered = lab.enter()
      if (isRefusal(entered)) return refuseOnSocket(socket, entered)
      let hasJoined = false
      const server = deflate ? DEFLATING : PLAIN
      // Shakes hands at once or not at all: nothing is asked of anybody in between.
      server.handleUpgrade(incoming, socket, head, (webSocket) => {
        hasJoined = true
        join.call(webSocket, { socket, place: entered, echoes: 0 }, cursor.after)
      })
      if (!hasJoined) entered.leave()
    },

    webSockets: {
      close(code, reason) {
        const closing = [...open.keys()].filter((each) => each.readyState === WebSocket.OPEN)
        for (const webSocket of closing) webSocket.close(code, reason)
        return closing.length
      },
      writeRaw(bytes) {
        // One that takes nothing is passed over, as with events: there is no end to what may be asked for.
        const written = [...open].filter(
          ([each, { socket }]) => each.readyState === WebSocket.OPEN && !socket.writableNeedDrain,
        )
        for (const [, { socket }] of written) socket.write(bytes)
        return written.length
      },
    },
  }
}

/** A broken frame or message: ws has sent the close frame that belongs to it. */
function onError(): void {}

/** Publishes a text message as an event; one that is none ends the connection with the reason. */
function publish(lab: Lab, webSocket: WebSocket, text: string): void {
  void whenKnown(lab.publish(parsedJson(text)), (kept) => {
    if (isRefusal(kept))
      webSocket.close(kept.refused === 'store-unavailable' ? 1013 : 1008, shortened(kept.message))
  })
}

/** As much of a reason as a close frame can hold. */
function shortened(reason: string): string {
  const bytes = Buffer.from(reason)
  if (bytes.length <= LONGEST_REASON_BYTES) return reason
  // Back to the start of a character: what continues one has the bits 10 in front.
  let end = LONGEST_REASON_BYTES
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.toString('utf8', 0, end)
}

/** A client that does not take what it made us send is not read from until it does. */
function readNoFaster(webSocket: WebSocket, socket: Duplex): void {
  if (webSocket.isPaused || !socket.writableNeedDrain) return
  webSocket.pause()
  socket.once('drain', () => webSocket.resume())
}
