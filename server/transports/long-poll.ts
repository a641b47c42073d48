/**
 * Long polling: a question waits until there is an event, or until the time is up and it gets a 204.
 *
 * A hold costs little: the response, a cursor, a time; no promise, no timer of its own. All holds of a lab wait
 * equally long, so they come due in the order in which they came.
 */
import type { ServerResponse } from 'node:http'
import { answerEmpty, answerRefusal, OWN_MISTAKE } from '../http/answer.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, labNotFound, refuse } from '../errors.ts'
import type { Entered, Lab } from '../lab/lab.ts'
import { readCursor } from './cursor.ts'
import { DueInTurn } from './due-in-turn.ts'
import { whenGone } from './http-stream.ts'
import { answerPast, answerPoll, pollHeaders } from './poll-answer.ts'
import { pollBody, type PollBody } from './poll-body.ts'
import type { ServerTransport, TransportHost } from './transport.ts'

interface Hold {
  readonly outgoing: ServerResponse
  readonly after: number
  readonly since: number
  readonly entered: Entered
}

const NOTHING_NEW = ['Cache-Control', 'no-cache'] as const

/** A lab's `long-poll`. `report` is told of our own mistakes, which end those they happened to. */
export function openLongPoll(
  lab: Lab,
  clock: Clock,
  { report }: Pick<TransportHost, 'report'>,
): ServerTransport {
  const holds = new DueInTurn<Hold>(
    clock,
    ({ since }) => since + lab.settings.longPollTimeoutMs,
    (hold) => {
      if (release(hold)) answerEmpty(hold.outgoing, 204, NOTHING_NEW)
    },
  )
  let isDraining = false

  function release(hold: Hold): boolean {
    if (!holds.delete(hold)) return false
    hold.entered.leave()
    return true
  }

  /** Answers everyone who waits. Those with the same cursor, nearly always all, get the same prepared answer. */
  function answerAll(): void {
    const prepared = new Map<number, { readonly body: PollBody; readonly headers: string[] }>()
    let mistakes = 0
    for (const hold of holds.all) {
      release(hold)
      try {
        let ready = prepared.get(hold.after)
        if (ready === undefined) {
          const body = pollBody(lab.feed, hold.after)
          ready = { body, headers: pollHeaders(body) }
          prepared.set(hold.after, ready)
        }
        answerPoll(hold.outgoing, ready.body, ready.headers)
      } catch (mistake) {
        if (mistakes++ === 0) report('A held poll failed', mistake)
        answerRefusal(hold.outgoing, OWN_MISTAKE)
      }
    }
  }

  function endAll(answer: (outgoing: ServerResponse) => void): void {
    for (const hold of holds.all) if (release(hold)) answer(hold.outgoing)
  }

  lab.feed.subscribe(answerAll)
  lab.onChange((change) => {
    if (change === 'settings') holds.look()
    if (change === 'ended') endAll((outgoing) => answerRefusal(outgoing, labNotFound()))
    if (change === 'draining') isDraining = true
    if (change === 'draining' || change === 'restarting') {
      endAll((outgoing) => answerEmpty(outgoing, 204, NOTHING_NEW))
    }
  })

  return {
    answer({ incoming, outgoing, query }) {
      const { last } = lab.feed
      const cursor = readCursor(query, last)
      if (isRefusal(cursor)) return answerRefusal(outgoing, cursor)
      if (cursor.after < last) return answerPast(lab, outgoing, cursor.after)
      // A HEAD gets the head that a poll would get whose time is up, and leaves nothing waiting.
      if (incoming.method === 'HEAD') return answerEmpty(outgoing, 204, NOTHING_NEW)
      if (isDraining) {
        return answerRefusal(
          outgoing,
          refuse('draining', 'The server is going down; poll again in a moment.', ['Retry-After', '1']),
        )
      }
      const entered = lab.enter()
      if (isRefusal(entered)) return answerRefusal(outgoing, entered)
      const hold: Hold = { outgoing, after: cursor.after, since: clock.now(), entered }
      holds.add(hold)
      whenGone({ incoming, outgoing }, () => void release(hold))
    },
  }
}
