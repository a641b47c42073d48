/** What other instances answer to a question that all were asked: numbers, which are summed. */
import type { Clock } from '../clock.ts'

export interface Answers {
  /** The number of the next question. */
  next(): number
  heard(question: number, answer: number): void
  /** Nobody waits for its answers. */
  forget(question: number): void
  /** The sum of so many answers, or of those that have come in time. */
  sum(question: number, count: number, clock: Clock, ms: number): Promise<number>
}

/** No question is asked yet. */
export function createAnswers(): Answers {
  let latest = 0
  const open = new Map<number, { sum: number; count: number; changed(): void }>()

  return {
    next() {
      latest += 1
      open.set(latest, { sum: 0, count: 0, changed: () => undefined })
      return latest
    },
    heard(question, answer) {
      const waiting = open.get(question)
      if (waiting === undefined) return
      waiting.sum += answer
      waiting.count += 1
      waiting.changed()
    },
    forget: (question) => void open.delete(question),
    sum(question, count, clock, ms) {
      const waiting = open.get(question)
      if (waiting === undefined) return Promise.resolve(0)
      return new Promise((resolve) => {
        const timer = clock.after(ms, finish)
        function finish(): void {
          timer.cancel()
          open.delete(question)
          resolve(waiting?.sum ?? 0)
        }
        waiting.changed = () => {
          if (waiting.count >= count) finish()
        }
        waiting.changed()
      })
    },
  }
}
