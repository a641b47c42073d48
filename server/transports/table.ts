/** The transports that this server answers, by their name in the path. A new one is its file and a line here. */
import type { Transport } from '../../src/wire/trace/transports.ts'
import type { Clock } from '../clock.ts'
import type { Lab } from '../lab/lab.ts'
import { greeter } from './greeting.ts'
import { openIframeStream } from './iframe-stream.ts'
import { openLongPoll } from './long-poll.ts'
import { openShortPoll } from './short-poll.ts'
import { openSse } from './sse.ts'
import type { OpenTransport, ServerTransport, TransportHost } from './transport.ts'
import { openWs } from './ws.ts'

const OPEN: Readonly<Record<Transport, OpenTransport>> = {
  'short-poll': openShortPoll,
  'long-poll': openLongPoll,
  'iframe-stream': openIframeStream,
  sse: openSse,
  ws: openWs,
}

/** One lab's transports, by name. A Map, so that no name from a path can reach anything but these. */
export type LabTransports = ReadonlyMap<string, ServerTransport>

/** Opens every transport for a new lab. */
export function openTransports(lab: Lab, clock: Clock, host: TransportHost): LabTransports {
  const greeting = greeter(lab)
  return new Map(Object.entries(OPEN).map(([name, open]) => [name, greeting(open(lab, clock, host))]))
}

/** Whether a name in a path is one of the transports that are answered, whatever the lab. */
export function isTransport(name: string): boolean {
  return Object.hasOwn(OPEN, name)
}

/** Whether a name in a path is the transport that is a WebSocket. */
export function isWebSocketTransport(name: string | undefined): boolean {
  return name === 'ws'
}
