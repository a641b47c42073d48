/**
 * The two languages of the site and how an address tells them apart: English at the root, Chinese under `/zh/`.
 * Pages, layouts and widgets take their language from here and nowhere else.
 */

export const LANGUAGES = ['en', 'zh'] as const

export type Language = (typeof LANGUAGES)[number]

/** What stands in `lang` and `hreflang`. */
export const LANGUAGE_TAGS: Readonly<Record<Language, string>> = { en: 'en', zh: 'zh-CN' }

/** A language's name for itself, for the switch. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' }

/** The language a page at `pathname` is written in. */
export function languageOf(pathname: string): Language {
  return pathname === '/zh' || pathname.startsWith('/zh/') ? 'zh' : 'en'
}

/** The address, in `language`, of the page that is at `path` in English (`/`, `/long-polling/`). */
export function pathIn(language: Language, path: string): string {
  return language === 'en' ? path : `/zh${path}`
}

/** The English address of the page at `pathname`: what both twins have in common. */
export function pathWithoutLanguage(pathname: string): string {
  if (languageOf(pathname) === 'en') return pathname
  const rest = pathname.slice('/zh'.length)
  return rest === '' ? '/' : rest
}

/** The other language: there are two, and a switch goes from one to the other. */
export function otherLanguage(language: Language): Language {
  return language === 'en' ? 'zh' : 'en'
}

/**
 * The type of a table of words, from the English one: another language's table has its keys, its texts are any text, its
 * functions take what the English ones take. A parameter that only another language needs begins with `_` in English.
 */
export type Words<Table> = Table extends string
  ? string
  : Table extends (...args: infer Args) => infer Said
    ? (...args: Args) => Words<Said>
    : { readonly [Key in keyof Table]: Words<Table[Key]> }
