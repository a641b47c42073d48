/**
 * `GET /labs/:id/observe` and `GET /watch/:key/observe`: the WebSockets on which pages watch a lab's wire. This file finds the
 * lab and shakes hands; `observer-socket.ts` has what is open.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type ServerOptions, type WebSocket } from 'ws'
import { whenKnown } from './awaitable.ts'
import type { Clock } from './clock.ts'
import { isRefusal, methodNotAllowed, refuse, type Refusal } from './errors.ts'
import { foreignOrigin, type AllowedOrigins } from './http/origin.ts'
import type { Report } from './http/answer.ts'
import { refuseOnSocket } from './http/raw-answer.ts'
import { refuseHandshake } from './http/web-socket.ts'
import type { LabContexts } from './lab-contexts.ts'
import { labTarget, watchKey } from './http/target.ts'
import { joinObserver } from './observer-socket.ts'
import { guarded } from './transports/own-mistake.ts'
import { PingRounds } from './transports/pings.ts'
import { MESSAGE_LIMITS } from './transports/message-watch.ts'

/** Whether a target is one of these WebSockets. */
export function isObservation(target: string): boolean {
  return labTarget(target)?.call === 'observe' || watchKey(target) !== undefined
}

export interface Observation {
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

  return {
    upgrade(incoming, socket, head) {
      const refused = refusal(incoming)
      if (refused !== undefined) return refuseOnSocket(socket, refused)
      const target = incoming.url ?? ''
      const key = watchKey(target)
      const reached =
        key === undefined ? contexts.reach(labTarget(target)?.labId ?? '') : contexts.reachWatched(key)
      void whenKnown(reached, (context) => {
        if (isRefusal(context)) return refuseOnSocket(socket, context)
        const entered = key === undefined ? context.lab.enter() : context.lab.watch.enter(key)
        if (isRefusal(entered)) return refuseOnSocket(socket, entered)
        let hasJoined = false
        sockets.handleUpgrade(incoming, socket, head, (webSocket) => {
          hasJoined = true
          guarded(report, () => {
            open.add(webSocket)
            webSocket.on('close', () => open.delete(webSocket))
            joinObserver(webSocket, socket, { context, key, entered, contexts, clock, rounds, report })
          }).call(webSocket)
        })
        // Shakes hands at once or not at all.
        if (!hasJoined) entered.leave()
      })
    },

    drain() {
      isDraining = true
      for (const webSocket of open) webSocket.close(1001, 'The server is going down')
    },
  }
}
