/** What is likely to be wrong in the run on the table, with evidence that leads to its bytes, and the chapter that explains it. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useLoaded } from '../ui/use-loaded.ts'
import type { Finding } from '../wire/findings/finding.ts'
import type { Found } from '../wire/trace/queries/query.ts'
import { pathIn, type Language } from '../words/languages.ts'
import type { RunOnShow } from './run-on-show.ts'

/** Rules and words are fetched once there is a run to look at. */
const RULES = async () => {
  const [{ findingsIn }, { FINDING_WORDS }, { placeOfFinding }] = await Promise.all([
    import('../wire/findings/findings.ts'),
    import('../words/findings/words.ts'),
    import('../words/findings/places.ts'),
  ])
  return { findingsIn, FINDING_WORDS, placeOfFinding }
}

/** A run that grows is looked through so often. */
const EVERY_MS = 1_000

interface Props {
  readonly run: RunOnShow
  /** It is there as far as it will be for now. */
  readonly isRead: boolean
  readonly language: Language
  readonly onShow: (found: Found) => void
}

export function FindingsPanel({ run, isRead, language, onShow }: Props) {
  const rules = useLoaded(RULES, isRead)
  const found = useFindings(run, isRead ? rules?.findingsIn : undefined)
  if (rules === undefined || found === undefined) return null
  const words = rules.FINDING_WORDS[language]
  return (
    <section class="findings" aria-label={words.title}>
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
                <button
                  key={`${place.moment} ${place.unit ?? ''}`}
                  type="button"
                  class="quiet-button"
                  onClick={() => onShow(place)}
                >
                  {index === 0 ? words.evidence : words.more(index + 1)}
                </button>
              ))}
              <a href={pathIn(language, rules.placeOfFinding(each))}>{words.chapter}</a>
            </p>
          </details>
        )
      })}
    </section>
  )
}

/** What is found in a run, looked for now and then while it grows. */
function useFindings(
  run: RunOnShow,
  find: ((run: RunOnShow) => readonly Finding[]) | undefined,
): readonly Finding[] | undefined {
  const [found, setFound] = useState<readonly Finding[] | undefined>(undefined)
  const newest = useRef(run)
  newest.current = run
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEffect(() => {
    if (find === undefined) return setFound(undefined)
    timer.current ??= setTimeout(
      () => {
        timer.current = undefined
        setFound(find(newest.current))
      },
      found === undefined ? 0 : EVERY_MS,
    )
  }, [run.events, run.version, run.conversation, find])
  useEffect(() => () => clearTimeout(timer.current), [])
  return found
}
