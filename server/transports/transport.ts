/**
 * The seam between a lab and a transport on the server: what is asked, and who answers. Each transport is one file
 * that answers Node's own response, header line by header line; `table.ts` lists those that there are.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Clock } from '../clock.ts'
import type { Report } from '../http/answer.ts'
import type { Lab } from '../lab/lab.ts'

/** One request to a lab's transport. */
export interface Asked {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** What follows the `?` of the target; empty where there is none. */
  readonly query: string
}

/** One request for an upgrade to a lab's transport. */
export interface AskedUpgrade {
  readonly incoming: IncomingMessage
  readonly socket: Duplex
  /** What followed the request's head already. */
  readonly head: Buffer
  readonly query: string
}

/** Open WebSockets, as faults act on them. Each call gives how many it met. */
export interface OpenWebSockets {
  /** Closes them from this side. */
  close(code: number, reason: string): number
  /** Writes these very bytes to them, a frame or not. */
  writeRaw(bytes: Uint8Array): number
}

export interface ServerTransport {
  /** Answers GET and HEAD; other methods never come here. Ends or keeps `outgoing`, and never throws for what a client sent. */
  answer(asked: Asked): void
  /** Shakes hands or refuses, where the transport is a WebSocket. Origins have been looked at. */
  upgrade?(asked: AskedUpgrade): void
  readonly webSockets?: OpenWebSockets
}

/** What the process lends every transport. */
export interface TransportHost {
  /** The most that a stream over HTTP lasts. */
  readonly streamLifetimeMs: number
  /** Told of our own mistakes. */
  readonly report: Report
}

/** Makes one lab's side of a transport; what it holds open it ends when the lab drains or ends. */
export type OpenTransport = (lab: Lab, clock: Clock, host: TransportHost) => ServerTransport
