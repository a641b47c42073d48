/**
 * Writes whole answers onto Node's response, header lines in a fixed order and spelling: what a reader sees on
 * the wire is this list, then the `Date`, `Connection` and `Keep-Alive` that Node adds, and no library's accident.
 * Used by the app and by the transports.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorBody, refuse, statusOf, type Refusal } from '../errors.ts'
import { API_SECURITY_HEADERS } from './headers.ts'
import { splitTarget } from './target.ts'

export const JSON_TYPE = 'application/json; charset=utf-8'

/** Answers with JSON that is serialised already. `headers` come after the length, as name and value in turn. */
export function answerJson(
  outgoing: ServerResponse,
  status: number,
  body: string,
  headers: readonly string[] = ['Cache-Control', 'no-store'],
): void {
  const length = String(Buffer.byteLength(body))
  outgoing.writeHead(status, [
    'Content-Type',
    JSON_TYPE,
    'Content-Length',
    length,
    ...headers,
    ...API_SECURITY_HEADERS,
  ])
  outgoing.end(body)
}

/** Answers without content, as a 204 or 304 does: no `Content-Length` (RFC 9110 8.6 forbids it on a 204). */
export function answerEmpty(outgoing: ServerResponse, status: 204 | 304, headers: readonly string[]): void {
  outgoing.writeHead(status, [...headers, ...API_SECURITY_HEADERS])
  outgoing.end()
}

/** Answers with a refusal. Where an answer has begun already there is nothing left to say: the connection is cut. */
export function answerRefusal(outgoing: ServerResponse, refusal: Refusal): void {
  if (outgoing.headersSent) {
    outgoing.destroy()
    return
  }
  const headers = ['Cache-Control', 'no-store', ...refusal.headers]
  // `Upgrade` in an answer is only valid when `Connection` names it (RFC 9110 7.8).
  // Node closes no connection of which we have said something else.
  if (refusal.headers.includes('Upgrade'))
    headers.push('Connection', outgoing.shouldKeepAlive ? 'Upgrade' : 'Upgrade, close')
  answerJson(outgoing, statusOf(refusal.refused), errorBody(refusal), headers)
}

/** Where mistakes of ours are told; `main.ts` writes them to the log. */
export type Report = (what: string, mistake: unknown) => void

/** Tells of a mistake of ours: the report gets it whole, the client gets a 500 that says no more than that. */
export function answerOwnMistake(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  mistake: unknown,
  report: Report,
): void {
  reportMistake(incoming, mistake, report)
  answerRefusal(outgoing, OWN_MISTAKE)
}

/** Tells of a mistake of ours in what a request asked for. */
export function reportMistake({ method, url }: IncomingMessage, mistake: unknown, report: Report): void {
  report(`${method} ${pathOnly(url)} failed`, mistake)
}

export const OWN_MISTAKE = refuse(
  'internal-error',
  'The server failed on this request. Others are not affected.',
)

/** Without its query and with any lab id or watch key blotted out: an id is the only key to a lab and belongs in no log. */
function pathOnly(target: string | undefined): string {
  return splitTarget(target ?? '').path.replace(/^\/(labs|watch)\/[^/]+/, '/$1/…')
}
