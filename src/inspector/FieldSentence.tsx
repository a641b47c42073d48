/** What the current field says, in one or two sentences about this very value: its problems, and the clause. */
import type { TraceWords } from '../words/trace-words.ts'
import type { InspectorWords } from './words.ts'
import type { Field } from '../wire/field/field.ts'
import { citationUrl, type Citation } from '../wire/field/citation.ts'
import { valueText } from './byte-text.ts'
import type { FieldWords } from './field-words.ts'

interface Props {
  readonly field: Field
  readonly bytes: Uint8Array
  readonly say: FieldWords
  readonly words: TraceWords
  readonly inspectorWords: InspectorWords
  readonly transport: string
}

export function FieldSentence({ field, bytes, say, words, inspectorWords, transport }: Props) {
  const { bits } = field
  const { start, end } = field.range
  return (
    <div class={`sentence hue-${transport}`}>
      <p class="sentence-value">
        <b>{say.label(field)}</b> <code>{valueText(field, bytes, 40)}</code>{' '}
        <span class="sentence-span">
          {inspectorWords.fieldSpan(start, end)}
          {bits === undefined ? '' : `${words.listComma}${inspectorWords.bitSpan(bits.start, bits.end - 1)}`}
        </span>
      </p>
      <p>
        {say.sentence(field)} {field.citation === undefined ? null : <Clause citation={field.citation} />}
      </p>
      {field.problems.map((problem) => (
        <p key={problem.code} class="sentence-problem">
          <b>{inspectorWords[problem.severity]}:</b> {say.problem(problem)}{' '}
          <Clause citation={problem.citation} />
        </p>
      ))}
    </div>
  )
}

/** A citation as a link to its section. */
export function Clause({ citation }: { readonly citation: Citation }) {
  return (
    <a class="sentence-clause" href={citationUrl(citation)} target="_blank" rel="noreferrer">
      {citation.standard} §{citation.section}
    </a>
  )
}
