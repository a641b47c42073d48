/** What a shared lab needs of its store. */
import type { Budget } from '../budget.ts'
import type { Clock } from '../clock.ts'
import type { StoreLimits } from '../lab/lab-store.ts'
import type { Answers } from './answers.ts'
import type { RedisLink } from './link.ts'

export interface RedisParts {
  readonly link: RedisLink
  readonly clock: Clock
  readonly budget: Budget
  readonly limits: StoreLimits
  readonly instance: string
  readonly answers: Answers
  /** Tells one instance something. */
  say(instance: string, text: string): void
  /** This instance serves that lab no more. */
  forget(labId: string): void
  /** Which other instances want to be told what crosses in a lab. */
  tapWatchers(labId: string, instances: readonly string[]): void
}
