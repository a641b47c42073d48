/** What the current field says, in one or two sentences about this very value: its problems, and the clause. */
import { citationUrl, type Citation } from '../wire/field/citation.ts'
import { valueText } from './byte-text.ts'
import type { LensProps } from './lens.ts'

type Props = Pick<LensProps, 'field' | 'source' | 'say' | 'words' | 'traceWords'> & {
  readonly transport: string
}

export function FieldSentence({ field, source, say, words, traceWords, transport }: Props) {
  const { bits } = field
  const { start, end } = field.range
  return (
    <div class={`sentence hue-${transport}`}>
      <p class="sentence-value">
        <b>{say.label(field)}</b> <code>{valueText(field, source.bytes, 40)}</code>{' '}
        <span class="sentence-span">
          {words.fieldSpan(start, end)}
          {bits === undefined ? '' : `${traceWords.listComma}${words.bitSpan(bits.start, bits.end - 1)}`}
        </span>
      </p>
      <p>
        {say.sentence(field)} {field.citation === undefined ? null : <Clause citation={field.citation} />}
      </p>
      {field.problems.map((problem) => (
        <p key={problem.code} class="sentence-problem">
          <b>{words[problem.severity]}:</b> {say.problem(problem)} <Clause citation={problem.citation} />
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
