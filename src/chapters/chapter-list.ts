/**
 * The six chapters of one language, in order, and whether each is written: what the list at the side, the home page
 * and the links at a chapter's end are drawn from.
 */
import { getCollection, type CollectionEntry } from 'astro:content'
import { CHAPTERS, type ChapterSlug } from '../words/site-words.ts'
import { pathIn, type Language } from '../words/languages.ts'

export interface WrittenChapter {
  readonly kind: 'written'
  readonly number: number
  readonly slug: ChapterSlug
  readonly title: string
  readonly lead: string
  readonly path: string
}

export type ListedChapter =
  | WrittenChapter
  | {
      readonly kind: 'unwritten'
      readonly number: number
      readonly slug: ChapterSlug
      readonly title: string
    }

/** The chapters of a language in their order. */
export async function listChapters(language: Language): Promise<readonly ListedChapter[]> {
  const entries = await chapterEntries(language)
  return CHAPTERS.map(({ slug, title }, at) => {
    const entry = entries.find((each) => slugOf(each) === slug)
    if (!entry) return { kind: 'unwritten', number: at + 1, slug, title: title[language] }
    const { title: written, lead } = entry.data
    return {
      kind: 'written',
      number: at + 1,
      slug,
      title: written,
      lead,
      path: pathIn(language, `/${slug}/`),
    }
  })
}

/** The written chapters of a language, as files. */
export async function chapterEntries(language: Language): Promise<CollectionEntry<'chapters'>[]> {
  return getCollection('chapters', (entry) => entry.id.startsWith(`${language}/`))
}

/** The slug of a chapter's file: its name. */
export function slugOf(entry: CollectionEntry<'chapters'>): string {
  return entry.id.slice(entry.id.indexOf('/') + 1)
}
