/**
 * A lab's scripted answers in line for the next request of their transport, wherever that comes. Here as the store in memory
 * has them; what an answer is, nobody who keeps them has to know.
 */
import { textBytes, type Account } from '../budget.ts'
import type { Awaitable } from '../awaitable.ts'
import { refuse, type Refusal } from '../errors.ts'

export interface AnswerInLine {
  readonly transport: string
  /** What was sent, as JSON. */
  readonly text: string
  /** Of its chunks' bytes. */
  readonly sizeBytes: number
}

export interface AnswersInLine {
  /** False where none is in line for any transport: then nobody has to be asked. */
  readonly hasAny: boolean
  /** Puts one behind the others, if it may still come; gives how many are in line for its transport. */
  add(answer: AnswerInLine): Awaitable<{ readonly waiting: number } | Refusal>
  /** Takes the first for a transport: nobody else gets it. */
  take(transport: string): Awaitable<AnswerInLine | Refusal | undefined>
  /** One that was taken and could not be played is the first again. */
  putBack(answer: AnswerInLine): void
  clear(): Awaitable<Refusal | undefined>
}

/** So many for one transport. */
export const MOST_IN_LINE = 8
/** Of those for all transports. */
export const MOST_BYTES_IN_LINE = 256 * 1024
/** Beside its text. */
const COST_BYTES = 500

/** In memory, with none in line. */
export class AnswersInMemory implements AnswersInLine {
  readonly #account: Account
  #line: readonly AnswerInLine[] = []

  constructor(account: Account) {
    this.#account = account
  }

  get hasAny(): boolean {
    return this.#line.length > 0
  }

  add(answer: AnswerInLine): { readonly waiting: number } | Refusal {
    const before = this.#line.filter(({ transport }) => transport === answer.transport).length
    if (before >= MOST_IN_LINE) return tooManyAnswers(answer.transport)
    const sizeBytes = this.#line.reduce((sum, each) => sum + each.sizeBytes, answer.sizeBytes)
    if (sizeBytes > MOST_BYTES_IN_LINE) return tooLargeAnswers()
    this.#set([...this.#line, answer])
    return { waiting: before + 1 }
  }

  take(transport: string): AnswerInLine | undefined {
    const first = this.#line.find((each) => each.transport === transport)
    if (first !== undefined) this.#set(this.#line.filter((each) => each !== first))
    return first
  }

  putBack(answer: AnswerInLine): void {
    this.#set([answer, ...this.#line])
  }

  clear(): undefined {
    this.#set([])
  }

  #set(line: readonly AnswerInLine[]): void {
    this.#account.add(costOf(line) - costOf(this.#line))
    this.#line = line
  }
}

export function tooManyAnswers(transport: string): Refusal {
  const message = `${MOST_IN_LINE} answers of ${transport} wait already; ask for one, or forget them with DELETE.`
  return refuse('too-many-answers', message)
}

export function tooLargeAnswers(): Refusal {
  const message = `The answers that wait hold up to ${MOST_BYTES_IN_LINE} bytes together; ask for one, or forget them with DELETE.`
  return refuse('too-many-answers', message)
}

function costOf(line: readonly AnswerInLine[]): number {
  return line.reduce((sum, { text }) => sum + COST_BYTES + textBytes(text, text.length), 0)
}
