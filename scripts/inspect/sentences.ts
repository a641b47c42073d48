/** What is said of an input as a whole, in the page's own words. */
import type { Guess } from '../../src/wire/import/guess.ts'
import type { ImportNote } from '../../src/wire/import/imported.ts'
import type { Likeness } from '../../src/wire/import/likeness.ts'
import type { Language } from '../../src/words/languages.ts'
import { WORKBENCH_WORDS } from '../../src/workbench/words.ts'
import type { Inspection } from './inspect.ts'

export const guessText = (guess: Guess, language: Language): string =>
  WORKBENCH_WORDS[language].bring.guess(guess)

export const likenessText = (likeness: Likeness, language: Language): string =>
  WORKBENCH_WORDS[language].bring.looksLike(likeness)

export const noteText = ({ code, count }: ImportNote, language: Language): string =>
  WORKBENCH_WORDS[language].bring.note(code, count)

/** The page's sentence, and what the importer says for a developer where it says more. */
export function failureText(failure: NonNullable<Inspection['failure']>, language: Language): string {
  if (failure.code === 'unreadable-file') return failure.message
  return `${WORKBENCH_WORDS[language].failed(failure.code)} (${failure.code}: ${failure.message})`
}
