/** Where pages get languages and the site's words from. Each widget's words have their own file beside this one. */
export * from './languages.ts'
export { SITE_WORDS, type SiteWords } from './site-words.ts'
