/**
 * What a sentence about a field is made from, and the shape of one language's table. A sentence speaks of this value
 * here: it is a function of the field and of what stands around it.
 */
import type { Field, FieldKind, Unit } from '../../wire/field/field.ts'
import type { EventStreamProblemCode, ProblemCode, WebSocketProblemCode } from '../../wire/field/problem.ts'

export interface SentenceContext {
  /** The unit that the field is in. */
  readonly unit: Unit
  /** The bytes of a field as text, for quoting; ill-formed parts as U+FFFD. */
  readonly text: (field: Field) => string
}

/** What the tables read: the context, and what was looked up in the unit once. */
export interface Around extends SentenceContext {
  /** The name (lower case) of the header line or trailer line that holds the field. */
  readonly header: string | undefined
  /** Which message the field is of. Trailers, which hardly a request has, count as a response's. */
  readonly side: 'request' | 'response'
  /** The status code, where the unit is a response's head. */
  readonly status: number | undefined
}

export type Sentence = (field: Field, around: Around) => string

export interface SentenceTable {
  readonly labels: Readonly<Record<FieldKind, string>>
  readonly sentences: Readonly<Record<FieldKind, Sentence>>
  /** What is wrong, and what a receiver must do about it. */
  readonly problems: Readonly<Record<ProblemCode, string>>
}

/** The part of a language's table that is about one standard. */
export interface SentencePart<Kind extends FieldKind, Code extends ProblemCode> {
  readonly labels: Readonly<Record<Kind, string>>
  readonly sentences: Readonly<Record<Kind, Sentence>>
  readonly problems: Readonly<Record<Code, string>>
}

export type WebSocketSentences = SentencePart<Extract<FieldKind, `websocket.${string}`>, WebSocketProblemCode>

export type StreamSentences = SentencePart<
  Extract<FieldKind, `event-stream.${string}` | `html.${string}`>,
  EventStreamProblemCode
>

/** Longest quotation of bytes in a sentence, in characters; longer ones are cut with an ellipsis. */
const MAX_QUOTED = 60

/** Cuts a text that would swamp its sentence. */
export function shortened(text: string): string {
  return text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text
}

/** How many bytes a field covers. */
export function lengthOf(field: Field): number {
  return field.range.end - field.range.start
}
