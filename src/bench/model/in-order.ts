/**
 * Puts what the observer tells and what the page itself sees into one order of time. The page knows of its
 * own moments at once; what the server says of the same moment is on its way for a while. So the page's wait
 * a little, and a slice stands in the trace before the delivery it caused.
 */
import { momentOf, type TraceEvent } from '../../wire/trace/trace.ts'

/** How long a moment of the page waits for the server to tell what came before it. */
export const HOLD_MS = 250

export interface InOrder {
  fromServer(events: readonly TraceEvent[]): void
  fromPage(event: TraceEvent): void
  /** Takes out what is due at `now`, in order. `waiting` says whether something is left. */
  take(now: number): TraceEvent[]
  /** Takes out everything, in order, at the end of a run. */
  rest(): TraceEvent[]
  readonly waiting: boolean
}

interface Queued {
  readonly event: TraceEvent
  readonly at: number
}

/** Makes an empty one. Each side keeps its own order, whatever its times say: that order is known. */
export function createInOrder(): InOrder {
  let server: Queued[] = []
  let page: Queued[] = []

  function merge(pageIsDue: (queued: Queued, serverIsLater: boolean) => boolean): TraceEvent[] {
    const taken: TraceEvent[] = []
    let s = 0
    let p = 0
    for (;;) {
      const fromServer = server[s]
      const fromPage = page[p]
      if (fromServer !== undefined && (fromPage === undefined || fromServer.at <= fromPage.at)) {
        taken.push(fromServer.event)
        s++
      } else if (fromPage !== undefined && pageIsDue(fromPage, fromServer !== undefined)) {
        taken.push(fromPage.event)
        p++
      } else break
    }
    server = server.slice(s)
    page = page.slice(p)
    return taken
  }

  return {
    fromServer(events) {
      for (const event of events) enqueue(server, event)
    },
    fromPage: (event) => enqueue(page, event),
    // The server speaks in order, so once it has told something later, all that came before has been told.
    take: (now) => merge((queued, serverIsLater) => serverIsLater || queued.at <= now - HOLD_MS),
    rest: () => merge(() => true),
    get waiting() {
      return server.length > 0 || page.length > 0
    },
  }
}

function enqueue(queue: Queued[], event: TraceEvent): void {
  const before = queue.at(-1)?.at ?? -Infinity
  queue.push({ event, at: Math.max(before, momentOf(event)) })
}
