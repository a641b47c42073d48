/** The pages that are there, read from what the build wrote, so that a page nobody lists is tested as well. */
import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import { pathIn, type Language } from '../../src/i18n/languages.ts'

/** Addresses of all built pages: `/`, `/zh/`, `/comet/` … */
export const BUILT_PAGES: readonly string[] = globSync('**/index.html', { cwd: 'dist' })
  .map((file) => (dirname(file) === '.' ? '/' : `/${dirname(file)}/`))
  .sort()

/** The chapters that have benches. */
export const CHAPTER_SLUGS = ['comet', 'long-polling'] as const

/** A chapter's address in a language. */
export function chapter(language: Language, slug: (typeof CHAPTER_SLUGS)[number]): string {
  return pathIn(language, `/${slug}/`)
}
