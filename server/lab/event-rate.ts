/** How many events clients may publish in a lab: so many in any sixty seconds, counted exactly. */
import type { Account } from '../budget.ts'
import type { Clock } from '../clock.ts'

const MINUTE_MS = 60_000
/** A number in a list of fractions. */
const TIME_BYTES = 8

/**
 * A limit of `perMinute` events in any minute; remembers at most that many times. To be called for each event: counts it if it may be
 * published, and says otherwise in how many whole seconds the next may.
 */
export function createEventRate(clock: Clock, perMinute: number, account: Account): () => number | undefined {
  let times: number[] = []
  /** Where the times still within the minute begin; those before are cut off now and then, not at each call. */
  let start = 0
  return () => {
    const now = clock.now()
    let oldest = times[start]
    while (oldest !== undefined && oldest <= now - MINUTE_MS) oldest = times[++start]
    if (start > 1_000 && start > times.length / 2) {
      times = times.slice(start)
      account.add(-TIME_BYTES * start)
      start = 0
    }
    if (oldest !== undefined && times.length - start >= perMinute)
      return Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1_000))
    times.push(now)
    account.add(TIME_BYTES)
    return undefined
  }
}
