/** What of a hold's end is an end in the ladder. Used by the timeline and by a race's lanes. */
import type { ConnectionEnd } from '../trace.ts'
import type { Hold, StreamEnd } from '../views.ts'

/** How the exchange of a hold closed. */
interface Closed {
  readonly moment: number
  readonly at: number
  /** How its connection closed, where that closed with it. */
  readonly how: ConnectionEnd | undefined
  /** A byte of a response had come. */
  readonly isAnswered: boolean
}

/** A stream ends, with its connection or by itself. A question that waited ends with its answer, and where it got none because its connection broke, as a stream does. */
export function endOfHold(
  { kind, exchange }: Hold,
  { moment, at, how, isAnswered }: Closed,
): readonly StreamEnd[] {
  if (kind === 'open') return [{ moment, exchange, at, how: how ?? 'complete' }]
  const isBroken = how === 'reset' || how === 'timeout'
  return isBroken && !isAnswered ? [{ moment, exchange, at, how, isUnanswered: true }] : []
}
