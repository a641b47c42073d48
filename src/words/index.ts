/** Where pages get languages and the site's words from. What a figure says stands beside it. */
export * from './languages.ts'
export { SITE_WORDS, type SiteWords } from './site-words.ts'
