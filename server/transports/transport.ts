/**
 * The seam between a lab and a transport on the server: what is asked, and who answers. Each transport is one file
 * that answers Node's own response, header line by header line; `table.ts` lists those that there are.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../clock.ts'
import type { Lab } from '../lab/lab.ts'

/** One request to a lab's transport. */
export interface Asked {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  /** What follows the `?` of the target; empty where there is none. */
  readonly query: string
}

export interface ServerTransport {
  /** Answers GET and HEAD; other methods never come here. Ends or keeps `outgoing`, and never throws for what a client sent. */
  answer(asked: Asked): void
}

/** Makes one lab's side of a transport; what it holds open it ends when the lab drains or ends. */
export type OpenTransport = (lab: Lab, clock: Clock) => ServerTransport
