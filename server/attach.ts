/**
 * Puts the labs on an HTTP server that another program made and listens with (Vite's, under `npm run dev`): its raw
 * connections go through the front door, the labs' paths are answered here, everything else stays the host's.
 */
import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { refuse } from './errors.ts'
import { owesAnswer } from './http/pending-answer.ts'
import { refuseOnSocket } from './http/raw-answer.ts'
import type { Serve } from './serve.ts'
import type { Upgrades } from './upgrades.ts'
import type { FrontDoor } from './wiretap/front-door.ts'

export interface AttachParts {
  /** Opens the front door that hands its connections to this server. */
  readonly openFrontDoor: (server: Server) => FrontDoor
  readonly serve: Serve
  readonly upgrades: Upgrades
}

/** Takes the connections and the labs' requests of a server over; its own listeners get all the rest, as before. */
export function attach(host: Server, { openFrontDoor, serve, upgrades }: AttachParts): void {
  const takeConnection = handOver(host, 'connection')
  const takeRequest = handOver(host, 'request')
  // The front door only ever calls `emit`; what it emits goes to those who had the connections before.
  const inward = {
    emit: (name: string, socket: Duplex) => name === 'connection' && takeConnection(socket),
  }
  const frontDoor = openFrontDoor(inward as unknown as Server)

  host.on('connection', (socket) => frontDoor.accept(socket))
  host.on('request', (incoming, outgoing) => {
    if (isOurPath(incoming.url ?? '')) serve(incoming, outgoing)
    else takeRequest(incoming, outgoing)
  })
  host.prependListener('upgrade', (incoming, socket, head) => {
    // Node upgrades past answers that are due; the 101 would be taken for the first of them.
    if (owesAnswer(socket)) socket.destroy()
    else if (upgrades.isOurs(incoming)) upgrades.upgrade(incoming, socket, head)
    else if (isOurPath(incoming.url ?? '')) refuseOnSocket(socket, NO_WEB_SOCKET)
  })
}

const NO_WEB_SOCKET = refuse(
  'upgrade-required',
  'Only a lab’s observe and ws paths and a watch’s observe are WebSockets here.',
  ['Upgrade', 'websocket'],
)

/** Takes the listeners of an event away; gives what calls them as the event would have. */
function handOver(host: Server, event: 'connection' | 'request'): (...parts: readonly unknown[]) => boolean {
  const listeners = host.listeners(event)
  host.removeAllListeners(event)
  return (...parts) => {
    for (const listener of listeners) Reflect.apply(listener, host, parts)
    return listeners.length > 0
  }
}

function isOurPath(target: string): boolean {
  return /^\/(?:healthz|labs|watch)(?:[/?]|$)/.test(target)
}
