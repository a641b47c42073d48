/**
 * Long polling: a question waits until there is an event, or until the time is up and it gets a 204.
 *
 * A hold costs little: the response, a cursor, a time; no promise, no timer of its own. All holds of a lab wait
 * equally long, so they come due in the order in which they came, and one timer for the oldest serves them all.
 */
import type { ServerResponse } from 'node:http'
import { answerEmpty, answerRefusal, OWN_MISTAKE } from '../http/answer.ts'
import type { Clock, Timer } from '../clock.ts'
import { isRefusal, labNotFound, refuse } from '../errors.ts'
import type { Entered, Lab } from '../lab/lab.ts'
import { readCursor } from './cursor.ts'
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
  /** In the order in which they came: a Set keeps it, and lets go of any in constant time. */
  const holds = new Set<Hold>()
  let timer: Timer | undefined
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
    for (const hold of holds) {
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
    timer?.cancel()
    timer = undefined
  }

  function endAll(answer: (outgoing: ServerResponse) => void): void {
    for (const hold of holds) if (release(hold)) answer(hold.outgoing)
    timer?.cancel()
    timer = undefined
  }

  /** Ends the holds that are due, then waits for the next. Called again when the setting changes, so a shorter wait acts on all. */
  function answerDue(): void {
    timer?.cancel()
    timer = undefined
    for (const hold of holds) {
      const restMs = hold.since + lab.settings.longPollTimeoutMs - clock.now()
      if (restMs > 0) {
        timer = clock.after(restMs, answerDue)
        return
      }
      if (release(hold)) answerEmpty(hold.outgoing, 204, NOTHING_NEW)
    }
  }

  lab.feed.subscribe(answerAll)
  lab.onChange((change) => {
    if (change === 'settings') answerDue()
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
      timer ??= clock.after(lab.settings.longPollTimeoutMs, answerDue)
      const letGo = (): void => void release(hold)
      outgoing.on('close', letGo)
      // A poll pipelined behind another has no socket yet, so its response hears nothing; its request does.
      incoming.on('close', letGo)
    },
  }
}
