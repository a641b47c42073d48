/**
 * The words of the site's frame, in both languages: header, footer, lists, small labels of the prose components.
 * What widgets say has its own tables; what chapters say is in `content/chapters`.
 */
import type { Language } from './languages.ts'
import en, { type SiteWords } from './site-words.en.ts'
import zh from './site-words.zh.ts'

export type { SiteWords }

export const SITE_WORDS: Readonly<Record<Language, SiteWords>> = { en, zh }
