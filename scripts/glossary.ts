/**
 * Finds what strayed from the glossary (`src/words/terms`): in the chapters, in the tables of words the widgets say, and
 * in the glossary itself. Pure; `check-content.ts` reads the files and prints.
 */
import type { HouseWord, TermEntry } from '../src/words/terms/index.ts'
import type { Finding } from './finding.ts'

type Language = 'en' | 'zh'

/** A form of the glossary in one language, and the forms that are not used for it. */
export interface GlossaryTerm {
  readonly form: string
  readonly not: readonly string[]
}

/** The forms in each language of the glossary's entries and of the house's words. */
export type GlossaryForms = Readonly<Record<Language, readonly GlossaryTerm[]>>

export function formsOf(words: readonly HouseWord[]): GlossaryForms {
  const forms = (language: Language) =>
    words.map(({ name, not }) => ({ form: name[language], not: not?.[language] ?? [] }))
  return { en: forms('en'), zh: forms('zh') }
}

/** Where a text has a form that the glossary has another for. `firstLine` is the line the text begins on. */
export function glossaryFindings(
  file: string,
  text: string,
  firstLine: number,
  terms: readonly GlossaryTerm[],
): Finding[] {
  return terms.flatMap(({ form, not }) =>
    not.flatMap((other) =>
      placesOf(text, other).map((at) => ({
        file,
        line: firstLine + text.slice(0, at).split('\n').length - 1,
        message: `“${other}”: the glossary says ${form}`,
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
  [/\p{Script=Han}(?:[,;?!:]| ?\()/gu, 'full-width punctuation in Chinese'],
]

/**
 * What strayed in a table of words, or in a page: Chinese in any of its lines, since no English has a Han character;
 * English in what a reader gets of it.
 */
export function tableFindings(file: string, source: string, forms: GlossaryForms): Finding[] {
  const typed = TYPED.flatMap(([pattern, message]) =>
    [...source.matchAll(pattern)].map((match) => ({
      file,
      line: source.slice(0, match.index).split('\n').length,
      message: `“${match[0]}”: ${message}`,
    })),
  )
  return [
    ...glossaryFindings(file, source, 1, forms.zh),
    ...glossaryFindings(file, englishIn(file, source), 1, forms.en),
    ...typed,
  ]
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
  return source.replace(/\b(?:not|also): \{[^}]*\}/g, blank)
}

/** The English of a file, all else blanked: the texts of an English table, those marked `en:` elsewhere, a page whole. */
function englishIn(file: string, source: string): string {
  if (file.endsWith('.astro'))
    return file.includes('/zh/')
      ? ''
      : source.replace(/^---\n[\s\S]*?\n---\n|\{\/\*[\s\S]*?\*\/\}|<[^>]*>/g, blank)
  if (file.endsWith('.zh.ts')) return ''
  const before = file.endsWith('.en.ts') ? '' : '\\ben:\\s+'
  const text = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|"(?:[^"\\\n]|\\.)*"/.source
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/[^\n]*/gm, blank)
  const kept = blank(code).split('')
  for (const { 0: found, index } of code.matchAll(new RegExp(before + text, 'g')))
    for (const [at, letter] of [...found.split('')].entries()) kept[index + at] = letter
  return kept.join('')
}

/** Entries that say one thing twice: two of one name in a language, or a form that another entry forbids. */
export function entryFindings(
  file: string,
  entries: Readonly<Record<string, TermEntry>>,
  forms: GlossaryForms,
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
    const forbidden = (['en', 'zh'] as const)
      .flatMap((language) => glossaryFindings(file, name[language], 1, forms[language]))
      .map(({ message }) => message)
    return [...messages, ...forbidden].map((message) => ({ file, line: 1, message: `${id}: ${message}` }))
  })
}

/** Where a form stands: Latin words as whole words, in either case, with a line's end for a blank. */
function placesOf(text: string, form: string): number[] {
  const literal = form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = /\p{Script=Han}/u.test(form)
    ? new RegExp(literal, 'g')
    : new RegExp(`(?<![\\w-])${literal.replaceAll(' ', '\\s+')}(?![\\w-])`, 'gi')
  return [...text.matchAll(pattern)].map(({ index }) => index)
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
