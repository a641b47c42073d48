/** The findings of an input as text: what was seen, where, what harm it does, what helps, and which chapter explains it. */
import { findingsIn } from '../../src/wire/findings/findings.ts'
import type { Finding } from '../../src/wire/findings/finding.ts'
import { placeOfFinding } from '../../src/words/findings/places.ts'
import { FINDING_WORDS } from '../../src/words/findings/words.ts'
import { pathIn, type Language } from '../../src/words/languages.ts'
import type { Inspection } from './inspect.ts'
import { failureText } from './sentences.ts'

export function findingsTextOf({ input, failure, run }: Inspection, language: Language): string {
  const words = FINDING_WORDS[language]
  const lines = [`== ${input}`]
  if (failure !== undefined) lines.push(failureText(failure, language))
  const found = run === undefined ? [] : findingsIn(run)
  if (failure === undefined && found.length === 0) lines.push(words.none)
  const start = run?.events[0]?.kind === 'slice' ? run.events[0].left : (run?.events[0]?.at ?? 0)
  for (const each of found) lines.push(...linesOf(each, start, language))
  return `${lines.join('\n')}\n`
}

function linesOf(
  { code, target, facts, evidence, count }: Finding,
  start: number,
  language: Language,
): readonly string[] {
  const words = FINDING_WORDS[language]
  const { says, harm, remedy } = words.text(code)
  const often = count === 1 ? '' : ` (${words.again(count)})`
  return [
    `! ${code} ${target}${often}`,
    `  ${says(facts)}`,
    ...evidence.map(
      ({ at, exchange, unit }) => `  @ ${((at - start) / 1000).toFixed(3)} s ${unit ?? exchange ?? ''}`,
    ),
    `  ${words.harm}: ${harm}`,
    `  ${words.remedy}: ${remedy}`,
    `  ${words.chapter}: ${pathIn(language, placeOfFinding({ code, facts }))}`,
  ]
}
