/**
 * Reads `docs/glossary.md`, the one list of terms, and finds what strayed from it: in the chapters and in the tables
 * of words the widgets say. Pure; `check-content.ts` reads the files and prints.
 */
import type { Finding } from './content-rules.ts'

export interface GlossaryTerm {
  readonly en: string
  readonly zh: string
  /** Chinese forms that are not used for it. */
  readonly not: readonly string[]
  /** Of its row, counted from 1. */
  readonly line: number
}

/** The rows of the glossary's table; throws where a row has no form in one of the languages. */
export function readGlossary(markdown: string): readonly GlossaryTerm[] {
  const terms: GlossaryTerm[] = []
  for (const [index, text] of markdown.split('\n').entries()) {
    if (!text.startsWith('|')) continue
    const [en = '', zh = '', not = ''] = text
      .split('|')
      .slice(1)
      .map((cell) => cell.trim())
    if (en === 'English' || /^-+$/.test(en)) continue
    if (en === '' || zh === '') throw new Error(`line ${index + 1} of the glossary lacks a form`)
    terms.push({ en, zh, not: not.split('、').filter((form) => form !== ''), line: index + 1 })
  }
  return terms
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

/** What strayed in a table of words: its Chinese stands among its English, and no English has a Han character. */
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

/** Rows whose form in a language is nowhere in that language's texts. */
export function unusedFindings(
  file: string,
  terms: readonly GlossaryTerm[],
  texts: Readonly<Record<'en' | 'zh', string>>,
): Finding[] {
  const lower = { en: texts.en.toLowerCase(), zh: texts.zh.toLowerCase() }
  return terms.flatMap((term) =>
    (['en', 'zh'] as const)
      .filter((language) => !lower[language].includes(term[language].toLowerCase()))
      .map((language) => ({ file, line: term.line, message: `nothing says “${term[language]}” any more` })),
  )
}

function placesOf(text: string, form: string): number[] {
  const places: number[] = []
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + form.length)) places.push(at)
  return places
}
