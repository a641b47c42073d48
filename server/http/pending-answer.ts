/**
 * Whether a connection still owes the answer to a whole earlier request. Answers go out in the order of their
 * requests (RFC 9112 9.3.2), so nothing may be written past one that is owed, and no other protocol may begin before it.
 */

import { ServerResponse } from 'node:http'

/** The answer that this socket is to write next; `undefined` when all is answered. Node keeps it there (seen in 26.10) and tells it no other way. */
export function currentAnswer(socket: object): ServerResponse | undefined {
  const current: unknown = '_httpMessage' in socket ? socket._httpMessage : undefined
  return current instanceof ServerResponse ? current : undefined
}

/** True while an answer is due to a request that came whole, or has begun: what is refused now is another one's. */
export function owesAnswer(socket: object): boolean {
  const current = currentAnswer(socket)
  return current !== undefined && (current.headersSent || current.req.complete)
}
