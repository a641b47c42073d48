/**
 * One lab's scripted answers that wait for their requests: a short queue for each transport, so that "503, then 200" can
 * be said before a client asks. What waits is bounded in number and bytes, and is gone with the lab.
 */
import type { Account } from '../budget.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, labNotFound, memoryFull, refuse, type Refusal } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { readAnswer } from './answer-input.ts'
import { createLifetimes } from './lifetimes.ts'
import { playAnswer, type ScriptedAnswer } from './scripted-answer.ts'
import type { Asked, TransportHost } from './transport.ts'

/** So many may wait for one transport. */
export const MOST_WAITING = 8
/** What waits in a lab, for all its transports. */
const MOST_WAITING_BYTES = 256 * 1024
/** What an answer takes beside its header lines and its chunks' bytes, and what each chunk does. */
const ANSWER_COST_BYTES = 1024
const CHUNK_COST_BYTES = 500

interface Waiting {
  readonly answer: ScriptedAnswer
  /** What the answer takes, until it has been played or forgotten. */
  readonly account: Account
}

export interface ScriptedAnswers {
  /** Reads a parsed body and puts its answer behind those that wait; gives how many then wait for that transport. */
  add(body: unknown): { readonly waiting: number } | Refusal
  /** Forgets those that wait. One that is being played goes on. */
  clear(): void
  /** Gives a request the answer that waits for its transport; false where none does. */
  answer(transport: string, asked: Asked): boolean
}

/** A lab's queue, empty. */
export function createScriptedAnswers(lab: Lab, clock: Clock, host: TransportHost): ScriptedAnswers {
  const lifetimes = createLifetimes(clock, host.streamLifetimeMs)
  let waiting: readonly Waiting[] = []

  return {
    add(body) {
      if (lab.hasEnded) return labNotFound()
      const answer = readAnswer(body, lab.id)
      if (isRefusal(answer)) return answer
      const before = waiting.filter(({ answer: { transport } }) => transport === answer.transport).length
      if (before >= MOST_WAITING) {
        const message = `${MOST_WAITING} answers of ${answer.transport} wait already; ask for one, or forget them with DELETE.`
        return refuse('too-many-answers', message)
      }
      const sizeBytes = sizeOf(answer)
      if (waiting.reduce((sum, each) => sum + sizeOf(each.answer), sizeBytes) > MOST_WAITING_BYTES) {
        const message = `The answers that wait hold up to ${MOST_WAITING_BYTES} bytes together; ask for one, or forget them with DELETE.`
        return refuse('too-many-answers', message)
      }
      const headBytes = answer.headers.reduce((sum, text) => sum + text.length, ANSWER_COST_BYTES)
      const costBytes = headBytes + sizeBytes + CHUNK_COST_BYTES * answer.chunks.length
      if (!lab.budget.admits(costBytes)) return memoryFull()
      const account = lab.budget.account('answers')
      account.add(costBytes)
      waiting = [...waiting, { answer, account }]
      return { waiting: before + 1 }
    },

    clear() {
      for (const { account } of waiting) account.close()
      waiting = []
    },

    answer(transport, asked) {
      const next = waiting.find(({ answer }) => answer.transport === transport)
      if (next === undefined || lab.isDraining) return false
      playAnswer(lab, clock, lifetimes, next.answer, asked, {
        taken: () => (waiting = waiting.filter((each) => each !== next)),
        over: () => next.account.close(),
      })
      return true
    },
  }
}

function sizeOf({ chunks }: ScriptedAnswer): number {
  return chunks.reduce((sum, { content }) => sum + content.length, 0)
}
