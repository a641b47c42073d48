/** That something is wrong, said where the eye is: how much, the first of it, and the way to the rest. */
import type { Language } from '../words/languages.ts'
import type { Findings } from './use-findings.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly findings: Findings
  readonly language: Language
  readonly onFollow: () => void
}

export function FindingsLine({ findings: { rules, found = [] }, language, onFollow }: Props) {
  const [first] = found
  const words = rules?.FINDING_WORDS[language]
  return (
    <p class="findings-line" role="status">
      {first === undefined || words === undefined ? null : (
        <QuietButton onClick={onFollow}>
          <b>{words.wrong(found.length)}</b> {words.text(first.code).says(first.facts)}{' '}
          <code>{first.target}</code> ↓
        </QuietButton>
      )}
    </p>
  )
}
