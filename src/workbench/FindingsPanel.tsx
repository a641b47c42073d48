/** What is likely to be wrong in the run on the table, with evidence that leads to its bytes, and the chapter that explains it. */
import type { Ref } from 'preact'
import type { Found } from '../wire/trace/queries/query.ts'
import { pathIn, type Language } from '../words/languages.ts'
import type { Findings } from './use-findings.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly findings: Findings
  readonly language: Language
  /** Where the line above the exchanges leads. */
  readonly root: Ref<HTMLElement>
  readonly onShow: (found: Found) => void
}

export function FindingsPanel({ findings: { rules, found }, language, root, onShow }: Props) {
  if (rules === undefined || found === undefined) return null
  const words = rules.FINDING_WORDS[language]
  return (
    <section class="findings" aria-label={words.title} ref={root} tabIndex={-1}>
      <div class="pane-head">
        <h3>{words.title}</h3>
        <span class="pane-note">{words.count(found.length)}</span>
      </div>
      {found.length === 0 ? <p class="workbench-quiet">{words.none}</p> : null}
      {found.map((each) => {
        const { code, facts, target, count, evidence } = each
        const { says, harm, remedy } = words.text(code)
        return (
          <details key={`${code} ${facts.what ?? ''} ${target}`} class="finding">
            <summary>
              {says(facts)} <code>{target}</code> {count === 1 ? '' : words.again(count)}
            </summary>
            <p>
              <b>{words.harm}.</b> {harm}
            </p>
            <p>
              <b>{words.remedy}.</b> {remedy}
            </p>
            <p class="finding-places">
              {evidence.slice(0, 6).map((place, index) => (
                <QuietButton key={`${place.moment} ${place.unit ?? ''}`} onClick={() => onShow(place)}>
                  {index === 0 ? words.evidence : words.more(index + 1)}
                </QuietButton>
              ))}
              <a href={pathIn(language, rules.placeOfFinding(each))}>{words.chapter}</a>
            </p>
          </details>
        )
      })}
    </section>
  )
}
