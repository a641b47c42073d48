/** A lab's scripted answers: read and put in line, and played when the next request of their transport comes. */
import type { Awaitable } from '../awaitable.ts'
import { answerRefusal } from '../http/answer.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, labNotFound, memoryFull, type Refusal } from '../errors.ts'
import type { AnswerInLine } from '../lab/answers-in-line.ts'
import type { Lab } from '../lab/lab.ts'
import { readAnswer } from './answer-input.ts'
import { createLifetimes } from './lifetimes.ts'
import { playAnswer, type ScriptedAnswer } from './scripted-answer.ts'
import type { Asked, TransportHost } from './transport.ts'

/** What an answer takes beside its header lines and its chunks' bytes, and what each chunk does. */
const ANSWER_COST_BYTES = 1024
const CHUNK_COST_BYTES = 500

export interface ScriptedAnswers {
  /** Reads a parsed body and puts its answer behind those that wait; gives how many then wait for that transport. */
  add(body: unknown): Awaitable<{ readonly waiting: number } | Refusal>
  /** Gives a request an answer that was in line; over the lab's limit a refusal, and it is the first in line again. */
  play(inLine: AnswerInLine, asked: Asked): void
}

/** Those of a lab. */
export function createScriptedAnswers(lab: Lab, clock: Clock, host: TransportHost): ScriptedAnswers {
  const lifetimes = createLifetimes(clock, host.streamLifetimeMs)

  return {
    add(body) {
      if (lab.hasEnded) return labNotFound()
      const answer = readAnswer(body, lab.id)
      if (isRefusal(answer)) return answer
      if (!lab.budget.admits(costOf(answer))) return memoryFull()
      const { transport, chunks } = answer
      const sizeBytes = chunks.reduce((sum, { content }) => sum + content.length, 0)
      return lab.inLine.add({ transport, text: JSON.stringify(body), sizeBytes })
    },

    play(inLine, asked) {
      const answer = readAnswer(JSON.parse(inLine.text), lab.id)
      if (isRefusal(answer)) return answerRefusal(asked.outgoing, answer)
      const account = lab.budget.account('answers')
      account.add(costOf(answer))
      if (playAnswer(lab, clock, lifetimes, answer, asked, () => account.close())) return
      account.close()
      lab.inLine.putBack(inLine)
    },
  }
}

/** While it is played. */
function costOf({ headers, chunks }: ScriptedAnswer): number {
  const headBytes = headers.reduce((sum, text) => sum + text.length, ANSWER_COST_BYTES)
  return chunks.reduce((sum, { content }) => sum + content.length + CHUNK_COST_BYTES, headBytes)
}
