/** The head of an answered poll, the same for short and long: the one place where its header lines and their order are. */
import type { ServerResponse } from 'node:http'
import { JSON_TYPE } from '../http/answer.ts'
import { API_SECURITY_HEADERS } from '../http/headers.ts'
import type { PollBody } from './poll-body.ts'

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
