/**
 * What every request must pass before anybody looks at what it asks for: it was meant for this server, and its client has
 * not more of them open than an address may. A client that connects by itself is counted by its connections, at the
 * front door; of those that come through a trusted proxy, whose connections carry many, the requests are counted here.
 */
import type { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { Config } from './config.ts'
import { refuse, type Refusal } from './errors.ts'
import { placeOf, type ClientAddresses } from './http/client-address.ts'
import { hostCheck } from './http/host.ts'
import { Tally } from './tally.ts'

export const TOO_MANY_CONNECTIONS = refuse(
  'too-many-connections',
  'Too many connections are open. Close some, or try again in a few seconds.',
  ['Retry-After', '5'],
)

/**
 * Admits a request or gives its refusal. An admitted one counts until `held` closes: a request does when it is answered or
 * its client has left, pipelined or not; the socket of a WebSocket when that is over.
 */
export type Admission = (incoming: IncomingMessage, held: EventEmitter) => Refusal | undefined

/** Nobody is in yet. */
export function createAdmission(config: Config, addresses: ClientAddresses): Admission {
  const misdirected = hostCheck(config.allowedOrigins.own, addresses)
  const open = new Tally()

  return (incoming, held) => {
    const refusal = misdirected(incoming)
    if (refusal !== undefined || !addresses.isProxy(incoming.socket.remoteAddress)) return refusal
    const place = placeOf(addresses.of(incoming))
    if (open.of(place) >= config.maxConnectionsPerAddress) return TOO_MANY_CONNECTIONS
    open.add(place)
    held.once('close', () => open.remove(place))
    return undefined
  }
}
