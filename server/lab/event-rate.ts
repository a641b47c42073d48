/** How many events clients may publish in a lab: so many in any sixty seconds, counted exactly. */
import { unbounded, type Account } from '../budget.ts'
import type { Clock } from '../clock.ts'

export interface EventRate {
  /** Counts one event if it may be published. Otherwise says in how many whole seconds the next may. */
  take(): { readonly kind: 'taken' } | { readonly kind: 'over'; readonly retryAfterSeconds: number }
}

const MINUTE_MS = 60_000
const TAKEN = { kind: 'taken' } as const
/** A number in a list of fractions. */
const TIME_BYTES = 8

/** A limit of `perMinute` events in any minute; remembers at most that many times. */
export function createEventRate(
  clock: Clock,
  perMinute: number,
  account: Account = unbounded('labs'),
): EventRate {
  let times: number[] = []
  /** Where the times still within the minute begin; those before are cut off now and then, not at each call. */
  let start = 0
  return {
    take() {
      const now = clock.now()
      let oldest = times[start]
      while (oldest !== undefined && oldest <= now - MINUTE_MS) oldest = times[++start]
      if (start > 1_000 && start > times.length / 2) {
        times = times.slice(start)
        account.add(-TIME_BYTES * start)
        start = 0
      }
      if (oldest !== undefined && times.length - start >= perMinute) {
        return { kind: 'over', retryAfterSeconds: Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1_000)) }
      }
      times.push(now)
      account.add(TIME_BYTES)
      return TAKEN
    },
  }
}
