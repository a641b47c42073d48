/** What a bench publishes: events one after another, and when a scene's first is due. */
import type { Browser, Timer } from '../../transports/browser.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'

export interface ToPublish {
  readonly type: string
  readonly data: unknown
}

/** Publishes the first at once, each of the others `apartMs` after the one before. Gives what takes back those to come. */
export function publishBurst(
  browser: Browser,
  [first, ...others]: readonly ToPublish[],
  apartMs: number,
  publish: (event: ToPublish) => void,
): () => void {
  if (first !== undefined) publish(first)
  const timers = others.map((event, i): Timer => browser.after(apartMs * (i + 1), () => publish(event)))
  return () => timers.forEach((timer) => timer.cancel())
}

/** Tells, once, that the server is to speak: with the first slice, or with the first of an answer. */
export function firstTurn(when: true | 'asked' | undefined): (events: readonly TraceEvent[]) => boolean {
  let isWaiting = when !== undefined
  return (events) => {
    const isSign = events.some(
      (event) => event.kind === 'slice' && (when === 'asked' || event.direction === 'server-to-client'),
    )
    const isTurn = isWaiting && isSign
    if (isTurn) isWaiting = false
    return isTurn
  }
}
