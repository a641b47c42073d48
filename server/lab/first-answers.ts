/**
 * The answers given to `Idempotency-Key`s in the last minute. A browser silently repeats a request, POST included,
 * when a reused connection dies before the first byte of the answer; the repeat must not publish a second event.
 */
import { unbounded, type Account } from '../budget.ts'
import type { Clock } from '../clock.ts'

export interface FirstAnswers {
  /** What the key was answered before, within the minute. */
  find(key: string): string | undefined
  keep(key: string, answer: string): void
  /** Forgets those older than a minute now and not when the next one comes. */
  forgetOld(): void
}

const KEPT_MS = 60_000
const MOST_KEYS = 5_000
/** Past this the oldest are forgotten early: a repeat comes within seconds, memory must have an end. */
const MOST_CHARACTERS = 1024 * 1024
/** What an answer takes beside its characters, of which each may be two bytes. */
const ANSWER_COST_BYTES = 200

/** An empty memory of answers. Expired ones leave when the next one comes. */
export function createFirstAnswers(clock: Clock, account: Account = unbounded('answers')): FirstAnswers {
  const answers = new Map<string, { readonly answer: string; readonly at: number }>()
  let characters = 0

  function forget(key: string, answer: string): void {
    answers.delete(key)
    count(key, answer, -1)
  }

  function count(key: string, answer: string, sign: 1 | -1): void {
    characters += sign * (key.length + answer.length)
    account.add(sign * (ANSWER_COST_BYTES + 2 * (key.length + answer.length)))
  }

  function forgetOld(): void {
    const now = clock.now()
    // A Map lists in the order of insertion, so the first is the oldest.
    for (const [key, { answer, at }] of answers) {
      const isOver = answers.size > MOST_KEYS || characters > MOST_CHARACTERS
      if (!isOver && now - at < KEPT_MS) return
      forget(key, answer)
    }
  }

  return {
    find(key) {
      forgetOld()
      return answers.get(key)?.answer
    },
    keep(key, answer) {
      answers.set(key, { answer, at: clock.now() })
      count(key, answer, 1)
      forgetOld()
    },
    forgetOld,
  }
}
