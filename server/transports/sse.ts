/**
 * Server-Sent Events: one response that goes on, each event a few lines of text that the browser's EventSource reads,
 * and by whose `id` it asks again after a break.
 */
import type { IncomingMessage } from 'node:http'
import { answerRefusal } from '../http/answer.ts'
import { API_SECURITY_HEADERS } from '../http/headers.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, type Refusal } from '../errors.ts'
import type { KeptEvent } from '../lab/feed.ts'
import type { Lab } from '../lab/lab.ts'
import { framed, type Framed } from './chunk-framing.ts'
import { readCursor, type Cursor } from './cursor.ts'
import { answerStream, type Wording } from './http-stream.ts'
import { createLifetimes } from './lifetimes.ts'
import { onceATurn } from './prepared.ts'
import { createSubscribers } from './subscribers.ts'
import type { ServerTransport, TransportHost } from './transport.ts'

const HEADERS: readonly string[] = ['Content-Type', 'text/event-stream', ...API_SECURITY_HEADERS]

/**
 * The comment is what proxies and people see; no script does. So an event follows, with empty data, which is
 * dispatched all the same, and without an id, so that it moves no cursor.
 */
const HEARTBEAT = framed(': heartbeat\nevent: heartbeat\ndata:\n\n')

/** A lab's `sse`. */
export function openSse(lab: Lab, clock: Clock, host: TransportHost): ServerTransport {
  const subscribers = createSubscribers(lab, clock, host.report)
  const lifetimes = createLifetimes(clock, host.streamLifetimeMs)
  const wording: Wording = { event: onceATurn((kept) => framed(eventText(kept))), heartbeat: HEARTBEAT }

  let retryMs = lab.settings.retryMs
  let first = retryPiece(retryMs)
  /** The same bytes for everyone who comes, until the setting changes. */
  function firstPiece(): Framed {
    if (retryMs === lab.settings.retryMs) return first
    retryMs = lab.settings.retryMs
    first = retryPiece(retryMs)
    return first
  }

  return {
    answer({ incoming, outgoing, query }) {
      const cursor = streamCursor(incoming, query, lab.feed.last)
      if (isRefusal(cursor)) return answerRefusal(outgoing, cursor)
      answerStream(lab, subscribers, lifetimes, {
        incoming,
        outgoing,
        headers: HEADERS,
        first: firstPiece(),
        wording,
        after: cursor.after,
        isOnce: query.includes('once') && new URLSearchParams(query).get('once') === '1',
      })
    },
  }
}

function retryPiece(retryMs: number): Framed {
  return framed(`retry: ${retryMs}\n\n`)
}

/** JSON has no line end in it, so the whole event is one `data` line. */
function eventText({ id, type, json }: KeptEvent): string {
  return `id: ${id}\nevent: ${type}\ndata: ${json}\n\n`
}

/**
 * A browser that comes back asks for the same address again, with an old `after`, and says in `Last-Event-ID` how far
 * it has come since: that wins. One that is no id of this feed was set by somebody else, and is passed over.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#the-last-event-id-header
 */
function streamCursor(incoming: IncomingMessage, query: string, last: number): Cursor | Refusal {
  const lastEventId = incoming.headers['last-event-id']
  if (typeof lastEventId === 'string' && /^\d{1,15}$/.test(lastEventId) && Number(lastEventId) <= last) {
    return { after: Number(lastEventId) }
  }
  return readCursor(query, last)
}
