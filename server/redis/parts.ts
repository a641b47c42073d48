/** What a shared lab needs of its store. */
import type { Clock } from '../clock.ts'
import { storeUnavailable, type Refusal } from '../errors.ts'
import type { StoreLimits, TapsListener } from '../lab/lab-store.ts'
import type { Answers } from './answers.ts'
import type { RedisLink } from './link.ts'

/** A lab that nobody uses goes from Redis this long after: a little after the last instance has let go of it. */
export const LIVE_MS = 62_000

/** So long an instance makes the events that happen by themselves, unless it says again that it does. */
export const LEAD_MS = 8_000

/** What the events and first answers of all labs of one address may take in Redis: an eighth of what docs/deploy/redis.conf gives it. */
export const MOST_OF_PLACE_BYTES = 64 * 1024 * 1024

export interface RedisParts {
  readonly link: RedisLink
  readonly clock: Clock
  readonly limits: StoreLimits
  readonly instance: string
  readonly answers: Answers
  /** Tells one instance something. */
  say(instance: string, text: string): void
  /** This instance serves that lab no more. */
  forget(labId: string): void
  /** Who hears of taps. */
  readonly taps: () => TapsListener | undefined
}

/** What comes of asking Redis; a refusal where it is gone, or has not answered in time. */
export async function orUnavailable<T>(asking: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await asking()
  } catch {
    return storeUnavailable()
  }
}
