/** The head of an answered poll, the same for short and long: the one place where its header lines and their order are. */
import type { ServerResponse } from 'node:http'
import { answerRefusal, JSON_TYPE } from '../http/answer.ts'
import { API_SECURITY_HEADERS } from '../http/headers.ts'
import { memoryFull } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { pollBody, type PollBody } from './poll-body.ts'

/** Below this an answer is given whatever memory there is: it is what a poll gets that keeps up. */
const SMALL_BYTES = 64 * 1024

/** The entity tag of an answer that brings a client up to event `last`. */
export function entityTag(last: number): string {
  return `"${last}"`
}

/** The header lines of a 200, as name and value in turn: made once, written to everyone who gets this answer. */
export function pollHeaders(body: PollBody): string[] {
  return [
    'Content-Type',
    JSON_TYPE,
    'Content-Length',
    String(body.sizeBytes),
    'Cache-Control',
    'no-cache',
    'ETag',
    entityTag(body.last),
    ...API_SECURITY_HEADERS,
  ]
}

/** Answers 200 with the events; to a HEAD Node itself leaves the content out. */
export function answerPoll(outgoing: ServerResponse, body: PollBody, headers = pollHeaders(body)): void {
  outgoing.writeHead(200, headers)
  outgoing.end(body.json)
}

/**
 * Answers with the events after a cursor. Where they are many they wait for the response's turn on its connection, since
 * a client may ask a hundred times behind an answer that is held, and are refused where memory has no room for them.
 */
export function answerPast(
  lab: Lab,
  outgoing: ServerResponse,
  after: number,
  body = pollBody(lab.feed, after),
): void {
  if (body.sizeBytes <= SMALL_BYTES) answerPoll(outgoing, body)
  else if (outgoing.socket === null) outgoing.once('socket', () => answerPast(lab, outgoing, after))
  // Once as text, once as bytes.
  else if (lab.budget.admits(2 * body.sizeBytes)) answerPoll(outgoing, body)
  else answerRefusal(outgoing, memoryFull())
}
