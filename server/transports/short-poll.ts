/**
 * Short polling: every question is answered at once, with what there is; mostly with nothing. A client that says
 * which answer it has (`If-None-Match`) and would get the same again gets a 304 instead.
 */
import { answerEmpty, answerRefusal } from '../http/answer.ts'
import { isRefusal } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { readCursor } from './cursor.ts'
import { answerPast, entityTag } from './poll-answer.ts'
import { pollBody } from './poll-body.ts'
import type { ServerTransport } from './transport.ts'

/** A lab's `short-poll`. */
export function openShortPoll(lab: Lab): ServerTransport {
  return {
    answer({ incoming, outgoing, query }) {
      const cursor = readCursor(query, lab.feed.last)
      if (isRefusal(cursor)) return answerRefusal(outgoing, cursor)
      const body = pollBody(lab.feed, cursor.after)
      const known = incoming.headers['if-none-match']
      const tag = entityTag(body.last)
      if (known === undefined || !stillHolds(known, tag)) return answerPast(lab, outgoing, cursor.after, body)
      answerEmpty(outgoing, 304, ['Cache-Control', 'no-cache', 'ETag', tag])
    },
  }
}

/**
 * Whether one of the listed entity tags is this one, compared weakly as `If-None-Match` demands.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.2
 */
function stillHolds(ifNoneMatch: string, tag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true
  return ifNoneMatch.split(',').some((listed) => listed.trim().replace(/^W\//, '') === tag)
}
