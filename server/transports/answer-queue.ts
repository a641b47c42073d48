/**
 * One lab's scripted answers that wait for their requests: a short queue for each transport, so that "503, then 200" can
 * be said before a client asks. What waits is bounded in number and bytes, and is gone with the lab.
 */
import type { Clock } from '../clock.ts'
import { isRefusal, labNotFound, refuse, type Refusal } from '../errors.ts'
import type { Lab } from '../lab/lab.ts'
import { readAnswer } from './answer-input.ts'
import { createLifetimes } from './lifetimes.ts'
import { playAnswer, type ScriptedAnswer } from './scripted-answer.ts'
import type { Asked, TransportHost } from './transport.ts'

/** So many may wait for one transport. */
export const MOST_WAITING = 8
/** What waits in a lab, for all its transports. */
const MOST_WAITING_BYTES = 256 * 1024

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
  let waiting: readonly ScriptedAnswer[] = []

  return {
    add(body) {
      if (lab.hasEnded) return labNotFound()
      const answer = readAnswer(body, lab.id)
      if (isRefusal(answer)) return answer
      const before = waiting.filter(({ transport }) => transport === answer.transport).length
      if (before >= MOST_WAITING) {
        const message = `${MOST_WAITING} answers of ${answer.transport} wait already; ask for one, or forget them with DELETE.`
        return refuse('too-many-answers', message)
      }
      if (sizeOf([...waiting, answer]) > MOST_WAITING_BYTES) {
        const message = `The answers that wait hold up to ${MOST_WAITING_BYTES} bytes together; ask for one, or forget them with DELETE.`
        return refuse('too-many-answers', message)
      }
      waiting = [...waiting, answer]
      return { waiting: before + 1 }
    },

    clear() {
      waiting = []
    },

    answer(transport, asked) {
      const next = waiting.find((each) => each.transport === transport)
      if (next === undefined || lab.isDraining) return false
      playAnswer(lab, clock, lifetimes, next, asked, () => {
        waiting = waiting.filter((each) => each !== next)
      })
      return true
    },
  }
}

function sizeOf(answers: readonly ScriptedAnswer[]): number {
  return answers.reduce(
    (sum, { chunks }) => sum + chunks.reduce((bytes, { content }) => bytes + content.length, 0),
    0,
  )
}
