/**
 * `GET /labs/:id/observe`: the WebSocket on which a page watches its lab's wire. This file shakes hands, keeps the
 * socket alive or lets it go, and joins it to the wiretap's observer, which knows no socket.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer, type RawData, type ServerOptions } from 'ws'
import { whenKnown } from './awaitable.ts'
import type { Clock } from './clock.ts'
import { isRefusal, methodNotAllowed, refuse, type Refusal } from './errors.ts'
import { foreignOrigin, type AllowedOrigins } from './http/origin.ts'
import type { Report } from './http/answer.ts'
import { owesAnswer } from './http/pending-answer.ts'
import { refuseOnSocket } from './http/raw-answer.ts'
import { isWebSocketUpgrade, refuseHandshake } from './http/web-socket.ts'
import type { LabContexts, LabContext } from './lab-contexts.ts'
import { labTarget } from './http/target.ts'
import { failSocket, guarded } from './transports/own-mistake.ts'
import { PingRounds } from './transports/pings.ts'
import { MESSAGE_LIMITS, watchMessages } from './transports/message-watch.ts'
import { createObserver, type Observer } from './wiretap/observer.ts'

export interface Observation {
  /** Whether this request, which asks for an upgrade, is for one of our WebSockets. Others are served as if they had not asked. */
  isOurs(incoming: IncomingMessage): boolean
  /** Shakes hands, or refuses in HTTP and ends the connection. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Closes every observer with 1001, as a server that goes away does. */
  drain(): void
}

export interface ObservationParts {
  readonly contexts: LabContexts
  readonly clock: Clock
  readonly allowedOrigins: AllowedOrigins
  /** So long an observer may leave our Close unanswered. */
  readonly closeTimeoutMs: number
  /** Told of our own mistakes. */
  readonly report: Report
}

/** A published event's 64 KiB, and the message around it. */
const MESSAGE_LIMIT_BYTES = 66 * 1024

/** The observers of all labs; none yet. */
export function createObservation(parts: ObservationParts): Observation {
  const { contexts, clock, allowedOrigins, closeTimeoutMs, report } = parts
  // `closeTimeout` is in ws 8.23 and its documentation, but not in its types yet.
  const options: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MESSAGE_LIMIT_BYTES,
    ...MESSAGE_LIMITS,
    // One message a turn of the event loop: a read of 64 KiB can hold nine thousand, and others wait meanwhile.
    allowSynchronousEvents: false,
    // Sent below, one after another.
    autoPong: false,
    closeTimeout: closeTimeoutMs,
  }
  const sockets = new WebSocketServer(options)
  const rounds = new PingRounds(clock)
  const open = new Set<WebSocket>()
  let isDraining = false

  sockets.on('wsClientError', refuseHandshake)

  function refusal(incoming: IncomingMessage): Refusal | undefined {
    if (isDraining)
      return refuse('draining', 'The server is going down; come again in a moment.', ['Retry-After', '5'])
    if (incoming.method !== 'GET') return methodNotAllowed(incoming.method ?? '', ['GET'])
    return foreignOrigin(incoming, allowedOrigins)
  }

  function join(webSocket: WebSocket, socket: Duplex, { lab, tapped }: LabContext): void {
    const entered = lab.enter()
    if (isRefusal(entered)) {
      // Between the question and the last byte of the handshake the lab filled up or ended.
      webSocket.close(1013, 'Try again later')
      return
    }
    open.add(webSocket)
    webSocket.on('error', () => webSocket.terminate())
    webSocket.on('close', () => {
      open.delete(webSocket)
      entered.leave()
    })
    let observer: Observer | undefined
    function begin(): void {
      observer = createObserver({
        lab: lab.id,
        recorder: tapped.recorder,
        clock,
        account: lab.budget.account('observers'),
        sink: {
          send: (text) => webSocket.send(text),
          get backlogBytes() {
            return webSocket.bufferedAmount
          },
          cork: () => socket.cork(),
          uncork: () => socket.uncork(),
          giveUp: () => webSocket.close(1013, 'Too slow; open it again'),
          failed: (mistake) => failSocket(webSocket, mistake, report),
        },
        publish(type, data) {
          return whenKnown(lab.publish({ type, data }), (kept) =>
            isRefusal(kept) ? { ok: false, code: kept.refused, message: kept.message } : { ok: true },
          )
        },
      })
    }
    rounds.add(webSocket, socket)
    const stopListening = lab.onChange((change) => {
      if (change === 'ended') webSocket.close(1001, 'The lab has ended')
    })
    const receive = guarded(report, (data: RawData, isBinary: boolean) => {
      lab.touch()
      if (isBinary) webSocket.close(1003, 'An observer sends text messages')
      // With ws's own `binaryType` a message is one Buffer.
      else if (Buffer.isBuffer(data)) observer?.receive(data.toString('utf8'))
    })
    webSocket.on('message', (data, isBinary) => {
      if (webSocket.readyState === WebSocket.OPEN) receive.call(webSocket, data, isBinary)
    })
    answerPings(webSocket)
    watchMessages(webSocket, socket, { clock, account: lab.budget.account('messages') })
    webSocket.on('close', () => {
      stopListening()
      observer?.end()
    })
    // Past and live are one log: it must have what other instances know before it is read.
    webSocket.pause()
    const watch = guarded(report, function (this: WebSocket, watched: { leave(): void }) {
      if (this.readyState === WebSocket.CLOSED) return watched.leave()
      this.on('close', () => watched.leave())
      begin()
      this.resume()
    })
    void whenKnown(contexts.taps.watch(lab.id), (watched) => watch.call(webSocket, watched))
  }

  return {
    isOurs(incoming) {
      return (
        isWebSocketUpgrade(incoming) &&
        labTarget(incoming.url ?? '')?.call === 'observe' &&
        // Node upgrades past answers that are due. The 101 would be taken for the first of them, by the tap as well.
        !owesAnswer(incoming.socket)
      )
    },

    upgrade(incoming, socket, head) {
      socket.on('error', () => socket.destroy())
      const refused = refusal(incoming)
      if (refused !== undefined) return refuseOnSocket(socket, refused)
      void whenKnown(contexts.reach(labTarget(incoming.url ?? '')?.labId ?? ''), (context) => {
        if (isRefusal(context)) return refuseOnSocket(socket, context)
        const entered = context.lab.enter()
        if (isRefusal(entered)) return refuseOnSocket(socket, entered)
        entered.leave()
        sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
          guarded(report, () => join(webSocket, socket, context)).call(webSocket)
        })
      })
    },

    drain() {
      isDraining = true
      for (const webSocket of open) webSocket.close(1001, 'The server is going down')
    },
  }
}

/** Answers pings, while a pong waits only the latest of those that came since (RFC 6455 5.5.3). */
function answerPings(webSocket: WebSocket): void {
  let isSending = false
  let latest: Buffer | undefined
  function pong(data: Buffer): void {
    isSending = true
    webSocket.pong(data, false, () => {
      isSending = false
      const next = latest
      latest = undefined
      if (next !== undefined) pong(next)
    })
  }
  webSocket.on('ping', (data) => {
    if (isSending) latest = Buffer.from(data)
    else pong(data)
  })
}
