/**
 * Requests that ask for a WebSocket: a lab's `observe`, which has its own file, and its transports that are one. Here
 * their lab is found and their origin looked at; browsers open WebSockets across origins without asking.
 */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Admission } from './admission.ts'
import { whenKnown } from './awaitable.ts'
import { isRefusal, labNotFound, methodNotAllowed, restarting, type Refusal } from './errors.ts'
import { foreignOrigin, type AllowedOrigins } from './http/origin.ts'
import { OWN_MISTAKE, reportMistake, type Report } from './http/answer.ts'
import { owesAnswer } from './http/pending-answer.ts'
import { refuseOnSocket } from './http/raw-answer.ts'
import { brokenHead } from './http/request-head.ts'
import { labTarget } from './http/target.ts'
import { isWebSocketUpgrade } from './http/web-socket.ts'
import { isObservation, type Observation } from './observe.ts'
import type { LabContext, LabContexts } from './lab-contexts.ts'
import { isWebSocketTransport } from './transports/table.ts'

export interface Upgrades {
  /** Whether this request, which asks for an upgrade, is for one of our WebSockets. Others are served as if they had not asked. */
  isOurs(incoming: IncomingMessage): boolean
  /** Shakes hands, or refuses in HTTP and ends the connection. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** The upgrades of all labs. */
export function createUpgrades(parts: {
  readonly contexts: LabContexts
  readonly observation: Observation
  readonly admission: Admission
  readonly allowedOrigins: AllowedOrigins
  readonly report: Report
}): Upgrades {
  const { contexts, observation, admission, allowedOrigins, report } = parts

  function upgradeTransport(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const target = labTarget(incoming.url ?? '')
    if (incoming.method !== 'GET') {
      return refuseOnSocket(socket, methodNotAllowed(incoming.method ?? '', ['GET']))
    }
    const foreign = foreignOrigin(incoming, allowedOrigins)
    if (foreign !== undefined) return refuseOnSocket(socket, foreign)
    void whenKnown(contexts.reach(target?.labId ?? ''), guardedUpgrade)

    function guardedUpgrade(context: LabContext | Refusal): void {
      orRefuse(incoming, socket, () => {
        if (isRefusal(context)) return refuseOnSocket(socket, context)
        const transport = context.transports.get(target?.call ?? '')
        if (transport?.upgrade === undefined) return refuseOnSocket(socket, labNotFound())
        context.lab.touch()
        if (context.lab.downForMs > 0) return refuseOnSocket(socket, restarting(context.lab.downForMs))
        transport.upgrade({ incoming, socket, head, query: target?.query ?? '' })
      })
    }
  }

  /** Once hands are shaken, whoever shook them sees to a mistake of ours: this is for what comes before. */
  function orRefuse(incoming: IncomingMessage, socket: Duplex, act: () => void): void {
    try {
      act()
    } catch (mistake) {
      reportMistake(incoming, mistake, report)
      refuseOnSocket(socket, OWN_MISTAKE)
    }
  }

  function isOurs(incoming: IncomingMessage): boolean {
    const { url = '' } = incoming
    return (
      isWebSocketUpgrade(incoming) &&
      (isObservation(url) || isWebSocketTransport(labTarget(url)?.call)) &&
      // Node upgrades past answers that are due. The 101 would be taken for the first of them, by the tap as well.
      !owesAnswer(incoming.socket)
    )
  }

  return {
    isOurs(incoming) {
      // Asked from within Node's parser, which nothing may be thrown through.
      try {
        return isOurs(incoming)
      } catch (mistake) {
        reportMistake(incoming, mistake, report)
        return false
      }
    },
    upgrade(incoming, socket, head) {
      orRefuse(incoming, socket, () => {
        const refused = brokenHead(incoming) ?? admission(incoming, socket)
        if (refused !== undefined) return refuseOnSocket(socket, refused)
        socket.on('error', () => socket.destroy())
        if (isObservation(incoming.url ?? '')) observation.upgrade(incoming, socket, head)
        else upgradeTransport(incoming, socket, head)
      })
    },
  }
}
