/**
 * Finds what strayed from the glossary (`src/words/terms`): in the chapters, in the tables of words the widgets say, and
 * in the glossary itself. Pure; `check-content.ts` reads the files and prints.
 */
import type { HouseWord, TermEntry } from '../src/words/terms/index.ts'
import type { Finding } from './finding.ts'

/** A form of the glossary in Chinese, and the forms that are not used for it. */
export interface GlossaryTerm {
  readonly zh: string
  readonly not: readonly string[]
}

/** The forms of the glossary's entries and of the house's words. */
export function formsOf(words: readonly HouseWord[]): readonly GlossaryTerm[] {
  return words.map(({ name, not = [] }) => ({ zh: name.zh, not }))
}

/** Where a text has a form that the glossary has another for. `firstLine` is the line the text begins on. */
export function glossaryFindings(
  file: string,
  text: string,
  firstLine: number,
  terms: readonly GlossaryTerm[],
): Finding[] {
  return terms.flatMap(({ zh, not }) =>
    not.flatMap((form) =>
      placesOf(text, form).map((at) => ({
        file,
        line: firstLine + text.slice(0, at).split('\n').length - 1,
        message: `“${form}”: the glossary says ${zh}`,
      })),
    ),
  )
}

/** Chinese text that widgets say, held to what its typography does by itself and to full-width punctuation. */
const TYPED: readonly (readonly [RegExp, string])[] = [
  [
    /[\p{Script=Han}，。：；？！、）] (?:\$\{|[A-Za-z0-9])|[A-Za-z0-9}] [\p{Script=Han}（]/gu,
    'no space between Han and Latin: the browser makes it (text-autospace)',
  ],
  [/\p{Script=Han}[,;?!]/gu, 'full-width punctuation in Chinese'],
]

/** What strayed in a table of words, or in a page that holds both languages: no English has a Han character. */
export function tableFindings(file: string, source: string, terms: readonly GlossaryTerm[]): Finding[] {
  const typed = TYPED.flatMap(([pattern, message]) =>
    [...source.matchAll(pattern)].map((match) => ({
      file,
      line: source.slice(0, match.index).split('\n').length,
      message: `“${match[0]}”: ${message}`,
    })),
  )
  return [...glossaryFindings(file, source, 1, terms), ...typed]
}

/** Words of the house whose form in a language is nowhere in that language's texts. */
export function unusedFindings(
  file: string,
  words: readonly HouseWord[],
  texts: Readonly<Record<'en' | 'zh', string>>,
): Finding[] {
  const lower = { en: texts.en.toLowerCase(), zh: texts.zh.toLowerCase() }
  return words.flatMap(({ name }) =>
    (['en', 'zh'] as const)
      .filter((language) => !lower[language].includes(name[language].toLowerCase()))
      .map((language) => ({ file, line: 1, message: `nothing says “${name[language]}” any more` })),
  )
}

/** A file of the glossary with the forms that it lists as not used, or as used elsewhere, blanked out. */
export function withoutListedForms(source: string): string {
  return source.replace(/\b(?:not: \[[^\]]*\]|also: \{[^}]*\})/g, (listed) => listed.replace(/[^\n]/g, ' '))
}

/** Entries that say one thing twice: two of one name in a language, or a form that another entry forbids. */
export function entryFindings(
  file: string,
  entries: Readonly<Record<string, TermEntry>>,
  forms: readonly GlossaryTerm[],
): Finding[] {
  const seen = { en: new Map<string, string>(), zh: new Map<string, string>() }
  return Object.entries(entries).flatMap(([id, { name, meaning }]) => {
    const messages = (['en', 'zh'] as const).flatMap((language) => {
      const form = name[language].toLowerCase()
      const earlier = seen[language].get(form)
      seen[language].set(form, id)
      return [
        ...(earlier === undefined ? [] : [`“${name[language]}” is also the name of ${earlier}`]),
        ...(/[.。)）]$/.test(meaning[language]) ? [] : [`its meaning (${language}) is no whole sentence`]),
      ]
    })
    const forbidden = glossaryFindings(file, name.zh, 1, forms).map(({ message }) => message)
    return [...messages, ...forbidden].map((message) => ({ file, line: 1, message: `${id}: ${message}` }))
  })
}

function placesOf(text: string, form: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) places.push(at)
  return places
}
