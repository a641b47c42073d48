/** A lab's scripted answers in line for whichever instance their request comes to, in Redis. */
import { isRefusal, type Refusal } from '../errors.ts'
import {
  MOST_BYTES_IN_LINE,
  MOST_IN_LINE,
  tooLargeAnswers,
  tooManyAnswers,
  type AnswerInLine,
  type AnswersInLine,
} from '../lab/answers-in-line.ts'
import type { RedisLink } from './link.ts'
import { ADD_ANSWER, CLEAR_ANSWERS, PUT_BACK_ANSWER, TAKE_ANSWER } from './line-scripts.ts'
import { LIVE_MS, orUnavailable } from './parts.ts'
import type { Script } from './script.ts'

export class SharedLine implements AnswersInLine {
  /** How many are in line, as was last told. */
  length = 0
  readonly #link: RedisLink
  readonly #key: string
  readonly #write: (script: Script, ...values: (string | number)[]) => Promise<readonly string[] | Refusal>

  /** `write` does a script that writes, once Redis is ready for it. */
  constructor(
    link: RedisLink,
    key: string,
    write: (script: Script, ...values: (string | number)[]) => Promise<readonly string[] | Refusal>,
  ) {
    this.#link = link
    this.#key = key
    this.#write = write
  }

  get hasAny(): boolean {
    return this.length > 0
  }

  async add({ transport, sizeBytes, text }: AnswerInLine): Promise<{ readonly waiting: number } | Refusal> {
    const reply = await this.#write(
      ADD_ANSWER,
      ...[transport, sizeBytes, text, MOST_IN_LINE, MOST_BYTES_IN_LINE, LIVE_MS],
    )
    if (isRefusal(reply)) return reply
    const [what, waiting] = reply
    if (what === 'many') return tooManyAnswers(transport)
    if (what === 'large') return tooLargeAnswers()
    this.length += 1
    return { waiting: Number(waiting) }
  }

  take(transport: string): Promise<AnswerInLine | Refusal | undefined> {
    return orUnavailable(async () => {
      const reply = (await this.#link.ask(TAKE_ANSWER, this.#key, transport)) as readonly string[]
      const [length, sizeBytes, text] = reply
      this.length = Number(length)
      return text === undefined ? undefined : { transport, text, sizeBytes: Number(sizeBytes) }
    })
  }

  putBack({ transport, sizeBytes, text }: AnswerInLine): void {
    this.length += 1
    const values = [transport, sizeBytes, text, LIVE_MS] as const
    this.#link.ask(PUT_BACK_ANSWER, this.#key, ...values).catch(() => undefined)
  }

  clear(): Promise<Refusal | undefined> {
    return orUnavailable(async () => {
      await this.#link.ask(CLEAR_ANSWERS, this.#key)
      this.length = 0
      return undefined
    })
  }
}
